package rank

import (
	"unicode/utf8"

	"liantu/matcher/text"
)

// words numbers the grams that texts are made of, and keeps the grams of
// clauses, which repeat across firms.
type words struct {
	analyzer *text.Analyzer
	ids      map[string]uint32
	long     []bool // more than one character: says something by itself
	clauses  map[string][]uint32
	frozen   bool // a word that was not met before gets no number
}

func newWords(analyzer *text.Analyzer) *words {
	return &words{analyzer: analyzer, ids: map[string]uint32{}, clauses: map[string][]uint32{}}
}

// clauseCacheSize bounds how many clauses are kept.
const clauseCacheSize = 1 << 18

func (w *words) id(gram string) (uint32, bool) {
	id, ok := w.ids[gram]
	if !ok && !w.frozen {
		id, ok = uint32(len(w.ids)), true
		w.ids[string([]byte(gram))] = id
		w.long = append(w.long, utf8.RuneCountInString(gram) > 1)
	}
	return id, ok
}

// of gives the words of a folded clause, none for a standing phrase.
func (w *words) of(clause string) []uint32 {
	if ids, ok := w.clauses[clause]; ok {
		return ids
	}
	var ids []uint32
	if !w.analyzer.Standing(clause) {
		ids = w.plain(clause)
	}
	if len(w.clauses) >= clauseCacheSize {
		clear(w.clauses)
	}
	w.clauses[string([]byte(clause))] = ids
	return ids
}

// freeze keeps what is known and learns nothing more.
func (w *words) freeze() { w.frozen, w.clauses = true, map[string][]uint32{} }

// plain gives the words of a folded text as it stands.
func (w *words) plain(folded string) []uint32 {
	var ids []uint32
	text.Grams(folded, func(gram string) {
		if id, ok := w.id(gram); ok {
			ids = append(ids, id)
		}
	})
	return ids
}
