package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// shownChanges is how many rows a change report prints; with --json it prints
// printedChanges.
const (
	shownChanges   = 20
	printedChanges = 100_000
)

// showChanges tells what importing the files would change.
func (p *program) showChanges(command *cobra.Command, files []string, flags importFlags, plans []importers.Plan) error {
	ctx := command.Context()
	list := shownChanges
	if flags.json {
		list = printedChanges
	}
	all := []workbench.ChangeReport{}
	if _, err := os.Stat(flags.workspace); err != nil {
		return withFile(err, flags.workspace)
	}
	sources, done, failures := p.sources(ctx, files, flags)
	err := p.reading(ctx, flags.workspace, func(bench *workbench.Workbench) error {
		for _, source := range sources {
			progress := newProgressLine(p.stderr)
			reports, err := bench.Changes(ctx, flags.request(source, plans, progress.Show), list)
			progress.Clear()
			if err != nil {
				failures = append(failures, withFile(err, source.named))
				continue
			}
			all = append(all, reports...)
		}
		return errors.Join(failures...)
	})
	err = errors.Join(err, done())
	if flags.json {
		return errors.Join(err, writeJSON(p.stdout, all))
	}
	for _, report := range all {
		p.printChanges(report)
	}
	return err
}

// printChanges writes a change report for people.
func (p *program) printChanges(report workbench.ChangeReport) {
	if !report.Exists {
		fmt.Fprintf(p.stdout, "%s: a new dataset, %s rows.\n", report.Dataset, table.FormatNumber(float64(report.Rows), 0))
		return
	}
	by := "matched as a whole"
	if len(report.Key) > 0 {
		by = "matched by " + strings.Join(report.Key, " with ")
	}
	fmt.Fprintf(p.stdout, "%s: %d rows in the file, %d in the dataset, %s\n  %s.\n", report.Dataset, report.Rows, report.Before, by, countWords(report.Counts))
	for _, field := range report.Fields {
		rows := "rows"
		if field.Rows == 1 {
			rows = "row"
		}
		fmt.Fprintf(p.stdout, "  %s changed in %d %s\n", field.Column, field.Rows, rows)
	}
	for _, finding := range report.Findings {
		fmt.Fprintf(p.stdout, "  - %s\n", finding.Message)
	}
	for _, change := range report.List {
		fmt.Fprintf(p.stdout, "  %-9s %s\n", change.Kind, describeChange(change))
	}
	if report.ListMore > 0 {
		fmt.Fprintf(p.stdout, "  ... and %d more rows (--json lists them)\n", report.ListMore)
	}
}

// describeChange writes a changed row on one line.
func describeChange(change warehouse.RowChange) string {
	var parts []string
	if len(change.Key) > 0 {
		parts = append(parts, strings.Join(change.Key, " "))
	}
	if change.Name != "" && (change.Kind == warehouse.RowChanged || change.Kind == warehouse.RowRewritten) { // others list all their fields
		parts = append(parts, change.Name)
	}
	if change.Row > 0 {
		parts = append(parts, fmt.Sprintf("(row %d)", change.Row))
	}
	var fields []string
	for _, field := range change.Fields {
		switch change.Kind {
		case warehouse.RowAdded:
			fields = append(fields, fmt.Sprintf("%s %q", field.Column, field.New))
		case warehouse.RowGone:
			fields = append(fields, fmt.Sprintf("%s %q", field.Column, field.Old))
		default:
			fields = append(fields, fmt.Sprintf("%s %q -> %q", field.Column, field.Old, field.New))
		}
	}
	return strings.Join(append(parts, strings.Join(fields, ", ")), " ")
}

// countWords writes the counts of a comparison.
func countWords(counts warehouse.Counts) string {
	words := fmt.Sprintf("%d added, %d changed, %d gone, %d unchanged", counts.Added, counts.Changed, counts.Gone, counts.Unchanged)
	if counts.Rewritten > 0 {
		words += fmt.Sprintf(", %d the same but written in another way", counts.Rewritten)
	}
	return words
}
