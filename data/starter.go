package data

import (
	"encoding/csv"
	"io/fs"
	"strconv"

	"liantu/graph"
)

// StarterAsOf is the time that the starter firms' values are of: anything that
// an office imports is newer and stands over them.
const StarterAsOf = "2023-01-01T00:00:00Z"

// Indicators reads the starter indicators: published figures, each dated,
// with its source and whether it was verified.
func Indicators(fsys fs.FS) ([]graph.Indicator, error) {
	const name = "firms/indicators.csv"
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, graph.Wrap(graph.Invalid, err, "%s", name)
	}
	var all []graph.Indicator
	for n, row := range rows[1:] {
		value, err := strconv.ParseFloat(row[3], 64)
		if err != nil {
			return nil, graph.Errorf(graph.Invalid, "%s 第 %d 行：数值 %q 无法识别", name, n+2, row[3])
		}
		all = append(all, graph.Indicator{ID: graph.IndicatorID(row[0], row[1], row[2], row[5], row[6]), Subject: row[0], Link: row[1],
			Measure: row[2], Value: &value, Unit: row[4], Date: row[5], Source: row[6], Verified: row[7] == "true", Note: row[8]})
	}
	return all, nil
}
