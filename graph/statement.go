package graph

// Source is the row that said something about a firm.
type Source struct {
	Import string `json:"import"`          // key of the Import
	File   string `json:"file"`            // name of the file, as a user knows it
	Sheet  string `json:"sheet,omitempty"` // "" for csv
	Row    int    `json:"row"`             // 1-based, as a spreadsheet shows it
	AsOf   string `json:"as_of"`           // RFC 3339: the time the values are of
}

// Statement is what one row says about one firm: values by field, normalised
// (docs/importing.md); a missing value is not in it.
type Statement struct {
	Source Source
	Values []Value
}

// Value is one field's value as a row says it.
type Value struct {
	Field FirmField
	Text  string
}

// Text gives the value of a field, "" where the row does not say.
func (s *Statement) Text(f FirmField) string {
	for _, v := range s.Values {
		if v.Field == f {
			return v.Text
		}
	}
	return ""
}

// FirmField is one of the things a spreadsheet may say about a firm.
type FirmField uint8

// The fields. Codes, dates and money stand in normal form: Code as 18 upper-case
// characters with a right check digit, days as YYYY-MM-DD, Capital and Revenue
// as "10000000 CNY" in whole currency units, the Place fields as GB/T 2260 codes.
const (
	FieldName FirmField = iota
	FieldCode
	FieldFormerNames // joined by ；
	FieldShortName
	FieldStockCode
	FieldType  // 企业类型
	FieldState // 登记状态
	FieldFounded
	FieldCapital
	FieldScope
	FieldProducts // main products, joined by ；
	FieldIndustry // name of the industry
	FieldIndustryCode
	FieldAddress
	FieldPlaceAddress  // county read from the address
	FieldPlaceArea     // finest of the area columns: county, city
	FieldPlaceProvince // from the province column
	FieldPlaceCode     // from digits 3–8 of the credit code
	FieldGroup         // group it belongs to
	FieldParent
	FieldMarks // listed, 高新, 专精特新 …, joined by ；
	FieldRevenue
	FieldEmployees
	FieldCustomers
	FieldSuppliers
	FieldRepresentative
	FieldPhone
	FieldEmail
	FieldWebsite
	FieldOther // columns without a field: "header: value", joined by ；
	FieldCount // number of fields; not a field
)

// String is the field's name in reports, mappings and the store.
func (f FirmField) String() string {
	if f >= FieldCount {
		return "unknown"
	}
	return firmFieldNames()[f]
}

// FirmFieldNamed finds a field by its name; ok is false where there is none.
func FirmFieldNamed(name string) (FirmField, bool) {
	for i, n := range firmFieldNames() {
		if n == name {
			return FirmField(i), true
		}
	}
	return 0, false
}

func firmFieldNames() [FieldCount]string {
	return [FieldCount]string{
		"name", "code", "former_names", "short_name", "stock_code", "type", "state", "founded", "capital", "scope",
		"products", "industry", "industry_code", "address", "place_address", "place_area", "place_province",
		"place_code", "group", "parent", "marks", "revenue", "employees", "customers", "suppliers",
		"representative", "phone", "email", "website", "other",
	}
}
