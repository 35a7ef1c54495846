package importers

import (
	"strconv"
	"testing"
)

// What was met is known, through every filter; of what was not, little is taken for it.
func TestMet(t *testing.T) {
	var m met
	const n = firstFilter * (1 + filterGrowth) // fills two filters, as far as none is taken for another
	for i := range n {
		if !m.add(strconv.Itoa(i)) {
			t.Fatalf("no room after %d", i)
		}
	}
	for i := range n {
		if !m.may(strconv.Itoa(i)) {
			t.Fatalf("%d was met", i)
		}
	}
	mistaken := 0
	for i := range n {
		if m.may(strconv.Itoa(n + i)) {
			mistaken++
		}
	}
	if len(m.filters) != 2 || mistaken > n*3/100 {
		t.Errorf("%d filters; %d of %d that were not met are taken for met", len(m.filters), mistaken, n)
	}
}

func TestMetThatIsFull(t *testing.T) {
	var m met
	for len(m.filters) < mostFilters {
		m.size, m.left = 0, 0 // as if the last filter, a small one, had no room any longer
		m.add("甲" + strconv.Itoa(len(m.filters)))
	}
	m.left = 0
	if m.add("乙") || !m.add("甲0") {
		t.Error("a new text is taken by a full one, or a known one refused")
	}
}
