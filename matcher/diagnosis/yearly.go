package diagnosis

// YearlyAmount turns a figure into base units a year (t, Nm3, kWh); ok is
// false where its unit is not of that kind.
func YearlyAmount(value float64, unit string) (amount float64, ok bool) {
	per, ok := baseUnits()[unit]
	return value * per, ok
}
