package workbench

import (
	"context"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// Member is one of the different values of a field, and how many rows have it.
type Member struct {
	Value table.Value
	Label string // as cross-tabs write it
	Rows  int
}

// Members lists the different values of a field in their order, among the rows
// that a report's filter keeps. The field may be a column that the report's
// joins bring, or an expression. complete is false when there are more than
// most, and the list then ends. The column describes the values.
func (b *Workbench) Members(ctx context.Context, report reports.Report, field string, most int) (list []Member, column table.Column, complete bool, err error) {
	dataset, err := b.Dataset(ctx, report.Dataset)
	if err != nil {
		return nil, column, false, err
	}
	spec, err := b.WithCalendar(ctx, crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: field}}, Measures: []crosstab.Measure{{Function: crosstab.Count}},
		Where: report.Spec.Where, Totals: crosstab.NoTotals, Joins: report.Spec.Joins, Calendar: report.Spec.Calendar,
	})
	if err != nil {
		return nil, column, false, err
	}
	joined, err := b.join(ctx, dataset, spec)
	if err != nil {
		return nil, column, false, err
	}
	result, err := b.engine.Compute(ctx, joined.frame, spec)
	if err != nil {
		return nil, column, false, err
	}
	column = table.Column{Name: field, Type: table.Text}
	if at := joined.schema.Index(field); at >= 0 {
		column = joined.schema[at]
	} else if compiled, err := expression.Compile(field, joined.schema); err == nil {
		column = compiled.Column()
	}
	for row, header := range result.Rows() {
		if len(list) == most {
			return list, column, false, nil
		}
		if len(header.Path) == 1 {
			list = append(list, Member{Value: header.Path[0], Label: header.Labels[0], Rows: result.Cell(row, 0).N})
		}
	}
	return list, column, true, nil
}
