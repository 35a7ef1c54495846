package data

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// statedResult is a calculation that a working writes down: "98.06/90.12 = 1.088".
type statedResult struct {
	text   string
	value  float64
	stated *float64 // what stands behind the equals sign, nil where nothing does
}

// A calculation begins where no letter, digit or sign runs into it, so that
// the figures of a formula (C4H6O2) are none.
func calculations() *regexp.Regexp {
	return regexp.MustCompile(`[(\d][\d.()+*/ -]*[\d)]`)
}

// results evaluates every calculation of a working.
func results(working string) []statedResult {
	text := strings.NewReplacer("×", "*", "÷", "/", "−", "-", "（", "(", "）", ")", " x ", " * ").Replace(working)
	text = regexp.MustCompile(`\s*t/t，/\s*([\d.]+)\s*kg/Nm3`).ReplaceAllString(text, "*1000/$1 ")
	var found []statedResult
	for _, at := range calculations().FindAllStringIndex(text, -1) {
		piece := strings.TrimSpace(text[at[0]:at[1]])
		before, _ := lastRune(text[:at[0]])
		if !strings.ContainsAny(piece, "+*/-") || before == '-' || before == '.' || isLetter(before) {
			continue
		}
		value, err := evaluate(piece)
		if err != nil {
			continue
		}
		r := statedResult{text: piece, value: value}
		rest := strings.TrimSpace(text[at[1]:])
		if strings.HasPrefix(rest, "=") {
			if digits := leading(strings.TrimSpace(rest[1:])); digits != "" {
				if v, err := strconv.ParseFloat(strings.TrimSuffix(digits, "."), 64); err == nil {
					r.stated = &v
				}
			}
		}
		found = append(found, r)
	}
	return found
}

func lastRune(s string) (r rune, ok bool) {
	for _, c := range s {
		r, ok = c, true
	}
	return r, ok
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// evaluate works out + - * / and brackets.
func evaluate(text string) (float64, error) {
	p := sum{text: strings.ReplaceAll(text, " ", "")}
	v, err := p.terms()
	if err == nil && p.at < len(p.text) {
		err = fmt.Errorf("%q", p.text[p.at:])
	}
	return v, err
}

type sum struct {
	text string
	at   int
}

func (p *sum) next(signs string) byte {
	if p.at < len(p.text) && strings.IndexByte(signs, p.text[p.at]) >= 0 {
		p.at++
		return p.text[p.at-1]
	}
	return 0
}

func (p *sum) terms() (float64, error) {
	v, err := p.factors()
	for err == nil {
		sign := p.next("+-")
		if sign == 0 {
			break
		}
		var w float64
		if w, err = p.factors(); sign == '+' {
			v += w
		} else {
			v -= w
		}
	}
	return v, err
}

func (p *sum) factors() (float64, error) {
	v, err := p.value()
	for err == nil {
		sign := p.next("*/")
		if sign == 0 {
			break
		}
		var w float64
		if w, err = p.value(); sign == '*' {
			v *= w
		} else {
			v /= w
		}
	}
	return v, err
}

func (p *sum) value() (float64, error) {
	if p.next("(") != 0 {
		v, err := p.terms()
		if err == nil && p.next(")") == 0 {
			err = fmt.Errorf("括号没有合上")
		}
		return v, err
	}
	digits := leading(p.text[p.at:])
	p.at += len(digits)
	return strconv.ParseFloat(digits, 64)
}
