package importers

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"liantu/graph"
)

// namesPerTakeover is how many names are settled in one transaction.
const namesPerTakeover = 500

// takeOver lets coded firms take over the firms without code that bear their
// name, now that all rows with a code are in. Names that several coded firms
// bear are left as they are, with a warning.
func (r *run) takeOver(ctx context.Context) error {
	names := slices.Sorted(maps.Keys(r.pending))
	for part := range slices.Chunk(names, namesPerTakeover) {
		var o *overtaking
		err := r.sink.update(ctx, func(w graph.Writer) error {
			o = &overtaking{taking: newTaking(r, w, len(part))}
			return o.names(ctx, part)
		})
		if err != nil {
			return err
		}
		r.problems.add(o.problems...)
		r.merged += o.merged
		for ; o.fresh > 0; o.fresh-- { // a row that only gave a known firm its code has made no firm
			if r.created > 0 {
				r.created--
			} else {
				r.unchanged--
			}
			r.updated++
		}
		r.state = o.state
	}
	return nil
}

type overtaking struct {
	*taking
	merged int
	fresh  int // coded firms that were made by this import
	state  graph.Import
}

func (o *overtaking) names(ctx context.Context, names []string) error {
	if err := o.load(ctx, "name_key", names); err != nil {
		return err
	}
	if err := o.loadFormer(ctx, names); err != nil {
		return err
	}
	for _, name := range names {
		if err := o.name(ctx, name); err != nil {
			return err
		}
	}
	if err := o.write(ctx); err != nil {
		return err
	}
	var err error
	if o.state, err = o.run.current(ctx, o.w); err != nil {
		return err
	}
	o.state.Created -= int64(o.fresh)
	o.state.Updated += int64(o.fresh)
	return graph.Imports().Put(ctx, o.w, []graph.Import{o.state})
}

func (o *overtaking) name(ctx context.Context, name string) error {
	var plain []*graph.Firm
	for _, f := range o.byName[name] {
		if f.Code() == "" {
			plain = append(plain, f)
		}
	}
	slices.SortFunc(plain, func(a, b *graph.Firm) int { return cmp.Compare(a.ID, b.ID) })
	coded := o.codedOf(name)
	if len(plain) == 0 || len(coded) == 0 {
		return nil
	}
	if len(coded) > 1 {
		o.problems = append(o.problems, graph.Problem{Sheet: o.run.table.sheet.Name, Value: shown(plain[0].Name()), Code: codeAmbiguousName,
			Message: "有几家有信用代码的企业都叫这个名称，原有的无代码企业不并入任何一家，请核对"})
		return nil
	}
	into := coded[0]
	if madeBy(into, o.run.state.ID) && !o.isTouched[into.ID] {
		o.fresh++
	}
	for _, f := range plain {
		o.problems = append(o.problems, graph.Problem{Sheet: o.run.table.sheet.Name, Value: shown(f.Name()), Code: codeTakenOver,
			Message: "原来没有信用代码的“" + f.Name() + "”与 " + into.Code() + " 是同一家，已合并"})
		if err := moveEdges(ctx, o.w, f.ID, into.ID); err != nil {
			return err
		}
		if err := o.run.sink.remove(ctx, o.w, []string{f.ID}); err != nil {
			return err
		}
		if f.NameKey != into.NameKey { // a former name of the coded firm, which stays one
			f.Held[graph.FieldName] = graph.Held{}
			f.Earlier = slices.DeleteFunc(f.Earlier, func(e graph.Superseded) bool { return e.Field == graph.FieldName.String() })
		}
		into.Absorb(f)
		o.merged++
	}
	o.touch(into)
	return nil
}

// madeBy says whether all that is known of a firm is from one import.
func madeBy(f *graph.Firm, importID string) bool {
	return !slices.ContainsFunc(f.Sources, func(s graph.Source) bool { return s.Import != importID })
}

// moveEdges lets everything that was recorded about one firm be about another.
func moveEdges(ctx context.Context, w graph.Writer, from, to string) error {
	if err := moveJudgements(ctx, w, from, to); err != nil {
		return err
	}
	supplies, err := graph.Supplies().At(ctx, w, graph.NeighbourQuery{Keys: []string{from}, Direction: graph.Both})
	if err != nil {
		return err
	}
	moved := supplies[:0]
	for _, s := range supplies {
		if s.Supplier == from {
			s.Supplier = to
		}
		if s.Customer == from {
			s.Customer = to
		}
		if s.Supplier != s.Customer {
			moved = append(moved, s)
		}
	}
	if err := graph.Supplies().Connect(ctx, w, moved); err != nil {
		return err
	}
	if err := moveIndicators(ctx, w, from, to); err != nil {
		return err
	}
	return moveAliases(ctx, w, from, to)
}

// moveJudgements keeps, of two judgements on the same link and role, the later.
func moveJudgements(ctx context.Context, w graph.Writer, from, to string) error {
	judgements, err := graph.Judgements().At(ctx, w, graph.NeighbourQuery{Keys: []string{from, to}, Direction: graph.Out})
	if err != nil {
		return err
	}
	latest := map[string]graph.Judgement{}
	for _, j := range judgements {
		key := j.Link + "|" + string(j.Role)
		j.Firm = to
		if have, ok := latest[key]; !ok || j.At > have.At {
			latest[key] = j
		}
	}
	return graph.Judgements().Connect(ctx, w, slices.Collect(maps.Values(latest)))
}

func moveIndicators(ctx context.Context, w graph.Writer, from, to string) error {
	held, err := graph.Indicators().List(ctx, w, graph.Query{Where: []graph.Cond{{Field: "subject", Op: graph.Eq, Value: from}}})
	if err != nil || len(held) == 0 {
		return err
	}
	old := make([]string, len(held))
	for at := range held {
		n := &held[at]
		old[at] = n.ID
		n.Subject = to
		n.ID = graph.IndicatorID(to, n.Link, n.Measure, n.Date, n.Source)
	}
	if err := graph.Indicators().Delete(ctx, w, old); err != nil {
		return err
	}
	return graph.Indicators().Put(ctx, w, held)
}

// moveAliases leads the old id, and whatever led to it, to the firm.
func moveAliases(ctx context.Context, w graph.Writer, from, to string) error {
	edges, err := graph.AliasesOf().At(ctx, w, graph.NeighbourQuery{Keys: []string{from}, Direction: graph.Into})
	if err != nil {
		return err
	}
	for at := range edges {
		edges[at].Firm = to
	}
	alias := graph.Alias{ID: graph.IDAlias(from)}
	if err := graph.Aliases().Put(ctx, w, []graph.Alias{alias}); err != nil {
		return err
	}
	return graph.AliasesOf().Connect(ctx, w, append(edges, graph.AliasOf{Alias: alias.ID, Firm: to}))
}
