package neostore

import (
	"context"
	"fmt"

	"liantu/graph"
)

// named is how many things with one fault are named.
const named = 5

// Verify looks at what the store promises of its nodes and relationships and
// what somebody writing to the database by hand can break. What it finds are
// findings, not errors.
func (s *Store) Verify(ctx context.Context) (graph.Findings, error) {
	v := verification{findings: graph.Findings{Checked: map[string]int64{}, Problems: []string{}}}
	err := s.View(ctx, func(r graph.Reader) error {
		v.reader = r.(*reader)
		for _, name := range s.catalog.names {
			var err error
			if t, ok := s.catalog.nodes[name]; ok {
				err = v.node(ctx, t)
			} else {
				err = v.edge(ctx, s.catalog.edges[name])
			}
			if err != nil {
				return err
			}
		}
		return v.changes(ctx, s.catalog)
	})
	return v.findings, err
}

// verification gathers findings on one snapshot.
type verification struct {
	*reader
	findings graph.Findings
}

func (v *verification) node(ctx context.Context, t *nodeTable) error {
	if err := v.count(ctx, &t.table, t.pattern); err != nil {
		return err
	}
	key := t.column("key")
	if err := v.find(ctx, t.what+" 没有文字的键 "+t.label.KeyName+" / a node without a key",
		"MATCH "+t.pattern+" WHERE "+key+" IS NULL OR NOT "+key+" IS :: STRING RETURN elementId(n)"); err != nil {
		return err
	}
	return v.types(ctx, &t.table, key)
}

func (v *verification) edge(ctx context.Context, t *edgeTable) error {
	if err := v.count(ctx, &t.table, "()-[r:"+quote(t.what)+"]->()"); err != nil {
		return err
	}
	if err := v.find(ctx, t.what+" 的两端不是声明的标签 / an edge between other labels",
		"MATCH (a)-[r:"+quote(t.what)+"]->(b) WHERE NOT a:"+quote(t.from.what)+" OR NOT b:"+quote(t.to.what)+" RETURN elementId(r)"); err != nil {
		return err
	}
	distinct := "0"
	if t.distinct != "" {
		distinct = t.whole(t.distinct)
		if err := v.find(ctx, t.what+" 的 "+t.distinct+" 与 "+unknownProperty+" 不符 / an edge whose mark of the unknown is wrong",
			"MATCH "+t.pattern+" WHERE ("+distinct+" IS NULL) <> coalesce(r.`"+unknownProperty+"`, false) RETURN "+t.column("from")); err != nil {
			return err
		}
	}
	if err := v.find(ctx, t.what+" 重复 / the same edge twice",
		"MATCH (a:"+quote(t.from.what)+") CALL (a) { MATCH "+t.following()+" WITH b, "+distinct+" AS d, count(*) AS c WHERE c > 1 RETURN count(*) AS twice }"+
			" WITH a, twice WHERE twice > 0 RETURN "+t.column("from")); err != nil {
		return err
	}
	return v.types(ctx, &t.table, t.column("from"))
}

// count notes how many there are.
func (v *verification) count(ctx context.Context, t *table, pattern string) error {
	return v.each(ctx, "MATCH "+pattern+" RETURN count(*)", nil, func(row []any) error {
		v.findings.Checked[t.what], _ = row[0].(int64)
		return nil
	})
}

// types reports values that do not fit their field; which is the column that
// names the thing.
func (v *verification) types(ctx context.Context, t *table, which string) error {
	for _, f := range t.fields {
		column := t.column(f.Name)
		err := v.find(ctx, fmt.Sprintf("%s 的 %s 不合声明 / a value does not fit its field", t.what, f.Name),
			"MATCH "+t.pattern+" WHERE "+column+" IS NOT NULL AND NOT "+column+" IS :: "+typeOf(f.Kind)+" RETURN "+which)
		if err != nil {
			return err
		}
	}
	return nil
}

// typeOf is what Cypher calls a value of the kind.
func typeOf(k graph.Kind) string {
	switch k {
	case graph.Integer:
		return "INTEGER"
	case graph.Real:
		return "FLOAT"
	case graph.Flag:
		return "BOOLEAN"
	}
	return "STRING"
}

// changes reports recorded nodes that the list of changes does not have as
// they are: whatever follows the list would miss them.
func (v *verification) changes(ctx context.Context, c catalog) error {
	for _, t := range c.recorded() {
		if err := v.find(ctx, t.what+" 不在变更之列 / a node that the list of changes does not have",
			fmt.Sprintf("MATCH %s WHERE n.`_version` IS NULL OR NOT 0 < n.`_version` <= %d RETURN %s", t.pattern, v.version, t.column("key"))); err != nil {
			return err
		}
		if err := v.find(ctx, t.what+" 既在又已删除 / a node that is there and gone",
			"MATCH (g:`_Gone` {label: '"+t.what+"'}) MATCH (n:"+quote(t.what)+" {"+quote(t.label.KeyName)+": g.key}) RETURN g.key"); err != nil {
			return err
		}
	}
	return nil
}

// find reports what a question finds, where it finds any, and names the first.
func (v *verification) find(ctx context.Context, sentence, question string) error {
	var n int
	var names []any
	err := v.each(ctx, question, nil, func(row []any) error {
		if n++; n <= named {
			names = append(names, row[0])
		}
		return nil
	})
	if err == nil && n > 0 {
		v.findings.Problems = append(v.findings.Problems, fmt.Sprintf("%s：%d，%v", sentence, n, names))
	}
	return err
}
