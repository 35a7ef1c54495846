// Package matcher answers the planner's questions over a record: who occupies
// which link, how each link stands at home, what is missing, and whom to
// invite. Everything it says is derived from one version of the record and of
// the rules that the record holds.
package matcher

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/match"
	"liantu/matcher/presence"
	"liantu/matcher/search"
	"liantu/matcher/text"
)

// Searcher finds firms by the words of their texts: the index of this machine
// or a server's. search.Run says what an answer is.
type Searcher interface {
	Search(ctx context.Context, q search.Query) (hits []search.Hit, total int, err error)
}

// Engine answers questions over one record. It may be used from many
// goroutines.
type Engine struct {
	store graph.Store
	now   func() time.Time
	index Searcher // nil: no text search

	mu     sync.Mutex
	rules  *ruleset
	held   *held         // nil: none yet
	roster *match.Roster // nil: none asked for
	lists  lists
}

// ruleset is what one state of the record's data files parses to.
type ruleset struct {
	digest    string
	presence  *presence.Reader
	diagnosis *diagnosis.Rules
	matcher   *match.Matcher
	analyzer  *text.Analyzer
	names     linkNames         // by which words may ask for a link
	files     fs.FS             // the data files themselves
	regions   map[string]string // code → name
	above     map[string]string // code → code of the division above
}

// fullName is a region's name after those of the divisions above it:
// 宁夏回族自治区石嘴山市平罗县; "" for an unknown code.
func (r *ruleset) fullName(code string) string {
	name := ""
	for ; r.regions[code] != ""; code = r.above[code] {
		if own := r.regions[code]; own != "市辖区" && own != "县" {
			name = own + name
		}
	}
	return name
}

// New makes an engine over a store; now is the clock, x the text index or nil.
func New(store graph.Store, x Searcher, now func() time.Time) *Engine {
	return &Engine{store: store, now: now, index: x}
}

// Record is the store with the inference of the rules it holds now. Invalid
// where a rule file does not parse, NotFound before `init`.
func (e *Engine) Record(ctx context.Context) (*graph.Record, error) {
	rules, err := e.rulesNow(ctx)
	if err != nil {
		return nil, err
	}
	return &graph.Record{Store: e.store, Inference: rules.presence}, nil
}

// rulesNow are the rules that the record holds now.
func (e *Engine) rulesNow(ctx context.Context) (rules *ruleset, err error) {
	err = e.store.View(ctx, func(r graph.Reader) error {
		rules, err = e.rulesOf(ctx, r)
		return err
	})
	return rules, err
}

// rulesOf parses the data files that the record holds, unless they are the
// ones parsed last.
func (e *Engine) rulesOf(ctx context.Context, r graph.Reader) (*ruleset, error) {
	digest, err := filesDigest(ctx, r)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.rules != nil && e.rules.digest == digest {
		return e.rules, nil
	}
	rules, err := parseRules(ctx, r, e.now)
	if err != nil {
		return nil, err
	}
	rules.digest = digest
	e.rules = rules
	return rules, nil
}

// filesDigest tells one state of the data files from another without reading them.
func filesDigest(ctx context.Context, r graph.Reader) (string, error) {
	groups, err := r.Count(ctx, graph.CountQuery{Label: "DataFile", GroupBy: []string{"digest"}})
	if err != nil {
		return "", err
	}
	if len(groups) == 0 {
		return "", graph.Errorf(graph.NotFound, "档案还没有建立，请先运行 liantu init")
	}
	var digests []string // in an order of their own: groups come in none
	for _, g := range groups {
		if d, ok := g.Values[0].(string); ok {
			digests = append(digests, d)
		}
	}
	slices.Sort(digests)
	return strings.Join(digests, ""), nil
}

func parseRules(ctx context.Context, r graph.Reader, now func() time.Time) (*ruleset, error) {
	files, err := graph.DataFS(ctx, r)
	if err != nil {
		return nil, err
	}
	rules := &ruleset{files: files, regions: map[string]string{}, above: map[string]string{}}
	if rules.analyzer, err = text.New(files); err != nil {
		return nil, err
	}
	if rules.diagnosis, err = diagnosis.LoadRules(files); err != nil {
		return nil, err
	}
	weights, err := match.LoadWeights(files)
	if err != nil {
		return nil, err
	}
	rules.matcher = match.New(weights, rules.fullName, now)
	links, err := graph.Links().List(ctx, r, graph.Query{})
	if err != nil {
		return nil, err
	}
	if rules.presence, err = presence.New(files, links); err != nil {
		return nil, err
	}
	regions, err := graph.Regions().List(ctx, r, graph.Query{Limit: 5000})
	for _, region := range regions {
		rules.regions[region.Code] = region.Name
		rules.above[region.Code] = region.Parent
	}
	return rules, err
}

// answer runs fn on one snapshot with the diagnosis of that snapshot.
func (e *Engine) answer(ctx context.Context, fn func(graph.Reader, *ruleset, *diagnosis.Diagnosis) error) error {
	return e.store.View(ctx, func(r graph.Reader) error {
		rules, err := e.rulesOf(ctx, r)
		if err != nil {
			return err
		}
		d, err := e.diagnose(ctx, r, rules)
		if err != nil {
			return err
		}
		return fn(r, rules, d)
	})
}

// ReinferAll infers every firm of the record again, in the caller's
// transaction; the rules have changed. It says how many firms there are.
func ReinferAll(ctx context.Context, record *graph.Record, w graph.Writer) (int, error) {
	const batch = 5000
	n := 0
	q := graph.Query{Limit: batch}
	for {
		firms, next, err := graph.Firms().Find(ctx, w, q)
		if err != nil {
			return n, err
		}
		at := make([]*graph.Firm, len(firms))
		for i := range firms {
			at[i] = &firms[i]
		}
		if err := record.PutFirms(ctx, w, at); err != nil {
			return n, err
		}
		n += len(firms)
		if next == "" {
			return n, nil
		}
		q.Cursor = next
	}
}

// InferenceOf gives the inference of the data files that a transaction sees,
// so that a load of new rules can infer in the same transaction.
func InferenceOf(ctx context.Context, r graph.Reader) (graph.Inference, error) {
	rules, err := parseRules(ctx, r, time.Now)
	if err != nil {
		return nil, err
	}
	return rules.presence, nil
}
