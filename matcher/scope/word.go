package scope

import (
	"slices"
	"strings"
)

// VerbAt gives the kinds of the verb that begins at text[i] and the place
// behind it; 0 where none begins.
func (rules *Rules) VerbAt(text []rune, i int) (Kinds, int) {
	if i < 0 || i >= len(text) {
		return 0, 0
	}
	value, end := rules.words.Longest(text, i)
	if end == 0 || value&(1<<wordBits-1) != wordVerb {
		return 0, 0
	}
	return Kinds(value>>wordBits) &^ TailOnly, end
}

// Alike gives the verbs that say the same as a verb, itself among them.
func (rules *Rules) Alike(verb string) []string {
	for _, row := range rules.alike {
		if slices.Contains(row, verb) {
			return row
		}
	}
	return []string{verb}
}

// Growing gives the verbs that grow a crop.
func (rules *Rules) Growing() []string { return rules.growing }

// Processing gives the verbs that make another thing of a crop.
func (rules *Rules) Processing() []string { return rules.processing }

// Agency gives the verbs of those who arrange a service for others.
func (rules *Rules) Agency() []string { return rules.agency }

// Hiring gives the verbs of hiring out.
func (rules *Rules) Hiring() []string { return rules.hiring }

// Vague says that a verb says too little to part from its noun.
func (rules *Rules) Vague(verb string) bool { return rules.vague[verb] }

// LastVerb gives the verb that a word ends in, with its kinds; "" where it ends in none.
func (rules *Rules) LastVerb(word string) (string, Kinds) {
	text := []rune(word)
	for i := range text {
		if kinds, end := rules.VerbAt(text, i); kinds != 0 && end == len(text) {
			return string(text[i:]), kinds
		}
	}
	return "", 0
}

// HoldsVerb says that a verb stands somewhere in a word.
func (rules *Rules) HoldsVerb(word string) bool {
	text := []rune(word)
	for i := range text {
		if kinds, _ := rules.VerbAt(text, i); kinds != 0 {
			return true
		}
	}
	return false
}

// Station says that an item names works without their kind (负责电站的经营).
func (rules *Rules) Station(item string) bool { return rules.stations[item] }

// Work says that a word names works (公路工程).
func (rules *Rules) Work(word string) bool { return strings.HasSuffix(word, "工程") }

// Deed says that a word names a making by itself (余热发电).
func (rules *Rules) Deed(word string) bool { return endsIn(word, rules.deeds) }

// Device says that a word names a machine or the like.
func (rules *Rules) Device(word string) bool { return endsIn(word, rules.devices) }

func endsIn(word string, backward *Trie) bool {
	back := []rune(word)
	slices.Reverse(back)
	_, end := backward.Longest(back, 0)
	return end > 0
}
