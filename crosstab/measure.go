package crosstab

import (
	"fmt"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// divides reports whether the measure is one measure divided by another.
func (m Measure) divides() bool { return m.Function == Rate || m.Function == Ratio }

// parts returns the two measures that a rate or a ratio is made of.
func (m Measure) parts() (of, over Measure, err error) {
	for _, part := range []struct {
		text string
		into *Measure
	}{{m.Field, &of}, {m.Over, &over}} {
		measures, err := ParseMeasures(part.text)
		if err != nil {
			return of, over, err
		}
		if len(measures) != 1 || measures[0].divides() || measures[0].Base != NoBase || measures[0].Show != NoShow {
			return of, over, problem(codeMeasureArgument, fmt.Sprintf("%q cannot be a part of a %s.", part.text, m.Function), "Divide one plain measure by another, as in rate(sum(Absent), sum(Enrolled)).")
		}
		*part.into = measures[0]
	}
	return of, over, nil
}

// fields returns the fields that the measure needs.
func (m Measure) fields() []string {
	if m.divides() {
		of, over, err := m.parts()
		if err != nil {
			return nil
		}
		return append(of.fields(), over.fields()...)
	}
	var names []string
	for _, name := range []string{m.Field, m.By} {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

// resolve checks one measure and spells its fields as the schema does.
func (m *Measure) resolve(in expression.Scope) error {
	function, known := functionNamed(string(m.Function))
	if !known {
		return measureUnknown(string(m.Function))
	}
	m.Function = function
	if err := m.checkBase(); err != nil {
		return err
	}
	if err := m.checkArguments(in); err != nil {
		return err
	}
	if m.divides() {
		return m.resolveParts(in)
	}
	if m.Field == "" {
		if function == Count {
			return nil
		}
		return problem(codeMeasureMissing, fmt.Sprintf("%s needs a field.", function), fmt.Sprintf("Write it as %s.", form(function)))
	}
	from, err := sourceOf(m.Field, in)
	if err != nil {
		return err
	}
	if from.value == nil {
		m.Field = from.column.Name
	}
	return m.checkKind(from.column.Type)
}

// resolveParts checks the two measures of a rate or a ratio.
func (m *Measure) resolveParts(in expression.Scope) error {
	if m.Field == "" || m.Over == "" {
		return problem(codeMeasureArgument, fmt.Sprintf("%s needs two measures.", m.Function), fmt.Sprintf("Write it as %s.", form(m.Function)))
	}
	of, over, err := m.parts()
	if err != nil {
		return err
	}
	for _, part := range []*Measure{&of, &over} {
		if err := part.resolve(in); err != nil {
			return err
		}
		if !part.isAmount(in) {
			return problem(codeMeasureNumber, fmt.Sprintf("%s is no amount and cannot be divided.", part.Name()), "Divide counts, sums or means.")
		}
	}
	m.Field, m.Over = of.Name(), over.Name()
	return nil
}

// checkKind refuses a function that makes no sense for values of this type.
func (m Measure) checkKind(kind table.Type) error {
	switch m.Function {
	case Sum, Mean, Median, Percentile, Deviation, Weighted:
		if !kind.IsNumeric() {
			return problem(codeMeasureNumber, fmt.Sprintf("%s needs numbers, and %q holds %s.", m.Function, m.Field, kindName(kind)), "Use count or distinct, or import the column as a number.")
		}
	case Yes:
		if kind != table.YesNo {
			return problem(codeMeasureNumber, fmt.Sprintf("yes needs a column of yes and no, and %q holds %s.", m.Field, kindName(kind)), "Import the column as yes/no, or write a condition, such as yes(Score >= 80).")
		}
	case Min, Max, First, Last:
		if kind.IsText() {
			return problem(codeMeasureNumber, fmt.Sprintf("%s needs numbers, dates or school years, and %q holds %s.", m.Function, m.Field, kindName(kind)), "Use count or distinct, or import the column as a number or a date.")
		}
		if m.Base != NoBase && !kind.IsNumeric() {
			return problem(codeBaseUnfit, fmt.Sprintf("%s(%s) is not an amount and has no percentage.", m.Function, m.Field), "Remove the percentage.")
		}
	}
	return nil
}

// checkArguments checks what stands beside the field.
func (m *Measure) checkArguments(in expression.Scope) error {
	if m.Percent < 0 || m.Percent > 100 || m.Percent != m.Percent || m.Percent != 0 && m.Function != Percentile {
		return problem(codeMeasureArgument, fmt.Sprintf("There is no percentile %v.", m.Percent), "Use a number from 0 to 100, as in percentile(Score, 90).")
	}
	if m.Over != "" && !m.divides() {
		return problem(codeMeasureArgument, fmt.Sprintf("%s does not divide by another measure.", m.Function), "Use rate or ratio, as in rate(sum(Absent), sum(Enrolled)).")
	}
	wantsBy := m.Function == First || m.Function == Last || m.Function == Weighted
	if wantsBy != (m.By != "") {
		return problem(codeMeasureArgument, fmt.Sprintf("%s needs %s.", m.Function, map[bool]string{true: "a second field", false: "no second field"}[wantsBy]), fmt.Sprintf("Write it as %s.", form(m.Function)))
	}
	if !wantsBy {
		return nil
	}
	from, err := sourceOf(m.By, in)
	if err != nil {
		return err
	}
	if from.value == nil {
		m.By = from.column.Name
	}
	kind := from.column.Type
	switch {
	case m.Function == Weighted && !kind.IsNumeric():
		return problem(codeMeasureNumber, fmt.Sprintf("The weight has to be a number, and %q holds %s.", m.By, kindName(kind)), "Name a column of numbers, such as how many students a row stands for.")
	case m.Function != Weighted && kind.IsText():
		return problem(codeMeasureArgument, fmt.Sprintf("%s goes by a date, a school year or a number, and %q holds %s.", m.Function, m.By, kindName(kind)), "Name a column of dates.")
	}
	return nil
}

func (m Measure) checkBase() error {
	switch m.Base {
	case NoBase, PercentRow, PercentColumn, PercentTotal, PercentParent:
		return nil
	}
	return problem(codeBaseUnknown, fmt.Sprintf("%q is not something to take a percentage of.", m.Base), "Use row, column, total or parent.")
}

// isAmount reports whether the measure's values are amounts, and not days or
// years.
func (m Measure) isAmount(in expression.Scope) bool {
	switch m.Function {
	case Min, Max, First, Last:
		from, err := sourceOf(m.Field, in)
		return err == nil && from.column.Type.IsNumeric()
	}
	return true
}

func kindName(kind table.Type) string {
	switch kind {
	case table.Text:
		return "text"
	case table.Code:
		return "codes"
	case table.Date:
		return "dates"
	case table.SchoolYear:
		return "school years"
	case table.Grade:
		return "grades"
	case table.YesNo:
		return "yes and no"
	}
	return "numbers"
}
