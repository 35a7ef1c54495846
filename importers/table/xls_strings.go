package table

import "unicode/utf16"

// shortString reads a string with a one-byte count, longString one with two bytes.
func shortString(b []byte) (string, bool) {
	if len(b) < 2 {
		return "", false
	}
	return characters(b[2:], int(b[0]), b[1]&1 != 0), true
}

func longString(parts [][]byte) string {
	p := sstReader{parts: parts}
	n, flags := int(p.u16()), p.u8()
	return p.text(n, flags&1 != 0)
}

func characters(b []byte, n int, wide bool) string {
	p := sstReader{parts: [][]byte{b}}
	return p.text(n, wide)
}

// readSST reads the table of shared strings over all its parts.
func readSST(parts [][]byte) []string {
	p := sstReader{parts: parts}
	p.u32() // uses
	count := p.u32()
	var out []string
	for range count {
		if p.done() || len(out) > maxLegacyStrings {
			break
		}
		out = append(out, p.richString())
	}
	return out
}

// sstReader reads across the borders of CONTINUE records. Inside characters a
// new part begins with a flag byte of its own.
type sstReader struct {
	parts [][]byte
}

func (p *sstReader) done() bool {
	for len(p.parts) > 0 && len(p.parts[0]) == 0 {
		p.parts = p.parts[1:]
	}
	return len(p.parts) == 0
}

func (p *sstReader) u8() byte {
	if p.done() {
		return 0
	}
	c := p.parts[0][0]
	p.parts[0] = p.parts[0][1:]
	return c
}

func (p *sstReader) u16() uint16 { return uint16(p.u8()) | uint16(p.u8())<<8 }
func (p *sstReader) u32() uint32 { return uint32(p.u16()) | uint32(p.u16())<<16 }

func (p *sstReader) skip(n int) {
	for n > 0 && !p.done() {
		step := min(n, len(p.parts[0]))
		p.parts[0] = p.parts[0][step:]
		n -= step
	}
}

func (p *sstReader) richString() string {
	n, flags := int(p.u16()), p.u8()
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = int(p.u16())
	}
	if flags&4 != 0 {
		extra = int(p.u32())
	}
	text := p.text(n, flags&1 != 0)
	p.skip(4 * runs)
	p.skip(extra)
	return text
}

func (p *sstReader) text(n int, wide bool) string {
	units := make([]uint16, 0, n)
	for len(units) < n {
		if len(p.parts) == 0 {
			break
		}
		if len(p.parts[0]) == 0 {
			p.parts = p.parts[1:]
			if len(p.parts) == 0 {
				break
			}
			wide = p.u8()&1 != 0
			continue
		}
		if wide {
			units = append(units, p.u16())
		} else {
			units = append(units, uint16(p.u8()))
		}
	}
	return string(utf16.Decode(units))
}
