package importers

import (
	"fmt"
	"strings"

	"liantu/graph"
	"liantu/importers/field"
)

// The codes of problems beyond those of the field package. The first ones
// reject a row, the others warn.
const (
	codeNoName         = "no_name"
	codeTotalRow       = "total_row"
	codeNoteRow        = "note_row"
	codeRepeatedHeader = "repeated_header"
	codeNotAFirm       = "not_a_firm"
	codeErrorValue     = "error_value"
	codeNoCachedValue  = "formula_without_cached_value"

	codeUnknownRegion  = "unknown_region"
	codeRegionConflict = "region_conflict"
	codeMergedByName   = "merged_by_name"
	codeNameDiffers    = "name_differs"
	codeSameName       = "same_name_other_code"
	codeAmbiguousName  = "ambiguous_name"
	codeTakenOver      = "taken_over"
	codeNoCodes        = "no_credit_codes"
	codeShortNames     = "names_look_short"
	codeHiddenSheet    = "hidden_sheet"
	codeOtherSheets    = "other_sheets"
	codeAsOfKept       = "as_of_kept"
)

// maxShownValue bounds the value a problem shows, in characters.
const maxShownValue = 120

func shown(value string) string {
	r := []rune(value)
	if len(r) <= maxShownValue {
		return value
	}
	return string(r[:maxShownValue]) + "…"
}

// fieldMessage puts a problem of a value into words for a clerk.
func fieldMessage(p field.Problem, column, value string) string {
	v := shown(value)
	switch p {
	case field.WrongCode:
		if strings.Contains(strings.ToUpper(value), "E+") {
			return fmt.Sprintf("“%s”：Excel 把信用代码存成了数字，末几位已丢失，按无代码处理；请把该列设为文本格式后重新填写", v)
		}
		return fmt.Sprintf("“%s”不是有效的统一社会信用代码（应为 18 位且校验位正确），按无代码处理，请核对", v)
	case field.LookalikeCode:
		return fmt.Sprintf("信用代码“%s”含有代码中不会出现的字母 %s（I、O、Z、S、V 不用），可能误把 1、0、2、5 写成字母；未自动更改，按无代码处理", v, lookalikes(value))
	case field.OldCode:
		return fmt.Sprintf("“%s”是旧的 15 位工商注册号，不是统一社会信用代码，按无代码处理", v)
	case field.PartialDate:
		return fmt.Sprintf("“%s”只有年份或年月，缺少具体日期，该项按未知处理", v)
	case field.InvalidDate:
		return fmt.Sprintf("“%s”不是有效日期，该项按未知处理", v)
	case field.AmbiguousDate:
		return fmt.Sprintf("“%s”分不清年、月、日的先后，该项按未知处理；请写成 2019-03-05 的样子", v)
	case field.FutureDate:
		return fmt.Sprintf("“%s”晚于今天，该项按未知处理", v)
	case field.RangeAmount:
		return fmt.Sprintf("“%s”是一个区间，不是确定的金额，该项按未知处理", v)
	case field.NegativeAmount:
		return fmt.Sprintf("“%s”是负数，该项按未知处理", v)
	case field.UnparsedAmount:
		return fmt.Sprintf("读不懂金额“%s”，该项按未知处理", v)
	case field.NoUnit:
		return fmt.Sprintf("“%s”没有单位，表头“%s”也没写单位（元还是万元），该项按未知处理；请在表头注明，例如“%s(万元)”", v, column, column)
	case field.ApproximateAmount:
		return fmt.Sprintf("“%s”是约数，已按其数值记入", v)
	case field.SuspiciousName:
		return fmt.Sprintf("名称“%s”不像企业名称（以特殊符号开头、含代码符号或没有文字），已照原样导入，请核对", v)
	case field.ShortName:
		return fmt.Sprintf("名称“%s”过短，可能是简称，已导入，请改用登记全称", v)
	}
	return string(p)
}

func lookalikes(code string) string {
	var found []string
	for _, c := range []string{"I", "O", "Z", "S", "V"} {
		if strings.Contains(strings.ToUpper(field.Clean(code)), c) {
			found = append(found, c)
		}
	}
	return strings.Join(found, "、")
}

// rejectMessage says why a row was rejected and what to do.
func rejectMessage(code, nameColumn, value string) string {
	switch code {
	case codeTotalRow:
		return "这是合计行，不是企业"
	case codeNoteRow:
		return "这是注释行，不是企业"
	case codeRepeatedHeader:
		return "这一行重复了表头，不是企业"
	case codeNotAFirm:
		return fmt.Sprintf("“%s”只有一两个字，不是企业的登记名称；请填写全称后再导入", shown(value))
	case codeErrorValue:
		return fmt.Sprintf("“%s”一格是公式错误值 %s；请填写企业名称后再导入", nameColumn, shown(value))
	case codeNoCachedValue:
		return fmt.Sprintf("“%s”一格是公式，文件里没有保存它的结果；请在 Excel 中把公式粘贴为数值后再导入", nameColumn)
	}
	return fmt.Sprintf("没有企业名称（“%s”一格为空）；请补上后再导入", nameColumn)
}

// refuseNoTable says that no sheet holds a list of firms.
func refuseNoTable() error {
	return graph.Errorf(NoFirmTable, "没有找到企业名单：没有一张工作表的表头有“企业名称”等列；请检查表头，或用列对应文件指明")
}
