package scope

func isSpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r'
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func isOpen(r rune) bool {
	switch r {
	case '(', '[', '{', '【', '〔', '〖', '『':
		return true
	}
	return false
}

func isClose(r rune) bool {
	switch r {
	case ')', ']', '}', '】', '〕', '〗', '』':
		return true
	}
	return false
}

// punctuation takes the mark at i; it gives i where there is none.
func (p *reader) punctuation(i int) int {
	r := p.runes[i]
	if r > 0x7f && r != '※' && (r < 0x3000 || r > 0x30ff) { // no mark of ours stands there
		return i
	}
	switch r {
	case ';', '。':
		return p.emit(tokStop, i, i+1)
	case '、':
		if p.between(i) && p.locant(i) {
			return i
		}
		return p.emit(tokList, i, i+1)
	case ',':
		if p.between(i) {
			return i
		}
		return p.emit(tokComma, i, i+1)
	case '.':
		return p.point(i)
	case ':':
		return p.emit(tokColon, i, i+1)
	case '/':
		if i > 0 && i+1 < len(p.runes) && p.runes[i-1] > 0x7f && p.runes[i+1] > 0x7f {
			if _, unit := p.rules.per.Longest(p.runes, i+1); unit == 0 {
				return p.emit(tokList, i, i+1)
			}
		}
		return i
	case ' ', '\t', '\n', '\r', '*', '#', '〓', '※', '+', '=', '|':
		if r == '+' && i > 0 && isDigit(p.runes[i-1]) {
			return i
		}
		return p.emit(tokSpace, i, i+1)
	}
	switch {
	case isOpen(r):
		return p.emit(tokOpen, i, i+1)
	case isClose(r):
		return p.emit(tokClose, i, i+1)
	}
	return i
}

// point takes a full stop of Latin type: within a number or a Latin word a
// letter, else a comma.
func (p *reader) point(i int) int {
	if p.between(i) || i > 0 && i+1 < len(p.runes) && isLatin(p.runes[i-1]) && isLatin(p.runes[i+1]) {
		return i
	}
	return p.emit(tokComma, i, i+1)
}

// between says that the mark at i stands within a number (1,4-丁二醇) or
// between the locants of a name (N,N-二甲基甲酰胺).
func (p *reader) between(i int) bool {
	if i == 0 || i+1 >= len(p.runes) {
		return false
	}
	a, b := p.runes[i-1], p.runes[i+1]
	if isDigit(a) && isDigit(b) {
		return true
	}
	single := isLatin(a) && (i < 2 || !isLatin(p.runes[i-2]))
	return single && isLatin(b) && i+2 < len(p.runes) && (p.runes[i+2] == '-' || p.runes[i+2] == ',')
}

// locant says that the number behind the mark at i goes on as in 1、4-丁二醇.
func (p *reader) locant(i int) bool {
	j := i + 1
	for j < len(p.runes) && isDigit(p.runes[j]) {
		j++
	}
	return j < len(p.runes) && j <= i+2 && (p.runes[j] == '-' || p.runes[j] == '丁')
}

// match pairs the brackets: mates of an opening bracket is the position of
// its closing one, 0 where there is none.
func (p *reader) match() {
	n := len(p.runes)
	if cap(p.mates) < n {
		p.mates = make([]int32, n+n/2)
	}
	p.mates = p.mates[:n]
	stack := p.stack[:0]
	for i, r := range p.runes {
		switch {
		case isOpen(r):
			p.mates[i] = 0
			stack = append(stack, int32(i))
		case isClose(r) && len(stack) > 0:
			top := len(stack) - 1
			for k := top; k >= 0 && k > top-4; k-- { // an inner one may lack its end
				if sameBrackets(p.runes[stack[k]], r) {
					top = k
					break
				}
			}
			p.mates[stack[top]] = int32(i)
			stack = stack[:top]
		}
	}
	p.stack = stack[:0]
}

func sameBrackets(open, end rune) bool {
	switch open {
	case '(':
		return end == ')'
	case '[':
		return end == ']'
	case '{':
		return end == '}'
	case '【':
		return end == '】'
	}
	return open+1 == end
}
