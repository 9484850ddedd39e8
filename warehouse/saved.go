package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// SaveReport keeps a report under a name, in place of one whose name differs
// in case at most.
func (w *Warehouse) SaveReport(ctx context.Context, name string, body json.RawMessage) error {
	name = strings.TrimSpace(name)
	if name == "" {
		return table.Failed("report-without-name", table.Where{}, "The report has no name.", "Give it a name.", nil)
	}
	if !json.Valid(body) {
		return table.Failed("report-not-json", table.Where{}, fmt.Sprintf("The report %q is not a valid JSON document.", name),
			"Correct the document, then save it again.", nil)
	}
	return w.change(ctx, func(tx *transaction) error {
		now := timeText(w.now())
		_, err := tx.ExecContext(ctx, `INSERT INTO sb_reports (name_key, name, body, created, updated) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, body = excluded.body, updated = excluded.updated`,
			nameKey(name), name, string(body), now, now)
		return err
	})
}

// Reports returns the saved reports, by name.
func (w *Warehouse) Reports(ctx context.Context) ([]SavedReport, error) {
	return w.reports(ctx, "")
}

// Report returns a saved report by its name, ignoring case. The issue about a
// name that is not there wraps ErrUnknownReport.
func (w *Warehouse) Report(ctx context.Context, name string) (SavedReport, error) {
	reports, err := w.reports(ctx, "WHERE name_key = ?", nameKey(strings.TrimSpace(name)))
	if err != nil {
		return SavedReport{}, err
	}
	if len(reports) == 0 {
		return SavedReport{}, unknownReport(name)
	}
	return reports[0], nil
}

func (w *Warehouse) reports(ctx context.Context, condition string, args ...any) ([]SavedReport, error) {
	var reports []SavedReport
	err := w.view(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT name, body, created, updated FROM sb_reports "+condition+" ORDER BY name_key", args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var report SavedReport
			var body, created, updated string
			if err := rows.Scan(&report.Name, &body, &created, &updated); err != nil {
				return err
			}
			var createdErr, updatedErr error
			report.Body = json.RawMessage(body)
			report.Created, createdErr = parseTime(created)
			report.Updated, updatedErr = parseTime(updated)
			if err := errors.Join(createdErr, updatedErr); err != nil {
				return fmt.Errorf("report %q: %w", report.Name, err)
			}
			reports = append(reports, report)
		}
		return rows.Err()
	})
	return reports, err
}

// DeleteReport removes a saved report.
func (w *Warehouse) DeleteReport(ctx context.Context, name string) error {
	return w.change(ctx, func(tx *transaction) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM sb_reports WHERE name_key = ?", nameKey(strings.TrimSpace(name)))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return unknownReport(name)
	})
}

func unknownReport(name string) *table.Issue {
	return table.Failed("unknown-report", table.Where{}, fmt.Sprintf("There is no saved report named %q.", name),
		"List the saved reports and use one of their names.", ErrUnknownReport)
}
