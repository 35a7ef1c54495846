package data

import (
	"slices"
	"strings"

	"liantu/graph"
)

// cycles finds rings of material flows of which no flow is declared a loop.
func (k *checker) cycles() {
	next := map[string][]string{}
	for _, f := range k.catalog.Flows {
		if f.Kind != graph.Relation && !f.Loop {
			next[f.From] = append(next[f.From], f.To)
		}
	}
	const (
		open = 1
		done = 2
	)
	state := map[string]int{}
	var path []string
	var visit func(id string)
	visit = func(id string) {
		state[id] = open
		path = append(path, id)
		for _, to := range next[id] {
			switch state[to] {
			case 0:
				visit(to)
			case open:
				k.reportCycle(append(slices.Clone(path[slices.Index(path, to):]), to))
			}
		}
		path = path[:len(path)-1]
		state[id] = done
	}
	for i := range k.catalog.Links {
		if id := k.catalog.Links[i].ID; state[id] == 0 {
			visit(id)
		}
	}
}

// reportCycle names the ring at the flow that closes it.
func (k *checker) reportCycle(ring []string) {
	from, to := ring[len(ring)-2], ring[len(ring)-1]
	for i := range k.catalog.files {
		f := &k.catalog.files[i]
		for n, flow := range f.Flows {
			if flow.From == from && flow.To == to {
				k.add(f.problem(SeverityError, at("flows", n, "loop"), "cycle",
					"物料成环而未声明 loop: true：%s", strings.Join(ring, "→")))
				return
			}
		}
	}
}
