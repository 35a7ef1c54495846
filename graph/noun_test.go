package graph

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestTheDeclaredSchemaIsSound(t *testing.T) {
	require.NoError(t, Declared().Check())
}

// TestNounsComeBackAsTheyWere makes items with any values, encodes, checks
// and decodes them. Empty lists come back as none: nouns do not tell them apart.
func TestNounsComeBackAsTheyWere(t *testing.T) {
	nodes(t, "settings", Settings(), rapid.Make[Setting]())
	nodes(t, "data files", DataFiles(), rapid.Make[DataFile]())
	nodes(t, "regions", Regions(), rapid.Make[Region]())
	nodes(t, "chains", Chains(), rapid.Make[Chain]())
	nodes(t, "links", Links(), rapid.Make[Link]())
	nodes(t, "firms", Firms(), firmsOfAnyKind())
	nodes(t, "aliases", Aliases(), rapid.Make[Alias]())
	nodes(t, "imports", Imports(), rapid.Make[Import]())
	nodes(t, "indicators", Indicators(), rapid.Make[Indicator]())
	nodes(t, "tallies", Tallies(), rapid.Make[Tally]())
	nodes(t, "gaps", Gaps(), rapid.Make[Gap]())
	nodes(t, "statuses", LinkStatuses(), rapid.Make[LinkStatus]())
	edges(t, "gaps at", GapsAt(), rapid.Make[GapAt]())
	edges(t, "grounds", Grounds(), rapid.Make[Ground]())
	edges(t, "statuses of", StatusesOf(), rapid.Make[StatusOf]())
	edges(t, "memberships", Memberships(), rapid.Make[Membership]())
	edges(t, "flows", Flows(), rapid.Make[Flow]())
	edges(t, "presences", Presences(), rapid.Make[Presence]())
	edges(t, "judgements", Judgements(), rapid.Make[Judgement]())
	edges(t, "supplies", Supplies(), rapid.Make[Supply]())
	edges(t, "aliases of", AliasesOf(), rapid.Make[AliasOf]())
}

func nodes[T any](t *testing.T, name string, noun Noun[T], items *rapid.Generator[T]) {
	t.Run(name, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			item := items.Draw(t, "item")
			*noun.key(&item) += "k"
			node := noun.Node(&item)
			back, err := noun.Item(node)
			require.NoError(t, err)
			require.Equal(t, node, noun.Node(&back))
			if storables(node.Key, node.Values) {
				require.NoError(t, noun.label.CheckNode(node))
			}
		})
	})
}

func edges[T any](t *testing.T, name string, noun EdgeNoun[T], items *rapid.Generator[T]) {
	t.Run(name, func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			item := items.Draw(t, "item")
			from, to := noun.ends(&item)
			*from, *to = *from+"f", *to+"t"
			edge := noun.Edge(&item)
			back, err := noun.Item(edge)
			require.NoError(t, err)
			require.Equal(t, edge, noun.Edge(&back))
			if storables(edge.From+edge.To, edge.Values) {
				require.NoError(t, noun.edge.CheckEdge(edge))
			}
		})
	})
}

// storables says whether a drawn item can be stored at all: any text but
// those with NUL, any number that is one.
func storables(key string, values []any) bool {
	for _, v := range append(values, key) {
		switch v := v.(type) {
		case string:
			if strings.IndexByte(v, 0) >= 0 {
				return false
			}
		case float64:
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return false
			}
		}
	}
	return true
}

// firmsOfAnyKind are firms whose values come from sources that they have.
func firmsOfAnyKind() *rapid.Generator[Firm] {
	return rapid.Custom(func(t *rapid.T) Firm {
		f := rapid.Make[Firm]().Draw(t, "firm")
		f.Sources = rapid.SliceOfN(rapid.Make[Source](), 1, 4).Draw(t, "sources")
		for i := range f.Held {
			f.Held[i].Source = rapid.IntRange(0, len(f.Sources)-1).Draw(t, "source")
		}
		return f
	})
}

func TestFirmsComeBackWhole(t *testing.T) {
	capital := 12.5
	f := Firm{
		ID: "f1", Sources: []Source{{Import: "a", File: "a.xlsx", Sheet: "表", Row: 3, AsOf: "2020"}, {Import: "b", Row: 4}},
		Earlier: []Superseded{{Field: "name", Text: "旧", Source: 0}},
		NameKey: "名", Region: "150302", RegionFrom: "place_area", FoundedYear: 2009, Capital: &capital, Currency: "CNY",
		InBeing: true, Kind: Plant, ParentName: "母公司",
	}
	for i := range f.Held {
		f.Held[i] = Held{Text: FirmField(i).String() + "值", Source: i % 2}
	}
	back, err := Firms().Item(Firms().Node(&f))
	require.NoError(t, err)
	require.Equal(t, f, back)
}

// given is a reader that has these nodes.
type given struct {
	Reader
	nodes []Node
}

func (g given) Get(context.Context, string, []string) ([]Node, error) { return g.nodes, nil }

func TestAPartHoldsItsFieldsAndNoOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		firm := firmsOfAnyKind().Draw(t, "firm")
		node := Firms().Node(&firm)
		read := rapid.SliceOfDistinct(rapid.SampledFrom(firmLabel().Fields), func(f Field) Field { return f }).Draw(t, "fields")
		names := make([]string, len(read))
		for i := range read {
			names[i] = read[i].Name
		}
		left := Node{Label: node.Label, Key: node.Key, Values: slices.Clone(node.Values)}
		for i, f := range firmLabel().Fields {
			if !slices.Contains(read, f) {
				left.Values[i] = nil
				node.Values[i] = struct{}{} // not even looked at
			}
		}
		want, err := Firms().Item(left)
		require.NoError(t, err)
		full := want
		full.Held, full.Earlier = [FieldCount]Held{{Text: "of the item before"}}, []Superseded{{}}
		before := Firms().Node(&full)
		before.Key += "before"
		got := map[string]*Firm{}
		keys := []string{before.Key, node.Key, "none has it"}
		err = Firms().Only(names...).Each(context.Background(), given{nodes: []Node{node, before}}, keys, func(key string, f *Firm) error {
			if f != nil {
				copied := *f
				f = &copied
			}
			got[key] = f
			return nil
		})
		require.NoError(t, err)
		require.Len(t, got, 3)
		require.Equal(t, &want, got[node.Key])
		require.Nil(t, got["none has it"])
	})
}

func TestAPartChecksWhatItReads(t *testing.T) {
	node := Regions().Node(&Region{Code: "150300", Name: "乌海市"})
	node.Values[0] = int64(1)
	err := Regions().Only("name").Each(t.Context(), given{nodes: []Node{node}}, []string{node.Key}, func(string, *Region) error { return nil })
	require.Equal(t, Corrupt, CodeOf(err))
	require.Panics(t, func() { Regions().Only("no such field") })
}

func TestAValueOfTheWrongTypeIsCorrupt(t *testing.T) {
	node := Regions().Node(&Region{Code: "150300", Name: "乌海市"})
	node.Values[0] = int64(1)
	_, err := Regions().Item(node)
	require.Equal(t, Corrupt, CodeOf(err))
	_, err = Regions().Item(Node{Label: "Region", Key: "150300", Values: []any{"乌海市"}})
	require.Equal(t, Corrupt, CodeOf(err), "a value is missing")
	chain := Chains().Node(&Chain{ID: "c", Articles: []int{4}})
	chain.Values[3] = "[4"
	_, err = Chains().Item(chain)
	require.Equal(t, Corrupt, CodeOf(err))
}

func TestWhatJSONCannotHoldIsRefused(t *testing.T) {
	nan := math.NaN()
	link := Links().Node(&Link{ID: "l", Scale: &Figure{Value: &nan}})
	require.Equal(t, Invalid, CodeOf(Links().label.CheckNode(link)), "never stored as unknown")
}

func TestCursorsComeBackAsTheyWere(t *testing.T) {
	label := Indicators().label
	order := []Order{{Field: "value", Desc: true}, {Field: "verified"}, {Field: "date"}, {Field: "key"}}
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64().Draw(t, "value")
		item := Indicator{ID: rapid.String().Draw(t, "id") + "k", Value: &value, Verified: rapid.Bool().Draw(t, "verified")}
		cursor, err := label.CursorAfter(order, Indicators().Node(&item))
		require.NoError(t, err)
		if strings.IndexByte(item.ID, 0) >= 0 {
			return
		}
		values, key, err := label.CursorPlace(order, cursor)
		require.NoError(t, err)
		require.Equal(t, item.ID, key)
		require.Equal(t, []any{value, item.Verified, nil, item.ID}, values)
	})
}
