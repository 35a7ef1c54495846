package diagnosis

import "liantu/graph"

// arisesFrom are the processes here that yield a link's product on the side.
func (s *State) arisesFrom(link string) []string {
	var from []string
	for _, f := range s.Flows {
		if f.To == link && f.Kind == graph.Byproduct && s.producers(f.From) > 0 {
			from = append(from, s.name(f.From))
		}
	}
	return from
}

// captiveFor are the processes here that must make a link's product on their
// own site, since it does not travel.
func (s *State) captiveFor(l *graph.Link) []string {
	var users []string
	if l.Tradable == nil || *l.Tradable {
		return nil
	}
	for _, f := range s.Flows {
		if f.From == l.ID && f.Kind == graph.Input && f.Group == "" && s.producers(f.To) > 0 {
			users = append(users, s.name(f.To))
		}
	}
	return users
}

// isPresent says whether a link's product is made here, by a firm of its own
// or on the side.
func (s *State) isPresent(link string) bool {
	return s.producers(link) > 0 || len(s.arisesFrom(link)) > 0
}

// sideways are the figures of products that nobody sets out to make.
func (s *State) sideways(l *graph.Link, f Figures) {
	arises, captive := s.arisesFrom(l.ID), s.captiveFor(l)
	x := count("arises", len(arises), "作为副产在本地产生的工艺")
	x.Inputs = arises
	f.put(x)
	x = count("captive", len(captive), "须就地自产它的本地下游")
	x.Inputs = captive
	f.put(x)
}
