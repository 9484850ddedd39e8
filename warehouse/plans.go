package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// SavedPlan is how files with certain headers were read the last time.
type SavedPlan struct {
	// Fingerprint stands for the headers.
	Fingerprint string
	Body        json.RawMessage
	Used        time.Time
}

// mostPlans is how many plans are kept; the longest unused are forgotten.
const mostPlans = 500

// SavePlan keeps a plan under its fingerprint, in place of one that is there.
func (w *Warehouse) SavePlan(ctx context.Context, fingerprint string, body json.RawMessage) error {
	if !json.Valid(body) {
		return table.Failed("plan-not-json", table.Where{}, "The import plan is not a valid JSON document.", "Correct the plan.", nil)
	}
	return w.change(ctx, func(tx *transaction) error {
		return tx.runAll(ctx, []statement{
			{
				`INSERT INTO sb_plans (fingerprint, body, used) VALUES (?, ?, ?)
				ON CONFLICT (fingerprint) DO UPDATE SET body = excluded.body, used = excluded.used`,
				[]any{fingerprint, string(body), timeText(w.now())},
			},
			{`DELETE FROM sb_plans WHERE fingerprint NOT IN (SELECT fingerprint FROM sb_plans ORDER BY used DESC LIMIT ?)`, []any{mostPlans}},
		})
	})
}

// SavedPlans returns the plans that are kept, the latest used first.
func (w *Warehouse) SavedPlans(ctx context.Context) ([]SavedPlan, error) {
	var plans []SavedPlan
	err := w.view(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT fingerprint, body, used FROM sb_plans ORDER BY used DESC, fingerprint")
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var plan SavedPlan
			var body, used string
			if err := rows.Scan(&plan.Fingerprint, &body, &used); err != nil {
				return err
			}
			plan.Body = json.RawMessage(body)
			if plan.Used, err = parseTime(used); err != nil {
				return err
			}
			plans = append(plans, plan)
		}
		return errors.Join(rows.Err(), rows.Close())
	})
	return plans, err
}

// ForgetPlans removes all plans that are kept, or the one with a fingerprint.
func (w *Warehouse) ForgetPlans(ctx context.Context, fingerprint string) error {
	return w.change(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM sb_plans WHERE ? IN ('', fingerprint)", fingerprint)
		return err
	})
}
