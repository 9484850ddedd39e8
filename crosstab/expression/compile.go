package expression

import (
	"errors"
	"fmt"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
)

// Expression is a filter or a formula that has been understood. It is
// read-only and safe for any number of goroutines.
type Expression struct {
	source string
	root   *node
	fields []string
}

// Scope is what an expression can speak of.
type Scope struct {
	Schema table.Schema
	// Calendar is what term and schoolDay go by; nil if there is none.
	Calendar *calendar.Index
}

// Compile reads an expression over the columns of a schema, as Scope.Compile
// does without a calendar.
func Compile(source string, schema table.Schema) (*Expression, error) {
	return Scope{Schema: schema}.Compile(source)
}

// Compile reads an expression. The error is a *table.Issue with the code
// "field-unknown", "expression-invalid" or "calendar-missing", whose message
// points at the word.
func (s Scope) Compile(source string) (*Expression, error) {
	words, tree, err := parse(source, s.Schema, false)
	if err != nil {
		return nil, err
	}
	c := &compiler{words: words, schema: s.Schema, calendar: s.Calendar, places: map[int]int{}}
	root, err := c.compile(tree)
	if err != nil {
		return nil, err
	}
	return &Expression{source: source, root: root, fields: c.fields}, nil
}

// Order lists the texts that the expression gives in the order in which people
// list them; nil if that is their natural order.
func (e *Expression) Order() []string { return e.root.order }

// Fields returns the names of the columns the expression looks at, as the
// schema spells them, each once.
func (e *Expression) Fields() []string { return append([]string(nil), e.fields...) }

// String returns the expression as it was written.
func (e *Expression) String() string { return e.source }

// Column describes what the expression evaluates to; its name is the
// expression as it was written.
func (e *Expression) Column() table.Column {
	column := e.root.column
	column.Name = e.source
	if e.root.isField {
		column.Name = e.fields[0]
	}
	return column
}

// IsCondition reports whether the expression is true or false, and can so be a
// filter.
func (e *Expression) IsCondition() bool { return e.root.column.Type == table.YesNo }

// Names returns the columns that an expression calls by name, without a schema
// to check them against. Text that is no expression calls none.
func Names(source string) []string {
	words, err := scan(source, nil, true)
	if err != nil {
		return nil
	}
	var names []string
	seen := map[string]bool{}
	for _, t := range words.tokens {
		if t.kind == columnToken && !seen[strings.ToLower(t.value)] {
			seen[strings.ToLower(t.value)] = true
			names = append(names, t.value)
		}
	}
	return names
}

// CallsFunction reports whether the text has the form of a formula rather than
// of a column's name: one of the functions is called, or there are quotes,
// brackets or comparisons.
func CallsFunction(source string) bool {
	if strings.ContainsAny(source, "\"[=<>") {
		return true
	}
	words, err := scan(source, nil, true)
	if err != nil {
		return false
	}
	for _, t := range words.tokens {
		if t.kind == functionToken {
			return true
		}
	}
	return false
}

// parse scans and parses. Whatever the parser does with hostile text, an
// issue comes of it.
func parse(source string, schema table.Schema, anyName bool) (words *scanner, tree ast.Node, err error) {
	words, err = scan(source, schema, anyName)
	if err != nil {
		return nil, nil, err
	}
	if len(words.tokens) == 0 {
		return nil, nil, invalid(token{position: 1}, "there is no expression.", "Write a column's name or a comparison such as Grade = \"K\".")
	}
	defer func() {
		if r := recover(); r != nil {
			err = table.Failed(invalidCode, table.Where{}, "The expression cannot be read.", "Write it in a simpler way.", fmt.Errorf("parser: %v", r))
		}
	}()
	parsed, err := parser.Parse(words.out.String())
	if err != nil {
		at := words.end()
		var fault *file.Error
		if errors.As(err, &fault) {
			at = words.tokenAt(fault.From)
			// At the end, the parser points at the last character.
			if strings.Contains(fault.Message, "EOF") || strings.Contains(fault.Message, "unexpected end") {
				at = words.end()
			}
		}
		if at.word == "" {
			return nil, nil, invalid(at, "the expression ends too early.", "Complete it, or remove what stands last.")
		}
		return nil, nil, invalid(at, "this word does not belong here.", "Check what stands before it: text needs quotes, names with spaces need [square brackets], lists need commas.")
	}
	return words, parsed.Node, nil
}

// compiler walks the parser's tree and makes nodes.
type compiler struct {
	words    *scanner
	schema   table.Schema
	calendar *calendar.Index // may be nil
	fields   []string
	places   map[int]int // schema position -> place in a row
	made     int         // parts made so far
}

func (c *compiler) at(n ast.Node) token { return c.words.tokenAt(n.Location().From) }

func (c *compiler) compile(n ast.Node) (*node, error) {
	at := c.at(n)
	// The parser writes a < b < c as a < b and b < c. Nested in themselves,
	// such chains would grow without end.
	if c.made++; c.made > maxParts {
		return nil, invalid(at, "the expression has too many parts.", "Write it in a simpler way, or make a field of it in steps.")
	}
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return c.leaf(at)
	case *ast.BoolNode:
		v := truth(n.Value)
		return &node{at: at, column: yesNo(), value: func(row) table.Value { return v }}, nil
	case *ast.UnaryNode:
		return c.unary(n, at)
	case *ast.BinaryNode:
		return c.binary(n, at)
	case *ast.CallNode:
		if at.kind != functionToken {
			return nil, invalid(at, "only functions can be followed by a parenthesis.", "Put an operator between.")
		}
		arguments := make([]*node, len(n.Arguments))
		for i, argument := range n.Arguments {
			part, err := c.compile(argument)
			if err != nil {
				return nil, err
			}
			arguments[i] = part
		}
		return c.call(at, arguments)
	case *ast.ArrayNode:
		return nil, invalid(at, "a list can only follow the word in.", "Write for example Grade in [\"K\", \"1\"].")
	}
	return nil, invalid(at, "this is not part of the language.", "Use columns, text in quotes, numbers, operators and functions.")
}

// leaf is a column, a text or a number.
func (c *compiler) leaf(at token) (*node, error) {
	switch at.kind {
	case columnToken:
		place, known := c.places[at.column]
		if !known {
			place = len(c.fields)
			c.places[at.column] = place
			c.fields = append(c.fields, at.value)
		}
		return &node{
			at: at, column: c.schema[at.column], fields: []int{place}, isField: true,
			value: func(r row) table.Value { return r[place] },
		}, nil
	case textToken:
		return constant(at, textColumn(), table.TextValue(at.value)), nil
	case numberToken:
		v := readNumber(at.value)
		if v.State != table.Reported {
			return nil, invalid(at, "this is not a number.", "Write text and codes in quotes.")
		}
		_, fraction, _ := strings.Cut(at.value, ".")
		return constant(at, decimal(len(fraction)), v), nil
	}
	return nil, invalid(at, "a value is expected here.", "Use a column, text in quotes or a number.")
}

func (c *compiler) unary(n *ast.UnaryNode, at token) (*node, error) {
	part, err := c.compile(n.Node)
	if err != nil {
		return nil, err
	}
	switch n.Operator {
	case "not", "!":
		if err := wantCondition(part, "not"); err != nil {
			return nil, err
		}
		return not(at, part), nil
	case "-":
		if err := wantNumber(part, "-"); err != nil {
			return nil, err
		}
		negative := apply(at, decimal(decimalsOf(part)), func(v []table.Value) table.Value { return table.NumberValue(0 - v[0].Number) }, part)
		if part.literal {
			negative.literal, negative.at = true, token{kind: numberToken, word: "-" + part.at.word, value: "-" + part.at.value, position: at.position}
		}
		return negative, nil
	}
	return part, wantNumber(part, n.Operator)
}

func (c *compiler) binary(n *ast.BinaryNode, at token) (*node, error) {
	left, err := c.compile(n.Left)
	if err != nil {
		return nil, err
	}
	if n.Operator == "in" {
		return c.in(n, at, left)
	}
	right, err := c.compile(n.Right)
	if err != nil {
		return nil, err
	}
	switch n.Operator {
	case "and", "&&", "or", "||":
		word := map[string]string{"and": "and", "&&": "and", "or": "or", "||": "or"}[n.Operator]
		for _, part := range []*node{left, right} {
			if err := wantCondition(part, word); err != nil {
				return nil, err
			}
		}
		return connect(at, word, left, right), nil
	case "==", "!=", "<", "<=", ">", ">=":
		return compare(at, n.Operator, left, right)
	case "contains", "startsWith", "endsWith", "matches":
		return search(at, n.Operator, left, right)
	case "+", "-", "*", "/", "%", "^", "**":
		return arithmetic(at, n.Operator, left, right)
	}
	return nil, invalid(at, "this is not an operator here.", "Use + - * / % = <> < <= > >= and, or, not, in.")
}

func (c *compiler) in(n *ast.BinaryNode, at token, left *node) (*node, error) {
	list, isList := n.Right.(*ast.ArrayNode)
	if !isList {
		return nil, invalid(at, "a list must follow.", "Write for example Grade in [\"K\", \"1\"].")
	}
	if len(list.Nodes) == 0 {
		return nil, invalid(at, "the list is empty.", "Put at least one value into it.")
	}
	var members []comparison
	for _, member := range list.Nodes {
		right, err := c.compile(member)
		if err != nil {
			return nil, err
		}
		one, err := comparisonOf("==", left, right)
		if err != nil {
			return nil, err
		}
		members = append(members, one)
	}
	return oneOf(at, left, members), nil
}

func wantCondition(n *node, word string) error {
	if n.column.Type == table.YesNo {
		return nil
	}
	return invalid(n.at, fmt.Sprintf("%s needs something that is true or false.", word), "Write a comparison, such as [Days Absent] > 10.")
}

func wantNumber(n *node, word string) error {
	if n.column.Type.IsNumeric() {
		return nil
	}
	return invalid(n.at, fmt.Sprintf("%s needs a number, and this is %s.", word, kindName(n.column.Type)), "Use a column of numbers, or number(...) to read text as one.")
}

// kindName is how messages speak of a type.
func kindName(t table.Type) string {
	switch t {
	case table.Text:
		return "text"
	case table.Code:
		return "a code"
	case table.Date:
		return "a date"
	case table.SchoolYear:
		return "a school year"
	case table.Grade:
		return "a grade"
	case table.YesNo:
		return "yes or no"
	}
	return "a number"
}
