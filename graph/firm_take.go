package graph

import (
	"encoding/json"
	"slices"
	"unicode/utf8"
)

// Take lets a row speak about the firm. A value gives way only to a source
// with a later as-of time; between two rows of one file with one as-of time,
// the fuller value stands (longer, then first in code-point order), so that
// the order of rows does not matter. The value that gives way, or does not
// come to stand, is kept in Earlier. Take says whether anything that stands
// has changed.
func (f *Firm) Take(s *Statement) bool {
	f.foreseen = nil
	at := len(f.Sources)
	f.Sources = append(f.Sources, s.Source)
	changed := false
	for _, v := range s.Values {
		held := &f.Held[v.Field]
		switch {
		case v.Text == "":
			continue
		case v.Text == held.Text:
			if s.Source.AsOf > f.Sources[held.Source].AsOf {
				held.Source = at // said again later: it gives way only to what is later still
			}
		case held.Text == "":
			*held = Held{v.Text, at}
			changed = true
		case f.givesWay(*held, s.Source, v.Text):
			f.keepEarlier(v.Field, *held)
			*held = Held{v.Text, at}
			f.dropEarlier(v.Field, v.Text)
			changed = true
		default:
			f.keepEarlier(v.Field, Held{v.Text, at})
		}
	}
	f.Settle()
	return changed
}

func (f *Firm) givesWay(held Held, source Source, text string) bool {
	old := f.Sources[held.Source]
	if old.AsOf != source.AsOf {
		return source.AsOf > old.AsOf
	}
	if old.Import != source.Import {
		return false
	}
	a, b := utf8.RuneCountInString(text), utf8.RuneCountInString(held.Text)
	return a > b || a == b && text < held.Text
}

func (f *Firm) keepEarlier(field FirmField, held Held) {
	e := Superseded{field.String(), held.Text, held.Source}
	same := func(o Superseded) bool { return o.Field == e.Field && o.Text == e.Text }
	if !slices.ContainsFunc(f.Earlier, same) {
		f.Earlier = append(f.Earlier, e)
	}
}

// dropEarlier forgets that a value once gave way: it stands again.
func (f *Firm) dropEarlier(field FirmField, text string) {
	f.Earlier = slices.DeleteFunc(f.Earlier, func(e Superseded) bool { return e.Field == field.String() && e.Text == text })
}

// Absorb lets everything that another firm's rows said speak about this one:
// the two were found to be one firm.
func (f *Firm) Absorb(other *Firm) {
	for i, source := range other.Sources {
		s := Statement{Source: source}
		for field, held := range other.Held {
			if held.Text != "" && held.Source == i {
				s.Values = append(s.Values, Value{FirmField(field), held.Text})
			}
		}
		for _, e := range other.Earlier {
			if field, ok := FirmFieldNamed(e.Field); ok && e.Source == i {
				s.Values = append(s.Values, Value{field, e.Text})
			}
		}
		f.Take(&s)
	}
}

// FormerNames are the names the firm bore before, from its rows and from its
// column of former names, now and earlier.
func (f *Firm) FormerNames() []string {
	var names []string
	add := func(name string) {
		if name != "" && NameKey(name) != f.NameKey && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, e := range f.Earlier {
		if e.Field == FieldName.String() || e.Field == FieldFormerNames.String() {
			for _, name := range SplitList(e.Text) {
				add(name)
			}
		}
	}
	for _, name := range SplitList(f.Text(FieldFormerNames)) {
		add(name)
	}
	return names
}

// origins is the JSON form of which source each field came from; fields of
// the first source are left out.
type origins Firm

// MarshalJSON writes {"field": source}.
func (o *origins) MarshalJSON() ([]byte, error) {
	by := map[string]int{}
	for field, held := range o.Held {
		if held.Source > 0 && held.Text != "" {
			by[FirmField(field).String()] = held.Source
		}
	}
	return json.Marshal(by)
}

// UnmarshalJSON reads {"field": source}.
func (o *origins) UnmarshalJSON(b []byte) error {
	var by map[string]int
	if err := json.Unmarshal(b, &by); err != nil {
		return err
	}
	for name, source := range by {
		if field, ok := FirmFieldNamed(name); ok {
			o.Held[field].Source = source
		}
	}
	return nil
}
