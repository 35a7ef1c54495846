package graph

import "encoding/json"

// Listing is a target list as it stood when somebody saved it under a name,
// with its receipts and what it was computed from. It never changes.
type Listing struct {
	ID      string // made of link and name by ListingID
	Name    string
	Gap     string // id of the gap, "" where the list was asked for by link
	Link    string
	Record  int64  // version of the record
	Rules   string // version of the rules
	Weights string // version of the weights
	At      string // RFC 3339
	Options json.RawMessage
	Firms   json.RawMessage // the ranked firms with their receipts, as they were shown
}

// ListingID is the key of a saved list: a name is used once per link.
func ListingID(link, name string) string { return link + "|" + name }

// Listings is typed access to saved lists.
func Listings() Noun[Listing] {
	bs := []binding[Listing]{
		text("name", func(l *Listing) *string { return &l.Name }),
		text("gap", func(l *Listing) *string { return &l.Gap }),
		text("link", func(l *Listing) *string { return &l.Link }),
		integer("record", func(l *Listing) *int64 { return &l.Record }),
		text("rules", func(l *Listing) *string { return &l.Rules }),
		text("weights", func(l *Listing) *string { return &l.Weights }),
		text("at", func(l *Listing) *string { return &l.At }),
		document("options", func(l *Listing) any { return &l.Options }),
		document("firms", func(l *Listing) any { return &l.Firms }),
	}
	return Noun[Listing]{
		label:    declareLabel("Listing", "id", bs, []Index{{"link", "at"}}, false),
		key:      func(l *Listing) *string { return &l.ID },
		bindings: bs,
	}
}

func listingLabel() Label { return Listings().label }
