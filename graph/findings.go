package graph

// Findings is what checking the invariants of a store found.
type Findings struct {
	Checked  map[string]int64 `json:"checked"`  // how many of each thing were looked at
	Problems []string         `json:"problems"` // one sentence each; none when all holds
}
