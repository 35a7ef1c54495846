package field

import "testing"

func TestMoney(t *testing.T) {
	m := NewMoney()
	wan := Unit{4, "CNY"}
	for _, c := range []struct {
		in, want string
		problem  Problem
	}{
		{"1000万元人民币", "10000000 CNY", ""}, {"1,000.00万", "10000000 CNY", ""}, {"500万美元", "5000000 USD", ""},
		{"人民币壹佰万元整", "1000000 CNY", ""}, {"0", "0 CNY", ""}, {"1.5亿元", "150000000 CNY", ""}, {"1000", "10000000 CNY", ""},
		{"1000万元（实缴300万元）", "10000000 CNY", ""}, {"RMB 200万", "2000000 CNY", ""}, {"30000万港元", "300000000 HKD", ""},
		{"3.4000(万元人民币)", "34000 CNY", ""}, {"10,000,000元", "10000000 CNY", ""}, {"贰仟伍佰万元人民币", "25000000 CNY", ""},
		{"５００万元", "5000000 CNY", ""}, {"500-1000万", "", RangeAmount}, {"约800万元", "8000000 CNY", ApproximateAmount},
		{"-100", "", NegativeAmount}, {"1000万日元", "10000000 JPY", ""}, {"200万欧元", "2000000 EUR", ""}, {"1e3万元", "", UnparsedAmount},
		{"30,000(万)", "300000000 CNY", ""}, {"1亿2000万", "120000000 CNY", ""}, {"壹亿贰仟万元", "120000000 CNY", ""},
		{"五十万", "500000 CNY", ""}, {"十万元", "100000 CNY", ""}, {"109,306.4378(万)", "1093064378 CNY", ""},
		{"2.2999999999999998", "23000 CNY", ""}, {"5百万", "5000000 CNY", ""}, {"500美元", "500 USD", ""}, {"壹仟零伍万元", "10050000 CNY", ""},
		{"43万人民币", "430000 CNY", ""}, {"叁拾万圆", "300000 CNY", ""}, {"(人民币)1000万", "10000000 CNY", ""}, {"abc", "", UnparsedAmount},
		{"1000万元左右", "10000000 CNY", ApproximateAmount}, {"万元", "", UnparsedAmount}, {"12.3.4万", "", UnparsedAmount},
	} {
		got, problem := m.Amount(c.in, wan)
		if got != c.want || problem != c.problem {
			t.Errorf("%s: %q %q, want %q %q", c.in, got, problem, c.want, c.problem)
		}
	}
	if _, p := m.Amount("1000", Unit{}); p != NoUnit {
		t.Errorf("a bare number without unit: %q", p)
	}
	for in, want := range map[string]Unit{"注册资本(万元)": wan, "注册资本（万美元）": {4, "USD"}, "注册资本": {}, "注册资金（单位：万元）": wan,
		"注册资本/万元": wan, "注册资本万元": wan, "营业收入(亿元)": {8, "CNY"}, "注册资本(元)": {0, "CNY"}, "注册资本(人民币)": {0, "CNY"},
		"大股东认购比例(%)": {}, "注册资本（必填）": {}} {
		if got := m.Header(in); got != want {
			t.Errorf("header %s: %v, want %v", in, got, want)
		}
	}
}
