package expression

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/schoolbench/schoolbench/table"
)

// Limits on what is accepted, so that a hostile formula costs nothing.
const (
	maxLength  = 4096 // characters
	maxNesting = 64   // parentheses within one another
	maxParts   = 8192 // columns, values, operators and functions
)

type tokenKind uint8

const (
	operatorToken tokenKind = iota
	columnToken
	textToken
	numberToken
	functionToken
	wordToken // and, or, in, true ...
)

// token is one word of an expression as a person wrote it.
type token struct {
	kind     tokenKind
	word     string // as written
	value    string // column's name, text without quotes, function in lower case
	position int    // of its first character, from 1
	column   int    // for a column, its place in the schema
	parsed   int    // where its form for the parser begins
}

// operand reports whether a value ends with this token, so that an operator
// can follow.
func (t token) operand() bool {
	switch t.kind {
	case columnToken, textToken, numberToken:
		return true
	case wordToken:
		return t.value == "true" || t.value == "false"
	case operatorToken:
		return t.value == ")" || t.value == "]"
	}
	return false
}

// words are the operators and constants written with letters, by their lower
// case, as the parser spells them.
func wordFor(lower string) string {
	switch lower {
	case "and", "or", "not", "in", "true", "false", "contains", "matches":
		return lower
	case "startswith":
		return "startsWith"
	case "endswith":
		return "endsWith"
	}
	return ""
}

// scanner turns the language people write into the one the parser reads.
// Columns, texts, numbers and functions become names of our own ($0, $1 ...),
// so that nothing a person names a column can collide with the parser's
// keywords, and every part of the tree leads back to the word it came from.
type scanner struct {
	source  []rune
	at      int
	schema  table.Schema
	anyName bool // take every name for a column: there is no schema
	tokens  []token
	out     strings.Builder
	closers []string // what closes each open parenthesis or bracket for the parser
	nots    []int    // at each depth of nesting, how many nots are still to be closed

	aggregates []Aggregate // those that were met, without a schema
}

// scan reads the whole source. With a nil schema every name passes for a
// column.
func scan(source string, schema table.Schema, anyName bool) (*scanner, error) {
	s := &scanner{source: []rune(source), schema: schema, anyName: anyName, nots: []int{0}}
	if len(s.source) > maxLength {
		return nil, table.Failed(invalidCode, table.Where{}, fmt.Sprintf("The expression is %d characters long.", len(s.source)),
			fmt.Sprintf("Shorten it to %d characters.", maxLength), nil)
	}
	for {
		for s.at < len(s.source) && unicode.IsSpace(s.source[s.at]) {
			s.at++
		}
		if s.at == len(s.source) {
			break
		}
		if err := s.next(); err != nil {
			return nil, err
		}
	}
	if len(s.closers) > 0 {
		return nil, invalid(s.end(), "a parenthesis or bracket is not closed.", "Close it.")
	}
	s.closeNots()
	return s, nil
}

// closeNots ends what the nots of this depth reach over. The parser takes not
// for the next word alone; people mean the comparison that follows, so that
// not Days > 3 is not (Days > 3).
func (s *scanner) closeNots() {
	for range s.nots[len(s.nots)-1] {
		s.out.WriteString(" )")
	}
	s.nots[len(s.nots)-1] = 0
}

// end stands for the place after the last character.
func (s *scanner) end() token { return token{position: len(s.source) + 1} }

func (s *scanner) previous() token {
	if len(s.tokens) == 0 {
		return token{}
	}
	return s.tokens[len(s.tokens)-1]
}

// emit records a token and its form for the parser; an empty form stands for
// a name of our own.
func (s *scanner) emit(t token, form string) {
	switch form {
	case "and", "or", ",", ")", "]":
		s.closeNots()
	}
	isPrefix := form == "not" && !s.previous().operand()
	s.out.WriteByte(' ')
	t.parsed = s.out.Len()
	if form == "" {
		form = fmt.Sprintf("$%d", len(s.tokens))
	}
	s.out.WriteString(form)
	s.tokens = append(s.tokens, t)
	switch {
	case isPrefix:
		s.out.WriteString(" (")
		s.nots[len(s.nots)-1]++
	case form == "(" || form == "[":
		s.nots = append(s.nots, 0)
	case form == ")" || form == "]":
		s.nots = s.nots[:len(s.nots)-1]
	}
}

func (s *scanner) next() error {
	r := s.source[s.at]
	switch {
	case r == '\'' || r == '"':
		return s.text(r)
	case r >= '0' && r <= '9' || r == '.' && s.at+1 < len(s.source) && s.source[s.at+1] >= '0' && s.source[s.at+1] <= '9':
		return s.number()
	case unicode.IsLetter(r) || r == '_':
		return s.name()
	case r == '[':
		return s.bracket()
	}
	return s.operator()
}

// here is a token that begins at the present place and is length long.
func (s *scanner) here(kind tokenKind, length int) token {
	return token{kind: kind, word: string(s.source[s.at : s.at+length]), position: s.at + 1}
}

func (s *scanner) text(quote rune) error {
	var value strings.Builder
	for i := s.at + 1; i < len(s.source); i++ {
		if s.source[i] != quote {
			value.WriteRune(s.source[i])
			continue
		}
		if i+1 < len(s.source) && s.source[i+1] == quote {
			value.WriteRune(quote)
			i++
			continue
		}
		t := s.here(textToken, i+1-s.at)
		t.value = value.String()
		s.emit(t, "")
		s.at = i + 1
		return nil
	}
	return invalid(s.here(textToken, len(s.source)-s.at), "the text is not closed.", fmt.Sprintf("Put a %c after its last character.", quote))
}

func (s *scanner) number() error {
	i, points := s.at, 0
	for i < len(s.source) && (s.source[i] >= '0' && s.source[i] <= '9' || s.source[i] == '.') {
		if s.source[i] == '.' {
			points++
		}
		i++
	}
	for i < len(s.source) && (unicode.IsLetter(s.source[i]) || unicode.IsDigit(s.source[i]) || s.source[i] == '_') {
		points, i = 2, i+1
	}
	t := s.here(numberToken, i-s.at)
	if points > 1 || i-s.at > 40 {
		return invalid(t, "this is not a number.", "Write text and codes in quotes, and names that begin with a digit in [square brackets].")
	}
	t.value = t.word
	s.emit(t, "")
	s.at = i
	return nil
}

func (s *scanner) name() error {
	i := s.at
	for i < len(s.source) && (unicode.IsLetter(s.source[i]) || unicode.IsDigit(s.source[i]) || s.source[i] == '_') {
		i++
	}
	t := s.here(wordToken, i-s.at)
	begin := s.at
	s.at = i
	for i < len(s.source) && unicode.IsSpace(s.source[i]) {
		i++
	}
	called := i < len(s.source) && s.source[i] == '('
	lower := strings.ToLower(t.word)
	if called && isAggregate(lower) {
		if found, end, ok := s.aggregate(lower, i); ok {
			s.at = begin
			return s.emitAggregate(found, t, end)
		}
	}
	word := wordFor(lower)
	infix := word != "" && (s.previous().operand() || s.previous().value == "not" && !(called && isFunction(lower)))
	switch {
	case word == "true" || word == "false" || word == "not" || infix && word != "":
		t.value = word
		s.emit(t, word)
		return nil
	case called && (isFunction(lower) || !s.anyName):
		if !isFunction(lower) {
			return invalid(t, "there is no such function.", functionRemedy(lower))
		}
		t.kind, t.value = functionToken, lower
		s.emit(t, "")
		return nil
	case word != "":
		t.value = word
		s.emit(t, word)
		return nil
	}
	s.at = begin
	return s.column(t, t.word, len([]rune(t.word)))
}

// column emits a column called name, which takes up length characters.
func (s *scanner) column(t token, name string, length int) error {
	t.kind, t.value = columnToken, name
	if !s.anyName {
		t.column = s.schema.Index(name)
		if t.column < 0 {
			return unknownField(t, name, s.schema)
		}
		t.value = s.schema[t.column].Name
	}
	s.emit(t, "")
	s.at += length
	return nil
}

// bracket reads a column's name in brackets, or else opens a list.
func (s *scanner) bracket() error {
	listed := s.previous().kind == wordToken && s.previous().value == "in"
	var name strings.Builder
	for i := s.at + 1; i < len(s.source); i++ {
		if s.source[i] == ']' {
			if i+1 < len(s.source) && s.source[i+1] == ']' {
				name.WriteRune(']')
				i++
				continue
			}
			inner := strings.TrimSpace(name.String())
			isColumn := s.schema.Index(inner) >= 0
			if isColumn || !listed {
				return s.column(s.here(columnToken, i+1-s.at), inner, i+1-s.at)
			}
			break
		}
		name.WriteRune(s.source[i])
	}
	if !listed {
		return invalid(s.here(operatorToken, 1), "the bracket is not closed.", "Put a ] after the column's name.")
	}
	return s.open("]")
}

func (s *scanner) open(closer string) error {
	t := s.here(operatorToken, 1)
	if len(s.closers) >= maxNesting {
		return invalid(t, "the parentheses are nested too deeply.", fmt.Sprintf("Use no more than %d within one another.", maxNesting))
	}
	s.closers = append(s.closers, closer)
	form := "("
	if closer == "]" {
		form = "["
	}
	t.value = form
	s.emit(t, form)
	s.at++
	return nil
}

func (s *scanner) operator() error {
	two := ""
	if s.at+1 < len(s.source) {
		two = string(s.source[s.at : s.at+2])
	}
	form, length := "", 2
	switch two {
	case "==", "!=", "<=", ">=", "**":
		form = two
	case "<>":
		form = "!="
	case "&&":
		form = "and"
	case "||":
		form = "or"
	}
	if form == "" {
		length = 1
		switch r := s.source[s.at]; r {
		case '(':
			if s.previous().kind == wordToken && s.previous().value == "in" {
				return s.open("]")
			}
			return s.open(")")
		case ')', ']':
			if len(s.closers) == 0 || r == ']' && s.closers[len(s.closers)-1] != "]" {
				return invalid(s.here(operatorToken, 1), "it closes nothing.", "Remove it, or open it before.")
			}
			form = s.closers[len(s.closers)-1]
			s.closers = s.closers[:len(s.closers)-1]
		case '=':
			form = "=="
		case '!':
			form = "not"
		case '<', '>', '+', '-', '*', '/', '%', '^', ',':
			form = string(r)
		default:
			return invalid(s.here(operatorToken, 1), "this sign means nothing here.", "Use + - * / % = <> < <= > >= and, or, not, in; write text in quotes and names with spaces in [square brackets].")
		}
	}
	t := s.here(operatorToken, length)
	t.value = form
	s.emit(t, form)
	s.at += length
	return nil
}

// tokenAt returns the token whose form for the parser begins at or before this
// place.
func (s *scanner) tokenAt(parsed int) token {
	if len(s.tokens) == 0 || parsed >= s.out.Len() {
		return s.end()
	}
	found := s.tokens[0]
	for _, t := range s.tokens {
		if t.parsed > parsed {
			break
		}
		found = t
	}
	return found
}
