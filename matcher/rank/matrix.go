package rank

import (
	"math"
	"slices"
)

// sparse is a vector with few entries, each id once.
type sparse struct {
	ids    []uint32
	values []float32
}

func (s *sparse) add(id uint32, value float32) {
	s.ids = append(s.ids, id)
	s.values = append(s.values, value)
}

// matrix holds one sparse row for each document, over columns that are words.
type matrix struct {
	starts []int // row i is at starts[i]:starts[i+1]
	sparse
	lengths []float32 // sum of each row as it was counted
}

func newMatrix() *matrix { return &matrix{starts: []int{0}} }

// append adds the next row.
func (m *matrix) append(row *counter) {
	var length float32
	row.each(func(id uint32, n float32) {
		m.add(id, n)
		length += n
	})
	m.starts = append(m.starts, len(m.ids))
	m.lengths = append(m.lengths, length)
}

func (m *matrix) rows() int { return len(m.lengths) }

func (m *matrix) row(i int) sparse {
	from, to := m.starts[i], m.starts[i+1]
	return sparse{m.ids[from:to], m.values[from:to]}
}

// rarity is the inverse document frequency of every word below width, as BM25
// has it.
func (m *matrix) rarity(width int) []float32 {
	found := make([]int, width)
	for _, id := range m.ids {
		found[id]++
	}
	rarity := make([]float32, width)
	n := float64(m.rows())
	for id, df := range found {
		rarity[id] = float32(math.Log(1 + (n-float64(df)+0.5)/(float64(df)+0.5)))
	}
	return rarity
}

// weigh turns counts into BM25 weights.
func (m *matrix) weigh(saturation, length float64, rarity []float32) {
	var sum float64
	for _, l := range m.lengths {
		sum += float64(l)
	}
	average := max(sum/float64(max(m.rows(), 1)), 1e-9)
	for i := range m.rows() {
		row := m.row(i)
		norm := float32(saturation * (1 - length + length*float64(m.lengths[i])/average))
		for j, id := range row.ids {
			tf := row.values[j]
			row.values[j] = tf * float32(saturation+1) / (tf + norm) * rarity[id]
		}
	}
}

// columns is a matrix turned round: for each word the documents that have it.
type columns struct {
	starts []int
	sparse
}

func (m *matrix) columns(width int) *columns {
	c := &columns{starts: make([]int, width+1)}
	for _, id := range m.ids {
		c.starts[id+1]++
	}
	for id := range width {
		c.starts[id+1] += c.starts[id]
	}
	c.ids, c.values = make([]uint32, len(m.ids)), make([]float32, len(m.ids))
	next := slices.Clone(c.starts)
	for i := range m.rows() {
		row := m.row(i)
		for j, id := range row.ids {
			at := next[id]
			next[id]++
			c.ids[at], c.values[at] = uint32(i), row.values[j]
		}
	}
	return c
}

// score adds to every document its product with a query, times factor. Words
// that no document has are passed over.
func (c *columns) score(query sparse, factor float64, into []float32) {
	for j, id := range query.ids {
		if int(id)+1 >= len(c.starts) {
			continue
		}
		weight := query.values[j] * float32(factor)
		for at := c.starts[id]; at < c.starts[id+1]; at++ {
			into[c.ids[at]] += weight * c.values[at]
		}
	}
}

// counter sums values by id and remembers the order in which ids came, so
// that the same text gives the same row.
type counter struct {
	at  map[uint32]int
	sum sparse
}

func newCounter() *counter { return &counter{at: map[uint32]int{}} }

func (c *counter) add(id uint32, value float32) {
	if i, ok := c.at[id]; ok {
		c.sum.values[i] += value
		return
	}
	c.at[id] = len(c.sum.ids)
	c.sum.add(id, value)
}

func (c *counter) each(visit func(id uint32, value float32)) {
	for i, id := range c.sum.ids {
		visit(id, c.sum.values[i])
	}
}

func (c *counter) reset() {
	clear(c.at)
	c.sum.ids, c.sum.values = c.sum.ids[:0], c.sum.values[:0]
}

// heaviest keeps the n entries of greatest value, of equal ones the smallest
// ids, scaled to a sum of 1.
func (c *counter) heaviest(n int) sparse {
	order := make([]int, len(c.sum.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if d := c.sum.values[b] - c.sum.values[a]; d != 0 {
			return sign(d)
		}
		return int(c.sum.ids[a]) - int(c.sum.ids[b])
	})
	order = order[:min(n, len(order))]
	var sum float32
	for _, i := range order {
		sum += c.sum.values[i]
	}
	var s sparse
	for _, i := range order {
		if sum > 0 {
			s.add(c.sum.ids[i], c.sum.values[i]/sum)
		}
	}
	return s
}

func sign(d float32) int {
	if d < 0 {
		return -1
	}
	return 1
}
