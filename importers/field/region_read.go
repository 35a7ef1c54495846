package field

import (
	"encoding/csv"
	"io"

	"liantu/graph"
)

// ReadRegions reads divisions from CSV with the columns code, name, parent
// (data/regions/divisions.csv). Invalid with the line of a bad row.
func ReadRegions(r io.Reader) ([]graph.Region, error) {
	in := csv.NewReader(r)
	in.FieldsPerRecord = 3
	head, err := in.Read()
	if err != nil || head[0] != "code" || head[1] != "name" || head[2] != "parent" {
		return nil, graph.Wrap(graph.Invalid, err, "行政区划表的表头应为 code,name,parent")
	}
	var regions []graph.Region
	for {
		row, err := in.Read()
		if err == io.EOF {
			return regions, nil
		}
		if err != nil {
			return nil, graph.Wrap(graph.Invalid, err, "行政区划表读取有误")
		}
		if len(row[0]) != 6 || !digits(row[0]) || row[1] == "" {
			line, _ := in.FieldPos(0)
			return nil, graph.Errorf(graph.Invalid, "行政区划表第 %d 行：代码须为六位数字，名称不能为空", line)
		}
		regions = append(regions, graph.Region{Code: row[0], Name: row[1], Parent: row[2]})
	}
}
