package typing

import (
	"regexp"
	"strings"
	"sync"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// longestLegend is the length in bytes beyond which a text is no legend.
const longestLegend = 2000

// ReadLegend reads what a note says of the marks in a file: "* = fewer than 11
// students", "-3 - Suppressed data". Notes that explain no mark give nothing.
// Sheet and Row of the entries are left to the caller.
func ReadLegend(note string) importers.Legend {
	note = strings.TrimSpace(note)
	if len(note) < 3 || len(note) > longestLegend {
		return nil
	}
	var legend importers.Legend
	for _, sentence := range sentences(note) {
		if entry, ok := readLegendSentence(sentence); ok {
			legend = append(legend, entry)
		}
	}
	return legend
}

// sentences parts a note into what it says one after another.
func sentences(note string) []string {
	var parts []string
	from := 0
	for i := range len(note) {
		// A full stop ends a sentence only behind a word: it may be a mark.
		end := note[i] == ';' || note[i] == '\n' || (note[i] == '.' && i-from > 1 && note[i-1] > ' ' && i+1 < len(note) && note[i+1] == ' ')
		if end {
			parts, from = append(parts, note[from:i]), i+1
		}
	}
	return append(parts, note[from:])
}

func readLegendSentence(sentence string) (importers.LegendEntry, bool) {
	mark, meaning, ok := splitLegend(strings.TrimSpace(sentence))
	if !ok {
		return importers.LegendEntry{}, false
	}
	state, ok := meaningOf(meaning)
	return importers.LegendEntry{Mark: mark, State: state, Words: sentence}, ok
}

// legendForms are the ways in which notes explain a mark.
var legendForms = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		// A blank needs no sign between itself and its meaning.
		regexp.MustCompile(`(?i)^(?:note:?\s+)?(?:cells? (?:are |is |left )*)?blanks?(?: cells?)?()\s*(?:=|:|-|–|if|when|where|means?|indicates?)\s*(.+)$`),
		// An asterisk (*) indicates ...
		regexp.MustCompile(`(?i)^.{0,40}?(?:asterisks?|dash|dashes|symbol|letter|period|code|value|marked)\s*\(?["'“]?([^\s"'”()=,]{1,12})["'”]?\)?\s*` +
			`(?:=|:|means?|indicates?|denotes?|represents?|stands? for|is used|are used|if|when|where)\s*(.+)$`),
		// (*) means ..., * = ..., s: ..., -3 - ...
		regexp.MustCompile(`(?i)^(?:note:?\s+|key:?\s+|legend:?\s+)?["'“(]?([^\s"'”()=:]{1,12})["'”)]?\s*` +
			`(?:=|:|\s[-–—]\s|\smeans?\s|\sindicates?\s|\sdenotes?\s|\srepresents?\s|\sstands for\s|\sif\s|\swhen\s|\swhere\s)\s*(.+)$`),
		// "--" Data not available
		regexp.MustCompile(`(?i)^["'“(]([^\s"'”()=:]{1,12})["'”)]\s+(.+)$`),
		// x   Data suppressed
		regexp.MustCompile(`^([^\sA-Za-z0-9]{1,4}|[A-Za-z]{1,2})(?:\t|\s{2})\s*(.+)$`),
	}
})

// splitLegend finds the mark that a sentence speaks of and what it says.
func splitLegend(sentence string) (mark, meaning string, ok bool) {
	for _, form := range legendForms() {
		if found := form.FindStringSubmatch(sentence); found != nil && mayBeExplained(found[1]) {
			return found[1], found[2], true
		}
	}
	return "", "", false
}

// mayBeExplained reports whether a word is one that stands for something else:
// it is short, and no word of a sentence.
func mayBeExplained(word string) bool {
	switch strings.ToLower(word) {
	case "note", "notes", "source", "the", "a", "an", "in", "on", "of", "values", "data", "cells", "it", "this", "these", "which", "that", "date", "year", "is", "are":
		return false
	}
	return !strings.HasSuffix(word, ".") || strings.Trim(word, ".") == ""
}

// meaningOf returns which state words describe, if they do.
func meaningOf(meaning string) (table.State, bool) {
	meaning = strings.ToLower(meaning)
	says := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(meaning, word) {
				return true
			}
		}
		return false
	}
	switch {
	case says("suppress", "withheld", "redact", "privacy", "confidential", "masked", "too few", "too small", "small group", "small cell", "fewer than", "less than", "or fewer", "or less", "minimum group", "insufficient number", "protect"):
		return table.Withheld, true
	case says("blank", "missing", "not available", "no data", "not reported", "unavailable", "not applicable", "n/a", "did not", "not tested", "no response", "refused", "unknown", "not calculated", "not collected", "empty", "does not apply"):
		return table.Missing, true
	}
	return table.Missing, false
}
