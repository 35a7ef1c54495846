package scope

import "slices"

// reach works out what governs each noun of a clause: a head verb up to the
// next one, verbs behind a list back to the last head verb.
type reach struct {
	elems []elem
	head  Kinds // of the open head verbs, 0: none
	verbs [2]int32
	from  int // first noun of the group at work
	fence int // behind the last service verbs that stood within a list
	group int32

	measure func(e *elem) bool          // says that an element is only a figure
	needs   func(e *elem) bool          // says that an element is what something needs (所需的种子)
	serving func(e *elem) bool          // says that what is done to an element is a service of its own (普通货物运输)
	stuff   func(noun, verb *elem) bool // says that the two tell what the next noun is of
	turns   func(e *elem) bool          // says that a verb between two nouns makes the one of the other
}

// invested gives the element behind 对…的投资 at the beginning of a clause, 0
// where there is none; what stands within is only invested in, whatever is
// done there (对公路建设、化工生产的投资).
func (r *reach) invested() int {
	last := 0
	for k := range r.elems {
		if r.elems[k].verb && r.elems[k].kinds.Has(Invest) {
			last = k
		}
	}
	if last == 0 {
		return 0
	}
	r.group++
	for k := range r.elems[:last] {
		r.elems[k].group = r.group
		if !r.elems[k].verb {
			r.elems[k].kinds, r.elems[k].verbs = Invest, r.spanOf(last, last+1)
		}
	}
	for last < len(r.elems) && r.elems[last].verb {
		r.elems[last].group = r.group
		last++
	}
	return last
}

// run is a row of verbs with nothing but list marks between them.
type run struct {
	lo, hi      int
	left, right bool // tied to the noun before, behind
}

func (r *reach) govern(from int) {
	r.from = from
	for i := from; i < len(r.elems); {
		if r.elems[i].fixed {
			i++
			continue
		}
		if !r.elems[i].verb {
			r.elems[i].kinds, r.elems[i].group = r.head, r.group
			if r.head != 0 {
				r.elems[i].verbs = r.verbs
			}
			if r.head.Has(Make) && r.from > 1 && r.needs(&r.elems[i]) {
				r.needed(i)
			}
			i++
			continue
		}
		u := r.runAt(i)
		r.take(u)
		i = u.hi
	}
}

// needed takes out a list that only tells what something is for
// (采购成员种植玉米、蔬菜所需的种子).
func (r *reach) needed(last int) {
	for k := r.from; k <= last; k++ {
		r.elems[k].excluded = true
	}
}

func (r *reach) runAt(lo int) run {
	u := run{lo: lo, hi: lo + 1}
	for u.hi < len(r.elems) && r.elems[u.hi].verb && !r.elems[u.hi].fixed {
		u.hi++
	}
	u.left = lo > 0 && r.elems[lo].sep == tokText
	if u.hi < len(r.elems) {
		sep := r.elems[u.hi].sep
		u.right = sep == tokText && !(u.left && r.measure(&r.elems[u.hi])) || sep == tokColon || sep == tokSpace && !u.left
	}
	return u
}

func (r *reach) kindsOf(lo, hi int) Kinds {
	var k Kinds
	for _, e := range r.elems[lo:hi] {
		k |= e.kinds
	}
	return k &^ TailOnly
}

func (r *reach) spanOf(lo, hi int) [2]int32 {
	return [2]int32{r.elems[lo].start, r.elems[hi-1].end}
}

// take decides whether verbs stand before their list, behind it, or both.
func (r *reach) take(u run) {
	behind := u.lo > 0
	switch {
	case u.left && u.right:
		r.between(u)
	case u.right && r.adjective(u):
		r.elems[u.lo].fix(r.elems[u.hi].group)
		r.elems[u.hi].start, r.elems[u.hi].sep = r.elems[u.lo].start, r.elems[u.lo].sep
	case u.right || !behind:
		r.open(u.lo, u.hi)
	case u.left || u.hi == len(r.elems):
		r.tail(u.lo, u.hi, u.left)
	case r.head != 0 || r.ungoverned(u.lo) == 0:
		r.open(u.lo, u.hi)
	default:
		r.tail(u.lo, u.hi, false)
	}
}

// adjective says that a making verb within a list that verbs stand behind is
// part of the noun it stands before (石灰、采矿碎屑的生产).
func (r *reach) adjective(u run) bool {
	v := &r.elems[u.lo]
	return u.lo > 0 && u.hi == u.lo+1 && v.kinds.Has(Make) && (v.sep == tokList || v.sep == tokJoin) &&
		r.elems[u.hi].sep == tokText && r.ownTail(u.hi) && (r.head == 0 || r.weak()) && r.ungoverned(u.lo) > 0
}

// ungoverned counts the nouns of the group at work before element hi.
func (r *reach) ungoverned(hi int) int {
	n := 0
	for _, e := range r.elems[r.from:hi] {
		if !e.verb {
			n++
		}
	}
	return n
}

// between takes verbs tied to nouns on both sides.
func (r *reach) between(u run) {
	if r.elems[u.hi].sep == tokColon { // 煤炭销售：原煤、精煤
		r.tail(u.lo, u.hi, true)
		r.open(u.lo, u.hi)
		return
	}
	if cut := r.cut(u); cut > 0 {
		r.tail(u.lo, cut, true)
		r.open(cut, u.hi)
		return
	}
	kinds := r.kindsOf(u.lo, u.hi)
	switch {
	case u.hi-u.lo == 1 && r.stuff(&r.elems[u.lo-1], &r.elems[u.lo]): // 铝制用具
		r.merge(u)
	case r.needs(&r.elems[u.hi]): // 玻璃厂制造玻璃所需原材料
		r.merge(u)
	case r.ownTail(u.hi) && kinds.Has(Turn) && u.hi-u.lo == 1: // 甲醇制燃料项目的投资
		r.elems[u.lo-1].kinds, r.elems[u.lo-1].fixed = Use, true
		r.next(u.lo, u.hi)
		r.head, r.from = 0, u.hi
	case r.head.Has(Use) && kinds.Has(Make): // 利用粉煤灰加工销售砖
		r.turn(u, kinds)
	case r.ownTail(u.hi):
		r.tail(u.lo, u.hi, true)
	case kinds.Has(Trade):
		r.tail(u.lo, u.hi, true)
		r.open(u.lo, u.hi)
	case kinds.Has(Make) && r.head != 0 && !r.weak() && !r.head.Has(Use): // 销售：木制家具、焦炭
		r.merge(u)
	case kinds.Has(Make) && !slices.ContainsFunc(r.elems[u.lo:u.hi], func(e elem) bool { return r.turns(&e) }): // 天然气开采辅助活动
		r.tail(u.lo, u.hi, true)
		r.open(u.lo, u.hi)
	case kinds.Has(Make):
		r.turn(u, kinds)
	default:
		r.open(u.lo, u.hi)
	}
}

// merge makes one noun of two with the verbs between them.
func (r *reach) merge(u run) {
	left, right := &r.elems[u.lo-1], &r.elems[u.hi]
	left.end, left.behind = right.end, right.behind
	for k := u.lo; k <= u.hi; k++ {
		r.elems[k].fix(left.group)
	}
	right.gone = true
}

// turn takes A制B: A is used up, B made. Where other verbs follow in the clause
// they govern the rest of it.
func (r *reach) turn(u run, kinds Kinds) {
	r.elems[u.lo-1].kinds = Use
	later := slices.ContainsFunc(r.elems[u.hi:], func(e elem) bool { return e.verb })
	if !later || r.head.Has(Use) {
		r.open(u.lo, u.hi)
		return
	}
	r.next(u.lo, u.hi)
	made := &r.elems[u.hi]
	made.kinds, made.verbs = kinds, r.spanOf(u.lo, u.hi)
	made.fix(r.group)
	r.group++
	r.from = u.hi + 1
}

// fix lets an element keep what governs it.
func (e *elem) fix(group int32) {
	e.fixed, e.group = true, group
}

// cut finds the list mark within a run at which its verbs part; 0: none.
func (r *reach) cut(u run) int {
	best := 0
	for k := u.lo + 1; k < u.hi; k++ {
		if sep := r.elems[k].sep; sep >= tokSpace && (best == 0 || sep >= r.elems[best].sep) {
			best = k
		}
	}
	return best
}

// ownTail says that the noun at i has verbs tied behind it.
func (r *reach) ownTail(i int) bool {
	return i+1 < len(r.elems) && r.elems[i+1].verb && !r.elems[i+1].fixed && r.elems[i+1].sep == tokText
}
