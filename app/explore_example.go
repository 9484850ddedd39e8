package app

import (
	"context"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// A category that makes a good first cross-tab has a few members; of many
// columns the first ones are looked at.
const (
	fewestMembers = 2
	mostMembers   = 30
	mostLookedAt  = 16
)

// sample is what an empty exploration offers to show first.
type sample struct{ rows, measure string }

// findExample looks for a category and a number that make a first cross-tab.
// The members of a column are counted from its segment, which a cross-tab would
// read as well.
func findExample(ctx context.Context, bench *workbench.Workbench, dataset string, schema table.Schema) (sample, error) {
	var found sample
	var categories []string
	for _, column := range schema {
		switch {
		case column.Role == table.Measure && column.Type.IsNumeric() && found.measure == "":
			found.measure = column.Name
		case column.Role == table.Dimension && column.Type != table.Date && len(categories) < mostLookedAt:
			categories = append(categories, column.Name)
		}
	}
	if len(categories) == 0 {
		return found, nil
	}
	frame, err := bench.Frame(ctx, dataset, categories...)
	if err != nil {
		return found, err
	}
	fewest := 0
	for _, column := range frame.Columns() {
		members := membersOf(column)
		switch {
		case members >= fewestMembers && members <= mostMembers:
			found.rows = column.Column().Name
			return found, nil
		case members >= fewestMembers && (fewest == 0 || members < fewest):
			found.rows, fewest = column.Column().Name, members
		}
	}
	if found.rows == "" {
		found.rows = categories[0]
	}
	return found, nil
}

// membersOf counts the different values of a column, up to one more than are
// of interest when it is not kept by codes.
func membersOf(column *table.Vector) int {
	if column.IsCoded() {
		members := 0
		for _, value := range column.Dictionary() {
			if value.IsReported() {
				members++
			}
		}
		return members
	}
	seen := map[float64]bool{}
	for _, number := range column.Numbers() {
		if number == number { // a mark is not a number
			seen[number] = true
		}
		if len(seen) > mostMembers {
			break
		}
	}
	return len(seen)
}

// showExample puts the example on the shelves.
func (p *explorePresenter) showExample() {
	if p.example.rows == "" {
		return
	}
	p.report.Spec.Rows = []crosstab.Dimension{{Field: p.example.rows}}
	if p.example.measure != "" {
		p.report.Spec.Measures = []crosstab.Measure{p.usualMeasure(p.example.measure)}
	}
	p.run()
}
