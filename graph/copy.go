package graph

import "context"

// copyPage is how many nodes, with their edges, are copied in one Update.
const copyPage = 2000

// Copy makes an empty store hold what another holds, and checks it by count
// and digest of every label and edge type. Derived labels are copied with the
// rest: they are right for the rules that the record holds, and to infer them
// again would take longer. What belongs to the store is not copied: its ID,
// its version and the list of changes are the new store's own.
//
// A copy that was interrupted is gone on with by the same call. Copy never
// replaces or removes anything: a target that holds something else than the
// source is a Conflict and is left as it is. The source is read in one View.
// progress may be nil; it hears of every page.
//
// Errors: Invalid (a store onto itself), Conflict (above), Corrupt (the copy
// does not equal the source), and those of the stores.
func Copy(ctx context.Context, from, to Store, schema Schema, progress func(CopyProgress)) error {
	if from.ID() == to.ID() {
		return Errorf(Invalid, "来源与目标是同一个记录 / a record cannot be copied onto itself")
	}
	return from.View(ctx, func(source Reader) error {
		c := copying{schema: schema, source: source, progress: progress}
		if err := to.View(ctx, func(target Reader) error { return c.refuseOther(ctx, target) }); err != nil {
			return err
		}
		for _, l := range schema.Labels {
			if err := c.label(ctx, to, l); err != nil {
				return err
			}
		}
		for _, e := range schema.Edges {
			if err := c.edges(ctx, to, e); err != nil {
				return err
			}
		}
		return to.View(ctx, func(target Reader) error { return c.compare(ctx, target) })
	})
}

// CopyProgress says how far a copy has come with one label or edge type:
// nodes gone through, those from which edges start for an edge type.
type CopyProgress struct {
	What     string
	Done, Of int64
}

type copying struct {
	schema   Schema
	source   Reader
	fresh    bool // the target was empty: nothing need be looked for in it
	progress func(CopyProgress)
}

// refuseOther refuses a target that holds what the source does not.
func (c *copying) refuseOther(ctx context.Context, target Reader) error {
	version, err := target.Version(ctx)
	if err != nil || version == 0 {
		c.fresh = version == 0
		return err
	}
	for _, l := range c.schema.Labels {
		err := eachPage(ctx, target, l.Name, func(nodes []Node) error {
			held, err := c.source.Get(ctx, l.Name, keysOf(nodes))
			if err != nil {
				return err
			}
			return contained(nodesByForm(nodes), nodesByForm(held), l.Name)
		})
		if err != nil {
			return err
		}
	}
	for _, e := range c.schema.Edges {
		err := eachPage(ctx, target, e.From, func(nodes []Node) error {
			q := NeighbourQuery{Edge: e.Name, Keys: keysOf(nodes)}
			edges, err := target.Neighbours(ctx, q)
			if err != nil || len(edges) == 0 {
				return err
			}
			held, err := c.source.Neighbours(ctx, q)
			if err != nil {
				return err
			}
			return contained(edgesByForm(edges), edgesByForm(held), e.Name)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func contained(part, whole map[string]bool, what string) error {
	for form := range part {
		if !whole[form] {
			return Errorf(Conflict, "目标中的 %s 有来源所没有的内容，请复制到空的记录 / the target holds a %s that the source does not; copy into an empty record", what, what)
		}
	}
	return nil
}

func (c *copying) label(ctx context.Context, to Store, l Label) error {
	done, of, err := c.start(ctx, l.Name)
	if err != nil {
		return err
	}
	return eachPage(ctx, c.source, l.Name, func(nodes []Node) error {
		err := to.Update(ctx, func(w Writer) error {
			missing := nodesByForm(nodes)
			if !c.fresh {
				held, err := w.Get(ctx, l.Name, keysOf(nodes))
				if err != nil {
					return err
				}
				remove(missing, nodesByForm(held))
			}
			return w.Put(ctx, inOrder(nodes, missing, formOfNode))
		})
		done += int64(len(nodes))
		c.tell(CopyProgress{l.Name, done, of})
		return err
	})
}

func (c *copying) edges(ctx context.Context, to Store, e EdgeType) error {
	done, of, err := c.start(ctx, e.From)
	if err != nil {
		return err
	}
	return eachPage(ctx, c.source, e.From, func(nodes []Node) error {
		q := NeighbourQuery{Edge: e.Name, Keys: keysOf(nodes)}
		edges, err := c.source.Neighbours(ctx, q)
		if err != nil {
			return err
		}
		err = to.Update(ctx, func(w Writer) error {
			missing := edgesByForm(edges)
			if !c.fresh {
				held, err := w.Neighbours(ctx, q)
				if err != nil {
					return err
				}
				remove(missing, edgesByForm(held))
			}
			return w.Connect(ctx, inOrder(edges, missing, formOfEdge))
		})
		done += int64(len(nodes))
		c.tell(CopyProgress{e.Name, done, of})
		return err
	})
}

func (c *copying) start(ctx context.Context, label string) (done, of int64, err error) {
	groups, err := c.source.Count(ctx, CountQuery{Label: label})
	if err != nil {
		return 0, 0, err
	}
	return 0, groups[0].N, nil
}

func (c *copying) tell(p CopyProgress) {
	if c.progress != nil {
		c.progress(p)
	}
}

// compare holds the copy against the source.
func (c *copying) compare(ctx context.Context, target Reader) error {
	want, err := Digests(ctx, c.source, c.schema)
	if err != nil {
		return err
	}
	have, err := Digests(ctx, target, c.schema)
	if err != nil {
		return err
	}
	for i, d := range want {
		if have[i] != d {
			return Errorf(Corrupt, "复制后 %s 有 %d 个，来源有 %d 个，或内容不同 / the copy of %s does not equal the source", d.What, have[i].N, d.N, d.What)
		}
	}
	return nil
}
