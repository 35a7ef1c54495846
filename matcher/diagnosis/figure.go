package diagnosis

// Status is how a link stands at home.
type Status string

// The statuses.
const (
	Strong  Status = "strong"
	Fair    Status = "fair"
	Weak    Status = "weak"
	Blank   Status = "blank"
	Unknown Status = "unknown"
)

// Limit says whether a figure is exact or a bound.
type Limit string

// The limits.
const (
	Exact   Limit = ""
	AtLeast Limit = "at_least"
	AtMost  Limit = "at_most"
)

// Figure is one number behind a status, with what it was made from. A nil
// Value is unknown, and Text says why.
type Figure struct {
	Name   string   `json:"name"`
	Value  *float64 `json:"value"`
	Low    *float64 `json:"low,omitempty"`
	High   *float64 `json:"high,omitempty"`
	Unit   string   `json:"unit,omitempty"`
	Limit  Limit    `json:"limit,omitempty"`
	Text   string   `json:"text,omitempty"`
	Inputs []string `json:"inputs,omitempty"`
}

// Figures are a link's figures by name.
type Figures map[string]Figure

func (f Figures) put(x Figure) { f[x.Name] = x }

// value is a figure's number, nil where unknown or absent.
func (f Figures) value(name string) *float64 { return f[name].Value }

func count(name string, n int, text string) Figure {
	v := float64(n)
	return Figure{Name: name, Value: &v, Text: text}
}
