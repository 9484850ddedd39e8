package warehouse

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

func reportShelf() shelf {
	return shelf{
		table: "sb_reports",
		nameless: func() *table.Issue {
			return table.Failed("report-without-name", table.Where{}, "The report has no name.", "Give it a name.", nil)
		},
		invalid: func(name string) *table.Issue {
			return table.Failed("report-not-json", table.Where{}, fmt.Sprintf("The report %q is not a valid JSON document.", name),
				"Correct the document, then save it again.", nil)
		},
		unknown: func(name string) *table.Issue {
			return table.Failed("unknown-report", table.Where{}, fmt.Sprintf("There is no saved report named %q.", name),
				"List the saved reports and use one of their names.", ErrUnknownReport)
		},
	}
}

// SaveReport keeps a report under a name, in place of one whose name differs
// in case at most.
func (w *Warehouse) SaveReport(ctx context.Context, name string, body json.RawMessage) error {
	return w.save(ctx, reportShelf(), name, body)
}

// Reports returns the saved reports, by name.
func (w *Warehouse) Reports(ctx context.Context) ([]Saved, error) { return w.saved(ctx, reportShelf()) }

// Report returns a saved report by its name, ignoring case. The issue about a
// name that is not there wraps ErrUnknownReport.
func (w *Warehouse) Report(ctx context.Context, name string) (Saved, error) {
	return w.savedAs(ctx, reportShelf(), name)
}

// DeleteReport removes a saved report.
func (w *Warehouse) DeleteReport(ctx context.Context, name string) error {
	return w.forget(ctx, reportShelf(), name)
}

func dashboardShelf() shelf {
	return shelf{
		table: "sb_dashboards",
		nameless: func() *table.Issue {
			return table.Failed("dashboard-without-name", table.Where{}, "The dashboard has no name.", "Give it a name that you will recognise next week, and save again.", nil)
		},
		invalid: func(name string) *table.Issue {
			return table.Failed("dashboard-not-json", table.Where{}, fmt.Sprintf("The dashboard %q is not a valid JSON document.", name),
				"Correct the document, then save it again.", nil)
		},
		unknown: func(name string) *table.Issue {
			return table.Failed("unknown-dashboard", table.Where{}, fmt.Sprintf("There is no saved dashboard named %q.", name),
				"List the saved dashboards and use one of their names.", ErrUnknownDashboard)
		},
	}
}

// SaveDashboard keeps a dashboard under a name, in place of one whose name
// differs in case at most.
func (w *Warehouse) SaveDashboard(ctx context.Context, name string, body json.RawMessage) error {
	return w.save(ctx, dashboardShelf(), name, body)
}

// Dashboards returns the saved dashboards, by name.
func (w *Warehouse) Dashboards(ctx context.Context) ([]Saved, error) {
	return w.saved(ctx, dashboardShelf())
}

// Dashboard returns a saved dashboard by its name, ignoring case. The issue
// about a name that is not there wraps ErrUnknownDashboard.
func (w *Warehouse) Dashboard(ctx context.Context, name string) (Saved, error) {
	return w.savedAs(ctx, dashboardShelf(), name)
}

// DeleteDashboard removes a saved dashboard.
func (w *Warehouse) DeleteDashboard(ctx context.Context, name string) error {
	return w.forget(ctx, dashboardShelf(), name)
}

func pushShelf() shelf {
	return shelf{
		table: "sb_pushes",
		nameless: func() *table.Issue {
			return table.Failed("push-without-name", table.Where{}, "The push has no name.", "Give it a name that you will recognise next month, and save again.", nil)
		},
		invalid: func(name string) *table.Issue {
			return table.Failed("push-not-json", table.Where{}, fmt.Sprintf("The push %q is not a valid JSON document.", name),
				"Correct the document, then save it again.", nil)
		},
		unknown: func(name string) *table.Issue {
			return table.Failed("unknown-push", table.Where{}, fmt.Sprintf("There is no push named %q.", name),
				"List the pushes and use one of their names.", ErrUnknownPush)
		},
	}
}

// SavePush keeps a push under a name, in place of one whose name differs in
// case at most.
func (w *Warehouse) SavePush(ctx context.Context, name string, body json.RawMessage) error {
	return w.save(ctx, pushShelf(), name, body)
}

// ReplacePush keeps a push under a new name in place of the one it had before,
// in one step: at no time are there both or neither. The issue push-exists says
// that another push has the new name.
func (w *Warehouse) ReplacePush(ctx context.Context, before, name string, body json.RawMessage) error {
	return w.replace(ctx, pushShelf(), before, name, body, table.Failed("push-exists", table.Where{}, fmt.Sprintf("There is a push named %q already.", strings.TrimSpace(name)),
		"Choose another name, or change that push.", nil))
}

// Pushes returns the saved pushes, by name.
func (w *Warehouse) Pushes(ctx context.Context) ([]Saved, error) { return w.saved(ctx, pushShelf()) }

// Push returns a saved push by its name, ignoring case. The issue about a name
// that is not there wraps ErrUnknownPush.
func (w *Warehouse) Push(ctx context.Context, name string) (Saved, error) {
	return w.savedAs(ctx, pushShelf(), name)
}

// DeletePush removes a saved push. The log of what it sent stays.
func (w *Warehouse) DeletePush(ctx context.Context, name string) error {
	return w.forget(ctx, pushShelf(), name)
}
