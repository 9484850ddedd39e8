package workbench

import (
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// fillList fills an answer with the rows behind a condition.
func (m *boardMaker) fillList(ctx context.Context, made slicedReport, answer *tileAnswer) error {
	list, section := *answer.tile.List, &answer.section
	spec := made.report.Spec
	spec.Rows, spec.Columns, spec.Totals = nil, nil, crosstab.AllTotals
	spec.Measures = []crosstab.Measure{{Function: crosstab.Count}}
	wanted := slices.Clone(list.Columns)
	if list.Sort != "" && !containsFold(wanted, list.Sort) {
		wanted = append(wanted, list.Sort)
	}
	for _, name := range wanted {
		spec.Measures = append(spec.Measures, crosstab.Measure{Function: crosstab.Count, Field: name})
	}
	spec, err := m.WithCalendar(ctx, spec)
	if err != nil {
		return err
	}
	joined, err := m.join(ctx, made.dataset, spec)
	if err != nil {
		return err
	}
	result, err := m.engine.Compute(ctx, joined.frame, spec)
	if err != nil {
		return err
	}
	rows, err := result.Records(ctx, 0, 0)
	if err != nil {
		return err
	}
	section.Rows = len(rows)
	if list.Sort != "" {
		if by, found := joined.frame.Column(list.Sort); found {
			slices.SortStableFunc(rows, func(i, j int) int {
				a, c := by.Value(i), by.Value(j)
				if list.Descending && a.IsReported() && c.IsReported() {
					return c.Compare(a)
				}
				return a.Compare(c)
			})
		}
	}
	shown := rows
	if list.Limit > 0 && len(rows) > list.Limit {
		shown = rows[:list.Limit]
	}
	var columns []*table.Vector
	for _, name := range list.Columns {
		if vector, found := joined.frame.Column(name); found {
			columns = append(columns, vector)
		}
	}
	origin, err := m.origin(ctx, made.dataset, m.board.Language)
	if err != nil {
		return err
	}
	origin.Schema = joined.schema
	if !m.board.Slice.IsWhole() {
		origin.Rows = -1
	}
	section.Document = reports.List(section.Title, columns, shown, origin, m.now(), nil)
	section.Document.Sentence = listSentence(m.board.Language, len(shown), len(rows))
	view := &View{Report: made.report, Dataset: made.dataset, Schema: joined.schema, Result: result, Document: section.Document}
	view.Report.Spec = spec
	m.keep(answer.tile.Name, view)
	told := &answer.told
	told.Report, told.Document, told.Schema, told.Rows, told.Listed = made.report, section.Document, joined.schema, len(rows), len(shown)
	for _, vector := range columns {
		told.Columns = append(told.Columns, vector.Column().Title())
	}
	return nil
}

func listSentence(language reports.Language, shown, all int) string {
	if shown < all {
		return language.Say("%s of %s in all.", table.FormatNumber(float64(shown), 0), table.FormatNumber(float64(all), 0))
	}
	return language.Say("%s in all.", table.FormatNumber(float64(all), 0))
}
