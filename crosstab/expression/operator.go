package expression

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// comparison is two parts of one kind and what has to hold between them.
type comparison struct {
	left, right *node
	holds       func(a, b table.Value) bool
}

// comparisonOf makes a comparison of two parts that can be compared.
func comparisonOf(operator string, left, right *node) (comparison, error) {
	left, right, err := matched(operator, left, right)
	if err != nil {
		return comparison{}, err
	}
	order := func(a, b table.Value) int { return cmp.Compare(a.Number, b.Number) }
	if left.isText() {
		order = func(a, b table.Value) int { return strings.Compare(a.Text, b.Text) }
	}
	result := comparison{left: left, right: right}
	switch operator {
	case "==":
		result.holds = func(a, b table.Value) bool { return order(a, b) == 0 }
	case "!=":
		result.holds = func(a, b table.Value) bool { return order(a, b) != 0 }
	case "<":
		result.holds = func(a, b table.Value) bool { return order(a, b) < 0 }
	case "<=":
		result.holds = func(a, b table.Value) bool { return order(a, b) <= 0 }
	case ">":
		result.holds = func(a, b table.Value) bool { return order(a, b) > 0 }
	default:
		result.holds = func(a, b table.Value) bool { return order(a, b) >= 0 }
	}
	return result, nil
}

// compare makes a node that is true if the comparison holds.
func compare(at token, operator string, left, right *node) (*node, error) {
	c, err := comparisonOf(operator, left, right)
	if err != nil {
		return nil, err
	}
	return apply(at, yesNo(), func(v []table.Value) table.Value { return truth(c.holds(v[0], v[1])) }, c.left, c.right), nil
}

// oneOf makes a node that is true if one of the comparisons holds, all of
// which have left on their left. It is evaluated once for all of them.
func oneOf(at token, left *node, members []comparison) *node {
	parts := []*node{left}
	for _, member := range members {
		parts = append(parts, member.right)
	}
	n := &node{at: at, column: yesNo(), fields: fieldsOf(parts)}
	n.value = func(r row) table.Value {
		value := left.value(r)
		if value.State != table.Reported {
			return unknown(value)
		}
		result := truth(false)
		for _, member := range members {
			a, b := value, member.right.value(r)
			if member.left != left {
				a = member.left.value(r) // a literal, read as the member's type
			}
			switch {
			case b.State != table.Reported:
				result = unknown(result, b)
			case member.holds(a, b):
				return truth(true)
			}
		}
		return result
	}
	return n
}

// matched turns a literal beside a column into a value of the column's type,
// and refuses to compare what cannot be compared.
func matched(operator string, left, right *node) (*node, *node, error) {
	if left.literal && !right.literal {
		right, left, err := matched(operator, right, left)
		return left, right, err
	}
	a, b := left.column.Type, right.column.Type
	ordered := operator != "==" && operator != "!="
	switch {
	case a.IsText() && b.IsText():
		return left, right, nil
	case a.IsText() && right.literal && b.IsNumeric() && !ordered:
		return left, asText(right), nil
	case a.IsText() && right.literal && b.IsNumeric():
		return asNumber(left), right, nil
	case right.literal && right.isText() && !a.IsText():
		converted, err := read(left.column, right)
		return left, converted, err
	case a == table.SchoolYear && b.IsNumeric() && right.literal && left.column.Layout == table.EndYearLayout:
		// 2022 is what the column shows, and not the year in which that began.
		converted, err := read(left.column, right)
		return left, converted, err
	case a.IsNumeric() && b.IsNumeric(), a == b:
		return left, right, nil
	case a == table.SchoolYear && b.IsNumeric(), b == table.SchoolYear && a.IsNumeric():
		return left, right, nil
	case a == table.Grade && b.IsNumeric(), b == table.Grade && a.IsNumeric():
		return left, right, nil
	}
	remedy := "Compare like with like: number(...) reads text as a number, text(...) writes a number as text."
	return nil, nil, invalid(right.at, fmt.Sprintf("%s cannot be compared with %s.", kindName(a), kindName(b)), remedy)
}

// read turns a text written in the expression into a value of the column's
// type.
func read(column table.Column, literal *node) (*node, error) {
	text := strings.TrimSpace(literal.at.value)
	switch column.Type {
	case table.Date:
		layouts := []string{time.DateOnly}
		if column.Layout != "" {
			layouts = append(layouts, column.Layout)
		}
		for _, layout := range layouts {
			if day, err := time.Parse(layout, text); err == nil {
				return constant(literal.at, column, table.NumberValue(table.TimeDay(day))), nil
			}
		}
		return nil, invalid(literal.at, "this is not a date.", "Write dates as '2019-08-12'.")
	case table.SchoolYear:
		if year, ok := table.ReadSchoolYear(text, column.Layout); ok {
			return constant(literal.at, column, table.NumberValue(float64(year))), nil
		}
		if year, err := strconv.Atoi(text); err == nil && len(text) == 4 {
			return constant(literal.at, column, table.NumberValue(float64(year))), nil
		}
		return nil, invalid(literal.at, "this is not a school year.", "Write school years as \"2018-19\".")
	case table.Grade:
		if grade, ok := table.ParseGrade(text); ok {
			return constant(literal.at, column, table.NumberValue(float64(grade))), nil
		}
		return nil, invalid(literal.at, "this is not a grade.", "Write grades as 'TK', 'K' or '9'.")
	case table.YesNo:
		yes, no := column.YesNoWords()
		for _, word := range []string{yes, "yes", "y", "true", "1"} {
			if strings.EqualFold(word, text) && !strings.EqualFold(no, text) {
				return constant(literal.at, column, truth(true)), nil
			}
		}
		for _, word := range []string{no, "no", "n", "false", "0"} {
			if strings.EqualFold(word, text) {
				return constant(literal.at, column, truth(false)), nil
			}
		}
		return nil, invalid(literal.at, fmt.Sprintf("the column holds only %s and %s.", yes, no), "Compare it with one of these words.")
	}
	v := readNumber(text)
	if v.State != table.Reported {
		return nil, invalid(literal.at, "a number is compared with text that is none.", "Write a number, or compare text(...) of the column.")
	}
	return constant(literal.at, column, v), nil
}

// search looks for one text in another, or for a pattern.
func search(at token, word string, left, right *node) (*node, error) {
	left, right = asText(left), asText(right)
	switch word {
	case "contains":
		return apply(at, yesNo(), func(v []table.Value) table.Value { return truth(strings.Contains(v[0].Text, v[1].Text)) }, left, right), nil
	case "startsWith":
		return apply(at, yesNo(), func(v []table.Value) table.Value { return truth(strings.HasPrefix(v[0].Text, v[1].Text)) }, left, right), nil
	case "endsWith":
		return apply(at, yesNo(), func(v []table.Value) table.Value { return truth(strings.HasSuffix(v[0].Text, v[1].Text)) }, left, right), nil
	}
	if !right.literal {
		return nil, invalid(right.at, "a pattern must be written out.", "Write the pattern in quotes.")
	}
	pattern, err := regexp.Compile(right.at.value)
	if err != nil {
		return nil, invalid(right.at, "this is not a pattern.", "Check its parentheses and brackets, or use contains.")
	}
	return apply(at, yesNo(), func(v []table.Value) table.Value { return truth(pattern.MatchString(v[0].Text)) }, left), nil
}

// arithmetic makes a sum, difference, product and so on. Sums, differences and
// products of decimal numbers are rounded to the digits they can have, so that
// 0.1 + 0.2 is 0.3.
func arithmetic(at token, operator string, left, right *node) (*node, error) {
	if operator == "+" && left.isText() && right.isText() {
		return apply(at, textColumn(), func(v []table.Value) table.Value { return table.TextValue(v[0].Text + v[1].Text) }, left, right), nil
	}
	isDay := func(n *node) bool { return n.column.Type == table.Date || n.column.Type == table.SchoolYear }
	column := decimal(max(decimalsOf(left), decimalsOf(right)))
	switch {
	case operator == "-" && isDay(left) && left.column.Type == right.column.Type:
		column = integer()
	case (operator == "+" || operator == "-") && isDay(left) && right.column.Type == table.Integer:
		column = table.Column{Type: left.column.Type, Layout: left.column.Layout}
	default:
		for _, part := range []*node{left, right} {
			if err := wantNumber(part, operator); err != nil {
				return nil, err
			}
		}
	}
	decimals := column.Decimals
	var compute func(a, b float64) float64
	switch operator {
	case "+":
		compute = func(a, b float64) float64 { return table.Round(a+b, decimals) }
	case "-":
		compute = func(a, b float64) float64 { return table.Round(a-b, decimals) }
	case "*":
		column = decimal(decimalsOf(left) + decimalsOf(right))
		decimals = column.Decimals
		compute = func(a, b float64) float64 { return table.Round(a*b, decimals) }
	case "/":
		column = table.Column{Type: table.Decimal, Decimals: 6}
		compute = func(a, b float64) float64 { return a / b }
	case "%":
		compute = func(a, b float64) float64 { return table.Round(math.Mod(a, b), decimals) }
	default:
		column = table.Column{Type: table.Decimal, Decimals: 6}
		compute = math.Pow
	}
	return apply(at, column, func(v []table.Value) table.Value { return finite(compute(v[0].Number, v[1].Number)) }, left, right), nil
}
