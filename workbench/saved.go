package workbench

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// SaveReport keeps a report in the workspace under its name, in place of one
// of the same name.
func (b *Workbench) SaveReport(ctx context.Context, report reports.Report) error {
	report.Name = strings.TrimSpace(report.Name)
	if report.Name == "" {
		return table.Failed("report-unnamed", table.Where{}, "The report has no name.", "Give it a name that you will recognise next week, and save again.", nil)
	}
	body, err := json.Marshal(report)
	if err != nil {
		return fmt.Errorf("write down report %q: %w", report.Name, err)
	}
	return b.warehouse.SaveReport(ctx, report.Name, body)
}

// Reports returns the saved reports by name.
func (b *Workbench) Reports(ctx context.Context) ([]reports.Report, error) {
	saved, err := b.warehouse.Reports(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]reports.Report, len(saved))
	for i, entry := range saved {
		if list[i], err = readReport(entry.Name, entry.Body); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Report returns the saved report with this name, ignoring case. An unknown
// name is a *table.Issue.
func (b *Workbench) Report(ctx context.Context, name string) (reports.Report, error) {
	saved, err := b.warehouse.Report(ctx, name)
	if err != nil {
		return reports.Report{}, err
	}
	return readReport(saved.Name, saved.Body)
}

// DeleteReport forgets a saved report. The data it shows stays.
func (b *Workbench) DeleteReport(ctx context.Context, name string) error {
	return b.warehouse.DeleteReport(ctx, name)
}

func readReport(name string, body json.RawMessage) (reports.Report, error) {
	var report reports.Report
	if err := json.Unmarshal(body, &report); err != nil {
		return report, table.Failed("report-damaged", table.Where{}, fmt.Sprintf("The saved report %q cannot be read.", name), "Delete it and make it anew; the data it shows is not touched.", err)
	}
	report.Name = name
	return report, nil
}
