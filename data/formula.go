package data

import (
	"fmt"
	"strconv"
	"strings"
)

// composition counts atoms, or grams of each element per gram of a product.
type composition map[string]float64

// parseFormula reads a chemical formula: brackets, hydrates (CaSO4·2H2O) and
// the repeating unit of a polymer ((C2F4)n, whose n changes no mass share).
// An n that stands for a varying share (Na2O·nSiO2) leaves the composition
// open: nil without an error.
func parseFormula(text string) (composition, error) {
	whole := composition{}
	for _, part := range strings.Split(strings.ReplaceAll(text, "・", "·"), "·") {
		times, digits := 1.0, leading(part)
		if digits != "" {
			times, _ = strconv.ParseFloat(digits, 64)
		}
		body := strings.TrimSpace(part[len(digits):])
		if strings.HasPrefix(body, "n") {
			return nil, nil
		}
		if strings.HasSuffix(body, ")n") {
			if strings.Contains(text, "·") {
				return nil, nil
			}
			body = strings.TrimSuffix(body, "n")
		}
		p := formulaParser{text: body}
		atoms, err := p.group(0)
		if err != nil {
			return nil, fmt.Errorf("化学式 %s：%w", text, err)
		}
		for e, n := range atoms {
			whole[e] += times * n
		}
	}
	return whole, nil
}

func leading(s string) string {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || s[n] == '.') {
		n++
	}
	return s[:n]
}

type formulaParser struct {
	text string
	at   int
}

// group reads atoms up to the bracket that closes it, or the end at depth 0.
func (p *formulaParser) group(depth int) (composition, error) {
	atoms := composition{}
	for p.at < len(p.text) {
		c := p.text[p.at]
		var inner composition
		switch {
		case c == '(' || c == '[':
			p.at++
			var err error
			if inner, err = p.group(depth + 1); err != nil {
				return nil, err
			}
		case c == ')' || c == ']':
			if depth == 0 {
				return nil, fmt.Errorf("多出的括号")
			}
			p.at++
			return atoms, nil
		default:
			symbol := p.symbol()
			if symbol == "" {
				return nil, fmt.Errorf("第 %d 个字符 %q 不是元素", p.at+1, p.text[p.at:])
			}
			inner = composition{symbol: 1}
		}
		times := 1.0
		if digits := leading(p.text[p.at:]); digits != "" {
			p.at += len(digits)
			times, _ = strconv.ParseFloat(digits, 64)
		}
		for e, n := range inner {
			atoms[e] += times * n
		}
	}
	if depth > 0 {
		return nil, fmt.Errorf("括号没有合上")
	}
	if len(atoms) == 0 {
		return nil, fmt.Errorf("没有元素")
	}
	return atoms, nil
}

// symbol takes the longest element symbol that stands next.
func (p *formulaParser) symbol() string {
	for n := min(2, len(p.text)-p.at); n > 0; n-- {
		if s := p.text[p.at : p.at+n]; atomicMass(s) > 0 {
			p.at += n
			return s
		}
	}
	return ""
}

// shares turns atoms into grams of each element per gram.
func (c composition) shares() composition {
	mass := 0.0
	for e, n := range c {
		mass += n * atomicMass(e)
	}
	of := composition{}
	for e, n := range c {
		of[e] = n * atomicMass(e) / mass
	}
	return of
}

// atomicMass is the abridged standard atomic weight of an element (IUPAC
// 2021), of those that the chains' products hold; 0 for any other text.
func atomicMass(symbol string) float64 {
	return map[string]float64{
		"H": 1.008, "He": 4.0026, "Li": 6.94, "Be": 9.0122, "B": 10.81, "C": 12.011, "N": 14.007, "O": 15.999, "F": 18.998, "Ne": 20.180,
		"Na": 22.990, "Mg": 24.305, "Al": 26.982, "Si": 28.085, "P": 30.974, "S": 32.06, "Cl": 35.45, "Ar": 39.95, "K": 39.098, "Ca": 40.078,
		"Ti": 47.867, "V": 50.942, "Cr": 51.996, "Mn": 54.938, "Fe": 55.845, "Co": 58.933, "Ni": 58.693, "Cu": 63.546, "Zn": 65.38, "Ga": 69.723,
		"Ge": 72.630, "As": 74.922, "Se": 78.971, "Br": 79.904, "Sr": 87.62, "Zr": 91.224, "Nb": 92.906, "Mo": 95.95, "Pd": 106.42, "Ag": 107.87,
		"Sn": 118.71, "Sb": 121.76, "I": 126.90, "Ba": 137.33, "La": 138.91, "Ce": 140.12, "Nd": 144.24, "W": 183.84, "Pt": 195.08, "Au": 196.97,
		"Hg": 200.59, "Pb": 207.2,
	}[symbol]
}
