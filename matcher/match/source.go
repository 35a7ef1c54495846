package match

import (
	"context"

	"liantu/graph"
)

// source is where one list finds the firms that stand at its link: the record,
// or the roster that is held of it. Both give the same.
type source interface {
	// makers are the producers at a link on more than weak evidence, and those
	// that a planner rejected, by id.
	makers(ctx context.Context, link string) ([]card, error)
	// weak are the producers of which only their class or a family word speaks:
	// the first by id, and how many there are.
	weak(ctx context.Context, link string, first int) (list []leftOut, n int, err error)
	// others are firms in another role at a link that were not given before, as
	// makers or in another role: those among the first lookedAt by id, and how
	// many there are in all.
	others(ctx context.Context, link string, role graph.Role) (list []leftOut, n int, err error)
	// adjacent finds, among firms, makers of one of the next links that break no
	// rule; each with the first such link.
	adjacent(ctx context.Context, ids []string, next map[string]bool, rule constraints) (map[string]neighbour, error)
	// projects notes on the cards whose firms plan, or build, at a link.
	projects(ctx context.Context, link string, cards []card) error
	// sites gives each card the units of its firm and the firms of its group
	// that are in being, by id, units first.
	sites(ctx context.Context, cards []card) error
	// dealers are those of the cards' firms that have supply relations.
	dealers(ctx context.Context, cards []card) ([]string, error)
	// holders are firms that offer technology for a link's product, and do not
	// make it themselves or are institutes: those among the first lookedAt that
	// offer services, by id.
	holders(ctx context.Context, link string) ([]*facts, error)
}

// lookedAt bounds how many firms are looked at in a role other than producer.
const lookedAt = 500

// neighbour is a maker of a link next to the one that is asked for.
type neighbour struct {
	*facts
	link string
}
