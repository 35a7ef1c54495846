package graph_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"liantu/graph"
)

// said is a statement of one row with the values of two fields.
func said(imported, asOf string, row int, name, scope string) *graph.Statement {
	return &graph.Statement{
		Source: graph.Source{Import: imported, File: imported + ".xlsx", Row: row, AsOf: asOf},
		Values: []graph.Value{{Field: graph.FieldName, Text: name}, {Field: graph.FieldScope, Text: scope}},
	}
}

func TestTakeGivesWayToLaterSourcesOnly(t *testing.T) {
	cases := map[string]struct {
		rows  []*graph.Statement
		scope string
		row   int // of the source that stands
		gone  []string
	}{
		"later as-of, taken later":   {[]*graph.Statement{said("a", "2020", 1, "", "旧范围很长"), said("b", "2021", 2, "", "新")}, "新", 2, []string{"旧范围很长"}},
		"later as-of, taken first":   {[]*graph.Statement{said("b", "2021", 2, "", "新"), said("a", "2020", 1, "", "旧范围很长")}, "新", 2, []string{"旧范围很长"}},
		"one file: the longer":       {[]*graph.Statement{said("a", "2020", 1, "", "短"), said("a", "2020", 2, "", "较长")}, "较长", 2, []string{"短"}},
		"one file: the longer first": {[]*graph.Statement{said("a", "2020", 2, "", "较长"), said("a", "2020", 1, "", "短")}, "较长", 2, []string{"短"}},
		"two files of one time":      {[]*graph.Statement{said("a", "2020", 1, "", "短"), said("b", "2020", 2, "", "较长")}, "短", 1, []string{"较长"}},
		"missing takes nothing away": {[]*graph.Statement{said("a", "2020", 1, "", "有"), said("b", "2021", 2, "", "")}, "有", 1, nil},
		"said again, then an older":  {[]*graph.Statement{said("a", "2020", 1, "", "甲"), said("c", "2022", 3, "", "甲"), said("b", "2021", 2, "", "乙")}, "甲", 3, []string{"乙"}},
		"gave way and stands again":  {[]*graph.Statement{said("a", "2020", 1, "", "甲"), said("b", "2021", 2, "", "乙"), said("c", "2022", 3, "", "甲")}, "甲", 3, []string{"乙"}},
	}
	for name, c := range cases {
		var f graph.Firm
		for _, row := range c.rows {
			f.Take(row)
		}
		require.Equal(t, c.scope, f.Scope(), name)
		source, ok := f.SourceOf(graph.FieldScope)
		require.True(t, ok, name)
		require.Equal(t, c.row, source.Row, name)
		require.Equal(t, c.gone, earlier(&f, graph.FieldScope), name)
		require.Len(t, f.Sources, len(c.rows), name)
	}
}

// earlier lists the values of a field that gave way, sorted.
func earlier(f *graph.Firm, field graph.FirmField) []string {
	var texts []string
	for _, e := range f.Earlier {
		if e.Field == field.String() {
			texts = append(texts, e.Text)
		}
	}
	slices.Sort(texts)
	return texts
}

func TestTakeSaysWhetherAnythingChanged(t *testing.T) {
	var f graph.Firm
	require.True(t, f.Take(said("a", "2020", 1, "名", "范围")))
	require.False(t, f.Take(said("a", "2020", 2, "名", "")))
	require.False(t, f.Take(said("b", "2019", 1, "旧名", "旧范围")))
	require.True(t, f.Take(said("c", "2021", 1, "名", "新范围")))
}

// TestTheOrderOfRowsDoesNotMatter takes the same rows of files, each of its
// own time, in two orders.
func TestTheOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *graph.Statement {
			file := rapid.IntRange(0, 3).Draw(t, "file")
			text := rapid.SampledFrom([]string{"", "甲", "乙", "甲甲", "乙乙", "𠮷𠮷"})
			return said(fmt.Sprint("file", file), fmt.Sprint(2020+file), rapid.IntRange(1, 9).Draw(t, "row"), text.Draw(t, "name"), text.Draw(t, "scope"))
		}), 1, 8).Draw(t, "rows")
		var one, other graph.Firm
		for _, row := range rows {
			one.Take(row)
		}
		for _, row := range rapid.Permutation(rows).Draw(t, "order") {
			other.Take(row)
		}
		requireAlike(t, &one, &other)
	})
}

// TestAbsorbIsTakingTheRows takes some rows by one firm and the rest by
// another that the first absorbs.
func TestAbsorbIsTakingTheRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "rows")
		var whole, mine, theirs graph.Firm
		for i := range n {
			text := rapid.SampledFrom([]string{"", "甲", "乙", "丙丙"})
			row := said(fmt.Sprint("file", i), fmt.Sprint(2020+rapid.IntRange(0, 9).Draw(t, "year")*10+i), i+1, text.Draw(t, "name"), text.Draw(t, "scope"))
			whole.Take(row)
			if rapid.Bool().Draw(t, "mine") {
				mine.Take(row)
			} else {
				theirs.Take(row)
			}
		}
		mine.Absorb(&theirs)
		requireAlike(t, &whole, &mine)
		require.Len(t, mine.Sources, n)
	})
}

// requireAlike says that two firms hold the same, from sources of the same
// time, and remember the same.
func requireAlike(t *rapid.T, a, b *graph.Firm) {
	for field := range graph.FieldCount {
		require.Equal(t, a.Text(field), b.Text(field), field.String())
		x, _ := a.SourceOf(field)
		y, _ := b.SourceOf(field)
		require.Equal(t, x.AsOf, y.AsOf, field.String())
		require.Equal(t, earlier(a, field), earlier(b, field), field.String())
	}
	require.Equal(t, a.NameKey, b.NameKey)
}

func TestFormerNames(t *testing.T) {
	var f graph.Firm
	f.Take(said("a", "2020", 1, "乌海旧名有限公司", ""))
	f.Take(said("b", "2021", 1, "乌海（新名）有限公司", ""))
	f.Take(&graph.Statement{Source: graph.Source{Import: "c", AsOf: "2022"}, Values: []graph.Value{{Field: graph.FieldFormerNames, Text: "最早名；乌海(新名)有限公司"}}})
	require.Equal(t, []string{"乌海旧名有限公司", "最早名"}, f.FormerNames(), "a name in other brackets is the same name")
}

func TestSettle(t *testing.T) {
	settled := func(values ...graph.Value) *graph.Firm {
		f := &graph.Firm{}
		f.Take(&graph.Statement{Source: graph.Source{Import: "a", AsOf: "2020"}, Values: values})
		return f
	}
	f := settled(graph.Value{Field: graph.FieldPlaceCode, Text: "640200"}, graph.Value{Field: graph.FieldPlaceAddress, Text: "150302"},
		graph.Value{Field: graph.FieldFounded, Text: "2009-07-01"}, graph.Value{Field: graph.FieldCapital, Text: "12500000 USD"})
	require.Equal(t, "150302", f.Region, "the address before the registering office")
	require.Equal(t, "place_address", f.RegionFrom)
	require.Equal(t, int64(2009), f.FoundedYear)
	require.Equal(t, 12500000.0, *f.Capital)
	require.Equal(t, "USD", f.Currency)
	require.True(t, f.InBeing)
	f = settled(graph.Value{Field: graph.FieldState, Text: graph.Revoked})
	require.False(t, f.InBeing)
	require.Empty(t, f.Region)
	require.Nil(t, f.Capital, "unknown, not zero")
}

func TestNameKey(t *testing.T) {
	for name, want := range map[string]string{
		"":               "",
		"乌海市 某某 有限公司":    "乌海市某某有限公司",
		"某（内蒙古）有限公司":     "某(内蒙古)有限公司",
		"某〔内蒙古】有限公司":     "某(内蒙古)有限公司",
		"ａｂｃ\u200b科技":    "ABC科技",
		"某\u3000某\ufeff": "某某",
		"㈱某":             "(株)某",
		"國電":             "國電",
		"𠮷野":             "𠮷野",
	} {
		require.Equal(t, want, graph.NameKey(name), "%q", name)
	}
	rapid.Check(t, func(t *rapid.T) {
		key := graph.NameKey(rapid.StringOf(rapid.RuneFrom([]rune("aZéａ１（)[〔】\u200b\u3000 ㈱①·海𠮷"))).Draw(t, "name"))
		require.Equal(t, key, graph.NameKey(key), "the key of a key is itself")
	})
}

func TestNewFirmID(t *testing.T) {
	require.Equal(t, graph.NewFirmID("91150300MA0N1TEST0", "甲", "150300"), graph.NewFirmID("91150300MA0N1TEST0", "乙", ""), "the code is the identity where there is one")
	require.NotEqual(t, graph.NewFirmID("", "甲", "150300"), graph.NewFirmID("", "甲", "640200"))
	require.Regexp(t, `^f[0-9a-f]{16}$`, graph.NewFirmID("", "甲", ""))
}
