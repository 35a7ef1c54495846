package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// served is a running server over a store with the sample workbook.
type served struct {
	t    *testing.T
	url  string
	stop func() int
}

func serveSample(t *testing.T) served {
	t.Helper()
	p := newProgram(t)
	p.must("init")
	p.must("import", "--complete", sampleCovers, sampleWorkbook)
	return p.serve()
}

// serve runs `liantu serve` on a free port until the test ends.
func (p program) serve() served {
	p.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	read, write := io.Pipe()
	ended := make(chan int, 1)
	a := &app{config: config{data: p.data}, in: strings.NewReader(""), out: write, err: io.Discard, now: time.Now}
	go func() {
		ended <- run(ctx, []string{"serve", "--addr", "127.0.0.1:0"}, a)
		write.Close()
	}()
	line := make([]byte, 200)
	n, err := read.Read(line)
	if err != nil {
		cancel()
		p.t.Fatalf("serve printed no address: %v", err)
	}
	s := served{t: p.t, url: strings.TrimSpace(string(line[:n]))}
	s.stop = func() int { cancel(); return <-ended }
	p.t.Cleanup(cancel)
	return s
}

func (s served) get(path string, into any) *http.Response {
	s.t.Helper()
	res, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal(body, into); err != nil {
			s.t.Fatalf("%s: %v\n%.300s", path, err, body)
		}
	}
	return res
}

func TestAddressesOfTheContract(t *testing.T) {
	s := serveSample(t)
	var gaps struct {
		Gaps []struct{ ID, Link string }
		Next string
	}
	if res := s.get("/api/v1/gaps?limit=2", &gaps); res.StatusCode != 200 || len(gaps.Gaps) != 2 || gaps.Next == "" {
		t.Fatalf("gaps: %d %+v", res.StatusCode, gaps)
	}
	first := gaps.Gaps[0].ID
	s.get("/api/v1/gaps?limit=2&cursor="+gaps.Next, &gaps)
	if gaps.Gaps[0].ID == first {
		t.Error("the second page begins like the first")
	}
	for path, want := range map[string]int{
		"/api/v1/summary":                                            200,
		"/api/v1/chains":                                             200,
		"/api/v1/chains/coking":                                      200,
		"/api/v1/chains/nothing":                                     404,
		"/api/v1/links/coke":                                         200,
		"/api/v1/links/coke/candidates":                              200,
		"/api/v1/gaps/" + first:                                      200,
		"/api/v1/gaps/" + first + "/candidates":                      200,
		"/api/v1/gaps/nothing/candidates":                            404,
		"/api/v1/candidates?text=%E9%92%88%E7%8A%B6%E7%84%A6":        200,
		"/api/v1/firms?q=%E7%A4%BA%E4%BE%8B":                         200,
		"/api/v1/firms?region=150300&limit=5":                        200,
		"/api/v1/firms?regoin=150300":                                400,
		"/api/v1/firms?limit=0":                                      422,
		"/api/v1/gaps?cursor=%21":                                    422,
		"/api/v1/gaps?kind=sideways":                                 422,
		"/api/v1/whatif?link=needle-coke&capacity=40000":             200,
		"/api/v1/explain?scope=%E7%94%9F%E4%BA%A7%E7%84%A6%E7%82%AD": 200,
		"/api/v1/imports":                                            200,
		"/api/v1/imports/nothing":                                    404,
		"/api/v1/indicators?link=coke":                               200,
		"/api/v1/nothing":                                            404,
		"/healthz":                                                   200,
		"/readyz":                                                    200,
		"/metrics":                                                   200,
		"/":                                                          200,
		"/chains/coking":                                             200,
	} {
		res := s.get(path, nil)
		if res.StatusCode != want {
			t.Errorf("GET %s: %d, want %d", path, res.StatusCode, want)
		}
		if res.StatusCode >= 400 && !strings.HasPrefix(res.Header.Get("Content-Type"), "application/problem+json") {
			t.Errorf("GET %s: an error of type %s", path, res.Header.Get("Content-Type"))
		}
	}
	var openapi struct {
		OpenAPI string
		Paths   map[string]any
	}
	if s.get("/openapi.json", &openapi); !strings.HasPrefix(openapi.OpenAPI, "3.1") || len(openapi.Paths) < 15 {
		t.Errorf("openapi %s with %d paths", openapi.OpenAPI, len(openapi.Paths))
	}
	if code := s.stop(); code != done {
		t.Errorf("serve ended with %d", code)
	}
}

func TestWorkbookDownload(t *testing.T) {
	s := serveSample(t)
	var gaps struct{ Gaps []struct{ ID string } }
	s.get("/api/v1/gaps?limit=1", &gaps)
	res := s.get("/api/v1/gaps/"+gaps.Gaps[0].ID+"/candidates.xlsx", nil)
	if res.StatusCode != 200 || !strings.Contains(res.Header.Get("Content-Type"), "spreadsheetml") || !strings.Contains(res.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%d %v", res.StatusCode, res.Header)
	}
}

func (s served) upload(path string, fields map[string]string, into any) int {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for k, v := range fields {
		if err := form.WriteField(k, v); err != nil {
			s.t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("file", filepath.Base(path))
	if err != nil {
		s.t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if _, err := part.Write(b); err != nil {
		s.t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		s.t.Fatal(err)
	}
	res, err := http.Post(s.url+"/api/v1/imports", form.FormDataContentType(), &body)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if err := json.Unmarshal(answer, into); err != nil {
		s.t.Fatalf("%v\n%.300s", err, answer)
	}
	return res.StatusCode
}

func TestUploadReportAndRejects(t *testing.T) {
	p := newProgram(t)
	p.must("init", "--bare")
	s := p.serve()
	var report struct {
		Rows, Accepted, Rejected, Created int
		Import                            string
	}
	if code := s.upload(sampleWorkbook, map[string]string{"dry_run": "true"}, &report); code != 200 || report.Created == 0 {
		t.Fatalf("dry run: %d %+v", code, report)
	}
	var firms struct{ Total int }
	if s.get("/api/v1/firms?region=150300", &firms); firms.Total != 0 {
		t.Errorf("a dry run wrote %d firms", firms.Total)
	}
	if code := s.upload(sampleWorkbook, nil, &report); code != 200 || report.Rows != report.Accepted+report.Rejected {
		t.Fatalf("upload: %d %+v", code, report)
	}
	if res := s.get("/api/v1/imports/"+report.Import+"/rejects.xlsx", nil); res.StatusCode != 200 {
		t.Errorf("rejected rows: %d", res.StatusCode)
	}
	var refused struct {
		Status int
		Detail string
		Errors []struct{ Value string }
	}
	text := filepath.Join(t.TempDir(), "x.xlsx")
	if err := os.WriteFile(text, []byte("not a workbook"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := s.upload(text, nil, &refused); code != 422 || len(refused.Errors) != 1 || refused.Errors[0].Value != "not_a_workbook" {
		t.Errorf("refusal: %d %+v", code, refused)
	}
	if s.get("/api/v1/firms?q=%E7%A4%BA%E4%BE%8B%E7%84%A6%E5%8C%96", &firms); firms.Total == 0 {
		t.Error("what was uploaded cannot be searched")
	}
}
