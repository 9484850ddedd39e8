package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/schoolbench/schoolbench/table"
)

// SaveSetting keeps a setting of the workspace under its name, in place of what
// is there.
func (w *Warehouse) SaveSetting(ctx context.Context, name string, body json.RawMessage) error {
	return w.change(ctx, func(tx *transaction) error { return w.saveSetting(ctx, tx, name, body) })
}

func (w *Warehouse) saveSetting(ctx context.Context, tx *transaction, name string, body json.RawMessage) error {
	if !json.Valid(body) {
		return table.Failed("setting-not-json", table.Where{}, "The setting "+name+" is not a valid JSON document.", "Correct the document.", nil)
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO sb_settings (name, body, updated) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET body = excluded.body, updated = excluded.updated`, name, string(body), timeText(w.now()))
	return err
}

// Setting returns a setting of the workspace; nil if it was never saved.
func (w *Warehouse) Setting(ctx context.Context, name string) (json.RawMessage, error) {
	var body string
	err := w.view(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, "SELECT body FROM sb_settings WHERE name = ?", name).Scan(&body)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil || body == "" {
		return nil, err
	}
	return json.RawMessage(body), nil
}

// ChangeSetting saves what a setting becomes, given what it is (nil if it was
// never saved), in one step: nobody else changes it in between.
func (w *Warehouse) ChangeSetting(ctx context.Context, name string, change func(before json.RawMessage) (json.RawMessage, error)) error {
	return w.change(ctx, func(tx *transaction) error {
		var before []byte
		err := tx.QueryRowContext(ctx, "SELECT body FROM sb_settings WHERE name = ?", name).Scan(&before)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		body, err := change(before)
		if err != nil {
			return err
		}
		return w.saveSetting(ctx, tx, name, body)
	})
}

// DeleteSetting forgets a setting, if it was saved.
func (w *Warehouse) DeleteSetting(ctx context.Context, name string) error {
	return w.change(ctx, func(tx *transaction) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM sb_settings WHERE name = ?", name)
		return err
	})
}
