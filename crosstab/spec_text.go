package crosstab

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

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
	return strictly(data, (*plain)(m))
}

// UnmarshalJSON reads an object, or a text as the name of the field.
func (d *Dimension) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*d = Dimension{Field: unbracketed(strings.TrimSpace(text))}
		return nil
	}
	type plain Dimension
	return strictly(data, (*plain)(d))
}

// strictly reads an object and refuses names that it should not have: a limit
// with a slip of the pen would be left out in silence.
func strictly(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if name, unknown := strings.CutPrefix(fmt.Sprint(err), "json: unknown field "); unknown {
		return problem(codeSpecInvalid, fmt.Sprintf("A part of the cross-tab has a setting %s, which there is not.", name), "Correct its name, or leave it out.")
	}
	return err
}
