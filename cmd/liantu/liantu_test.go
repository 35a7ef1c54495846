package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program is liantu with a folder of its own.
type program struct {
	t    *testing.T
	data string
}

func newProgram(t *testing.T) program { return program{t, filepath.Join(t.TempDir(), "data")} }

// run executes one command line and gives its output and exit status.
func (p program) run(args ...string) (out, errs string, code int) {
	p.t.Helper()
	var o, e bytes.Buffer
	a := &app{config: config{data: p.data}, in: strings.NewReader(""), out: &o, err: &e, now: time.Now}
	code = run(context.Background(), args, a)
	return o.String(), e.String(), code
}

// must runs a command that has to succeed.
func (p program) must(args ...string) string {
	p.t.Helper()
	out, errs, code := p.run(args...)
	if code != done {
		p.t.Fatalf("liantu %s: status %d\n%s%s", strings.Join(args, " "), code, out, errs)
	}
	return out
}

// json runs a command that has to succeed and decodes the one document it prints.
func (p program) json(into any, args ...string) {
	p.t.Helper()
	out := p.must(append([]string{"--json"}, args...)...)
	if err := json.Unmarshal([]byte(out), into); err != nil {
		p.t.Fatalf("liantu %s: %v\n%.500s", strings.Join(args, " "), err, out)
	}
}

const (
	sampleWorkbook = "../../data/samples/sample-firms.xlsx"
	// sampleCovers is what the sample is a complete list of, as in the Makefile.
	sampleCovers = "150300/coking,coal-carbon,coal-fine,chlor-alkali,degradable,fluorine-silicon,wine-farming"
)
