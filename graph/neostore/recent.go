package neostore

import (
	"cmp"
	"slices"
	"sync"

	"liantu/graph"
)

// mostRecent is about how many changes a store remembers: more than an import
// is ahead of the index that follows it.
const mostRecent = 60_000

// recent remembers what the last commits of this store changed, so that an
// index that follows an import need not fetch from the server what this
// process sent there a moment ago.
type recent struct {
	mu      sync.Mutex
	commits []commit // of consecutive versions
	size    int      // changes in all of them
}

// commit is what one Update changed. The mark tells it from a commit that has
// taken its version since, in a record that was restored from a backup.
type commit struct {
	version graph.Version
	mark    string
	changes []graph.Change // by label and key, each once
}

// add takes in a commit of this store. One that others have preceded, or whose
// changes are not known, begins anew.
func (r *recent) add(w *writer, mark string) {
	byKey := func(a, b graph.Change) int { return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key)) }
	slices.SortFunc(w.changes, byKey)
	c := commit{version: w.next(), mark: mark, changes: slices.Compact(w.changes)}
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.commits); w.unlisted || n > 0 && r.commits[n-1].version+1 != c.version {
		r.commits, r.size = nil, 0
	}
	if w.unlisted {
		return
	}
	r.commits = append(r.commits, c)
	for r.size += len(c.changes); r.size > mostRecent && len(r.commits) > 1; {
		r.size -= len(r.commits[0].changes)
		r.commits = slices.Delete(r.commits, 0, 1)
	}
}

// list is what Changes gives in the state of a version that was committed with
// a mark; known is false where the server must be asked.
func (r *recent) list(since, version graph.Version, mark string, limit int) (changes []graph.Change, known bool) {
	commits := r.between(since, version, mark)
	if commits == nil {
		return nil, false
	}
	type thing struct{ label, key string }
	later := map[thing]graph.Version{}
	for _, c := range commits {
		for _, change := range c.changes {
			later[thing{change.Label, change.Key}] = c.version
		}
	}
	for _, c := range commits {
		for _, change := range c.changes {
			if later[thing{change.Label, change.Key}] == c.version {
				changes = append(changes, change)
			}
		}
		if limit > 0 && len(changes) >= limit {
			break
		}
	}
	return changes, true
}

// between gives the commits after one version up to another, nil where they
// are not all remembered.
func (r *recent) between(since, version graph.Version, mark string) []commit {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.commits) == 0 || since >= version {
		return nil
	}
	first := r.commits[0].version
	if since+1 < first || version >= first+graph.Version(len(r.commits)) || r.commits[version-first].mark != mark {
		return nil
	}
	return slices.Clone(r.commits[since+1-first : version-first+1])
}
