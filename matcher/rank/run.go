package rank

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"liantu/graph"
)

// tag names this ranking in a run file.
const tag = "liantu"

// Run ranks the pool for every line {"id","kind","text"[,"reveal"]} of
// queries and writes TREC lines "qid Q0 firm rank score tag". A firm is named
// by its credit code, else by its name without white space; one firm stands
// once in a ranking. The code of its error is Invalid where a line does not
// hold.
func Run(r *Ranker, queries io.Reader, run io.Writer) error {
	lines := bufio.NewScanner(queries)
	lines.Buffer(nil, 1<<22)
	out := bufio.NewWriter(run)
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		var q struct {
			ID     string   `json:"id"`
			Text   string   `json:"text"`
			Reveal []string `json:"reveal"`
		}
		if err := json.Unmarshal(line, &q); err != nil {
			return graph.Wrap(graph.Invalid, err, "查询文件第 %d 行读不出", n)
		}
		if q.ID == "" || strings.ContainsAny(q.ID, " \t") {
			return graph.Errorf(graph.Invalid, "查询文件第 %d 行：id 为空或含空格", n)
		}
		if err := write(out, q.ID, r.Rank(Query{ID: q.ID, Text: q.Text, Reveal: q.Reveal})); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return graph.Wrap(graph.Invalid, err, "查询文件读不出")
	}
	return out.Flush()
}

func write(out io.Writer, id string, answer []Scored) error {
	rank := 0
	seen := map[string]bool{}
	for _, s := range answer {
		key := s.Firm.Code
		if key == "" {
			key = strings.Join(strings.Fields(s.Firm.Name), "")
		}
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		rank++
		if _, err := fmt.Fprintf(out, "%s Q0 %s %d %.6f %s\n", id, key, rank, s.Score, tag); err != nil {
			return err
		}
	}
	return nil
}
