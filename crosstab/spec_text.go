package crosstab

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"github.com/schoolbench/schoolbench/crosstab/expression"
)

// Functions lists the functions of measures in the order a menu offers them.
func Functions() []Function { return []Function{Count, Sum, Mean, Min, Max, Distinct, Median} }

// Name writes the measure the way ParseMeasures reads it: "count",
// "sum(Budget)", "count % of row".
func (m Measure) Name() string {
	name := string(m.Function)
	if m.Field != "" {
		field := m.Field
		if needsBrackets(field) {
			field = bracketed(field)
		}
		name += "(" + field + ")"
	}
	if m.Base != NoBase {
		name += " % of " + string(m.Base)
	}
	return name
}

// bracketed writes a name so that nothing in it can be taken for a sign.
func bracketed(name string) string { return "[" + strings.ReplaceAll(name, "]", "]]") + "]" }

// needsBrackets reports whether a name would be read as something else if it
// stood between parentheses as it is.
func needsBrackets(name string) bool {
	measures, err := ParseMeasures("count(" + name + ")")
	return err != nil || len(measures) != 1 || measures[0] != Measure{Function: Count, Field: name}
}

// ParseMeasures reads a list of measures such as
//
//	count, sum(Budget), mean(Score), distinct(Student ID), count % of row
//
// Names of fields are not checked: Spec.Validate does that.
func ParseMeasures(text string) ([]Measure, error) {
	parts, closed := split(text, ',')
	if !closed {
		return nil, problem(codeSpecInvalid, fmt.Sprintf("A parenthesis, bracket or quote in %q is not closed.", text), "Close it.")
	}
	var measures []Measure
	for _, part := range parts {
		if part == "" {
			continue
		}
		measure, err := parseMeasure(part)
		if err != nil {
			return nil, err
		}
		measures = append(measures, measure)
	}
	if len(measures) == 0 {
		return nil, problem(codeMeasureMissing, "There is no measure.", "Name at least one, such as count or sum(Budget).")
	}
	return measures, nil
}

func parseMeasure(text string) (Measure, error) {
	measure := Measure{}
	text = strings.TrimSpace(text)
	// The base stands after the last parenthesis, so that a field's name may
	// have a percent sign.
	tail := strings.LastIndexByte(text, ')') + 1
	rest := text[tail:]
	if before, base, found := strings.Cut(rest, "%"); found {
		words := strings.Fields(strings.ToLower(base))
		if len(words) > 0 && words[0] == "of" {
			words = words[1:]
		}
		switch strings.Join(words, " ") {
		case "row", "rows":
			measure.Base = PercentRow
		case "column", "columns", "col":
			measure.Base = PercentColumn
		case "total", "all", "grand total":
			measure.Base = PercentTotal
		default:
			return measure, problem(codeBaseUnknown, fmt.Sprintf("%q does not say what it is a percentage of.", text), "Write % of row, % of column or % of total.")
		}
		text, rest = text[:tail]+before, before
	}
	if strings.TrimSpace(rest) != "" && tail > 0 {
		return measure, problem(codeMeasureUnknown, fmt.Sprintf("%q is not a measure.", text), "Write measures as count, sum(Budget) or count % of row.")
	}
	name, field, called := strings.Cut(strings.TrimSpace(text), "(")
	function, known := functionNamed(name)
	if !known {
		return measure, measureUnknown(strings.TrimSpace(name))
	}
	measure.Function = function
	if called {
		field, _ = strings.CutSuffix(field, ")")
		if _, closed := split(field, ','); !closed {
			return measure, problem(codeMeasureUnknown, fmt.Sprintf("%q is not a measure.", text), "Put names with parentheses that do not match in [square brackets].")
		}
		measure.Field = unbracketed(strings.TrimSpace(field))
	}
	return measure, nil
}

func functionNamed(name string) (Function, bool) {
	lower := strings.ToLower(strings.TrimSpace(name))
	switch lower {
	case "average", "avg":
		return Mean, true
	case "minimum":
		return Min, true
	case "maximum":
		return Max, true
	}
	for _, function := range Functions() {
		if string(function) == lower {
			return function, true
		}
	}
	return "", false
}

func measureUnknown(name string) error {
	names := []string{}
	for _, function := range Functions() {
		names = append(names, string(function))
	}
	remedy := "Use " + strings.Join(names, ", ") + "."
	if near := expression.Near(name, names); len(near) > 0 {
		remedy = fmt.Sprintf("Did you mean %s? ", strings.Join(near, " or ")) + remedy
	}
	return problem(codeMeasureUnknown, fmt.Sprintf("There is no measure %q.", name), remedy)
}

// ParseFields reads a list of fields such as
//
//	School, Grade, [Last, First], left(Object, 1)
//
// Commas in parentheses, brackets and quotes do not separate fields. An empty
// text is an empty list.
func ParseFields(text string) ([]Dimension, error) {
	parts, closed := split(text, ',')
	if !closed {
		return nil, problem(codeSpecInvalid, fmt.Sprintf("A parenthesis, bracket or quote in %q is not closed.", text), "Close it.")
	}
	var dimensions []Dimension
	for _, part := range parts {
		if part != "" {
			dimensions = append(dimensions, Dimension{Field: unbracketed(part)})
		}
	}
	return dimensions, nil
}

// unbracketed takes the brackets off a name that is all in brackets.
func unbracketed(text string) string {
	if len(text) < 2 || text[0] != '[' || text[len(text)-1] != ']' {
		return text
	}
	inner := text[1 : len(text)-1]
	if strings.Contains(strings.ReplaceAll(inner, "]]", ""), "]") {
		return text
	}
	return strings.TrimSpace(strings.ReplaceAll(inner, "]]", "]"))
}

// split separates text at a sign that stands outside parentheses, brackets and
// quotes, and trims the parts. closed is false if one of those is left open or
// closed without having been opened. An apostrophe within a word is no quote.
func split(text string, separator rune) (parts []string, closed bool) {
	var open []rune
	var quote, before rune
	begin, skip := 0, -1
	closed = true
	for i, r := range text {
		if i == skip {
			continue
		}
		inBracket := len(open) > 0 && open[len(open)-1] == ']'
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case inBracket:
			if r == ']' && strings.HasPrefix(text[i:], "]]") {
				skip = i + 1 // a doubled bracket is part of the name
			} else if r == ']' {
				open = open[:len(open)-1]
			}
		case r == '"' || r == '\'':
			if !unicode.IsLetter(before) && !unicode.IsDigit(before) {
				quote = r
			}
		case r == '(':
			open = append(open, ')')
		case r == '[':
			open = append(open, ']')
		case r == ')' || r == ']':
			if len(open) == 0 || open[len(open)-1] != r {
				closed = false
			} else {
				open = open[:len(open)-1]
			}
		case r == separator && len(open) == 0:
			parts = append(parts, strings.TrimSpace(text[begin:i]))
			begin = i + len(string(r))
		}
		before = r
	}
	parts = append(parts, strings.TrimSpace(text[begin:]))
	return parts, closed && quote == 0 && len(open) == 0
}

// UnmarshalJSON reads an object, or a text as ParseMeasures reads one measure.
func (m *Measure) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		measures, err := ParseMeasures(text)
		if err != nil {
			return err
		}
		if len(measures) != 1 {
			return problem(codeMeasureUnknown, fmt.Sprintf("%q is more than one measure.", text), "Write each measure as a text of its own.")
		}
		*m = measures[0]
		return nil
	}
	type plain Measure
	return json.Unmarshal(data, (*plain)(m))
}

// UnmarshalJSON reads an object, or a text as the name of the field.
func (d *Dimension) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*d = Dimension{Field: unbracketed(strings.TrimSpace(text))}
		return nil
	}
	type plain Dimension
	return json.Unmarshal(data, (*plain)(d))
}
