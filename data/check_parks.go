package data

import (
	"strconv"
	"strings"

	"liantu/graph"
)

// parks checks the files of parks, the lists of what may not come, and the
// parks that constraints of links name.
func (k *checker) parks() {
	seen := map[string]string{}
	for _, f := range k.catalog.parkFiles {
		for n := range f.Parks {
			p, here := &f.Parks[n], "parks["+strconv.Itoa(n)+"]."
			add := func(field, code, format string, args ...any) {
				k.add(problemIn(f.path, f.syntax, SeverityError, here+field, code, format, args...))
			}
			for _, fault := range p.Validate() {
				add(fault.Field, fault.Code, "园区 %s：%s", p.ID, fault.Message)
			}
			if first, taken := seen[p.ID]; taken {
				add("id", "duplicate_park", "园区 %s 已在 %s 中定义", p.ID, first)
			}
			seen[p.ID] = f.path
			k.park(p, add)
		}
	}
	e := &k.catalog.entry
	ids := map[string]bool{}
	for n := range e.Rules {
		r := &e.Rules[n]
		add := func(field, code, format string, args ...any) {
			k.add(problemIn(e.path, e.syntax, SeverityError, "rules["+strconv.Itoa(n)+"]."+field, code, format, args...))
		}
		for _, fault := range r.Validate() {
			add(fault.Field, fault.Code, "规则 %s：%s", r.ID, fault.Message)
		}
		if ids[r.ID] {
			add("id", "duplicate_rule", "规则 %s 重复", r.ID)
		}
		ids[r.ID] = true
		if r.List == "" {
			add("list", "missing", "规则 %s 没有说明属于哪个清单", r.ID)
		}
		k.entryRule(r, "", add)
	}
	k.parksOfLinks(seen)
}

// park checks what a park refers to.
func (k *checker) park(p *graph.Park, add func(field, code, format string, args ...any)) {
	if k.regions != nil && !k.regions[p.Region] {
		add("region", "unknown_region", "园区 %s 的 region %q 不在行政区划表中", p.ID, p.Region)
	}
	if p.Parent != "" && !k.isPark(p.Parent) || p.Parent == p.ID && p.ID != "" {
		add("parent", "unknown_park", "园区 %s 所属的 %q 不是别的园区", p.ID, p.Parent)
	}
	if c := &p.Chemical; c.Date != "" && !isDay(c.Date) {
		add("chemical.date", "date", "园区 %s 的认定日期 %q 不是 YYYY-MM-DD", p.ID, c.Date)
	}
	for i, x := range p.Industries {
		for n, id := range x.At {
			if !k.isChain(id) && !k.isLink(id) {
				add(at("industries", i, "at["+strconv.Itoa(n)+"]"), "unknown_link", "没有名为 %s 的产业链或环节", id)
			}
		}
		if _, ok := k.catalog.plan.Articles[x.Article]; x.Article != 0 && !ok && len(k.catalog.plan.Articles) > 0 {
			add(at("industries", i, "article"), "unknown_article", "计划没有第 %d 条，或该条不点名产业", x.Article)
		}
		if x.Date != "" && !isDay(x.Date) {
			add(at("industries", i, "date"), "date", "产业定位的日期 %q 不是 YYYY-MM-DD", x.Date)
		}
	}
	for i := range p.Constraints {
		k.entryRule(&p.Constraints[i], "constraints["+strconv.Itoa(i)+"].", add)
	}
}

// entryRule checks what a rule refers to.
func (k *checker) entryRule(r *graph.EntryRule, here string, add func(field, code, format string, args ...any)) {
	for field, list := range map[string][]string{"links": r.Links, "except": r.Except} {
		for n, id := range list {
			if !k.isLink(id) {
				add(here+field+"["+strconv.Itoa(n)+"]", "unknown_link", "没有名为 %s 的环节", id)
			}
		}
	}
	for n, prefix := range r.Where {
		if k.regions != nil && !anyBegins(k.regions, prefix) {
			add(here+"where["+strconv.Itoa(n)+"]", "unknown_region", "没有代码以 %q 开头的行政区划", prefix)
		}
	}
	for n, id := range r.Chains {
		if !k.isChain(id) {
			add(here+"chains["+strconv.Itoa(n)+"]", "unknown_chain", "没有名为 %s 的产业链", id)
		}
	}
	for n, code := range r.Industry {
		if k.classes != nil && !k.classes[code] {
			add(here+"industry["+strconv.Itoa(n)+"]", "industry", "行业代码 %q 不在 GB/T 4754-2017 中", code)
		}
	}
}

// parksOfLinks checks the parks that constraints of links name.
func (k *checker) parksOfLinks(parks map[string]string) {
	for i := range k.catalog.files {
		f := &k.catalog.files[i]
		for n := range f.Links {
			for c, rule := range f.Links[n].Constraints {
				for m, id := range rule.Parks {
					if _, ok := parks[id]; !ok {
						k.add(f.problem(SeverityError, at("links", n, at("constraints", c, "parks["+strconv.Itoa(m)+"]")), "unknown_park",
							"环节 %s 的约束所指的园区 %s 不在 parks/ 下", f.Links[n].ID, id))
					}
				}
			}
		}
	}
}

func anyBegins(codes map[string]bool, prefix string) bool {
	for code := range codes {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return false
}

func (k *checker) isLink(id string) bool { _, ok := k.owner[id]; return ok }

func (k *checker) isPark(id string) bool {
	for i := range k.catalog.Parks {
		if k.catalog.Parks[i].ID == id {
			return true
		}
	}
	return false
}
