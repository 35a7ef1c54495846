package graph

import (
	"context"
	"strings"
)

// Tally counts the firms that occupy a link in a role in a prefecture. It is
// written with the presences, so that links are counted without visiting them.
// Link "" counts all firms in being of the prefecture.
type Tally struct {
	ID     string // link|role|region
	Link   string
	Role   Role
	Region string // first four digits of the region's code; "" unknown
	N      int64  // presences that count
}

// Tallies is typed access to tallies.
func Tallies() Noun[Tally] {
	bs := []binding[Tally]{
		text("link", func(t *Tally) *string { return &t.Link }),
		text("role", func(t *Tally) *string { return (*string)(&t.Role) }),
		text("region", func(t *Tally) *string { return &t.Region }),
		integer("n", func(t *Tally) *int64 { return &t.N }),
	}
	return Noun[Tally]{
		label:    declareLabel("Tally", "id", bs, nil, true),
		key:      func(t *Tally) *string { return &t.ID },
		bindings: bs,
	}
}

func tallyLabel() Label { return Tallies().label }

// tallyDeltas gathers changes to tallies within one transaction.
type tallyDeltas map[string]int64

func (d tallyDeltas) add(link string, role Role, region string, n int64) {
	if len(region) > 4 {
		region = region[:4]
	}
	d[link+"|"+string(role)+"|"+region] += n
}

// apply adds the deltas to what the record holds.
func (d tallyDeltas) apply(ctx context.Context, w Writer) error {
	keys := make([]string, 0, len(d))
	for key, n := range d {
		if n != 0 {
			keys = append(keys, key)
		}
	}
	held, err := Tallies().Get(ctx, w, keys)
	if err != nil {
		return err
	}
	put := make([]Tally, 0, len(keys))
	for _, key := range keys {
		part := strings.SplitN(key, "|", 3)
		put = append(put, Tally{ID: key, Link: part[0], Role: Role(part[1]), Region: part[2], N: held[key].N + d[key]})
	}
	return Tallies().Put(ctx, w, put)
}
