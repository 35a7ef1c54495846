package presence

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"liantu/graph"
)

// IndustryFile is GB/T 4754-2017: code, name, level, parent.
const IndustryFile = "rules/gbt4754-2017.csv"

// industries tells the links of a class by its code and by its name.
type industries struct {
	byCode map[string][]int32
	byName map[string]string
}

func loadIndustry(fsys fs.FS, lex *lexicon) (industries, error) {
	x := industries{byCode: map[string][]int32{}, byName: map[string]string{}}
	for i, l := range lex.links {
		for _, code := range l.industry {
			x.byCode[code] = append(x.byCode[code], int32(i))
		}
	}
	file, err := fsys.Open(IndustryFile)
	if errors.Is(err, fs.ErrNotExist) {
		return x, nil
	}
	if err != nil {
		return x, fmt.Errorf("%s: %w", IndustryFile, err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return x, fmt.Errorf("%s: %w", IndustryFile, err)
	}
	for _, row := range rows {
		if len(row) >= 2 && len(row[0]) == 4 {
			x.byName[norm.NFKC.String(strings.TrimSpace(row[1]))] = row[0]
		}
	}
	return x, nil
}

// fromIndustry takes the firm's class as weak evidence.
func (p *pass) fromIndustry(f *graph.Firm) {
	x := &p.reader.industry
	field := graph.FieldIndustryCode
	code := strings.TrimLeft(strings.TrimSpace(f.Text(field)), "ABCDEFGHIJKLMNOPQRST")
	if code == "" {
		field = graph.FieldIndustry
		code = x.byName[norm.NFKC.String(strings.TrimSpace(f.Text(field)))]
	}
	links := slices.Clone(x.byCode[code])
	slices.Sort(links)
	for _, link := range slices.Compact(links) {
		p.add(finding{link: link, role: graph.Producer, phrase: -1, evidence: graph.Evidence{
			In: graph.InIndustry, Clause: f.Text(field), Strength: graph.Weak, Source: f.Held[field].Source}})
	}
}
