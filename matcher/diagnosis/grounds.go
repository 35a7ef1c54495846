package diagnosis

// Grounds are the links present at home that a gap rests on: those that buy
// what is missing and those that make what it is made of. What is to be
// strengthened or added rests on none.
func (d *Diagnosis) Grounds(g *Gap) (buyers, feeders []string) {
	n := d.neighboursOf(g.Link)
	switch g.Kind {
	case Fill:
		return n.buyers, n.feeders
	case Extend:
		return nil, n.feeders
	}
	return nil, nil
}
