package presence

import (
	"slices"
	"strings"

	"liantu/graph"
)

// kind tells firms of their own from units, individuals and cooperatives.
func (p *pass) kind(f *graph.Firm) graph.FirmKind {
	n := p.reader.names
	code := f.Code()
	starts := func(prefixes []string) bool {
		return slices.ContainsFunc(prefixes, func(s string) bool { return code != "" && strings.HasPrefix(code, s) })
	}
	switch {
	case starts(n.individualCodes) || slices.Contains(n.individualTypes, f.Text(graph.FieldType)):
		return graph.Individual
	case p.members:
		return graph.Cooperative
	case p.name.parent == "":
		return graph.Company
	case p.name.office:
		return graph.Branch
	case p.name.plant || p.reading.AnyMake || p.makes():
		return graph.Plant
	}
	return graph.Branch
}

// cooperative says that a firm is one of its members.
func (p *pass) cooperative(f *graph.Firm) bool {
	n := p.reader.names
	code := f.Code()
	switch {
	case code != "" && slices.ContainsFunc(n.cooperativeCodes, func(s string) bool { return strings.HasPrefix(code, s) }):
		return true
	case slices.Contains(n.cooperativeTypes, f.Text(graph.FieldType)):
		return true
	}
	return code == "" && p.name.parent == "" && slices.ContainsFunc(n.cooperativeForm, func(s string) bool { return strings.HasSuffix(p.name.whole, s) })
}

// makes says that the scope shows the unit making something of a chain.
func (p *pass) makes() bool {
	return slices.ContainsFunc(p.findings, func(x finding) bool {
		return x.role == graph.Producer && x.evidence.In == graph.InScope && x.evidence.Strength.Rank() >= graph.Medium.Rank()
	})
}
