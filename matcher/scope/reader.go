package scope

// reader holds the memory of one reading at work.
type reader struct {
	rules   *Rules
	reading *Reading
	runes   []rune

	mates  []int32 // of each opening bracket the place of its end
	stack  []int32
	tokens []token
	text   int32 // start of the running text, -1: none

	elems    []elem
	brackets []bracket
	section  section
	lastStop int // where the last clause begins
}

// elem is a noun phrase or a verb of the clause at work.
type elem struct {
	verb       bool
	start, end int32
	sep        tokenKind // what parts it from the one before; tokText: nothing
	kinds      Kinds     // of a verb: its own; of a noun: of what governs it
	verbs      [2]int32  // of a noun: where what governs it stands
	group      int32     // those governed together
	phrase     int32     // of a noun: its phrase, -1: none
	behind     int32     // end of the brackets behind it, 0: none
	excluded   bool
	fixed      bool // keeps what governs it
	gone       bool // part of the noun before it
	shut       bool // a bracket stands behind it
}

// bracket is a bracket met in the clause at work.
type bracket struct {
	host   int32 // element before it, -1: none
	lo, hi int   // its tokens
	span   Span  // its contents
}

// section is what holds from a label to the next.
type section struct {
	elsewhere bool
	first     int // its first phrase
}

// frame is what a range of tokens is read in.
type frame struct {
	host   int  // phrase that the bracket qualifies, -1: none
	clause Span // of the text around the bracket
	carry  Kinds
	depth  int
	end    int // behind the bracket
}

const maxDepth = 6

func (p *reader) openSection() {
	p.section = section{first: len(p.reading.Phrases)}
}

// parse reads the tokens [lo, hi) clause by clause.
func (p *reader) parse(lo, hi int, f frame) {
	base, held := len(p.elems), len(p.brackets)
	sep := tokStop
	begin := lo
	for t := lo; t < hi; t++ {
		switch tok := p.tokens[t]; tok.kind {
		case tokText, tokVerb:
			p.push(tok, sep, base)
			sep = tokText
		case tokOpen:
			end := p.bracketEnd(t, hi)
			p.hang(t, end, base)
			t = end
			if n := len(p.elems); n > base && p.elems[n-1].verb && sep == tokText {
				sep = tokSpace // 乙炔生产（…）止
			}
		case tokStop, tokLabel:
			f.carry = p.clause(base, held, p.clauseSpan(begin, t), f)
			sep, begin = tokStop, t+1
			if f.depth == 0 {
				p.lastStop = int(tok.end)
				if tok.kind == tokLabel || p.runes[tok.start] == '。' {
					p.openSection()
				}
			}
		case tokClose:
		case tokExcludeBefore:
			t = p.exclude(t, hi)
		case tokExcludeAfter:
			if n := len(p.elems); n > base {
				p.elems[n-1].excluded = true
			}
		case tokElsewhere, tokPlanned:
			p.markTail(t, hi, base)
		default:
			if tok.kind > sep || sep == tokStop {
				sep = tok.kind
			}
		}
	}
	p.clause(base, held, p.clauseSpan(begin, hi), f)
}

// push takes a noun or a verb into the clause at work. Nouns that nothing
// parts, a bracket apart, are one.
func (p *reader) push(tok token, sep tokenKind, base int) {
	if n := len(p.elems); tok.kind == tokText && n > base && sep == tokText {
		if last := &p.elems[n-1]; !last.verb {
			last.end, last.behind = tok.end, 0
			return
		}
	}
	p.elems = append(p.elems, elem{verb: tok.kind == tokVerb, start: tok.start, end: tok.end, sep: sep, kinds: tok.kinds, phrase: -1})
	if tok.kind == tokText {
		p.elems[len(p.elems)-1].kinds = 0
	}
}

// bracketEnd gives the token that closes the bracket at token t: its mate, or
// where it lacks one or runs over a label, the next stop or label.
func (p *reader) bracketEnd(t, hi int) int {
	mate := p.mates[p.tokens[t].start]
	for k := t + 1; k < hi; k++ {
		switch tok := p.tokens[k]; {
		case mate > 0 && tok.start >= mate:
			return k
		case tok.kind == tokLabel, mate == 0 && tok.kind == tokStop:
			return k - 1
		}
	}
	return hi - 1
}

// hang notes a bracket for the element before it.
func (p *reader) hang(open, end, base int) {
	b := bracket{host: -1, lo: open + 1, hi: end + 1}
	b.span = Span{int(p.tokens[open].end), int(p.tokens[end].end)}
	if p.tokens[end].kind == tokClose && p.mates[p.tokens[open].start] == p.tokens[end].start {
		b.hi = end
		b.span.End = int(p.tokens[end].start)
	}
	if n := len(p.elems); n > base {
		b.host = int32(n - 1)
		p.elems[n-1].behind = p.tokens[end].end
	}
	p.brackets = append(p.brackets, b)
}

// exclude skips what stands behind 不含, up to the end of its item.
func (p *reader) exclude(t, hi int) int {
	for k := t + 1; k < hi; k++ {
		switch p.tokens[k].kind {
		case tokText, tokVerb, tokJoin, tokExcludeAfter, tokSpace:
			continue
		}
		return k - 1
	}
	return hi - 1
}

// markTail takes 限分支机构经营 or 筹建期 outside brackets: behind 以下 or before
// a colon it speaks of what follows, else of what stands before it.
func (p *reader) markTail(t, hi, base int) {
	tok := p.tokens[t]
	forward := t+1 < hi && p.tokens[t+1].kind == tokColon
	if n := len(p.elems); n > base {
		last := Span{int(p.elems[n-1].start), int(p.elems[n-1].end)}
		if holds(p.runes, last, p.rules.forward) {
			forward = true
			p.elems[n-1].excluded = true
		}
	} else {
		forward = true
	}
	switch {
	case forward && tok.kind == tokElsewhere:
		p.section.elsewhere = true
	case !forward:
		p.brackets = append(p.brackets, bracket{host: int32(len(p.elems) - 1), span: Span{int(tok.start), int(tok.end)}})
	}
}

// clauseSpan gives the words of a clause, its brackets included.
func (p *reader) clauseSpan(from, to int) Span {
	if from >= to {
		return Span{}
	}
	return p.reading.Text.trim(Span{int(p.tokens[from].start), int(p.tokens[to-1].end)})
}
