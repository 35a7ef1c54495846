package graph

// Made says what a derived node was worked out from, so that one that has
// grown old can be told from one that holds. A copied record keeps the nodes
// and their maker: Of is then another record than the one they stand in.
type Made struct {
	Of      string // id of the record
	Version int64  // of that record
	Rules   string // version of the rules
	Day     string // YYYY-MM-DD; rules have dates
}

func madeBindings[T any](at func(*T) *Made) []binding[T] {
	return []binding[T]{
		text("record", func(t *T) *string { return &at(t).Of }),
		integer("version", func(t *T) *int64 { return &at(t).Version }),
		text("rules", func(t *T) *string { return &at(t).Rules }),
		day("day", func(t *T) *string { return &at(t).Day }),
	}
}
