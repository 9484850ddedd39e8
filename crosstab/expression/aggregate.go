package expression

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/schoolbench/schoolbench/table"
)

// Aggregate is a part of an expression that is one number for many rows, such
// as mean(Score by Grade): the mean of all rows with the same grade. Whoever
// evaluates the expression adds a column of the name Text to the frame, which
// holds for every row what the rows of its group give.
type Aggregate struct {
	Text     string // mean(Score by Grade), written in one way
	Function string // count, sum, mean, min, max, distinct, median or stdev
	Field    string // a column or an expression; empty for a count of rows
	By       string // columns or expressions, with commas between
}

func isAggregate(lower string) bool {
	return slices.Contains([]string{"count", "sum", "mean", "min", "max", "distinct", "median", "stdev"}, lower)
}

// Aggregates lists the parts of an expression that are numbers of many rows,
// each once. Those within another one are the other one's.
func Aggregates(source string) []Aggregate {
	words, err := scan(source, nil, true)
	if err != nil {
		return nil
	}
	return words.aggregates
}

// aggregate reads an aggregate that begins at the present place with a name and,
// at i, a parenthesis; end is the place behind it.
func (s *scanner) aggregate(function string, i int) (found Aggregate, end int, ok bool) {
	depth, by := 0, -1
	var quote rune
	begin := i + 1
	for ; i < len(s.source); i++ {
		r := s.source[i]
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '[':
			quote = ']'
		case r == '(':
			depth++
		case r == ')':
			if depth--; depth > 0 {
				break
			}
			if by < 0 {
				return found, 0, false
			}
			found = Aggregate{
				Function: function,
				Field:    strings.TrimSpace(string(s.source[begin:by])),
				By:       strings.TrimSpace(string(s.source[by+2 : i])),
			}
			found.Text = fmt.Sprintf("%s(%s by %s)", function, found.Field, found.By)
			if found.Field == "" {
				found.Text = fmt.Sprintf("%s(by %s)", function, found.By)
			}
			return found, i + 1, found.By != "" && (found.Field != "" || function == "count")
		case depth == 1 && isBy(s.source, i):
			by = i
		}
	}
	return found, 0, false
}

// isBy reports whether the word by stands here.
func isBy(source []rune, i int) bool {
	if i+2 >= len(source) || unicode.ToLower(source[i]) != 'b' || unicode.ToLower(source[i+1]) != 'y' {
		return false
	}
	before, after := source[i-1], source[i+2]
	return (unicode.IsSpace(before) || before == '(') && (unicode.IsSpace(after) || after == '[')
}

// emitAggregate takes an aggregate for a column of its name.
func (s *scanner) emitAggregate(found Aggregate, t token, end int) error {
	t.word, t.kind, t.value = string(s.source[s.at:end]), columnToken, found.Text
	if s.anyName {
		// There is no schema: the columns that it needs are named in its place.
		if !slices.Contains(s.aggregates, found) {
			s.aggregates = append(s.aggregates, found)
		}
		s.emit(token{kind: functionToken, word: t.word, value: found.Function, position: t.position}, "")
		for _, part := range []string{found.Field, found.By} {
			for _, name := range Names(strings.ReplaceAll(part, ",", " ")) {
				s.emit(token{kind: columnToken, word: name, value: name, position: t.position}, "")
			}
		}
		s.at = end
		return nil
	}
	if t.column = s.schema.Index(found.Text); t.column < 0 {
		return table.Failed(invalidCode, table.Where{}, fmt.Sprintf("%s is a number of many rows, which cross-tabs alone can work out.", found.Text), "Use it in a field, a measure or the filter of a cross-tab.", nil)
	}
	t.value = s.schema[t.column].Name
	s.emit(t, "")
	s.at = end
	return nil
}
