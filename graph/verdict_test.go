package graph

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestVerdictsAndListingsComeBackAsTheyWere(t *testing.T) {
	v := TargetVerdict{Firm: "f1", Gap: "150300-coke", Link: "coke", Outcome: Won, Who: "招商一科", At: "2026-11-24T00:00:00Z", Note: "签约"}
	v.ID = VerdictID(&v)
	if got, err := Verdicts().Item(Verdicts().Node(&v)); err != nil || got != v {
		t.Errorf("%+v, %v", got, err)
	}
	l := Listing{ID: ListingID("coke", "一"), Name: "一", Link: "coke", Record: 7, Rules: "r", Weights: "w", At: v.At,
		Options: json.RawMessage(`{"top":5}`), Firms: json.RawMessage(`[{"rank":1,"score":0.5}]`)}
	if got, err := Listings().Item(Listings().Node(&l)); err != nil || !reflect.DeepEqual(got, l) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestVerdictSaysWhatIsWrongWithIt(t *testing.T) {
	good := TargetVerdict{Firm: "f", Link: "l", Outcome: Dead, At: "2026-11-24T00:00:00Z"}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*TargetVerdict){
		"no firm":    func(v *TargetVerdict) { v.Firm = "" },
		"no link":    func(v *TargetVerdict) { v.Link = "" },
		"no time":    func(v *TargetVerdict) { v.At = "" },
		"no outcome": func(v *TargetVerdict) { v.Outcome = "" },
		"long note":  func(v *TargetVerdict) { v.Note = strings.Repeat("长", 2001) },
	} {
		bad := good
		spoil(&bad)
		if err := bad.Validate(); CodeOf(err) != Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	later := good
	later.At = "2026-11-25T00:00:00Z"
	if VerdictID(&later) == VerdictID(&good) {
		t.Error("a later verdict would replace the earlier one")
	}
}
