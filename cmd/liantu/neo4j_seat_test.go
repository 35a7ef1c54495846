package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"liantu/graph"
	"liantu/graph/neostore/neotest"
	"liantu/internal/shared"
)

// seat is the program with a folder, a record and a clock of its own. The
// clock stands still, so that two seats that do the same write the same.
type seat struct {
	t     *testing.T
	data  string
	store string // "" for the embedded record
	// password is what the server is asked with.
	password string
	patience time.Duration
}

func newSeat(t *testing.T, store string) seat {
	return seat{t: t, data: filepath.Join(t.TempDir(), "data"), store: store, password: neotest.Password, patience: serverBack}
}

func (s seat) app(out, errs io.Writer) *app {
	return &app{config: config{data: s.data, store: s.store, neo4j: credentials{user: neotest.User, password: s.password}},
		in: strings.NewReader(""), out: out, err: errs, now: func() time.Time { return time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC) }, patience: s.patience}
}

// run executes one command line.
func (s seat) run(args ...string) (out, errs string, code int) {
	var o bytes.Buffer
	var e sharedBuffer
	code = run(context.Background(), args, s.app(&o, &e))
	return o.String(), e.String(), code
}

func (s seat) must(args ...string) string {
	s.t.Helper()
	out, errs, code := s.run(args...)
	if code != done {
		s.t.Fatalf("liantu %s on %q: status %d\n%s%s", strings.Join(args, " "), s.store, code, out, errs)
	}
	return out
}

// digests are those of all that the record holds but for what names the
// record itself: the gaps and statuses that were worked out from it.
func (s seat) digests() map[string]graph.Digest {
	s.t.Helper()
	a := s.app(io.Discard, io.Discard)
	store, err := a.openAt(s.t.Context(), a.config.address(), reading, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	defer store.Close()
	all := map[string]graph.Digest{}
	err = store.View(s.t.Context(), func(r graph.Reader) error {
		list, err := graph.Digests(s.t.Context(), r, graph.Declared())
		for _, d := range list {
			if d.What != "Gap" && d.What != "Status" {
				all[d.What] = d
			}
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// sharedBuffer is a buffer that several goroutines may use.
type sharedBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *sharedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *sharedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}

// serving is `liantu serve` of a seat.
type serving struct {
	t     *testing.T
	url   string
	errs  *sharedBuffer
	ended chan int
	stop  context.CancelFunc
}

// serve starts serving and waits for the address, or the end, that it prints.
func (s seat) serve() *serving {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	v := &serving{t: s.t, errs: &sharedBuffer{}, ended: make(chan int, 1), stop: cancel}
	go func() {
		v.ended <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, s.app(write, v.errs))
		write.Close()
	}()
	line := make([]byte, 200)
	n, err := read.Read(line)
	if err == nil {
		v.url = strings.TrimSpace(string(line[:n]))
	}
	s.t.Cleanup(cancel)
	return v
}

// get asks for an address; body is what was answered.
func (v *serving) get(path string) (status int, kind, body string) {
	v.t.Helper()
	res, err := http.Get(v.url + path)
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Type"), string(b)
}

// becomes waits until an address answers with a status.
func (v *serving) becomes(path string, want int, within time.Duration) {
	v.t.Helper()
	start := time.Now()
	for {
		status, _, body := v.get(path)
		if status == want {
			v.t.Logf("%s is %d after %v", path, want, time.Since(start).Round(100*time.Millisecond))
			return
		}
		if time.Since(start) > within {
			v.t.Fatalf("%s is still %d after %v: %s\n%s", path, status, within, body, v.errs)
		}
		time.Sleep(200 * time.Millisecond)
	}
}

// problem wants a problem document with a status.
func (v *serving) problem(path string, want int) {
	v.t.Helper()
	status, kind, body := v.get(path)
	var document struct {
		Status        int
		Title, Detail string
	}
	if err := json.Unmarshal([]byte(body), &document); err != nil || status != want || document.Status != want || document.Title == "" || document.Detail == "" ||
		!strings.HasPrefix(kind, "application/problem+json") {
		v.t.Errorf("%s: %d %s %s", path, status, kind, body)
	}
}

// sampleRows writes n of the data rows of a real file, evenly spread, into a
// file of the same name; n 0 is all of them.
func sampleRows(t *testing.T, name string, n int) string {
	t.Helper()
	if n == 0 {
		return shared.File(t, "data/"+name)
	}
	rows := shared.Rows(t, "data/"+name)
	head, rows := rows[0], rows[1:]
	path := filepath.Join(t.TempDir(), name)
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zipped := gzip.NewWriter(file)
	out := csv.NewWriter(zipped)
	taken := [][]string{head}
	for i := range n {
		taken = append(taken, rows[i*len(rows)/n])
	}
	if err := out.WriteAll(taken); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
