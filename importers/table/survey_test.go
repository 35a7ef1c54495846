package table

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Characters that lie across two parts of a file are whole, wherever the parts
// end; one that the file ends in is not.
func TestSurveyOfCharactersAcrossParts(t *testing.T) {
	const n = 300_000 // of three bytes each: four parts
	for before := range 3 {
		for cut := range 3 {
			content := strings.Repeat("\n", before) + strings.Repeat("煤", n)
			name := filepath.Join(t.TempDir(), "a.csv")
			if err := os.WriteFile(name, []byte(content[:len(content)-cut]), 0o600); err != nil {
				t.Fatal(err)
			}
			f, err := os.Open(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := surveyText(t.Context(), f, false)
			f.Close()
			if err != nil {
				t.Fatal(err)
			}
			whole, wrong := n, 0
			if cut > 0 {
				whole, wrong = n-1, 3-cut
			}
			if s.multibyte != whole || s.wrong != wrong || s.feeds != before || s.bytes != int64(len(content)-cut) || len(s.head) != sampleBytes {
				t.Errorf("%d before, %d cut: %d characters, %d wrong bytes, %d lines, %d bytes", before, cut, s.multibyte, s.wrong, s.feeds, s.bytes)
			}
		}
	}
}
