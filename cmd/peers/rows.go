package main

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"liantu/data"
	"liantu/graph"
	"liantu/matcher/text"
)

// row is what is indexed of a firm.
type row struct{ id, name, scope string }

// prepared says what all engines are given.
type prepared struct {
	rows     int
	bytes    int64   // of the texts
	analysed float64 // rows/s of the project's analysis alone, one thread
}

// The files that the engines' processes read: texts as they are, and as the
// terms of the project's analysis parted by blanks.
func (j job) texts() string   { return filepath.Join(j.work, "rows.csv") }
func (j job) grams() string   { return filepath.Join(j.work, "grams.csv") }
func (j job) queries() string { return filepath.Join(j.work, "queries.csv") }

// prepare writes the rows and queries of a comparison.
func (j job) prepare(ctx context.Context, progress io.Writer) (prepared, error) {
	analyzer, err := text.New(data.Starter())
	if err != nil {
		return prepared{}, err
	}
	rows, err := realRows(filepath.Join(j.shared, "data"), j.rows)
	if err == nil && len(rows) < j.rows {
		rows, err = j.madeRows(ctx, progress)
	}
	if err != nil {
		return prepared{}, err
	}
	p := prepared{rows: len(rows)}
	grams := make([]row, len(rows))
	start := time.Now()
	for i, r := range rows {
		grams[i] = row{r.id, strings.Join(gramsOf(analyzer, r.name), " "), strings.Join(gramsOf(analyzer, r.scope), " ")}
		p.bytes += int64(len(r.name) + len(r.scope))
	}
	p.analysed = float64(len(rows)) / time.Since(start).Seconds()
	products, err := products(analyzer)
	if err != nil {
		return p, err
	}
	var asked []row
	for _, q := range products {
		asked = append(asked, row{q.name, strings.Join(q.grams, " "), ""})
	}
	return p, errors.Join(writeRows(j.texts(), rows), writeRows(j.grams(), grams), writeRows(j.queries(), asked))
}

func gramsOf(analyzer *text.Analyzer, s string) []string {
	var grams []string
	for _, clause := range analyzer.Clauses(s) {
		text.Bigrams(clause, func(gram string) { grams = append(grams, gram) })
	}
	return grams
}

// realRows reads the registry rows of a folder, each firm once; at most n
// where n is not 0.
func realRows(folder string, n int) ([]row, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.csv.gz"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	seen := map[string]bool{}
	var rows []row
	for _, file := range files {
		if rows, err = appendRows(rows, seen, file, n); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s 里没有登记行 / no registry rows there", folder)
	}
	return rows, nil
}

// appendRows reads one file; a file without the registry's columns has none.
func appendRows(rows []row, seen map[string]bool, file string, n int) ([]row, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<20))
	if err != nil {
		return nil, err
	}
	lines := csv.NewReader(z)
	lines.ReuseRecord = true
	head, err := lines.Read()
	if err != nil {
		return nil, err
	}
	name, code, scope := slices.Index(head, "企业名称"), slices.Index(head, "统一社会信用代码"), slices.Index(head, "经营范围")
	if name < 0 || code < 0 || scope < 0 {
		return rows, nil
	}
	for n == 0 || len(rows) < n {
		line, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		id := graph.NewFirmID(line[code], graph.NameKey(line[name]), "")
		if !seen[id] {
			seen[id] = true
			rows = append(rows, row{id, strings.Clone(line[name]), strings.Clone(line[scope])})
		}
	}
	return rows, nil
}

// madeRows makes j.rows rows out of the real ones, or takes those that an
// earlier run has made.
func (j job) madeRows(ctx context.Context, progress io.Writer) ([]row, error) {
	file := filepath.Join(j.work, fmt.Sprintf("firms-%d.csv.gz", j.rows))
	if _, err := os.Stat(file); err != nil {
		fmt.Fprintf(progress, "生成 %d 行 / making rows …\n", j.rows)
		part := filepath.Join(j.work, "part.csv.gz")
		maker := exec.CommandContext(ctx, "python3", filepath.Join(j.shared, "bench", "make_firms.py"), strconv.Itoa(j.rows), part)
		maker.Stdout, maker.Stderr = progress, progress
		if err := maker.Run(); err != nil {
			return nil, fmt.Errorf("生成不了行 / cannot make rows: %w", err)
		}
		if err := os.Rename(part, file); err != nil {
			return nil, err
		}
	}
	return appendRows(nil, map[string]bool{}, file, j.rows)
}

func writeRows(file string, rows []row) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	for _, r := range rows {
		if err := w.Write([]string{r.id, r.name, r.scope}); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	w.Flush()
	return errors.Join(w.Error(), f.Close())
}

// readRows reads what writeRows wrote.
func readRows(file string) ([]row, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines := csv.NewReader(bufio.NewReaderSize(f, 1<<20))
	lines.ReuseRecord = true
	var rows []row
	for {
		line, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{strings.Clone(line[0]), strings.Clone(line[1]), strings.Clone(line[2])})
	}
}
