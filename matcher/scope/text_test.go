package scope

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// pieces are stretches in which normal forms go wrong first.
var pieces = []string{"焦", "炭", "１", "，", "；", "（", "）", "：", "%", "％", "℃", "㎡", "①", "ｶﾞ", "e", "\u0301", "\u3000", "…", "．", "γ", "Ω",
	"\ufeff", "～", "か", "\u3099", "가", "\U0001F600", "豈", "ﬁ", "㍿", "𝟏", "-", "—", "\xff", "\xe7\x84"}

func TestTextIsNFKC(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.ToValidUTF8(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), ""), "")
		var text Text
		text.set(s)
		if got, want := string(text.Runes), norm.NFKC.String(s); got != want {
			t.Fatalf("%q: %q, want %q", s, got, want)
		}
	})
}

func TestTextKnowsTheWayBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 30).Draw(t, "pieces"), "")
		var text Text
		text.set(s)
		if got := text.Of(Span{0, len(text.Runes)}); got != s {
			t.Fatalf("%q, want %q", got, s)
		}
		for i := range text.Runes {
			if at := text.at[i]; at > text.at[i+1] || int(at) > len(s) {
				t.Fatalf("%q: rune %d at %d, next at %d", s, i, at, text.at[i+1])
			}
		}
	})
}
