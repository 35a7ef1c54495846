package importers

import (
	"context"
	"fmt"
	"slices"

	"liantu/graph"
)

// taking is one batch of rows being taken in one transaction.
type taking struct {
	run       *run
	w         graph.Writer
	firms     map[string]*graph.Firm // by id: all that was looked up or made
	byCode    map[string]*graph.Firm
	byName    map[string][]*graph.Firm // by name key, current names
	byFormer  map[string][]*graph.Firm // by name key, former names of coded firms
	touched   []*graph.Firm
	isTouched map[string]bool
	names     map[*graph.Firm][]string // name keys that coded rows give their firms
	pending   map[string]bool

	codedTo, plainTo int64 // how far the import had come when the transaction began

	created, updated, unchanged int
	problems                    []graph.Problem
}

// newTaking begins to take a batch of so many rows, most of them of a firm each.
func newTaking(r *run, w graph.Writer, rows int) *taking {
	return &taking{run: r, w: w, firms: make(map[string]*graph.Firm, rows), byCode: make(map[string]*graph.Firm, rows),
		byName: make(map[string][]*graph.Firm, rows), byFormer: make(map[string][]*graph.Firm, rows),
		isTouched: make(map[string]bool, rows), names: make(map[*graph.Firm][]string, rows), pending: map[string]bool{}}
}

// coded takes rows that have a credit code: the code says which firm it is.
func (t *taking) coded(ctx context.Context, batch []reading) error {
	var codes, names []string
	for at := range batch {
		codes = append(codes, batch[at].statement.Text(graph.FieldCode))
		names = append(names, namesOf(&batch[at])...)
	}
	if err := t.load(ctx, "code", distinct(codes)); err != nil {
		return err
	}
	if err := t.load(ctx, "name_key", distinct(names)); err != nil {
		return err
	}
	for at := range batch {
		t.takeCoded(&batch[at])
	}
	return t.write(ctx)
}

// namesOf are the name keys a row gives its firm: the name and former names.
func namesOf(one *reading) []string {
	names := []string{one.nameKey}
	for _, former := range graph.SplitList(one.statement.Text(graph.FieldFormerNames)) {
		names = append(names, graph.NameKey(former))
	}
	return names
}

func (t *taking) takeCoded(one *reading) {
	for _, name := range namesOf(one) {
		if t.hasPlain(name) {
			t.pending[name] = true
		}
	}
	if int64(one.row) <= t.codedTo {
		if !t.run.taken(one) { // by somebody else since this run began
			t.unchanged++
		}
		return
	}
	code := one.statement.Text(graph.FieldCode)
	f := t.byCode[code]
	if f != nil {
		if f.NameKey != one.nameKey {
			t.warn(one, codeNameDiffers, fmt.Sprintf("同一信用代码 %s 另有名称“%s”，按同一企业合并，两个名称都保留", code, f.Name()))
		}
		t.names[f] = appendNew(t.names[f], f.NameKey)
		t.take(f, &one.statement)
		t.rename(f, one)
		return
	}
	if others := t.codedOf(one.nameKey); len(others) > 0 {
		t.warn(one, codeSameName, fmt.Sprintf("已有同名企业，信用代码是 %s，与本行 %s 不同，按两家企业记；早先只凭名称并入那一家的行不变，请核对", others[0].Code(), code))
	}
	if f = one.firm; f == nil {
		f = newCoded(one)
	}
	one.firm = nil // the transaction changes it; should it be tried again, the firm is made anew
	t.create(f)
	t.rename(f, one)
}

// rename notes the names that a coded row gives its firm, and lets the firm
// be found under all of them within this batch.
func (t *taking) rename(f *graph.Firm, one *reading) {
	for _, name := range namesOf(one) {
		t.names[f] = appendNew(t.names[f], name)
		if !slices.Contains(t.byFormer[name], f) {
			t.byFormer[name] = append(t.byFormer[name], f)
		}
	}
}

func (t *taking) create(f *graph.Firm) {
	t.add(f)
	t.touch(f)
	t.created++
}

// take lets a row speak about a firm that is known.
func (t *taking) take(f *graph.Firm, s *graph.Statement) {
	if f.Take(s) {
		t.updated++
	} else {
		t.unchanged++
	}
	t.touch(f)
}

func (t *taking) touch(f *graph.Firm) {
	if !t.isTouched[f.ID] {
		t.isTouched[f.ID] = true
		t.touched = append(t.touched, f)
	}
}

func (t *taking) warn(one *reading, code, message string) {
	name := t.run.table.header.nameColumn()
	t.problems = append(t.problems, graph.Problem{Sheet: t.run.table.sheet.Name, Row: one.row, Column: name,
		Value: shown(one.statement.Text(graph.FieldName)), Code: code, Message: message})
}

func (h *header) nameColumn() string {
	for _, c := range h.columns {
		if c.role == roleName {
			return c.header
		}
	}
	return ""
}

// plain takes rows without a code: the one coded firm of that name, else the
// firm of that name and region.
func (t *taking) plain(ctx context.Context, batch []reading) error {
	var names []string
	for at := range batch {
		names = append(names, batch[at].nameKey)
	}
	names = distinct(names)
	if err := t.load(ctx, "name_key", names); err != nil {
		return err
	}
	if err := t.loadFormer(ctx, names); err != nil {
		return err
	}
	for at := range batch {
		t.takePlain(&batch[at])
	}
	return t.write(ctx)
}

func (t *taking) takePlain(one *reading) {
	if int64(one.row) <= t.plainTo {
		t.unchanged++ // taken by somebody else since this run began
		return
	}
	coded := t.codedOf(one.nameKey)
	if len(coded) == 1 {
		t.warn(one, codeMergedByName, fmt.Sprintf("本行没有有效信用代码，按名称并入“%s”（%s）", coded[0].Name(), coded[0].Code()))
		t.take(coded[0], underFormerName(coded[0], one))
		return
	}
	if len(coded) > 1 {
		t.warn(one, codeAmbiguousName, fmt.Sprintf("有 %d 家企业都叫这个名称（信用代码 %s、%s 等），无法确定是哪一家，未并入；请补上信用代码", len(coded), coded[0].Code(), coded[1].Code()))
	}
	id := graph.NewFirmID("", one.nameKey, one.region)
	if f, ok := t.firms[id]; ok {
		t.warn(one, codeMergedByName, "本行没有有效信用代码，按名称和地区并入已有的同名企业")
		t.take(f, &one.statement)
		return
	}
	f := &graph.Firm{ID: id}
	f.Take(&one.statement)
	t.create(f)
}

// underFormerName is what a row says of a coded firm that it knows by a
// former name: everything but that name, which only a row with the code may change.
func underFormerName(f *graph.Firm, one *reading) *graph.Statement {
	if f.NameKey == one.nameKey {
		return &one.statement
	}
	s := one.statement
	s.Values = slices.DeleteFunc(slices.Clone(s.Values), func(v graph.Value) bool { return v.Field == graph.FieldName })
	return &s
}

// write puts what the batch touched, and lets coded firms be found under the
// names they bore. Only what coded rows say of names counts there, so that it
// is settled before the first row without code is taken.
func (t *taking) write(ctx context.Context) error {
	if err := t.run.sink.put(ctx, t.w, t.touched); err != nil {
		return err
	}
	var aliases []graph.Alias
	var edges []graph.AliasOf
	for _, f := range t.touched {
		names := t.names[f]
		for _, name := range names {
			alias := graph.NameAlias(name)
			if name != f.NameKey {
				aliases = append(aliases, graph.Alias{ID: alias})
				edges = append(edges, graph.AliasOf{Alias: alias, Firm: f.ID})
			} else if len(names) > 1 { // a name that is borne again is no former name
				to := graph.Cond{Field: "to", Op: graph.Eq, Value: f.ID}
				if err := graph.AliasesOf().Disconnect(ctx, t.w, []string{alias}, to); err != nil {
					return err
				}
			}
		}
	}
	if len(aliases) == 0 {
		return nil
	}
	if err := graph.Aliases().Put(ctx, t.w, aliases); err != nil {
		return err
	}
	return graph.AliasesOf().Connect(ctx, t.w, edges)
}

// distinct sorts and drops doubles, so that queries do not depend on the order of rows.
func distinct(values []string) []string {
	slices.Sort(values)
	return slices.Compact(values)
}
