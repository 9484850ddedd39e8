package crosstab

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

// Join brings a column of another dataset to the rows of this one, under a name
// of its own. Dimensions, measures, filters, expressions and later joins use
// it like any other column. No row is ever multiplied or dropped by a join.
//
// A look up (Field) takes the other dataset's value for this row: this
// student's school level. A roll up (Measure) takes one number made from all
// rows of the other dataset that belong to this row: this student's absences.
type Join struct {
	Name    string  `json:"name"`
	Dataset string  `json:"dataset"`
	On      []Match `json:"on"`
	// Field is the other dataset's column to look up.
	Field string `json:"field,omitempty"`
	// Latest is a date in the other dataset: of several rows, the latest one is
	// looked up. Without it, rows that say different things are no answer.
	Latest string `json:"latest,omitempty"`
	// AsOf, if not nil, looks up what held on a date of this row.
	AsOf *Period `json:"asOf,omitempty"`
	// Measure is what to make of the rows of the other dataset, such as
	// "count", "sum(Days)" or AnyRow.
	Measure string `json:"measure,omitempty"`
	// Where keeps only rows of the other dataset for which this is true.
	Where string `json:"where,omitempty"`
	// Calendar is what Where and Measure go by. It is the spec's: whoever
	// computes the cross-tab hands it on.
	Calendar *calendar.Calendar `json:"-"`
}

// AnyRow is the roll up that says whether there is any row: yes or no.
const AnyRow = "any"

// Match is a column of this dataset and one of the other that hold the same
// values.
type Match struct {
	Here  string `json:"here"`
	There string `json:"there"`
}

// Period is a date of this dataset that lies between two of the other, both
// included. A blank To, or no To at all, means until the next From.
type Period struct {
	Date string `json:"date"`
	From string `json:"from"`
	To   string `json:"to,omitempty"`
}

// RollsUp reports whether the join makes a number of several rows.
func (j Join) RollsUp() bool { return j.Measure != "" }

// FieldsHere returns the columns of this dataset that the join goes by.
func (j Join) FieldsHere() []string {
	var names []string
	for _, match := range j.On {
		names = append(names, match.Here)
	}
	if j.AsOf != nil {
		names = append(names, j.AsOf.Date)
	}
	return names
}

// FieldsThere returns the columns of the other dataset that the join needs.
func (j Join) FieldsThere(there table.Schema) []string {
	var names []string
	for _, match := range j.On {
		names = append(names, match.There)
	}
	if j.RollsUp() {
		names = append(names, j.spec().FieldsIn(there)...)
	} else {
		names = append(names, Spec{Where: j.Where, Calendar: j.Calendar, Measures: []Measure{{Function: Count, Field: j.Field}}}.FieldsIn(there)...)
	}
	if j.Latest != "" {
		names = append(names, j.Latest)
	}
	if j.AsOf != nil {
		names = append(names, j.AsOf.From)
		if j.AsOf.To != "" {
			names = append(names, j.AsOf.To)
		}
	}
	var once []string
	for _, name := range names {
		if !slices.ContainsFunc(once, func(known string) bool { return strings.EqualFold(known, name) }) {
			once = append(once, name)
		}
	}
	return once
}

// spec is the cross-tab that a roll up is, without what it is grouped by.
func (j Join) spec() Spec {
	spec := Spec{Where: j.Where, Totals: NoTotals, Calendar: j.Calendar, Measures: []Measure{{Function: Count}}}
	if j.Measure != "" && j.Measure != AnyRow {
		if measures, err := ParseMeasures(j.Measure); err == nil && len(measures) == 1 {
			spec.Measures = measures
		}
	}
	return spec
}

// Condition compiles Where; it is nil if there is none.
func (j Join) Condition(there table.Schema) (*expression.Expression, error) {
	in, err := j.spec().scope(there)
	if err != nil {
		return nil, err
	}
	return j.spec().condition(in)
}

// Grouped is the cross-tab of the other dataset that a roll up reads its
// numbers from, with the rows of each key together.
func (j Join) Grouped(key string) Spec {
	spec := j.spec()
	spec.Rows = []Dimension{{Field: key}}
	return spec
}

// Resolve checks the join against the columns of both datasets and returns it
// with every column spelled as they spell it. The error is a *table.Issue.
func (j Join) Resolve(here, there table.Schema) (Join, error) {
	if strings.TrimSpace(j.Name) == "" {
		return j, problem(codeJoin, fmt.Sprintf("What is brought from %q has no name.", j.Dataset), "Give it one, as in Level = schools: School Level on School Code.")
	}
	if here.Index(j.Name) >= 0 {
		return j, problem(codeJoin, fmt.Sprintf("There is a column %q already.", j.Name), "Give what is looked up another name.")
	}
	if len(j.On) == 0 {
		return j, problem(codeJoin, fmt.Sprintf("%q does not say which columns belong together.", j.Name), "Name them, as in on School Code = Code.")
	}
	if (j.Field == "") == (j.Measure == "") {
		return j, problem(codeJoin, fmt.Sprintf("%q is neither looked up nor rolled up.", j.Name), "Name a column of the other dataset, or a measure of its rows.")
	}
	resolved := j
	resolved.On = slices.Clone(j.On)
	for i := range resolved.On {
		if err := spell(&resolved.On[i].Here, here); err != nil {
			return j, err
		}
		if err := spell(&resolved.On[i].There, there); err != nil {
			return j, err
		}
	}
	if err := resolved.resolveDates(here, there); err != nil {
		return j, err
	}
	if j.RollsUp() {
		if j.Latest != "" || j.AsOf != nil {
			return j, problem(codeJoin, fmt.Sprintf("%q is rolled up, so it has no date to go by.", j.Name), "Filter the rows instead, or use last(Field, Date).")
		}
		return resolved, resolved.resolveMeasure(there)
	}
	if err := spell(&resolved.Field, there); err != nil {
		return j, err
	}
	return resolved, Spec{Where: j.Where, Calendar: j.Calendar, Measures: []Measure{{Function: Count}}}.Validate(there)
}

func (j *Join) resolveMeasure(there table.Schema) error {
	if j.Measure != AnyRow {
		measures, err := ParseMeasures(j.Measure)
		if err != nil {
			return err
		}
		if len(measures) != 1 || measures[0].Base != NoBase || measures[0].Show != NoShow {
			return problem(codeJoin, fmt.Sprintf("%q cannot be rolled up.", j.Measure), "Use one plain measure, such as count, sum(Days) or last(Score, Test Date).")
		}
	}
	spec, err := j.spec().Resolve(there)
	if err == nil && j.Measure != AnyRow {
		j.Measure = spec.Measures[0].Name()
	}
	return err
}

func (j *Join) resolveDates(here, there table.Schema) error {
	dates := []struct {
		name   *string
		schema table.Schema
	}{{&j.Latest, there}}
	if j.AsOf != nil {
		period := *j.AsOf
		j.AsOf = &period
		for _, name := range []string{period.Date, period.From} {
			if strings.TrimSpace(name) == "" {
				return problem(codeJoin, fmt.Sprintf("%q does not name its dates.", j.Name), "Write them as in: as of Date from Start to End.")
			}
		}
		dates = append(dates, []struct {
			name   *string
			schema table.Schema
		}{{&j.AsOf.Date, here}, {&j.AsOf.From, there}, {&j.AsOf.To, there}}...)
	}
	for _, date := range dates {
		if *date.name == "" {
			continue
		}
		if err := spell(date.name, date.schema); err != nil {
			return err
		}
		if kind := date.schema[date.schema.Index(*date.name)].Type; kind.IsText() || kind == table.YesNo {
			return problem(codeJoin, fmt.Sprintf("%q holds %s, not dates.", *date.name, kindName(kind)), "Name a column of dates or school years.")
		}
	}
	return nil
}

func spell(name *string, schema table.Schema) error {
	at := schema.Index(*name)
	if at < 0 {
		return fieldUnknown(*name, schema)
	}
	*name = schema[at].Name
	return nil
}

// NeededJoins returns the joins that the spec uses, in their order: those
// whose names its parts say, and those that these go by.
func (s Spec) NeededJoins(schema table.Schema) []Join {
	used := s.FieldsIn(schema)
	var needed []Join
	for _, join := range slices.Backward(s.Joins) {
		if slices.ContainsFunc(used, func(name string) bool { return strings.EqualFold(name, join.Name) }) {
			needed = append(needed, join)
			used = append(used, join.FieldsHere()...)
		}
	}
	slices.Reverse(needed)
	return needed
}

// Describe is the column that the join makes, given that Resolve accepted it.
func (j Join) Describe(there table.Schema) table.Column {
	if !j.RollsUp() {
		column := there[there.Index(j.Field)]
		column.Name, column.Label = j.Name, ""
		return column
	}
	if j.Measure == AnyRow {
		return table.Column{Name: j.Name, Type: table.YesNo}
	}
	measure := j.spec().Measures[0]
	var of table.Column
	in, _ := j.spec().scope(there)
	if from, err := sourceOf(measure.Field, in); err == nil {
		of = from.column
	}
	format := formatOf(measure, of)
	column := table.Column{Name: j.Name, Type: format.Type, Layout: format.Layout, Decimals: format.Decimals, Role: table.Measure}
	switch {
	case format.Percent: // a share is a number between 0 and 1
		column.Type, column.Decimals = table.Decimal, format.Decimals+2
	case format.Type != table.Integer && format.Type != table.Decimal:
		column.Role = table.Dimension
	}
	return column
}

// Sentence says in words where the column comes from.
func (j Join) Sentence() string {
	var on []string
	for _, match := range j.On {
		if strings.EqualFold(match.Here, match.There) {
			on = append(on, match.Here)
		} else {
			on = append(on, match.There+" = "+match.Here)
		}
	}
	text := fmt.Sprintf("%s is %s of %s", j.Name, j.Field, j.Dataset)
	if j.Measure == AnyRow {
		text = fmt.Sprintf("%s is whether there is any row of %s", j.Name, j.Dataset)
	} else if j.RollsUp() {
		text = fmt.Sprintf("%s is %s of %s", j.Name, j.Measure, j.Dataset)
	}
	text += " by " + strings.Join(on, " and ")
	if j.AsOf != nil {
		text += " as of " + j.AsOf.Date
	}
	if j.Latest != "" {
		text += ", the latest by " + j.Latest
	}
	if j.Where != "" {
		text += ", where " + j.Where
	}
	return text
}
