package workbench

import (
	"context"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/narrative"
)

// Narrative puts a report in words: how to read it and what it shows. The view
// it returns is the one that the sentences' numbers are bound to.
func (b *Workbench) Narrative(ctx context.Context, report reports.Report, language reports.Language) (reports.Narrative, *View, error) {
	narrator, err := narrative.New(language)
	if err != nil {
		return reports.Narrative{}, nil, dashboardProblem("There are no sentences in the language \""+string(language)+"\".", "Use en or es.")
	}
	report.Language = language
	view, err := b.Run(ctx, report)
	if err != nil {
		return reports.Narrative{}, nil, err
	}
	tests, err := b.compare(ctx, slicedReport{report: report, dataset: view.Dataset}, view)
	if err != nil {
		return reports.Narrative{}, nil, err
	}
	source, err := b.source(ctx, view.Dataset)
	if err != nil {
		return reports.Narrative{}, nil, err
	}
	source.Where = report.Spec.Where
	told, err := narrator.Tell(narrative.Tile{
		Kind: reports.CrosstabTile, Report: report, Document: view.Document, Result: view.Shown, Schema: view.Schema,
		Tests: tests, Rows: countedRows(view), Source: source,
	})
	return told, view, err
}
