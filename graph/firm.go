package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// FirmKind tells firms of their own from parts of firms and from individuals.
type FirmKind string

// The kinds of firms.
const (
	Company     FirmKind = "company"
	Plant       FirmKind = "plant"       // a unit that makes something, of a parent (X公司Y厂, 分公司)
	Branch      FirmKind = "branch"      // a unit that sells or represents: nothing made, counts nowhere
	Individual  FirmKind = "individual"  // 个体工商户: credit code 92…
	Cooperative FirmKind = "cooperative" // 农民专业合作社: credit code 93…
)

// Firm states that keep it from counting anywhere.
const (
	Cancelled = "cancelled" // 注销
	Revoked   = "revoked"   // 吊销
)

// Held is the value that stands for a field and the source it came from.
type Held struct {
	Text   string
	Source int // index into Firm.Sources
}

// Superseded is a value that gave way; it stays visible.
type Superseded struct {
	Field  string `json:"field"`
	Text   string `json:"text"`
	Source int    `json:"source"`
}

// Firm is an enterprise. ID never changes; which rows are about which firm is
// told by identity (credit code, else name and region).
type Firm struct {
	ID      string
	Held    [FieldCount]Held
	Sources []Source
	Earlier []Superseded

	// Settled from what is held, see Settle.
	NameKey     string // NameKey of the name
	Region      string // GB/T 2260 code of its place; "" unknown
	RegionFrom  string // which field the place was taken from
	FoundedYear int64
	Capital     *float64 // in whole units of Currency
	Currency    string
	InBeing     bool // not cancelled and not revoked, as far as is known

	// Inferred with the presences.
	Kind       FirmKind
	ParentName string // of a plant or branch: the name its own name begins with

	foreseen *foreseen // see Record.Foresee
}

// Text is the value that stands for a field, "" where it is unknown.
func (f *Firm) Text(field FirmField) string { return f.Held[field].Text }

// Name is the firm's current name.
func (f *Firm) Name() string { return f.Held[FieldName].Text }

// Code is the firm's unified social credit code, "" where unknown.
func (f *Firm) Code() string { return f.Held[FieldCode].Text }

// Scope is the firm's business scope, "" where unknown.
func (f *Firm) Scope() string { return f.Held[FieldScope].Text }

// SourceOf is the row that the value of a field came from; ok is false where
// the field is unknown.
func (f *Firm) SourceOf(field FirmField) (Source, bool) {
	h := f.Held[field]
	if h.Text == "" || h.Source >= len(f.Sources) {
		return Source{}, false
	}
	return f.Sources[h.Source], true
}

// NameKey normalises a firm's name for comparison: NFKC, no white space or
// zero-width characters, brackets as ASCII, Latin letters in upper case.
// Traditional and simplified characters stay different.
func NameKey(name string) string {
	var b strings.Builder
	for _, r := range norm.NFKC.String(name) {
		switch {
		case r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\ufeff' || r == '\u2060':
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u3000' || r == '\u00a0':
		case r == '〔' || r == '【' || r == '[':
			b.WriteByte('(')
		case r == '〕' || r == '】' || r == ']':
			b.WriteByte(')')
		default:
			b.WriteString(strings.ToUpper(string(r)))
		}
	}
	return b.String()
}

// NewFirmID makes the id of a firm first met with this identity. It depends
// on the identity alone, so that the same rows make the same ids anywhere.
func NewFirmID(code, nameKey, region string) string {
	identity := "name|" + nameKey + "|" + region
	if code != "" {
		identity = "code|" + code
	}
	sum := sha256.Sum256([]byte(identity))
	return "f" + hex.EncodeToString(sum[:8])
}

// Settle works out the fields that follow from what is held.
func (f *Firm) Settle() {
	f.NameKey = NameKey(f.Name())
	f.Region, f.RegionFrom = "", ""
	for _, place := range []FirmField{FieldPlaceAddress, FieldPlaceArea, FieldPlaceProvince, FieldPlaceCode} {
		if code := f.Text(place); code != "" {
			f.Region, f.RegionFrom = code, place.String()
			break
		}
	}
	f.FoundedYear = 0
	if founded := f.Text(FieldFounded); len(founded) >= 4 {
		f.FoundedYear, _ = strconv.ParseInt(founded[:4], 10, 64)
	}
	f.Capital, f.Currency = nil, ""
	if amount, currency, ok := strings.Cut(f.Text(FieldCapital), " "); ok {
		if v, err := strconv.ParseFloat(amount, 64); err == nil {
			f.Capital, f.Currency = &v, currency
		}
	}
	state := f.Text(FieldState)
	f.InBeing = state != Cancelled && state != Revoked
}

// Firms is typed access to firms.
func Firms() Noun[Firm] {
	bs := []binding[Firm]{
		text("name_key", func(f *Firm) *string { return &f.NameKey }),
		text("region", func(f *Firm) *string { return &f.Region }),
		text("region_from", func(f *Firm) *string { return &f.RegionFrom }),
		year("founded_year", func(f *Firm) *int64 { return &f.FoundedYear }),
		number("capital_amount", func(f *Firm) **float64 { return &f.Capital }),
		text("currency", func(f *Firm) *string { return &f.Currency }),
		flag("in_being", func(f *Firm) *bool { return &f.InBeing }),
		text("kind", func(f *Firm) *string { return (*string)(&f.Kind) }),
		text("parent_name", func(f *Firm) *string { return &f.ParentName }),
		document("sources", func(f *Firm) any { return &f.Sources }),
		document("earlier", func(f *Firm) any { return &f.Earlier }),
		document("origins", func(f *Firm) any { return (*origins)(f) }),
	}
	for field := range FieldCount {
		bs = append(bs, text(field.String(), func(f *Firm) *string { return &f.Held[field].Text }))
	}
	return Noun[Firm]{
		label: declareLabel("Firm", "id", bs,
			[]Index{{"code"}, {"name_key"}, {"region", "founded_year"}, {"group"}, {"parent_name"}}, false),
		key:      func(f *Firm) *string { return &f.ID },
		bindings: bs,
	}
}

func firmLabel() Label { return Firms().label }
