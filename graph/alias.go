package graph

// Alias is another way to a firm: a former name, or the id of a firm that was
// found to be this one.
type Alias struct {
	ID string // "name:" + NameKey, or "id:" + former id
}

// NameAlias is the id of a former name's alias.
func NameAlias(nameKey string) string { return "name:" + nameKey }

// IDAlias is the id of a former id's alias.
func IDAlias(id string) string { return "id:" + id }

// Aliases is typed access to aliases.
func Aliases() Noun[Alias] {
	return Noun[Alias]{
		label: declareLabel[Alias]("Alias", "id", nil, nil, false),
		key:   func(a *Alias) *string { return &a.ID },
	}
}

func aliasLabel() Label { return Aliases().label }

// AliasOf says which firm an alias leads to.
type AliasOf struct{ Alias, Firm string }

// AliasesOf is typed access to ALIAS_OF edges, from alias to firm.
func AliasesOf() EdgeNoun[AliasOf] {
	return EdgeNoun[AliasOf]{
		edge: EdgeType{Name: "ALIAS_OF", From: "Alias", To: "Firm", Indexes: []Index{{"to"}}},
		ends: func(a *AliasOf) (*string, *string) { return &a.Alias, &a.Firm },
	}
}

func aliasOfEdge() EdgeType { return AliasesOf().edge }
