package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"
)

// Outcome is what a recruiter found out about a firm on a target list.
type Outcome string

// The outcomes.
const (
	Useful    Outcome = "useful"     // rightly on the list
	WrongLink Outcome = "wrong_link" // does something else
	Dead      Outcome = "dead"       // no longer there, or does not answer for good
	Contacted Outcome = "contacted"  // spoken to, and worth it
	Won       Outcome = "won"        // comes
)

// Outcomes are all of them, in the order in which they are offered.
func Outcomes() []Outcome { return []Outcome{Useful, WrongLink, Dead, Contacted, Won} }

// TargetVerdict is a recruiter's word on a firm as a target for a gap. It is
// kept for ever; a later one of the same firm and link stands beside it. It
// changes neither presences nor the order of any list: only an evaluation
// reads it. (A Judgement, in contrast, says what a firm does.)
type TargetVerdict struct {
	ID      string // made of the other parts by VerdictID
	Firm    string // id at that time: a firm that was merged since has it as an alias
	Gap     string // id of the gap, "" where the word is on the link alone
	Link    string
	Outcome Outcome
	Who     string // "" unknown
	At      string // RFC 3339
	Note    string
}

// VerdictID is the key of a verdict: one per firm, link, outcome, person and
// time, so that sending it twice records it once.
func VerdictID(v *TargetVerdict) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{v.Firm, v.Gap, v.Link, string(v.Outcome), v.Who, v.At}, "\x00")))
	return "v" + hex.EncodeToString(sum[:8])
}

// Verdicts is typed access to verdicts.
func Verdicts() Noun[TargetVerdict] {
	bs := []binding[TargetVerdict]{
		text("firm", func(v *TargetVerdict) *string { return &v.Firm }),
		text("gap", func(v *TargetVerdict) *string { return &v.Gap }),
		text("link", func(v *TargetVerdict) *string { return &v.Link }),
		text("outcome", func(v *TargetVerdict) *string { return (*string)(&v.Outcome) }),
		text("who", func(v *TargetVerdict) *string { return &v.Who }),
		text("at", func(v *TargetVerdict) *string { return &v.At }),
		text("note", func(v *TargetVerdict) *string { return &v.Note }),
	}
	return Noun[TargetVerdict]{
		label:    declareLabel("Verdict", "id", bs, []Index{{"firm"}, {"gap"}, {"link", "at"}}, false),
		key:      func(v *TargetVerdict) *string { return &v.ID },
		bindings: bs,
	}
}

func verdictLabel() Label { return Verdicts().label }

// Validate says what is wrong with a verdict; Invalid.
func (v *TargetVerdict) Validate() error {
	const longest = 2000
	if v.Firm == "" || v.Link == "" || v.At == "" {
		return Errorf(Invalid, "评价须有企业、环节与时间 / a verdict names a firm, a link and a time")
	}
	if utf8.RuneCountInString(v.Note) > longest || utf8.RuneCountInString(v.Who) > longest {
		return Errorf(Invalid, "评价的说明最多 %d 字", longest)
	}
	for _, o := range Outcomes() {
		if v.Outcome == o {
			return nil
		}
	}
	return Errorf(Invalid, "评价 %q 不在 useful、wrong_link、dead、contacted、won 之列", v.Outcome)
}
