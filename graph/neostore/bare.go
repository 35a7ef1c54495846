package neostore

// bare knows the nodes where no edge of a type starts, because an Update has
// made them or taken their edges away: what is connected there is new and
// need not be looked for, which halves the work of an import.
type bare struct {
	born  map[place]bool // by label and key: made in this Update
	edges map[place]bool // by edge type and key: whether it is known to be bare
}

type place struct{ what, key string }

func newBare() bare { return bare{born: map[place]bool{}, edges: map[place]bool{}} }

// at says whether no edge of the type starts at the node.
func (b bare) at(t *edgeTable, key string) bool {
	if is, known := b.edges[place{t.what, key}]; known {
		return is
	}
	return b.born[place{t.from.what, key}]
}
