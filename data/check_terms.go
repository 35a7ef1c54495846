package data

import (
	"slices"
	"strconv"

	"golang.org/x/text/unicode/norm"
)

// termPlace is where a must-word stands.
type termPlace struct {
	file int
	link string
	path string
}

// terms finds words that two links claim: a scope would name both, or neither.
func (k *checker) terms() {
	first := map[string]termPlace{}
	for i := range k.catalog.files {
		f := &k.catalog.files[i]
		for n, l := range f.Links {
			if len(l.Terms.Must)+len(l.Terms.Verbs)+len(l.Terms.With) == 0 {
				k.add(f.problem(SeverityWarning, at("links", n, "terms"), "no_terms", "环节 %s 没有检索词，任何企业都不会被认出", l.ID))
			}
			k.withTerms(f, n)
			words := slices.Concat(l.Terms.Must, l.Terms.Variants, l.Terms.Verbs)
			for w, word := range words {
				key := norm.NFKC.String(word)
				here := termPlace{i, l.ID, at("links", n, "terms.must["+strconv.Itoa(w)+"]")}
				was, taken := first[key]
				switch {
				case !taken:
					first[key] = here
				case was.link == l.ID && w >= len(l.Terms.Must)+len(l.Terms.Variants):
					// a verb may also stand as the word for its product: 洗精煤
				case was.link == l.ID:
					k.add(f.problem(SeverityWarning, here.path, "repeated_term", "环节 %s 重复列出 %s", l.ID, word))
				default:
					k.add(f.problem(SeverityError, here.path, "term_collision", "检索词 %s 同时属于环节 %s 和 %s", word, was.link, l.ID))
				}
				if len([]rune(key)) < 2 {
					k.add(f.problem(SeverityWarning, here.path, "short_term", "环节 %s 的检索词 %s 只有一个字，容易误中", l.ID, word))
				}
			}
		}
	}
}

// withTerms finds words that need another word beside them and yet stand
// bare among the must-words, which makes the condition idle.
func (k *checker) withTerms(f *chainFile, n int) {
	l := &f.Links[n]
	for i, w := range l.Terms.With {
		place := at("links", n, at("terms.with", i, "term"))
		if slices.Contains(l.Terms.Must, w.Term) || slices.Contains(l.Terms.Variants, w.Term) {
			k.add(f.problem(SeverityError, place, "with_bare", "环节 %s 的 %s 须有旁词，却又单独列在 must 中", l.ID, w.Term))
		}
		if len(w.Any) == 0 {
			k.add(f.problem(SeverityError, place, "with_empty", "环节 %s 的 %s 没有写旁词", l.ID, w.Term))
		}
	}
}
