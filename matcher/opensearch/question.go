package opensearch

import (
	"liantu/graph"
	"liantu/matcher/search"
)

// object is a JSON object of the query language.
type object = map[string]any

// question asks for the firms that have at least so many of the terms and lie
// in any of the regions. It scores by what the terms of a firm are worth
// together, times how many they are where not all are asked for. The local
// index chooses by the rarest terms; the best are scored again alike.
func question(terms []string, least int, regions []string) object {
	words, met := make([]object, len(terms)), make([]object, len(terms))
	for i, t := range terms {
		words[i], met[i] = word(t), holds(t)
	}
	asked := object{"should": words, "minimum_should_match": least}
	if len(regions) > 0 {
		within := make([]object, len(regions))
		for i, code := range regions {
			within[i] = object{"prefix": object{search.RegionField: graph.RegionPrefix(code)}}
		}
		asked["filter"] = anyOf(within)
	}
	if least == len(terms) {
		return object{"bool": asked}
	}
	return timesMet(object{"bool": asked}, met)
}

// holds asks whether a firm has a term, or a word that begins with it.
func holds(term string) object {
	if search.IsPrefix(term) {
		return object{"prefix": object{search.TextField: object{"value": term, "boost": found}}}
	}
	return object{"term": object{search.TextField: term}}
}

// found is a score too small to matter beside that of a word.
const found = 1e-6

// word scores a term; the words that begin with a character as far as there are
// not too many of them for the cluster.
func word(term string) object {
	if search.IsPrefix(term) {
		return anyOf([]object{holds(term), {"prefix": object{search.TextField: object{"value": term, "rewrite": "top_terms_300"}}}})
	}
	return holds(term)
}

func anyOf(some []object) object { return object{"bool": object{"should": some}} }

// timesMet multiplies a score by how many of some conditions are met.
func timesMet(query object, some []object) object {
	functions := make([]object, len(some))
	for i, s := range some {
		functions[i] = object{"filter": s, "weight": 1}
	}
	return object{"function_score": object{"query": query, "functions": functions, "score_mode": "sum", "boost_mode": "multiply"}}
}
