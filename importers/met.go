package importers

import "github.com/bits-and-blooms/bloom/v3"

// The filters of a met: the first is for so many texts, each further one for
// some times as many, and there are at most so many, for 89 million texts. One
// in a hundred texts that was not met is taken for one that was.
const (
	firstFilter   = 1 << 18
	filterGrowth  = 4
	mostFilters   = 5
	falsePositive = 0.01
)

// met remembers which texts it was given, in about ten bits each; of some that
// it was not given it says that it may have been. The zero value was given none.
type met struct {
	filters []*bloom.BloomFilter
	size    uint // how many texts the last filter is for
	left    uint // how many of them it has room for yet
}

// add remembers a text; false says that there is no room for more.
func (m *met) add(text string) bool {
	if m.may(text) {
		return true
	}
	if m.left == 0 {
		if len(m.filters) == mostFilters {
			return false
		}
		m.size = max(firstFilter, filterGrowth*m.size)
		m.left = m.size
		m.filters = append(m.filters, bloom.NewWithEstimates(m.size, falsePositive))
	}
	m.filters[len(m.filters)-1].AddString(text)
	m.left--
	return true
}

// may says whether the text may have been given.
func (m *met) may(text string) bool {
	for _, f := range m.filters {
		if f.TestString(text) {
			return true
		}
	}
	return false
}
