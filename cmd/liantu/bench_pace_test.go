package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// paceRows is how many rows lie between two marks of a pace.
const paceRows = 100_000

// pace hears what an import says of its progress, and tells at once how its
// rate changes as the record grows.
type pace struct {
	tell io.Writer
	last time.Time
	row  int
}

func (p *pace) Write(line []byte) (int, error) {
	_, said, _ := strings.Cut(string(line), "已处理 ")
	var row int
	if n, _ := fmt.Sscanf(said, "%d 行", &row); n == 1 && row-p.row >= paceRows {
		now := time.Now()
		fmt.Fprintf(p.tell, "up to row %d: %.0f rows/s\n", row, float64(row-p.row)/now.Sub(p.last).Seconds())
		p.row, p.last = row, now
	}
	return len(line), nil
}
