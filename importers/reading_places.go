package importers

import (
	"fmt"

	"liantu/graph"
	"liantu/importers/field"
	"liantu/importers/table"
)

// maxAreaCache bounds how many different area cells are remembered.
const maxAreaCache = 4096

// area reads an area cell; lists repeat the same few thousands of times.
func (r *rowReader) area(text, within string) string {
	q := areaQuery{text, within}
	code, ok := r.areas[q]
	if !ok {
		code = r.imp.places.Area(text, within)
		if len(r.areas) < maxAreaCache {
			r.areas[q] = code
		}
	}
	return code
}

// readPlaces reads province, city, county and address. The address wins over
// the area columns; where the two contradict each other the row says so.
func (r *rowReader) readPlaces(o *reading, row *table.Row, others []string) []string {
	var codes [3]string // province, city, county
	within := ""
	for at, c := range r.areaCols {
		if c == nil {
			continue
		}
		raw, ok := r.usable(o, row, c)
		if !ok || field.NamesNothing(raw) {
			continue
		}
		codes[at] = r.area(raw, within)
		if codes[at] == "" && within != "" {
			codes[at] = r.area(raw, "")
		}
		switch {
		case codes[at] == "":
			r.warn(o, codeUnknownRegion, c.header, raw, fmt.Sprintf("“%s”不在行政区划表里，或重名而无法确定是哪一个，该项按未知处理", shown(raw)))
			others = append(others, c.header+": "+item(raw))
		case within != "" && apart(codes[at], within):
			r.warn(o, codeRegionConflict, c.header, raw, fmt.Sprintf("“%s”不在同一行写的上级地区之内，请核对", shown(raw)))
		}
		if codes[at] != "" {
			within = codes[at]
		}
	}
	area := codes[2]
	if area == "" {
		area = codes[1]
	}
	o.set(graph.FieldPlaceProvince, codes[0])
	o.set(graph.FieldPlaceArea, area)
	r.readAddressPlace(o, row, area, codes[0])
	o.region = placeOf(&o.statement)
	return others
}

// readAddressPlace reads the place from the address that the row has taken already.
func (r *rowReader) readAddressPlace(o *reading, row *table.Row, area, province string) {
	address := o.statement.Text(graph.FieldAddress)
	if address == "" {
		return
	}
	place := r.imp.places.Address(address, area, province)
	if place == "" {
		return
	}
	said := area
	if said == "" {
		said = province
	}
	if said != "" && apart(place, said) {
		c := r.columnOf(role(graph.FieldAddress))
		r.warn(o, codeRegionConflict, c.header, address,
			fmt.Sprintf("地址写的是%s，地区列写的是%s，两者矛盾，已以地址为准，请核对", r.imp.regionName(place), r.imp.regionName(said)))
	}
	if said != "" && said != place && graph.InRegion(said, place) {
		return // the area column is finer and agrees
	}
	o.set(graph.FieldPlaceAddress, place)
}

func (r *rowReader) columnOf(ro role) *column {
	for at := range r.plain {
		if r.plain[at].role == ro {
			return &r.plain[at]
		}
	}
	return r.name
}

// apart says that neither region lies in the other.
func apart(a, b string) bool { return !graph.InRegion(a, b) && !graph.InRegion(b, a) }

// placeOf is where a row says the firm is, by the order in which places count.
func placeOf(s *graph.Statement) string {
	for _, f := range []graph.FirmField{graph.FieldPlaceAddress, graph.FieldPlaceArea, graph.FieldPlaceProvince, graph.FieldPlaceCode} {
		if code := s.Text(f); code != "" {
			return code
		}
	}
	return ""
}
