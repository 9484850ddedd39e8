package crosstab

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/expression"
)

// Functions lists the functions of measures in the order a menu offers them.
func Functions() []Function {
	return []Function{Count, Sum, Mean, Min, Max, Distinct, Median, Percentile, Deviation, Yes, First, Last, Weighted, Rate, Ratio}
}

// form is how a function is written.
func form(function Function) string {
	switch function {
	case Percentile:
		return "percentile(Field, 90)"
	case First, Last:
		return string(function) + "(Field, Date)"
	case Weighted:
		return "weightedmean(Field, Weight)"
	case Rate:
		return "rate(sum(A), sum(B))"
	case Ratio:
		return "sum(A) / sum(B)"
	}
	return string(function) + "(Field)"
}

// Name writes the measure the way ParseMeasures reads it: "count",
// "sum(Budget)", "percentile(Score, 90)", "count % of row", "sum(Budget) change
// from previous Year".
func (m Measure) Name() string { return m.plainName() + m.showName() }

// plainName is the name without what the measure is compared with.
func (m Measure) plainName() string {
	name := string(m.Function)
	switch {
	case m.divides() && m.Field == "" && m.Over == "":
		// Not filled in yet: the name of the function alone.
	case m.Function == Ratio:
		name = m.Field + " / " + m.Over
	case m.Function == Rate:
		name += "(" + m.Field + ", " + m.Over + ")"
	case m.Function == Percentile:
		name += "(" + plainOrBracketed(m.Field) + ", " + strconv.FormatFloat(m.Percent, 'f', -1, 64) + ")"
	case m.By != "":
		name += "(" + plainOrBracketed(m.Field) + ", " + plainOrBracketed(m.By) + ")"
	case m.Field != "":
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

// plainOrBracketed writes a field that stands beside another.
func plainOrBracketed(name string) string {
	if parts, closed := split(name, ','); !closed || len(parts) > 1 || needsBrackets(name) {
		return bracketed(name)
	}
	return name
}

// needsBrackets reports whether a name would be read as something else if it
// stood between parentheses as it is.
func needsBrackets(name string) bool {
	measures, err := ParseMeasures("count(" + name + ")")
	return err != nil || len(measures) != 1 || measures[0] != Measure{Function: Count, Field: name}
}

// ParseMeasures reads a list of measures such as
//
//	count, sum(Budget), mean(Score), distinct(Student ID), count % of row,
//	percentile(Score, 90), last(Score, Test Date), sum(Spent) / sum(Budget)
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

// parseMeasure reads one measure with what it is shown as.
func parseMeasure(text string) (Measure, error) {
	text, clause := cutShow(strings.TrimSpace(text))
	measure, err := parseBased(text)
	if err != nil || clause == "" {
		return measure, err
	}
	return measure.withShow(clause)
}

// parseBased reads a measure with its base.
func parseBased(text string) (Measure, error) {
	// The base stands after the last parenthesis, so that a field's name may
	// have a percent sign.
	tail := strings.LastIndexByte(text, ')') + 1
	before, base, found := strings.Cut(text[tail:], "%")
	measure, err := parsePlain(text[:tail] + before)
	if err != nil || !found {
		return measure, err
	}
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
	case "parent":
		measure.Base = PercentParent
	default:
		return measure, problem(codeBaseUnknown, fmt.Sprintf("%q does not say what it is a percentage of.", text), "Write % of row, % of column, % of total or % of parent.")
	}
	return measure, nil
}

// parsePlain reads a measure without what it is shown as.
func parsePlain(text string) (Measure, error) {
	text = strings.TrimSpace(text)
	if parts, closed := split(text, '/'); closed && len(parts) > 1 {
		return parseDivision(Ratio, parts)
	}
	tail := strings.LastIndexByte(text, ')') + 1
	if tail > 0 && text[tail:] != "" {
		return Measure{}, problem(codeMeasureUnknown, fmt.Sprintf("%q is not a measure.", text), "Write measures as count, sum(Budget) or count % of row.")
	}
	name, field, called := strings.Cut(text, "(")
	function, known := functionNamed(name)
	measure := Measure{Function: function}
	if !known {
		percent, short := percentileNamed(name)
		if !short {
			return measure, measureUnknown(strings.TrimSpace(name))
		}
		measure = Measure{Function: Percentile, Percent: percent}
	}
	if !called {
		return measure, nil
	}
	field, _ = strings.CutSuffix(field, ")")
	parts, closed := split(field, ',')
	if !closed {
		return measure, problem(codeMeasureUnknown, fmt.Sprintf("%q is not a measure.", text), "Put names with parentheses that do not match in [square brackets].")
	}
	if measure.divides() {
		return parseDivision(measure.Function, parts)
	}
	return measure.withArguments(field, parts, known)
}

// withArguments fills in what stands between the parentheses. The last comma
// of a function of two things separates them.
func (m Measure) withArguments(field string, parts []string, known bool) (Measure, error) {
	second := ""
	if takesTwo := m.Function == Percentile && known || m.Function == First || m.Function == Last || m.Function == Weighted; takesTwo {
		if len(parts) < 2 || unbracketed(parts[len(parts)-1]) == "" {
			return m, problem(codeMeasureArgument, fmt.Sprintf("%s needs two things between its parentheses.", m.Function), fmt.Sprintf("Write it as %s.", form(m.Function)))
		}
		second = parts[len(parts)-1]
		field = strings.Join(parts[:len(parts)-1], ", ")
	}
	m.Field = unbracketed(strings.TrimSpace(field))
	switch {
	case m.Function == Percentile && known:
		percent, err := strconv.ParseFloat(strings.TrimSuffix(second, "%"), 64)
		if err != nil || !(percent >= 0 && percent <= 100) {
			return m, problem(codeMeasureArgument, fmt.Sprintf("There is no percentile %q.", second), "Use a number from 0 to 100, as in percentile(Score, 90).")
		}
		m.Percent = percent + 0 // minus zero is zero
	case second != "":
		m.By = unbracketed(second)
	}
	return m, nil
}

// parseDivision reads the two measures of a rate or a ratio.
func parseDivision(function Function, parts []string) (Measure, error) {
	wrong := problem(codeMeasureArgument, fmt.Sprintf("%q is not one measure divided by another.", strings.Join(parts, " / ")), "Write rate(sum(Absent), sum(Enrolled)) or sum(Spent) / sum(Budget).")
	if len(parts) != 2 {
		return Measure{}, wrong
	}
	measure := Measure{Function: function}
	for i, into := range []*string{&measure.Field, &measure.Over} {
		part, err := parseMeasure(parts[i])
		if err != nil {
			return measure, err
		}
		if part.divides() || part.Base != NoBase || part.Show != NoShow {
			return measure, wrong
		}
		*into = part.Name()
	}
	return measure, nil
}

// percentileNamed reads p90 as the 90th percentile.
func percentileNamed(name string) (float64, bool) {
	digits, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(name)), "p")
	if !found || digits == "" || strings.Trim(digits, "0123456789.") != "" {
		return 0, false
	}
	percent, err := strconv.ParseFloat(digits, 64)
	return percent, err == nil && percent <= 100
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
	case "standard deviation", "sd":
		return Deviation, true
	case "share of yes":
		return Yes, true
	case "weighted mean", "weighted average":
		return Weighted, true
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
	// The everyday ones are enough to see how it is done.
	remedy := "Use " + strings.Join(names[:7], ", ") + "."
	if near := expression.Near(name, names); len(near) > 0 {
		remedy = fmt.Sprintf("Did you mean %s? ", strings.Join(near, " or ")) + remedy
	}
	return problem(codeMeasureUnknown, fmt.Sprintf("There is no measure %q.", name), remedy)
}
