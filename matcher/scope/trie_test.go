package scope

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTrieFindsWhatAPlainSearchFinds(t *testing.T) {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("焦炭煤油a")), 1, 5, -1)
	rapid.Check(t, func(t *rapid.T) {
		words := map[string]int32{}
		for i, w := range rapid.SliceOfN(word, 0, 20).Draw(t, "words") {
			words[w] = int32(i)
		}
		text := rapid.StringOfN(rapid.SampledFrom([]rune("焦炭煤油a石")), 0, 20, -1).Draw(t, "text")
		trie, runes := NewTrie(words), []rune(text)
		for i := range runes {
			rest := string(runes[i:])
			longest, value, count := 0, int32(0), 0
			for w, v := range words {
				if strings.HasPrefix(rest, w) {
					count++
					if n := len([]rune(w)); n > longest {
						longest, value = n, v
					}
				}
			}
			got, end := trie.Longest(runes, i)
			if longest == 0 && end != 0 || longest > 0 && (end != i+longest || got != value) {
				t.Fatalf("%q at %d: %d to %d, want %d over %d runes", text, i, got, end, value, longest)
			}
			if all := trie.All(runes, i, nil); len(all) != count {
				t.Fatalf("%q at %d: %d words, want %d", text, i, len(all), count)
			}
		}
	})
}
