package scope

import "slices"

// open lets verbs govern what follows.
func (r *reach) open(lo, hi int) {
	r.head = r.kindsOf(lo, hi)
	r.verbs = r.spanOf(lo, hi)
	r.from = hi
	r.next(lo, hi)
}

func (r *reach) next(lo, hi int) {
	r.group++
	for k := lo; k < hi; k++ {
		r.elems[k].group = r.group
	}
}

// weak says that the open head says less than verbs behind the list.
func (r *reach) weak() bool {
	return r.head&(Make|Trade|Supply|Plan|Invest|Use|ForOthers|ByOthers|Build) == 0
}

// tail lets verbs govern what stands before them.
func (r *reach) tail(lo, hi int, tied bool) {
	kinds, verbs := r.kindsOf(lo, hi), r.spanOf(lo, hi)
	if kinds.Has(Treat) { // 利用 behind its noun treats it
		kinds &^= Use
	}
	switch {
	case kinds == Neutral && r.head != 0: // 经营煤炭业务
		r.label(lo, hi)
		return
	case r.head == 0 || r.weak():
		r.closing(lo, hi, tied, kinds, verbs)
	case tied:
		r.assign(r.segment(lo), lo, kinds, verbs, false)
	case kinds.Has(Make) && !r.head.Has(Make): // 批发：甲、乙，铸造
	default:
		r.assign(r.from, lo, kinds, verbs, true)
		r.head = 0
		r.from = hi
	}
	r.label(lo, hi)
	r.group++
}

// closing lets verbs govern a list that nothing else does. Verbs that only
// serve, within a list that goes on, govern their own noun: the rest waits
// for the verbs behind it (铁精粉、纸箱包装、服装的销售).
func (r *reach) closing(lo, hi int, tied bool, kinds Kinds, verbs [2]int32) {
	serves := r.head == 0 && kinds&(Make|Trade|Supply|Plan|Invest|Deal|Use|ForOthers|ByOthers|Build) == 0
	tight := tied && r.elems[lo-1].end == r.elems[lo].start
	from := r.from
	switch {
	case serves && tight && (r.goesOn(hi) || r.elems[lo-1].sep == tokList && r.serving(&r.elems[lo-1])):
		r.assign(lo-1, lo, kinds, verbs, false)
		r.elems[lo-1].fixed = true
		r.fence = hi
		return
	case serves && tight:
		from = r.commaBefore(lo)
	case kinds != Trade && r.ownGroup(lo, tied):
		from = lo - 1
	case kinds.Has(Make):
		from = max(from, r.fence)
	}
	r.assign(from, lo, kinds, verbs, false)
	r.head = 0
	r.from = hi
}

// goesOn says that the list goes on behind element hi, and verbs behind it.
func (r *reach) goesOn(hi int) bool {
	if hi >= len(r.elems) || r.elems[hi].sep != tokList && r.elems[hi].sep != tokJoin {
		return false
	}
	return slices.ContainsFunc(r.elems[hi:], func(e elem) bool { return e.verb })
}

// commaBefore gives the first noun behind the last comma before lo.
func (r *reach) commaBefore(lo int) int {
	for k := lo - 1; k > r.from; k-- {
		if r.elems[k].sep >= tokComma {
			return k
		}
	}
	return r.from
}

// ownGroup says that verbs tied to one noun behind a comma do not reach over
// it into a list with marks of its own (焦炭、煤炭，木材加工).
func (r *reach) ownGroup(lo int, tied bool) bool {
	if !tied || lo < 3 || lo-2 < r.from || r.elems[lo-1].end != r.elems[lo].start {
		return false
	}
	return r.elems[lo-1].sep == tokComma && r.elems[lo-2].sep == tokList && !r.elems[lo-2].verb && !r.elems[lo-3].verb
}

// label puts verbs into the group of the noun before them.
func (r *reach) label(lo, hi int) {
	group := r.group
	if lo > 0 {
		group = r.elems[lo-1].group
	}
	for k := lo; k < hi; k++ {
		r.elems[k].group = group
	}
}

// assign governs the nouns of [lo, hi): beside or instead of what did.
func (r *reach) assign(lo, hi int, kinds Kinds, verbs [2]int32, beside bool) {
	r.group++
	for k := lo; k < hi; k++ {
		e := &r.elems[k]
		if e.verb || e.fixed || e.kinds == Use && k < hi-1 && r.elems[k+1].verb {
			continue
		}
		if beside {
			e.kinds |= kinds
		} else {
			e.kinds, e.verbs = kinds, verbs
		}
		e.group = r.group
	}
}

// segment gives the first noun that verbs tied to the noun before lo govern
// under an open head: back to the last comma, where commas part lists there.
func (r *reach) segment(lo int) int {
	for k := lo - 1; k >= r.from; k-- {
		if r.elems[k].sep == tokComma && !r.elems[k].verb {
			return k
		}
		if r.elems[k].verb {
			return min(k+1, lo-1)
		}
	}
	return lo - 1
}
