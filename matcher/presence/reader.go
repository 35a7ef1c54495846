// Package presence infers where firms stand in the chains: it finds the
// links' terms in a business scope, a name and a column of main products, and
// tells from what governs them what the firm does.
package presence

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"liantu/graph"
	"liantu/matcher/scope"
)

// Reader infers presences. It is made once and used by many at the same time.
type Reader struct {
	scope    *scope.Rules
	lex      *lexicon
	names    *names
	industry industries
	version  string
	words    []string
	passes   sync.Pool
}

var _ graph.Inference = (*Reader)(nil)

// Version names the rules and terms that this Reader infers by.
func (r *Reader) Version() string { return r.version }

// batch is how many firms a worker takes at a time.
const batch = 64

// Infer sets Kind and ParentName of each firm and gives its presences. It
// fails only with the context's error.
func (r *Reader) Infer(ctx context.Context, firms []*graph.Firm) ([][]graph.Presence, error) {
	out := make([][]graph.Presence, len(firms))
	workers := min(runtime.GOMAXPROCS(0), (len(firms)+batch-1)/batch)
	if workers <= 1 {
		return out, r.inferRange(ctx, firms, out)
	}
	var wg sync.WaitGroup
	parts := make(chan int)
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for lo := range parts {
				hi := min(lo+batch, len(firms))
				if r.inferRange(ctx, firms[lo:hi], out[lo:hi]) != nil {
					continue
				}
			}
		}()
	}
	for lo := 0; lo < len(firms); lo += batch {
		parts <- lo
	}
	close(parts)
	wg.Wait()
	return out, ctx.Err()
}

func (r *Reader) inferRange(ctx context.Context, firms []*graph.Firm, out [][]graph.Presence) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p := r.pass()
	defer r.passes.Put(p)
	for i, f := range firms {
		out[i] = p.firm(f)
	}
	return nil
}

func (r *Reader) pass() *pass {
	if p, ok := r.passes.Get().(*pass); ok {
		return p
	}
	return &pass{reader: r, seen: map[string]struct{}{}, asked: asked{answers: map[*claim]bool{}}}
}

// Found is one thing read from a scope: what was found, where, and how.
type Found struct {
	Link     string
	Role     graph.Role
	Strength graph.Strength
	Evidence graph.Evidence
}

// Explain reads a scope, with the firm's name where it is known, and gives one
// entry per link, role and term, in the order of the scope.
func (r *Reader) Explain(name, scope string) []Found {
	f := &graph.Firm{}
	f.Held[graph.FieldName].Text = name
	f.Held[graph.FieldScope].Text = scope
	f.Settle()
	p := r.pass()
	defer r.passes.Put(p)
	p.firm(f)
	slices.SortStableFunc(p.findings, func(a, b finding) int { return a.at - b.at })
	found := make([]Found, 0, len(p.findings))
	for _, x := range p.findings {
		found = append(found, Found{r.lex.links[x.link].id, x.role, x.evidence.Strength, x.evidence})
	}
	return found
}
