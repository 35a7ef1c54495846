package matcher

import (
	"context"
	"time"

	"liantu/graph"
	"liantu/matcher/diagnosis"
)

// basis is what something was read from, and the versions of the record through
// which none of that changed.
type basis struct {
	reads    map[string]bool // labels
	from, to graph.Version
}

// reaching is the basis with a version of a snapshot among its own; ok is false
// where it does not hold there.
func (b basis) reaching(ctx context.Context, r graph.Reader, version graph.Version) (reached basis, ok bool, err error) {
	if version < b.from || version <= b.to {
		return b, version >= b.from, nil
	}
	ok, err = unchanged(ctx, r, b.to, b.reads)
	b.to = version
	return b, ok, err
}

// held is the diagnosis at hand.
type held struct {
	basis
	diagnosis *diagnosis.Diagnosis
}

// at is the diagnosis as an answer about a version of the record shows it.
func (h *held) at(version graph.Version) *diagnosis.Diagnosis {
	if h.diagnosis.Version == version {
		return h.diagnosis
	}
	d := *h.diagnosis
	d.Version = version
	return &d
}

// diagnose computes the diagnosis of a snapshot, or takes the one at hand
// where its rules and day are the same and nothing that it reads has changed
// since, by whichever process: never a stale one.
func (e *Engine) diagnose(ctx context.Context, r graph.Reader, rules *ruleset) (*diagnosis.Diagnosis, error) {
	h, version, err := e.heldFor(ctx, r, rules)
	if err != nil {
		return nil, err
	}
	return h.at(version), nil
}

// heldFor is diagnose with what the diagnosis was read from.
func (e *Engine) heldFor(ctx context.Context, r graph.Reader, rules *ruleset) (*held, graph.Version, error) {
	version, err := r.Version(ctx)
	if err != nil {
		return nil, 0, err
	}
	day := e.now().Format(time.DateOnly)
	e.mu.Lock()
	h := e.held
	e.mu.Unlock()
	if h != nil && h.diagnosis.Day == day && h.diagnosis.RulesVersion == rules.diagnosis.Version {
		reached, ok, err := h.reaching(ctx, r, version)
		if err != nil {
			return nil, 0, err
		}
		if ok {
			h = &held{reached, h.diagnosis}
			e.hold(h)
			return h, version, nil
		}
	}
	if h, err = e.compute(ctx, r, rules, version, day); err != nil {
		return nil, 0, err
	}
	e.hold(h)
	return h, version, nil
}

// compute works the diagnosis out and notes what it reads.
func (e *Engine) compute(ctx context.Context, r graph.Reader, rules *ruleset, version graph.Version, day string) (*held, error) {
	notes := &noting{Reader: r, schema: graph.Declared(), labels: map[string]bool{}}
	home, err := graph.HomeRegion(ctx, notes)
	if err != nil {
		return nil, err
	}
	state, err := diagnosis.Load(ctx, notes, rules.diagnosis, home)
	if err != nil {
		return nil, err
	}
	return &held{basis{notes.labels, version, version}, diagnosis.Diagnose(state, rules.diagnosis, day)}, nil
}

// hold keeps what holds for the latest version.
func (e *Engine) hold(h *held) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.held == nil || e.held.to <= h.to {
		e.held = h
	}
}

// unchanged says whether no node of the labels was put or deleted after a version.
func unchanged(ctx context.Context, r graph.Reader, since graph.Version, labels map[string]bool) (bool, error) {
	const some = 1000
	for {
		changes, err := r.Changes(ctx, since, some)
		if err != nil || len(changes) == 0 {
			return err == nil, err
		}
		for _, c := range changes {
			if labels[c.Label] {
				return false, nil
			}
		}
		since = changes[len(changes)-1].Version
	}
}

// noting is a Reader that notes on which recorded labels its answers rest, so
// that what a computation reads is known by reading, not by a list to be kept.
type noting struct {
	graph.Reader
	schema graph.Schema
	labels map[string]bool
}

// label notes a label. A derived one is not listed among the changes, it
// changes with what it is made from: tallies, as presences, are written with
// firms, of others it is not known here, and every label is noted.
func (n *noting) label(name string) {
	l, ok := n.schema.Label(name)
	switch {
	case !ok || !l.Derived:
		n.labels[name] = true
	case name == "Tally":
		n.labels["Firm"] = true
	default:
		n.all()
	}
}

func (n *noting) all() {
	for _, l := range n.schema.Labels {
		n.labels[l.Name] = true
	}
}

// edges notes an edge type: a change of an edge is one of the node that it
// starts from, and with either end it goes.
func (n *noting) edges(names ...string) {
	for _, name := range names {
		if e, ok := n.schema.Edge(name); ok {
			n.label(e.From)
			n.label(e.To)
		}
	}
}

func (n *noting) Get(ctx context.Context, label string, keys []string) ([]graph.Node, error) {
	n.label(label)
	return n.Reader.Get(ctx, label, keys)
}

func (n *noting) Find(ctx context.Context, q graph.Query) (graph.Page, error) {
	n.label(q.Label)
	return n.Reader.Find(ctx, q)
}

func (n *noting) Count(ctx context.Context, q graph.CountQuery) ([]graph.Group, error) {
	if q.Edge != "" {
		n.edges(q.Edge)
	} else {
		n.label(q.Label)
	}
	return n.Reader.Count(ctx, q)
}

func (n *noting) Neighbours(ctx context.Context, q graph.NeighbourQuery) ([]graph.Edge, error) {
	n.edges(q.Edge)
	return n.Reader.Neighbours(ctx, q)
}

func (n *noting) Walk(ctx context.Context, q graph.WalkQuery) ([]graph.Step, error) {
	n.edges(q.Edges...)
	return n.Reader.Walk(ctx, q)
}

func (n *noting) Changes(ctx context.Context, since graph.Version, limit int) ([]graph.Change, error) {
	n.all()
	return n.Reader.Changes(ctx, since, limit)
}
