package match

// bits is a set of small numbers.
type bits []uint64

// bitsFor is an empty set of numbers below n.
func bitsFor(n int) bits { return make(bits, (n+63)/64) }

func (b bits) has(n int32) bool { return b[n/64]&(1<<(n%64)) != 0 }

// add adds a number; it says whether it was not there.
func (b bits) add(n int32) bool {
	was := b.has(n)
	b[n/64] |= 1 << (n % 64)
	return !was
}
