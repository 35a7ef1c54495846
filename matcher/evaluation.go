package matcher

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"testing/fstest"

	"liantu/graph"
	"liantu/matcher/diagnosis"
	"liantu/matcher/eval"
	"liantu/matcher/match"
)

// Evaluation judges the lists of now by all verdicts; of several on one firm
// and link the latest counts.
type Evaluation struct {
	Verdicts int            `json:"verdicts"`
	Lists    []eval.Figures `json:"lists"`
	Mean     eval.Figures   `json:"mean"`
	Weights  string         `json:"weights"` // version
	Proposal *NamedProposal `json:"proposal,omitempty"`
}

// NamedProposal is a proposal with its parts.
type NamedProposal struct {
	eval.Proposal
	Parts []PartProposal `json:"parts"`
	Files fs.FS          `json:"-"` // the data files with the new weights; nil where they are no better
}

// PartProposal is one part's weight, as it is and as proposed.
type PartProposal struct {
	Part string  `json:"part"`
	Name string  `json:"name"`
	Old  float64 `json:"old"`
	New  float64 `json:"new"`
}

// Evaluate judges the lists of now, and proposes weights where that is asked.
// It writes nothing.
func (e *Engine) Evaluate(ctx context.Context, propose bool) (*Evaluation, error) {
	view := &Evaluation{Lists: []eval.Figures{}}
	err := e.answer(ctx, func(r graph.Reader, rules *ruleset, d *diagnosis.Diagnosis) error {
		all, err := graph.Verdicts().List(ctx, r, graph.Query{OrderBy: []graph.Order{{Field: "at"}}})
		if err != nil {
			return err
		}
		view.Verdicts = len(all)
		weights := rules.matcher.Weights()
		view.Weights = weights.Version
		lists, err := judgedLists(ctx, r, rules.matcher, d, all)
		if err != nil {
			return err
		}
		for i := range lists {
			f := lists[i].Measure()
			f.LinkName = d.Links[f.Link].Link.Name
			view.Lists = append(view.Lists, f)
		}
		view.Mean = eval.Mean(view.Lists)
		if !propose {
			return nil
		}
		files, err := graph.DataFS(ctx, r)
		if err != nil {
			return err
		}
		view.Proposal, err = proposal(lists, weights, files, e.now().Format("2006-01-02"))
		return err
	})
	return view, err
}

// judgedLists computes the whole list of every link that has verdicts and
// picks the judged firms out of it, by firm.
func judgedLists(ctx context.Context, r graph.Reader, m *match.Matcher, d *diagnosis.Diagnosis, all []graph.TargetVerdict) ([]eval.List, error) {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].Firm
	}
	now, err := currentIDs(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	latest := map[string]map[string]graph.Outcome{}
	for _, v := range all { // the latest comes last
		if d.Links[v.Link] == nil {
			continue
		}
		if latest[v.Link] == nil {
			latest[v.Link] = map[string]graph.Outcome{}
		}
		latest[v.Link][now(v.Firm)] = v.Outcome
	}
	var lists []eval.List
	for link, verdicts := range latest {
		a, err := m.ForLink(ctx, r, d, link, nil, match.Options{Anyway: true})
		if err != nil {
			return nil, err
		}
		lists = append(lists, judgedList(a, verdicts, m.Weights()))
	}
	slices.SortFunc(lists, func(a, b eval.List) int { return cmp.Compare(a.Link, b.Link) })
	return lists, nil
}

func judgedList(a *match.Answer, verdicts map[string]graph.Outcome, w *match.Weights) eval.List {
	at := map[string]*match.Candidate{}
	for i := range a.Candidates {
		c := &a.Candidates[i]
		at[c.Firm.ID] = c
		for _, m := range c.Members { // a member stands where its group stands
			at[m.ID] = c
		}
	}
	l := eval.List{Link: a.Link}
	for firm, outcome := range verdicts {
		f := eval.Firm{ID: firm, Grade: w.Verdicts.Grade[outcome], Values: make([]float64, len(w.Parts))}
		if c := at[firm]; c != nil {
			f.Rank = c.Rank
			for i, p := range w.Parts {
				f.Values[i] = valueOf(c, p.Part)
			}
		}
		l.Judged = append(l.Judged, f)
	}
	slices.SortFunc(l.Judged, func(a, b eval.Firm) int { return cmp.Compare(a.ID, b.ID) })
	return l
}

func valueOf(c *match.Candidate, part string) float64 {
	for _, p := range c.Receipt {
		if p.Part == part && p.Value != nil {
			return *p.Value
		}
	}
	return 0
}

func proposal(lists []eval.List, w *match.Weights, files fs.FS, day string) (*NamedProposal, error) {
	old := make([]float64, len(w.Parts))
	for i, p := range w.Parts {
		old[i] = p.Weight
	}
	v := w.Verdicts
	p := &NamedProposal{Proposal: eval.Propose(lists, old, eval.Rules{TrainShare: v.TrainShare, Ridge: v.Ridge, MinHeld: v.MinHeld, MaxP: v.MaxP})}
	for i, part := range w.Parts {
		p.Parts = append(p.Parts, PartProposal{Part: part.Part, Name: part.Name, Old: old[i], New: p.Weights[i]})
	}
	if !p.Better {
		return p, nil
	}
	var err error
	p.Files, err = withWeights(files, p, day)
	return p, err
}

// withWeights are the data files with the proposed weights in the weights
// file; everything else in it, comments too, stays as it was.
func withWeights(files fs.FS, p *NamedProposal, day string) (fs.FS, error) {
	b, err := fs.ReadFile(files, match.WeightsFile)
	if err != nil {
		return nil, err
	}
	for _, part := range p.Parts {
		line := regexp.MustCompile(`(?m)(part:\s*"?` + regexp.QuoteMeta(part.Part) + `"?\s*,[^}\n]*weight:\s*)[-+.\w]+`)
		b = line.ReplaceAll(b, []byte("${1}"+strconv.FormatFloat(part.New, 'f', -1, 64)))
	}
	head := fmt.Sprintf("# 由 %d 条评价拟合；在未参与拟合的 %d 条上：好企业排在差企业之前的比例 %.3f → %.3f，p = %.4f。\nversion: \"%s-eval\"",
		p.Train, p.Held, p.OldAUC, p.NewAUC, p.P, day)
	b = regexp.MustCompile(`(?m)^version:.*$`).ReplaceAllLiteral(b, []byte(head))
	out := fstest.MapFS{}
	err = fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, path)
		out[path] = &fstest.MapFile{Data: content, Mode: 0o644}
		return err
	})
	if err != nil {
		return nil, err
	}
	out[match.WeightsFile] = &fstest.MapFile{Data: b, Mode: 0o644}
	return out, checkWeights(out, p, b)
}

// checkWeights makes sure that what was written says what was proposed.
func checkWeights(files fs.FS, p *NamedProposal, written []byte) error {
	w, err := match.LoadWeights(files)
	if err != nil {
		return err
	}
	for i, part := range p.Parts {
		if w.Parts[i].Weight != part.New || !bytes.Contains(written, []byte("-eval")) {
			return graph.Errorf(graph.Invalid, "%s 中分项 %s 的写法不能代为修改，请按提议手工修改", match.WeightsFile, part.Part)
		}
	}
	return nil
}
