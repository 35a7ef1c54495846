package match

import (
	"math"
	"slices"
	"strings"
	"unique"

	"liantu/graph"
)

// measure is a value in [0,1] that may be unknown.
type measure struct {
	v     float64
	known bool
}

func known(v float64) measure { return measure{v, true} }

// facts are what values of a score are worked out from, of one firm: little
// enough to be held of every maker, while its rows stay in the record.
type facts struct {
	// What is asked of every maker of a link stands together: of a wide link
	// most of the time goes into fetching it.
	inBeing          bool
	trades           bool  // its name is a trader's
	institute        bool  // its name is that of a holder of technology
	pressed          bool  // a column says that it must move
	keyed            bool  // the name of its parent is the key of that name
	units            bool  // it may have plants or branches: false only where it is known to have none
	number           int32 // in the roster
	region           string
	kind             graph.FirmKind
	group            string
	brand            string
	founded          int64
	wan              float64 // capital in 万元, 0 unknown
	capital, revenue measure
	quality, against measure

	form           unique.Handle[string] // its type as registered (企业类型); there are few
	parent         string                // name of the firm that a plant or branch belongs to
	id, code, name string
	nameKey        string
}

// factsOf takes from a firm what scores are worked out from.
func (m *Matcher) factsOf(b *brander, f *graph.Firm) *facts {
	w := m.weights
	x := &facts{id: f.ID, code: f.Code(), name: f.Name(), region: f.Region, nameKey: f.NameKey, parent: f.ParentName,
		group: f.Text(graph.FieldGroup), form: unique.Make(f.Text(graph.FieldType)), brand: b.of(f.Name()), kind: f.Kind, founded: f.FoundedYear, inBeing: f.InBeing}
	x.keyed, x.units = x.parent == "" || graph.NameKey(x.parent) == x.parent, true
	x.wan, x.capital = w.Scale.share(f.Text(graph.FieldCapital), w.Scale.Low, w.Scale.High)
	_, x.revenue = w.Scale.share(f.Text(graph.FieldRevenue), w.Scale.RevenueLow, w.Scale.RevenueHigh)
	x.quality, _ = qualityOf(f, w.Quality)
	x.against, _ = marked(f, w.Against)
	x.trades = containsAny(f.Name(), w.Fit.TraderNames)
	x.institute = containsAny(f.Name(), w.Technology.Names)
	x.pressed, _ = pressedBy(f, w.Pressure)
	return x
}

// pack puts the texts into one: a roster holds millions, and each of its own
// would be followed again and again when memory is cleared of what is not used.
func (f *facts) pack() {
	for _, kind := range []graph.FirmKind{graph.Company, graph.Plant, graph.Branch, graph.Individual, graph.Cooperative} {
		if f.kind == kind {
			f.kind = kind // the constant, not the text that was read
		}
	}
	texts := []*string{&f.code, &f.name, &f.parent, &f.group, &f.brand}
	if f.nameKey == f.name {
		f.nameKey = ""
	} else {
		texts = append(texts, &f.nameKey)
	}
	var all strings.Builder
	for _, text := range texts {
		all.WriteString(*text)
	}
	rest := all.String()
	for _, text := range texts {
		*text, rest = rest[:len(*text)], rest[len(*text):]
	}
	if f.nameKey == "" {
		f.nameKey = f.name
	}
}

// parentKey is the key of the parent's name.
func (f *facts) parentKey() string {
	if f.keyed {
		return f.parent
	}
	return graph.NameKey(f.parent)
}

func (f *facts) ref() FirmRef {
	return FirmRef{ID: f.id, Code: f.code, Name: f.name, Region: f.region}
}

// share is an amount in 万元 and where it stands between low and high, by logarithm.
func (rules *scaleRules) share(text string, low, high float64) (wan float64, share measure) {
	amount, currency, ok := money(text)
	rate := rules.Currency[currency]
	if !ok || rate == 0 {
		return 0, measure{}
	}
	wan = amount * rate / 1e4
	return wan, known(between(math.Log(wan/low) / math.Log(high/low)))
}

// standing is what values are worked out from, of a firm's presence at a link.
type standing struct {
	strength      int      // as graph.Strength.Rank says
	focus         float64  // 0 where it is unknown
	licences      []string // of every clause that tells of a licence the last day that it names, "" none
	named, beside bool     // its name or products say so; all that says so is a by-product, or for its own use
	counts        bool
	rejected      bool
}

func (m *Matcher) standingOf(p *graph.Presence) standing {
	x := standing{strength: p.Strength.Rank(), focus: focusOf(p), counts: p.Counts, rejected: p.Verdict == graph.Rejected, beside: len(p.Evidence) > 0}
	for i := range p.Evidence {
		e := &p.Evidence[i]
		x.named = x.named || e.Contradiction == "" && (e.In == graph.InName || e.In == graph.InProducts)
		x.beside = x.beside && (slices.Contains(e.Notes, "byproduct") || slices.Contains(e.Notes, "captive"))
		if slices.ContainsFunc(e.Notes, tellsOfLicence) {
			x.licences = append(x.licences, lastDay(m.expiry, e))
		}
	}
	return x
}

func focusOf(p *graph.Presence) float64 {
	if p.Focus == nil {
		return 0
	}
	return *p.Focus
}

func tellsOfLicence(note string) bool {
	return strings.HasPrefix(note, "licence") || strings.HasPrefix(note, "quantity") || strings.HasPrefix(note, "dated")
}

// card is a firm on its way to a list, as far as its score goes.
type card struct {
	*facts
	stand    *standing
	role     graph.Role // in which it stands at the link
	adjacent string     // link it makes instead, "" where it makes the link's product itself
	plants   []*facts   // units of it that make the link's product
	sites    []*facts   // units of it and firms of its group, whatever they do
	builds   bool       // it plans, or builds, more of it
	tied     bool       // something binds it to a firm at home
}
