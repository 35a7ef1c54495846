package graph

// Verdict is a planner's word on a presence.
type Verdict string

// The verdicts.
const (
	Confirmed Verdict = "confirm"
	Rejected  Verdict = "reject"
)

// Judgement is a planner's word on a firm at a link. It outranks inference
// for ever; the next import does not ask again.
type Judgement struct {
	Firm, Link string
	Role       Role
	Verdict    Verdict
	Who        string
	At         string // RFC 3339
	Note       string
}

// Judgements is typed access to JUDGED edges, from firm to link.
func Judgements() EdgeNoun[Judgement] {
	bs := []binding[Judgement]{
		text("role", func(j *Judgement) *string { return (*string)(&j.Role) }),
		text("verdict", func(j *Judgement) *string { return (*string)(&j.Verdict) }),
		text("who", func(j *Judgement) *string { return &j.Who }),
		text("at", func(j *Judgement) *string { return &j.At }),
		text("note", func(j *Judgement) *string { return &j.Note }),
	}
	return EdgeNoun[Judgement]{
		edge: EdgeType{Name: "JUDGED", From: "Firm", To: "Link", Distinct: "role",
			Fields: fieldsOf(bs), Indexes: []Index{{"to"}}},
		ends:     func(j *Judgement) (*string, *string) { return &j.Firm, &j.Link },
		bindings: bs,
	}
}

func judgedEdge() EdgeType { return Judgements().edge }

// Validate says what is wrong with a judgement; Invalid.
func (j Judgement) Validate() error {
	if j.Firm == "" || j.Link == "" {
		return Errorf(Invalid, "a judgement names a firm and a link")
	}
	if j.Verdict != Confirmed && j.Verdict != Rejected {
		return Errorf(Invalid, "verdict %q is neither confirm nor reject", j.Verdict)
	}
	if !j.Role.known() {
		return Errorf(Invalid, "role %q is not known", j.Role)
	}
	return nil
}
