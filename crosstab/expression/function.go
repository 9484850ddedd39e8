package expression

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/table"
)

// signature says how many arguments a function takes.
type signature struct {
	least, most int
	form        string
}

func signatureOf(name string) (signature, bool) {
	s, known := map[string]signature{
		"if":          {3, 3, "if(condition, then, else)"},
		"left":        {2, 2, "left(text, characters)"},
		"right":       {2, 2, "right(text, characters)"},
		"mid":         {3, 3, "mid(text, first, characters)"},
		"len":         {1, 1, "len(text)"},
		"upper":       {1, 1, "upper(text)"},
		"lower":       {1, 1, "lower(text)"},
		"trim":        {1, 1, "trim(text)"},
		"contains":    {2, 2, "contains(text, part)"},
		"startswith":  {2, 2, "startsWith(text, part)"},
		"endswith":    {2, 2, "endsWith(text, part)"},
		"isblank":     {1, 1, "isblank(column)"},
		"iswithheld":  {1, 1, "iswithheld(column)"},
		"isreported":  {1, 1, "isreported(column)"},
		"year":        {1, 1, "year(date)"},
		"month":       {1, 1, "month(date)"},
		"quarter":     {1, 1, "quarter(date)"},
		"weekof":      {1, 1, "weekof(date)"},
		"weekday":     {1, 1, "weekday(date)"},
		"schoolyear":  {1, 1, "schoolyear(date)"},
		"semester":    {1, 1, "semester(date)"},
		"dayname":     {1, 1, "dayName(date)"},
		"schoolmonth": {1, 1, "schoolMonth(date)"},
		"schoolweek":  {1, 1, "schoolWeek(date)"},
		"term":        {1, 1, "term(date)"},
		"schoolday":   {1, 1, "schoolDay(date)"},
		"round":       {1, 2, "round(number, decimals)"},
		"abs":         {1, 1, "abs(number)"},
		"min":         {1, 50, "min(number, number, ...)"},
		"max":         {1, 50, "max(number, number, ...)"},
		"number":      {1, 1, "number(text)"},
		"text":        {1, 1, "text(value)"},
	}[name]
	return s, known
}

func functionNames() []string {
	return []string{
		"if", "left", "right", "mid", "len", "upper", "lower", "trim", "contains", "startswith", "endswith",
		"isblank", "iswithheld", "isreported", "year", "month", "quarter", "weekof", "weekday", "dayname", "schoolyear", "semester", "schoolmonth", "schoolweek", "term", "schoolday", "round", "abs", "min", "max", "number", "text",
	}
}

func isFunction(lower string) bool {
	_, known := signatureOf(lower)
	return known
}

func functionRemedy(lower string) string {
	if near := Near(lower, functionNames()); len(near) > 0 {
		return fmt.Sprintf("Did you mean %s?", strings.Join(near, " or "))
	}
	return "The functions are " + strings.Join(functionNames(), ", ") + "."
}

// call makes the node of a function.
func (c *compiler) call(at token, arguments []*node) (*node, error) {
	s, _ := signatureOf(at.value)
	if len(arguments) < s.least || len(arguments) > s.most {
		return nil, invalid(at, fmt.Sprintf("it is given %d values.", len(arguments)), "Write "+s.form+".")
	}
	switch at.value {
	case "if":
		return choose(at, arguments)
	case "contains", "startswith", "endswith":
		return search(at, wordFor(at.value), arguments[0], arguments[1])
	case "isblank", "iswithheld", "isreported":
		state := map[string]table.State{"isblank": table.Missing, "iswithheld": table.Withheld, "isreported": table.Reported}[at.value]
		inner := arguments[0].value
		return &node{at: at, column: yesNo(), fields: arguments[0].fields, value: func(r row) table.Value { return truth(inner(r).State == state) }}, nil
	case "year", "month", "quarter", "weekof", "weekday", "dayname", "schoolyear", "semester", "schoolmonth", "schoolweek":
		return datePart(at, arguments[0])
	case "term", "schoolday":
		return calendarPart(at, c.calendar, arguments[0])
	case "round", "abs", "min", "max":
		return numeric(at, arguments)
	case "number":
		return asNumber(arguments[0]), nil
	}
	return textFunction(at, arguments)
}

// choose is if(condition, a, b).
func choose(at token, arguments []*node) (*node, error) {
	condition, then, otherwise := arguments[0], arguments[1], arguments[2]
	if err := wantCondition(condition, "if"); err != nil {
		return nil, err
	}
	column := table.Column{Type: then.column.Type, Layout: then.column.Layout, Decimals: max(decimalsOf(then), decimalsOf(otherwise))}
	a, b := then.column.Type, otherwise.column.Type
	switch {
	case a.IsText() && b.IsText():
		if a != b {
			column = textColumn()
		}
	case a == b:
	case a.IsNumeric() && b.IsNumeric():
		column = decimal(column.Decimals)
	default:
		return nil, invalid(otherwise.at, fmt.Sprintf("one choice is %s and the other %s.", kindName(a), kindName(b)), "Make both the same, with text(...) or number(...).")
	}
	n := &node{at: at, column: column, fields: fieldsOf(arguments)}
	n.value = func(r row) table.Value {
		v := condition.value(r)
		switch {
		case v.State != table.Reported:
			return unknown(v)
		case v.Number != 0:
			return then.value(r)
		}
		return otherwise.value(r)
	}
	return n, nil
}

func numeric(at token, arguments []*node) (*node, error) {
	decimals := 0
	for i, argument := range arguments {
		if err := wantNumber(argument, at.value); err != nil {
			return nil, err
		}
		if at.value != "round" || i == 0 {
			decimals = max(decimals, decimalsOf(argument))
		}
	}
	switch at.value {
	case "abs":
		return apply(at, decimal(decimals), func(v []table.Value) table.Value { return table.NumberValue(math.Abs(v[0].Number)) }, arguments...), nil
	case "min", "max":
		pick := slices.MinFunc[[]table.Value]
		if at.value == "max" {
			pick = slices.MaxFunc[[]table.Value]
		}
		return apply(at, decimal(decimals), func(v []table.Value) table.Value { return pick(v, table.Value.Compare) }, arguments...), nil
	}
	places := 0
	if len(arguments) == 2 {
		places = int(arguments[1].value(blankRow(arguments[1])).Number)
		if len(arguments[1].fields) > 0 || places < -9 || places > 15 {
			return nil, invalid(arguments[1].at, "this is not a number of decimals.", "Write a number from -9 to 15.")
		}
	}
	return apply(at, decimal(places), func(v []table.Value) table.Value { return finite(roundTo(v[0].Number, places)) }, arguments[0]), nil
}

// blankRow is a row of nothing but missing values, for a part that should look at
// no column.
func blankRow(n *node) row {
	size := 0
	for _, field := range n.fields {
		size = max(size, field+1)
	}
	r := make(row, size)
	for i := range r {
		r[i] = missing()
	}
	return r
}

// roundTo rounds as a spreadsheet does; negative places round to tens,
// hundreds and so on.
func roundTo(n float64, places int) float64 {
	if places >= 0 {
		return table.Round(n, places)
	}
	unit := math.Pow10(-places)
	return table.Round(n/unit, 0) * unit
}

func textFunction(at token, arguments []*node) (*node, error) {
	parts := []*node{asText(arguments[0])}
	for _, argument := range arguments[1:] {
		if err := wantNumber(argument, at.value); err != nil {
			return nil, err
		}
		parts = append(parts, argument)
	}
	result := textColumn()
	if arguments[0].column.Type == table.Code {
		result.Type = table.Code
	}
	words := func(change func(string) string) (*node, error) {
		return apply(at, result, func(v []table.Value) table.Value { return table.TextValue(change(v[0].Text)) }, parts...), nil
	}
	switch at.value {
	case "text":
		return parts[0], nil
	case "upper":
		return words(strings.ToUpper)
	case "lower":
		return words(strings.ToLower)
	case "trim":
		return words(strings.TrimSpace)
	case "len":
		return apply(at, integer(), func(v []table.Value) table.Value {
			return table.NumberValue(float64(utf8.RuneCountInString(v[0].Text)))
		}, parts...), nil
	}
	return apply(at, result, func(v []table.Value) table.Value {
		letters := []rune(v[0].Text)
		first, count := 0, clamp(v[len(v)-1].Number, len(letters))
		switch at.value {
		case "right":
			first = len(letters) - count
		case "mid":
			if v[1].Number < 1 {
				return missing()
			}
			first = clamp(v[1].Number-1, len(letters))
		}
		return table.TextValue(string(letters[first:min(first+count, len(letters))]))
	}, parts...), nil
}

// clamp is n as a whole number from 0 to most.
func clamp(n float64, most int) int {
	switch {
	case n <= 0:
		return 0
	case n >= float64(most):
		return most
	}
	return int(n)
}
