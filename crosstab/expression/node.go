package expression

import (
	"math"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// row holds the values of the columns an expression looks at, in the order of
// Expression.fields.
type row []table.Value

// node is one part of the tree, ready to be evaluated.
type node struct {
	at     token
	column table.Column // what it evaluates to: type, decimals, layout
	fields []int        // which columns it looks at, as places in a row, ascending
	value  func(row) table.Value
	logic  string  // "and", "or", "not" for those, to be evaluated a column at a time
	parts  []*node // of logic
	// literal is true for a text or a number written in the expression, whose
	// characters are at.value.
	literal bool
	isField bool
	order   []string // the texts it gives as people list them, if that is not natural order
}

func (n *node) isText() bool { return n.column.Type.IsText() }

// constant is a value written in the expression.
func constant(at token, column table.Column, v table.Value) *node {
	return &node{at: at, column: column, literal: true, value: func(row) table.Value { return v }}
}

// apply makes a node that is evaluated from reported values alone. If one of
// the parts is not reported, neither is the result.
func apply(at token, column table.Column, evaluate func([]table.Value) table.Value, parts ...*node) *node {
	n := &node{at: at, column: column, fields: fieldsOf(parts)}
	switch len(parts) {
	case 1:
		inner := parts[0].value
		n.value = func(r row) table.Value {
			v := inner(r)
			if v.State != table.Reported {
				return unknown(v)
			}
			return evaluate([]table.Value{v})
		}
	default:
		n.value = func(r row) table.Value {
			values := make([]table.Value, len(parts))
			for i, part := range parts {
				values[i] = part.value(r)
			}
			for _, v := range values {
				if v.State != table.Reported {
					return unknown(values...)
				}
			}
			return evaluate(values)
		}
	}
	return n
}

// unknown is what becomes of values of which at least one is not reported.
func unknown(values ...table.Value) table.Value {
	for _, v := range values {
		if v.State == table.Withheld {
			return v
		}
	}
	return missing()
}

func missing() table.Value { return table.Value{State: table.Missing} }

func truth(is bool) table.Value {
	if is {
		return table.NumberValue(1)
	}
	return table.NumberValue(0)
}

// finite is a reported number, or missing if there is no such number.
func finite(n float64) table.Value {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return missing()
	}
	return table.NumberValue(n)
}

// fieldsOf is the union of the parts' fields, ascending.
func fieldsOf(parts []*node) []int {
	var union []int
	for _, part := range parts {
		for _, field := range part.fields {
			place := 0
			for place < len(union) && union[place] < field {
				place++
			}
			if place == len(union) || union[place] != field {
				union = append(union[:place], append([]int{field}, union[place:]...)...)
			}
		}
	}
	return union
}

// and, or and not follow the three-valued logic of the package's
// documentation.
func not(at token, part *node) *node {
	n := apply(at, yesNo(), func(v []table.Value) table.Value { return truth(v[0].Number == 0) }, part)
	n.logic, n.parts = "not", []*node{part}
	return n
}

func connect(at token, word string, left, right *node) *node {
	// One certain part decides: false for and, true for or.
	decisive := 0.0
	if word == "or" {
		decisive = 1
	}
	n := &node{at: at, column: yesNo(), logic: word, parts: []*node{left, right}, fields: fieldsOf([]*node{left, right})}
	n.value = func(r row) table.Value {
		a := left.value(r)
		if a.State == table.Reported && (a.Number != 0) == (decisive != 0) {
			return truth(decisive != 0)
		}
		b := right.value(r)
		if b.State == table.Reported && (b.Number != 0) == (decisive != 0) {
			return truth(decisive != 0)
		}
		if a.State != table.Reported || b.State != table.Reported {
			return unknown(a, b)
		}
		return truth(decisive == 0)
	}
	return n
}

func yesNo() table.Column { return table.Column{Type: table.YesNo} }

func textColumn() table.Column { return table.Column{Type: table.Text} }

func integer() table.Column { return table.Column{Type: table.Integer} }

// decimal is a column of numbers with this many digits after the point.
func decimal(decimals int) table.Column {
	if decimals <= 0 {
		return integer()
	}
	return table.Column{Type: table.Decimal, Decimals: min(decimals, 15)}
}

// decimalsOf is the number of digits after the point a node's numbers have.
func decimalsOf(n *node) int {
	if n.column.Type == table.Decimal {
		return n.column.Decimals
	}
	return 0
}

// asText returns the node's value as its column would write it.
func asText(n *node) *node {
	if n.isText() {
		return n
	}
	if n.literal {
		return constant(n.at, textColumn(), table.TextValue(n.at.value))
	}
	column := n.column
	return apply(n.at, textColumn(), func(v []table.Value) table.Value { return table.TextValue(column.Text(v[0])) }, n)
}

// asNumber returns the node's value read as a number.
func asNumber(n *node) *node {
	if n.column.Type.IsNumeric() {
		return n
	}
	if !n.isText() {
		return apply(n.at, integer(), func(v []table.Value) table.Value { return v[0] }, n)
	}
	return apply(n.at, decimal(6), func(v []table.Value) table.Value { return readNumber(v[0].Text) }, n)
}

// readNumber reads 1,234.5 or -7, and anything else as missing.
func readNumber(text string) table.Value {
	text = strings.ReplaceAll(strings.TrimSpace(text), ",", "")
	if text == "" || strings.Trim(text, "+-.0123456789eE") != "" {
		return missing()
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return missing()
	}
	return finite(n)
}
