package presence_test

import (
	"context"
	"testing"

	"liantu/graph"
)

// nameCase is what a name, with a code and a scope, makes of a firm.
type nameCase struct {
	name, code, scope string
	kind              graph.FirmKind
	parent            string
	made              string // link that the name says is made, "" none
}

func TestKindsOfFirms(t *testing.T) {
	reader := newReader(t)
	cases := []nameCase{
		{name: "乌海市某电石有限公司", kind: graph.Company, made: "calcium-carbide"},
		{name: "乌海市某电石有限责任公司", kind: graph.Company, made: "calcium-carbide"},
		{name: "某电石（集团）股份有限公司", kind: graph.Company, made: "calcium-carbide"},
		{name: "某某水泥厂（普通合伙）", kind: graph.Company, made: "cement"},
		{name: "乌海市某电石销售有限公司", kind: graph.Company},
		{name: "乌海市某电石设备有限公司", kind: graph.Company},
		{name: "某某葡萄糖有限公司", kind: graph.Company},
		{name: "某某聚氯乙烯有限公司", kind: graph.Company, made: "pvc"},
		{name: "某某炭黑科技有限公司", kind: graph.Company},
		{name: "甲煤焦有限责任公司黑猫炭黑厂", kind: graph.Plant, parent: "甲煤焦有限责任公司", made: "carbon-black"},
		{name: "甲化工有限公司乌海分公司", scope: "焦炭生产", kind: graph.Plant, parent: "甲化工有限公司"},
		{name: "甲化工有限公司乌海分公司", scope: "焦炭销售", kind: graph.Branch, parent: "甲化工有限公司"},
		{name: "甲化工有限公司铁路销售部", scope: "焦炭生产、销售", kind: graph.Branch, parent: "甲化工有限公司"},
		{name: "甲通信有限公司乌达分公司人民路营业厅", kind: graph.Branch, parent: "甲通信有限公司"},
		{name: "甲集团有限公司留守处", kind: graph.Branch, parent: "甲集团有限公司"},
		{name: "甲有限公司乌海办事处", kind: graph.Branch, parent: "甲有限公司"},
		{name: "甲（集团）公司乙焦化有限公司", kind: graph.Company, made: "coke"},
		{name: "甲机械厂一分厂", kind: graph.Plant, parent: "甲机械厂"},
		{name: "张三碳化硅加工店", code: "92150302MA0N00000X", kind: graph.Individual},
		{name: "某某葡萄种植专业合作社", code: "93150302MA0N00000X", kind: graph.Cooperative, made: "grape-growing"},
		{name: "某某葡萄种植农民专业合作社", kind: graph.Cooperative, made: "grape-growing"},
		{name: "", kind: graph.Company},
		{name: "公司", kind: graph.Company},
		{name: "（）", kind: graph.Company},
	}
	for _, c := range cases {
		t.Run(c.name+c.scope, func(t *testing.T) {
			f := &graph.Firm{}
			f.Held[graph.FieldName].Text = c.name
			f.Held[graph.FieldCode].Text = c.code
			f.Held[graph.FieldScope].Text = c.scope
			inferred, err := reader.Infer(context.Background(), []*graph.Firm{f})
			if err != nil {
				t.Fatal(err)
			}
			if f.Kind != c.kind || f.ParentName != c.parent {
				t.Errorf("%s of %q, want %s of %q", f.Kind, f.ParentName, c.kind, c.parent)
			}
			made := ""
			for _, p := range inferred[0] {
				for _, e := range p.Evidence {
					if e.In == graph.InName && p.Role == graph.Producer {
						made = p.Link
					}
				}
			}
			if made != c.made {
				t.Errorf("the name says %q is made, want %q", made, c.made)
			}
		})
	}
}
