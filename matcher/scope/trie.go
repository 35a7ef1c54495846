package scope

import "slices"

// Trie finds the words of a list in text, rune by rune. It is built once and
// read by many at the same time. Runes beyond the basic plane never match.
type Trie struct {
	first []int32 // node below the root by first rune; 0: none
	// begins has a bit for each of them: most runes begin no word, which a set
	// that stays in the processor's cache says sooner.
	begins []uint64
	nodes  []trieNode
	edges  []trieEdge
}

type trieNode struct {
	from, to int32 // its edges
	value    int32 // of the word that ends here, -1: none
}

type trieEdge struct {
	r    rune
	node int32
}

// Match is a word found: its value and the position after its last rune.
type Match struct {
	Value int32
	End   int
}

// NewTrie builds a trie of words with their values. Of a word given twice
// the later value stands.
func NewTrie(words map[string]int32) *Trie {
	t := &Trie{first: make([]int32, 1<<16), begins: make([]uint64, 1<<10), nodes: make([]trieNode, 1, 2*len(words)+1)}
	keys := make([][]rune, 0, len(words))
	for w := range words {
		if rs := []rune(w); len(rs) > 0 && rs[0] < 1<<16 {
			keys = append(keys, rs)
		}
	}
	slices.SortFunc(keys, slices.Compare[[]rune])
	for lo := 0; lo < len(keys); {
		hi := lo + 1
		for hi < len(keys) && keys[hi][0] == keys[lo][0] {
			hi++
		}
		r := keys[lo][0]
		t.first[r] = t.grow(keys[lo:hi], 1, words)
		t.begins[r/64] |= 1 << (r % 64)
		lo = hi
	}
	return t
}

// grow adds the node that keys, sorted and alike in their first depth runes, share.
func (t *Trie) grow(keys [][]rune, depth int, words map[string]int32) int32 {
	at := int32(len(t.nodes))
	t.nodes = append(t.nodes, trieNode{value: -1})
	if len(keys[0]) == depth {
		t.nodes[at].value = words[string(keys[0])]
		keys = keys[1:]
	}
	var own []trieEdge
	for lo := 0; lo < len(keys); {
		hi := lo + 1
		for hi < len(keys) && keys[hi][depth] == keys[lo][depth] {
			hi++
		}
		own = append(own, trieEdge{keys[lo][depth], t.grow(keys[lo:hi], depth+1, words)})
		lo = hi
	}
	t.nodes[at].from = int32(len(t.edges))
	t.edges = append(t.edges, own...)
	t.nodes[at].to = int32(len(t.edges))
	return at
}

func (t *Trie) start(r rune) int32 {
	if r < 0 || r >= 1<<16 || t.begins[r/64]&(1<<(r%64)) == 0 {
		return 0
	}
	return t.first[r]
}

func (t *Trie) step(node int32, r rune) int32 {
	n := &t.nodes[node]
	edges := t.edges[n.from:n.to]
	for len(edges) > 6 {
		mid := len(edges) / 2
		if edges[mid].r <= r {
			edges = edges[mid:]
		} else {
			edges = edges[:mid]
		}
	}
	for _, e := range edges {
		if e.r == r {
			return e.node
		}
	}
	return 0
}

// Longest gives the value of the longest word that begins at text[i], and the
// position after it; end is 0 where no word begins.
func (t *Trie) Longest(text []rune, i int) (value int32, end int) {
	if i >= len(text) {
		return 0, 0
	}
	node := t.start(text[i])
	for i++; node != 0; i++ {
		if v := t.nodes[node].value; v >= 0 {
			value, end = v, i
		}
		if i >= len(text) {
			break
		}
		node = t.step(node, text[i])
	}
	return value, end
}

// All appends every word that begins at text[i], shorter before longer.
func (t *Trie) All(text []rune, i int, to []Match) []Match {
	if i >= len(text) {
		return to
	}
	node := t.start(text[i])
	for i++; node != 0; i++ {
		if v := t.nodes[node].value; v >= 0 {
			to = append(to, Match{v, i})
		}
		if i >= len(text) {
			break
		}
		node = t.step(node, text[i])
	}
	return to
}
