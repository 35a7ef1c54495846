package matcher

import (
	"context"
	"slices"
	"strings"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// Materialise puts the statuses and gaps of the home region into the record,
// in place of those that it holds, so that whoever browses the graph finds
// them. All are replaced in one transaction. Those that still hold are left
// alone, and nothing is written; wrote says whether there was need.
//
// The nodes are for reading by eye and by query: every answer of the engine
// is computed, and never taken from them.
func (e *Engine) Materialise(ctx context.Context) (wrote bool, err error) {
	err = e.store.View(ctx, func(r graph.Reader) error { // works it out while others may write
		n, err := e.nodes(ctx, r)
		wrote = n != nil
		return err
	})
	if err != nil || !wrote {
		return false, err
	}
	err = e.store.Update(ctx, func(w graph.Writer) error {
		n, err := e.nodes(ctx, w)
		wrote = n != nil
		if err != nil || n == nil {
			return err
		}
		return n.replace(ctx, w)
	})
	return wrote && err == nil, err
}

// nodes are what the record should hold; nil where it does.
func (e *Engine) nodes(ctx context.Context, r graph.Reader) (*derived, error) {
	rules, err := e.rulesOf(ctx, r)
	if err != nil {
		return nil, err
	}
	h, version, err := e.heldFor(ctx, r, rules)
	if err != nil {
		return nil, err
	}
	some, _, err := graph.LinkStatuses().Find(ctx, r, graph.Query{Limit: 1})
	if err != nil {
		return nil, err
	}
	if len(some) > 0 {
		current, err := e.current(ctx, r, h, some[0].Made)
		if err != nil || current {
			return nil, err
		}
	}
	d := h.at(version)
	return derivedOf(d, graph.Made{Of: e.store.ID(), Version: int64(version), Rules: d.RulesVersion, Day: d.Day}), nil
}

// current says whether nodes that were made so would be made the same now.
func (e *Engine) current(ctx context.Context, r graph.Reader, h *held, made graph.Made) (bool, error) {
	if made.Of != e.store.ID() || made.Rules != h.diagnosis.RulesVersion || made.Day != h.diagnosis.Day {
		return false, nil
	}
	if version := graph.Version(made.Version); version < h.from {
		return unchanged(ctx, r, version, h.reads)
	}
	return true, nil
}

// derived is a diagnosis as nodes and edges.
type derived struct {
	statuses []graph.LinkStatus
	of       []graph.StatusOf
	gaps     []graph.Gap
	at       []graph.GapAt
	grounds  []graph.Ground
}

func derivedOf(d *diagnosis.Diagnosis, made graph.Made) *derived {
	n := &derived{}
	for i := range d.State().Links {
		s := statusNode(d, d.Links[d.State().Links[i].ID], made)
		n.statuses = append(n.statuses, s)
		n.of = append(n.of, graph.StatusOf{Status: s.ID, Link: s.Link})
	}
	for _, list := range [][]diagnosis.Gap{d.Gaps, d.NotHostable} {
		for i := range list {
			g := gapNode(d, &list[i], made)
			n.gaps = append(n.gaps, g)
			n.at = append(n.at, graph.GapAt{Gap: g.ID, Link: g.Link})
			buyers, feeders := d.Grounds(&list[i])
			for _, link := range buyers {
				n.grounds = append(n.grounds, graph.Ground{Gap: g.ID, Link: link, As: "buyer"})
			}
			for _, link := range feeders {
				n.grounds = append(n.grounds, graph.Ground{Gap: g.ID, Link: link, As: "feeder"})
			}
		}
	}
	return n
}

func statusNode(d *diagnosis.Diagnosis, x *diagnosis.LinkDiagnosis, made graph.Made) graph.LinkStatus {
	home := d.State().Home
	whole := func(figure string) int64 {
		if v := x.Figures[figure].Value; v != nil {
			return int64(*v)
		}
		return 0
	}
	enough := x.Figures["self_sufficiency"]
	return graph.LinkStatus{ID: diagnosis.GapID(home, x.Link.ID), Name: x.Link.Name + " " + x.Status.Word(), Region: home, Link: x.Link.ID,
		Status: string(x.Status), Why: x.Why, Firms: whole("producers"), Planned: whole("planned"), Neighbours: whole("neighbours"),
		Users: whole("users"), Coverage: x.Figures["coverage"].Value, Sufficient: enough.Value, Limit: string(enough.Limit), Made: made}
}

func gapNode(d *diagnosis.Diagnosis, g *diagnosis.Gap, made graph.Made) graph.Gap {
	words := make([]string, len(g.Gates))
	for i, gate := range g.Gates {
		words[i] = diagnosis.GateWord(gate)
	}
	name := g.LinkName + " " + g.Kind.Word()
	if len(words) > 0 {
		name += "（" + strings.Join(words, "、") + "）"
	}
	met := func(gate string) bool { return slices.Contains(g.Gates, gate) }
	priority := g.Priority
	return graph.Gap{ID: g.ID, Name: name, Region: d.State().Home, Link: g.Link, Kind: string(g.Kind),
		Short: slices.Contains(g.Modes, "short"), Upgrade: slices.Contains(g.Modes, "upgrade"),
		Constrained: met(diagnosis.Constrained), Joint: met(diagnosis.Joint), NotHostable: met(diagnosis.NotHostable), Glut: met(diagnosis.Glut),
		Priority: &priority, Confidence: string(g.Confidence), Rule: g.Rule, Why: g.Why, Made: made}
}

// replace takes the nodes that a record holds out and puts these in.
func (n *derived) replace(ctx context.Context, w graph.Writer) error {
	gaps, err := graph.Gaps().List(ctx, w, graph.Query{})
	if err != nil {
		return err
	}
	statuses, err := graph.LinkStatuses().List(ctx, w, graph.Query{})
	if err != nil {
		return err
	}
	gone := make([]string, len(gaps))
	for i := range gaps {
		gone[i] = gaps[i].ID
	}
	if err := graph.Gaps().Delete(ctx, w, gone); err != nil {
		return err
	}
	gone = make([]string, len(statuses))
	for i := range statuses {
		gone[i] = statuses[i].ID
	}
	if err := graph.LinkStatuses().Delete(ctx, w, gone); err != nil {
		return err
	}
	return n.put(ctx, w)
}

func (n *derived) put(ctx context.Context, w graph.Writer) error {
	if err := graph.LinkStatuses().Put(ctx, w, n.statuses); err != nil {
		return err
	}
	if err := graph.StatusesOf().Connect(ctx, w, n.of); err != nil {
		return err
	}
	if err := graph.Gaps().Put(ctx, w, n.gaps); err != nil {
		return err
	}
	if err := graph.GapsAt().Connect(ctx, w, n.at); err != nil {
		return err
	}
	return graph.Grounds().Connect(ctx, w, n.grounds)
}
