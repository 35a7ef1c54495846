package data

import (
	"slices"
	"strconv"

	"liantu/graph"
)

const planFile = "rules/plan.yaml"

// plan compares the chains with what the plan names.
func (k *checker) plan() {
	wrong := func(field, code, message string) {
		k.add(Problem{SeverityError, planFile, k.catalog.planLine(field), field, code, message})
	}
	for i, id := range k.catalog.plan.Order {
		if !k.isChain(id) {
			wrong("order["+strconv.Itoa(i)+"]", "unknown_chain", "计划点名的产业链 "+id+" 没有文件")
		}
	}
	for i, named := range k.catalog.plan.Named {
		place := "named[" + strconv.Itoa(i) + "]"
		if _, ok := k.catalog.plan.Articles[named.Article]; !ok {
			wrong(place+".article", "unknown_article", "点名 "+named.Name+" 的第 "+strconv.Itoa(named.Article)+" 条不在计划的条款之中")
		}
		if len(named.At) == 0 {
			wrong(place, "not_in_chains", "第 "+strconv.Itoa(named.Article)+" 条点名的 "+named.Name+" 没有对应的产业链或环节")
		}
		for n, id := range named.At {
			articles, ok := k.articlesOf(id)
			field := place + ".at[" + strconv.Itoa(n) + "]"
			switch {
			case !ok:
				wrong(field, "not_in_chains", "第 "+strconv.Itoa(named.Article)+" 条点名的 "+named.Name+"：没有名为 "+id+" 的产业链或环节")
			case !slices.Contains(articles, named.Article):
				wrong(field, "article_missing", named.Name+" 由第 "+strconv.Itoa(named.Article)+" 条点名，而 "+id+" 没有写这一条")
			}
		}
	}
}

func (k *checker) isChain(id string) bool {
	return slices.ContainsFunc(k.catalog.Chains, func(c graph.Chain) bool { return c.ID == id })
}

// articlesOf are the articles that a chain or link says ask for it.
func (k *checker) articlesOf(id string) (articles []int, ok bool) {
	for _, c := range k.catalog.Chains {
		if c.ID == id {
			articles, ok = append(articles, c.Articles...), true
		}
	}
	for i := range k.catalog.Links {
		if l := &k.catalog.Links[i]; l.ID == id {
			articles, ok = append(articles, l.Articles...), true
		}
	}
	return articles, ok
}

// articles finds articles that the plan does not have.
func (k *checker) articles(f *chainFile, place string, list []int) {
	for i, a := range list {
		if _, ok := k.catalog.plan.Articles[a]; !ok && len(k.catalog.plan.Articles) > 0 {
			k.add(f.problem(SeverityError, place+"["+strconv.Itoa(i)+"]", "unknown_article", "计划没有第 %d 条，或该条不点名产业", a))
		}
	}
}

// uses checks the links that a chain takes from others.
func (k *checker) uses(f *chainFile) {
	seen := map[string]bool{}
	for n, id := range f.Uses {
		place := "uses[" + strconv.Itoa(n) + "]"
		owner, ok := k.owner[id]
		switch {
		case !ok:
			k.add(f.problem(SeverityError, place, "unknown_link", "没有名为 %s 的环节", id))
		case k.catalog.files[owner].ID == f.ID:
			k.add(f.problem(SeverityError, place, "own_link", "%s 是本链自己的环节，不必写入 uses", id))
		case seen[id]:
			k.add(f.problem(SeverityWarning, place, "repeated_use", "uses 重复列出 %s", id))
		case f.Kind == graph.ProcessChain && !slices.ContainsFunc(k.catalog.Flows, func(x graph.Flow) bool { return x.Chain == f.ID && (x.From == id || x.To == id) }):
			k.add(f.problem(SeverityWarning, place, "idle_use", "uses 列出 %s，而本链没有关系连到它", id))
		}
		seen[id] = true
	}
}
