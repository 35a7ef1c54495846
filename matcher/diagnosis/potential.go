package diagnosis

import (
	"math"

	"liantu/graph"
)

// potential is how much of a link's product the by-products that arise here
// could make, if nobody else took them: an upper bound, by the scarcest of
// the inputs whose surplus is known. A step that only turns one form into
// another (gas into its hydrogen) is looked through once.
func (q *quantities) potential(l *graph.Link, f Figures) {
	v, inputs := q.potentialOf(l.ID, 2)
	if v == nil {
		f.put(Figure{Name: "feedstock_potential", Text: "没有已知余量的副产原料"})
		return
	}
	f.put(Figure{Name: "feedstock_potential", Value: v, Unit: q.unit(l), Limit: AtMost,
		Text: "本地副产原料至多可支撑的产量（余量全部用于此；其他原料另计）", Inputs: inputs})
}

// potentialOf adds up the alternatives of one group and takes the scarcest of
// the inputs that stand apart.
func (q *quantities) potentialOf(link string, depth int) (*float64, []string) {
	if depth == 0 {
		return nil, nil
	}
	slots := map[string]float64{}
	var inputs []string
	for _, f := range q.s.Flows {
		if f.To != link || f.Kind != graph.Input && f.Kind != graph.Alternative || f.Quantity == nil || *f.Quantity <= 0 || f.Loop {
			continue
		}
		at := q.s.link(f.From)
		surplus, why := q.surplusOf(f.From), ""
		if surplus == nil && f.Kind == graph.Input { // a detour would take the same gas twice
			surplus, _ = q.potentialOf(f.From, depth-1)
			why = "（由副产原料推得）"
		}
		if surplus == nil || at == nil {
			continue
		}
		slot := f.Group
		if slot == "" {
			slot = f.From
		}
		slots[slot] += *surplus / *f.Quantity
		inputs = append(inputs, at.Name+why+"余量至多 "+say(*surplus, q.unit(at))+" ÷ "+trim(*f.Quantity)+" "+f.Unit)
	}
	if len(slots) == 0 {
		return nil, nil
	}
	least := math.Inf(1)
	for _, v := range slots {
		least = math.Min(least, v)
	}
	return &least, inputs
}

// surplusOf is the most that is left of what arises at a link on the side.
func (q *quantities) surplusOf(link string) *float64 {
	by := q.byproduct(link)
	if by == nil || by.bound == AtLeast {
		return nil
	}
	v := by.value
	if need := q.demand(link); need.amount != nil {
		v = math.Max(0, v-need.amount.value)
	}
	return &v
}
