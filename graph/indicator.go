package graph

// Indicator is one dated figure about a firm, a link or a region.
type Indicator struct {
	ID       string // made of its other parts by IndicatorID
	Subject  string // firm id, or region code
	Link     string // the link the figure is about; "" for the subject as a whole
	Measure  string // capacity | output | price | cost | utilisation
	Value    *float64
	Unit     string
	Date     string // day or the first day of the period
	Source   string
	Verified bool
	Note     string
}

// IndicatorID is the key of a figure: one per subject, link, measure, date and source.
func IndicatorID(subject, link, measure, date, source string) string {
	return subject + "|" + link + "|" + measure + "|" + date + "|" + source
}

// Indicators is typed access to indicators.
func Indicators() Noun[Indicator] {
	bs := []binding[Indicator]{
		text("subject", func(i *Indicator) *string { return &i.Subject }),
		text("link", func(i *Indicator) *string { return &i.Link }),
		text("measure", func(i *Indicator) *string { return &i.Measure }),
		number("value", func(i *Indicator) **float64 { return &i.Value }),
		text("unit", func(i *Indicator) *string { return &i.Unit }),
		day("date", func(i *Indicator) *string { return &i.Date }),
		text("source", func(i *Indicator) *string { return &i.Source }),
		flag("verified", func(i *Indicator) *bool { return &i.Verified }),
		text("note", func(i *Indicator) *string { return &i.Note }),
	}
	return Noun[Indicator]{
		label: declareLabel("Indicator", "id", bs,
			[]Index{{"subject", "link", "measure"}, {"link", "measure", "date"}}, false),
		key:      func(i *Indicator) *string { return &i.ID },
		bindings: bs,
	}
}

func indicatorLabel() Label { return Indicators().label }
