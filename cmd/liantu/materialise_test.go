package main

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"liantu/graph"
	"liantu/matcher"
)

// standing is what the record's own statuses say: of which version of the
// record, and how coke stands, with its region.
func (p program) standing() (made graph.Made, coke graph.LinkStatus) {
	p.t.Helper()
	p.look(func(ctx context.Context, r graph.Reader) error {
		all, err := graph.LinkStatuses().List(ctx, r, graph.Query{})
		for _, s := range all {
			made = s.Made
			if s.Link == "coke" {
				coke = s
			}
		}
		return err
	})
	return made, coke
}

// Every command that changes what the diagnosis reads leaves the gaps and
// statuses in the record as `gaps` and `chain` give them; others leave them.
func TestCommandsKeepGapsAndStatusesInTheRecord(t *testing.T) {
	p := starter(t)
	made, coke := p.standing()
	if made.Version == 0 || coke.Firms == 0 {
		t.Fatalf("after init: %+v %+v", made, coke)
	}
	step := func(changes bool, args ...string) {
		t.Helper()
		before := made
		p.must(args...)
		if made, coke = p.standing(); (made != before) != changes {
			t.Errorf("%v: made %+v, before %+v", args, made, before)
		}
		gaps, _ := derivedNodes(t, p)
		var view matcher.GapsView
		p.json(&view, "gaps")
		if len(gaps) != len(view.Gaps)+len(view.NotHostable) {
			t.Errorf("%v: %d gaps in the record, %d and %d by `gaps`", args, len(gaps), len(view.Gaps), len(view.NotHostable))
		}
	}
	step(true, "import", "--complete", sampleCovers, sampleWorkbook)
	was := coke.Firms
	const maker = "乌海市榕鑫能源实业有限责任公司" // a starter firm
	step(true, "presence", "reject", "--firm", maker, "--link", "coke")
	if coke.Firms != was-1 {
		t.Errorf("%d makers of coke, %d before one was rejected", coke.Firms, was)
	}
	step(false, "verdict", "--firm", maker, "--link", "coke", "--verdict", "useful")
	step(false, "import", "--dry-run", sampleWorkbook)
	step(true, "region", "set", "640200")
	if coke.Region != "640200" {
		t.Errorf("coke stands for %s", coke.Region)
	}
	if out := p.must("verify"); !strings.Contains(out, "statuses") {
		t.Errorf("verify does not look at them: %s", out)
	}
}

// A server brings them up after an upload and after a judgement, by itself.
func TestServerKeepsGapsAndStatusesInTheRecord(t *testing.T) {
	p := newProgram(t)
	p.must("init", "--bare")
	s := p.serve()
	before, _ := p.standing()
	var report struct{ Accepted int }
	if code := s.upload(sampleWorkbook, nil, &report); code != http.StatusOK {
		t.Fatalf("upload: %d", code)
	}
	made, coke := p.awaited(before)
	if coke.Firms == 0 {
		t.Fatal("no coke maker after the upload")
	}
	var firms struct{ Firms []struct{ ID string } }
	s.get("/api/v1/firms?link=coke&region=150300&limit=1", &firms)
	res, err := http.Post(s.url+"/api/v1/firms/"+firms.Firms[0].ID+"/judgements", "application/json", strings.NewReader(`{"link":"coke","verdict":"reject"}`))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if _, after := p.awaited(made); after.Firms != coke.Firms-1 {
		t.Errorf("%d makers of coke, %d before one was rejected", after.Firms, coke.Firms)
	}
	if code := s.stop(); code != done {
		t.Errorf("serve ended with %d", code)
	}
}

// awaited waits until the nodes are of another making.
func (p program) awaited(before graph.Made) (graph.Made, graph.LinkStatus) {
	p.t.Helper()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(100 * time.Millisecond) {
		if made, coke := p.standing(); made != before {
			return made, coke
		}
	}
	p.t.Fatal("the gaps and statuses in the record stay what they were")
	return graph.Made{}, graph.LinkStatus{}
}

// A copy holds the same nodes, and the program that writes it next makes its own.
func TestCopyHoldsGapsAndStatuses(t *testing.T) {
	p := starter(t)
	q := newProgram(t)
	p.must("copy", "--from", "sqlite://"+filepath.Join(p.data, "record.db"), "--to", "sqlite://"+filepath.Join(q.data, "record.db"))
	was, _ := p.standing()
	if made, _ := q.standing(); made != was {
		t.Errorf("the copy's nodes: %+v, want %+v", made, was)
	}
	q.must("verify")
	q.must("data", "load")
	if made, _ := q.standing(); made.Of == was.Of {
		t.Errorf("the copy has not made its own: %+v", made)
	}
	q.must("verify")
}
