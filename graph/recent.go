package graph

import (
	"cmp"
	"slices"
	"sync"
)

// mostRecent is about how many changes are remembered: more than an import is
// ahead of the index that follows it.
const mostRecent = 120_000

// Recent remembers what the last commits of an opened store changed, so that
// an index that follows an import need not ask the engine for what this
// process gave it a moment ago. The zero value has nothing to remember yet.
type Recent struct {
	mu      sync.Mutex
	commits []commit // of consecutive versions
	size    int      // changes in all of them
}

// commit is what one Update changed. The mark tells it from a commit that has
// taken its version since, in a record that was restored from a backup.
type commit struct {
	version Version
	mark    string
	changes []Change // by label and key, each once
}

// Add takes in the changes of a commit of this store, which carry its version,
// in any order, some more than once; all says that there are no others. A commit
// that others have preceded, or whose changes are not all known, begins anew.
func (r *Recent) Add(version Version, mark string, changes []Change, all bool) {
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Key, b.Key)) })
	c := commit{version: version, mark: mark, changes: slices.Compact(changes)}
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.commits); !all || n > 0 && r.commits[n-1].version+1 != c.version {
		r.commits, r.size = nil, 0
	}
	if !all {
		return
	}
	r.commits = append(r.commits, c)
	for r.size += len(c.changes); r.size > mostRecent && len(r.commits) > 1; {
		r.size -= len(r.commits[0].changes)
		r.commits = slices.Delete(r.commits, 0, 1)
	}
}

// List is what Reader.Changes gives in the state of a version that was committed
// with a mark; known is false where the engine must be asked.
func (r *Recent) List(since, version Version, mark string, limit int) (changes []Change, known bool) {
	commits := r.between(since, version, mark)
	if commits == nil {
		return nil, false
	}
	if len(commits) == 1 { // nothing is changed again
		return slices.Clone(commits[0].changes), true
	}
	type thing struct{ label, key string }
	later := map[thing]Version{}
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
func (r *Recent) between(since, version Version, mark string) []commit {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.commits) == 0 || since >= version {
		return nil
	}
	first := r.commits[0].version
	if since+1 < first || version >= first+Version(len(r.commits)) || r.commits[version-first].mark != mark {
		return nil
	}
	return slices.Clone(r.commits[since+1-first : version-first+1])
}
