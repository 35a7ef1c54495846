// Package importers takes spreadsheets into the record: it finds the table
// and its header, reads and normalises the rows, says what is wrong with them
// in words a clerk understands, and lets each row speak about its firm.
package importers

import (
	"io/fs"
	"time"

	"liantu/graph"
	"liantu/importers/field"
)

// Importer imports files. It is made once and may be used by many at a time.
type Importer struct {
	aliases *Aliases
	places  *field.Places
	money   *field.Money
	regions map[string]graph.Region
	clock   func() time.Time
	batch   int // rows taken in one transaction; 0: as many as the store says
	bearers *bearers
}

// New makes an importer from the alias table of a data folder (AliasFile) and
// the divisions. clock tells the time of import and what is future.
func New(mappings fs.FS, regions []graph.Region, clock func() time.Time) (*Importer, error) {
	aliases, err := ReadAliases(mappings)
	if err != nil {
		return nil, err
	}
	i := &Importer{aliases: aliases, places: field.NewPlaces(regions, aliases.formerPlaces), money: field.NewMoney(),
		regions: make(map[string]graph.Region, len(regions)), clock: clock, bearers: &bearers{}}
	for _, r := range regions {
		i.regions[r.Code] = r
	}
	return i, nil
}

// regionName is a division's full name, for messages.
func (i *Importer) regionName(code string) string {
	name := ""
	for code != "" && len(name) < 100 {
		r, ok := i.regions[code]
		if !ok {
			break
		}
		name = r.Name + name
		code = r.Parent
	}
	return name
}
