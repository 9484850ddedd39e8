package expression

import (
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// Condition is a part of a filter that people can be shown in words and change
// without knowing the language: one field and what is asked of it, or several
// such parts of the same field.
type Condition struct {
	// Text is the part as it is written.
	Text string
	// Field is a column's name as the schema spells it, or a call such as
	// month([Test Date]) as it is written. It is empty if the part is more than
	// a person can be shown in words.
	Field string
	// Operator is ==, !=, <, <=, >, >=, in, contains, startsWith, endsWith,
	// isblank, iswithheld or isreported; for several parts it is and, or or.
	Operator string
	// Not turns the operator round.
	Not bool
	// Lower is true when the field is compared in lower case.
	Lower bool
	// Values are what the field is compared with, without their quotes.
	Values []string
	// Parts are the conditions that and, or or connects.
	Parts []Condition
}

// Conditions cuts a filter into the parts that and connects, in order. A part
// that is no simple condition has no field. The answer is nil if the source
// cannot be read with this schema.
func Conditions(source string, schema table.Schema) []Condition {
	if _, err := Compile(source, schema); err != nil {
		// A term or a day of instruction needs a calendar to be compiled, not to
		// be read.
		if _, _, err := parse(source, schema, false); err != nil {
			return nil
		}
	}
	words, err := scan(source, schema, false)
	if err != nil {
		return nil
	}
	r := reading{words}
	var conditions []Condition
	for _, part := range r.split(words.tokens, "and") {
		conditions = append(conditions, r.condition(part))
	}
	return conditions
}

// reading finds conditions among the words of a filter.
type reading struct{ words *scanner }

// split cuts tokens at a connecting word that stands in no parenthesis. Where
// or connects anything, and does not cut.
func (r reading) split(tokens []token, word string) [][]token {
	depth, from := 0, 0
	var parts [][]token
	for i, t := range tokens {
		switch t.value {
		case "(", "[":
			if t.kind == operatorToken {
				depth++
			}
		case ")", "]":
			if t.kind == operatorToken {
				depth--
			}
		case "and", "or":
			switch {
			case depth != 0 || t.kind != wordToken && t.kind != operatorToken:
			case t.value == word:
				parts, from = append(parts, tokens[from:i]), i+1
			case word == "and":
				return [][]token{tokens}
			}
		}
	}
	return append(parts, tokens[from:])
}

// condition reads one part.
func (r reading) condition(tokens []token) Condition {
	c := Condition{Text: r.text(tokens)}
	if inner, whole := enclosed(tokens); whole {
		for _, word := range []string{"or", "and"} {
			if parts := r.split(inner, word); len(parts) > 1 {
				c.Operator = word
				return r.connected(c, parts)
			}
		}
		inner := r.condition(inner)
		inner.Text = c.Text
		return inner
	}
	rest := tokens
	for len(rest) > 1 && rest[0].value == "not" && rest[0].kind != textToken {
		c.Not = !c.Not
		rest = rest[1:]
	}
	if inner, whole := enclosed(rest); whole && len(rest) < len(tokens) {
		rest = inner
	}
	r.simple(&c, rest)
	return c
}

// connected makes a condition of several about one field.
func (r reading) connected(c Condition, parts [][]token) Condition {
	for _, part := range parts {
		each := r.condition(part)
		if each.Field == "" || c.Field != "" && each.Field != c.Field {
			return Condition{Text: c.Text}
		}
		c.Field = each.Field
		c.Parts = append(c.Parts, each)
	}
	return c
}

// simple reads a field and what is asked of it; without success the condition
// has no field.
func (r reading) simple(c *Condition, tokens []token) {
	if len(tokens) == 4 && tokens[0].kind == functionToken && tokens[2].kind == columnToken && strings.HasPrefix(tokens[0].value, "is") {
		c.Operator, c.Field = tokens[0].value, tokens[2].value
		return
	}
	field, rest := tokens[:min(1, len(tokens))], tokens[min(1, len(tokens)):]
	if len(tokens) > 4 && tokens[0].kind == functionToken && tokens[2].kind == columnToken && tokens[3].value == ")" {
		field, rest = tokens[:4], tokens[4:]
	}
	if len(rest) > 1 && rest[0].kind == wordToken && rest[0].value == "not" && rest[1].value == "in" {
		c.Not, rest = !c.Not, rest[1:]
	}
	if len(field) == 0 || len(rest) < 2 {
		return
	}
	operator, operands := rest[0], rest[1:]
	switch operator.value {
	case "==", "!=", "<", "<=", ">", ">=", "contains", "startsWith", "endsWith":
	case "in":
		if len(operands) < 3 || operands[0].value != "[" && operands[0].value != "(" {
			return
		}
		operands = operands[1 : len(operands)-1]
	default:
		return
	}
	values, read := literals(operands)
	if !read || operator.kind == textToken || operator.value != "in" && len(values) != 1 {
		return
	}
	switch {
	case field[0].kind == columnToken:
		c.Field = field[0].value
	case len(field) == 4 && field[0].value == "lower":
		c.Field, c.Lower = field[2].value, true
	case len(field) == 4:
		c.Field = r.text(field)
	default:
		return
	}
	c.Operator, c.Values = operator.value, values
}

// literals reads values with commas between.
func literals(tokens []token) (values []string, ok bool) {
	sign, wanted := "", true
	for _, t := range tokens {
		switch {
		case wanted && (t.kind == textToken || t.kind == numberToken):
			values, sign, wanted = append(values, sign+t.value), "", false
		case wanted && t.kind == wordToken && (t.value == "true" || t.value == "false"):
			values, wanted = append(values, t.value), false
		case wanted && sign == "" && t.kind == operatorToken && t.value == "-":
			sign = "-"
		case !wanted && t.kind == operatorToken && t.value == ",":
			wanted = true
		default:
			return nil, false
		}
	}
	return values, !wanted
}

// enclosed reports whether a parenthesis that opens with the first token closes
// with the last, and what stands between.
func enclosed(tokens []token) (inner []token, whole bool) {
	if len(tokens) < 3 || tokens[0].kind != operatorToken || tokens[0].value != "(" {
		return nil, false
	}
	depth := 0
	for i, t := range tokens {
		if t.kind != operatorToken {
			continue
		}
		switch t.value {
		case "(", "[":
			depth++
		case ")", "]":
			depth--
		}
		if depth == 0 {
			return tokens[1 : len(tokens)-1], i == len(tokens)-1
		}
	}
	return nil, false
}

// text is how tokens are written.
func (r reading) text(tokens []token) string {
	if len(tokens) == 0 {
		return ""
	}
	last := tokens[len(tokens)-1]
	return string(r.words.source[tokens[0].position-1 : last.position-1+len([]rune(last.word))])
}
