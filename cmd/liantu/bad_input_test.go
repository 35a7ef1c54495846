package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// badTexts are what people paste into a search box by mistake, and what they
// do not: each with whether an answer is due (else a clear refusal).
func badTexts() map[string]struct {
	text   string
	answer bool
} {
	return map[string]struct {
		text   string
		answer bool
	}{
		"empty":        {"", false},
		"blank":        {" \u3000\t", false},
		"huge":         {strings.Repeat("针状焦的生产与销售，", 4000), false},
		"long word":    {strings.Repeat("炭", 100), true},
		"regex":        {`(a+)+$|[^\p{Han}]*.*?(?=x)`, true},
		"query syntax": {`+针状焦 -"焦炭" name:* region:[1 TO *] ~2 ^9`, true},
		"emoji":        {"🔥⛏️👩‍🏭焦炭", true},
		"only emoji":   {"👍🏽👍🏽", false},
		"traditional":  {"針狀焦", true},
		"mixed":        {"ＰＶＣ管材 pipe 聚氯乙烯", true},
		"control":      {"针\u0001状\u200b焦\ufeff", true},
		"not text":     {"焦\xff\xfe炭", true},
		"nul":          {"焦\x00炭", true},
		"punctuation":  {"，。；：、（）【】", false},
		"combining":    {"焦" + strings.Repeat("\u0301", 90), true},
		"sql":          {"焦炭'); DROP TABLE firm; --", true},
	}
}

const patience = 5 * time.Second

func TestBadTextAtTheCommandLine(t *testing.T) {
	p := newProgram(t)
	p.must("init")
	p.must("import", sampleWorkbook)
	for name, x := range badTexts() {
		for _, args := range [][]string{{"match", "--text", x.text}, {"firms", x.text}} {
			start := time.Now()
			out, errs, code := p.run(append([]string{"--json"}, args...)...)
			if took := time.Since(start); took > patience {
				t.Errorf("%s, %s: %v", args[0], name, took)
			}
			switch {
			case args[0] == "match" && x.answer != (code == done):
				t.Errorf("match, %s: status %d\n%.300s%.300s", name, code, out, errs)
			case code != done && (len(errs) == 0 || len(errs) > 2000 || strings.Contains(errs, "panic")):
				t.Errorf("%s, %s: status %d, says %.300q", args[0], name, code, errs)
			case code == misused && args[0] == "match" && x.text != "":
				t.Errorf("match, %s: a bad text is no wrong use", name)
			}
		}
	}
}

func TestBadTextOverHTTP(t *testing.T) {
	s := serveSample(t)
	for name, x := range badTexts() {
		for _, path := range []string{"/api/v1/candidates?text=", "/api/v1/firms?q=", "/api/v1/explain?scope=", "/api/v1/verdicts?firm="} {
			start := time.Now()
			res := s.get(path+url.QueryEscape(x.text), nil)
			if took := time.Since(start); took > patience {
				t.Errorf("%s, %s: %v", path, name, took)
			}
			if res.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s, %s: %d", path, name, res.StatusCode)
			}
			if strings.Contains(path, "candidates") && x.answer != (res.StatusCode == http.StatusOK) {
				t.Errorf("%s, %s: %d", path, name, res.StatusCode)
			}
		}
	}
	for name, x := range badTexts() {
		for field := range map[string]bool{"firm": true, "link": true, "note": true} {
			body := map[string]string{"firm": "x", "link": needle, "verdict": "useful"}
			body[field] = x.text
			if code := s.post("/api/v1/verdicts", body, nil); code < 400 || code >= 500 {
				t.Errorf("verdict with %s as %s: %d", name, field, code)
			}
		}
	}
}
