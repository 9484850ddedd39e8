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

// shelf is a table of saved work: JSON documents under names that are unique,
// ignoring case.
type shelf struct {
	table string
	// nameless, invalid and unknown are the issues about a document without a
	// name, one that is not JSON, and a name that is not there.
	nameless func() *table.Issue
	invalid  func(name string) *table.Issue
	unknown  func(name string) *table.Issue
}

// save keeps a document under a name, in place of one whose name differs in
// case at most.
func (w *Warehouse) save(ctx context.Context, on shelf, name string, body json.RawMessage) error {
	name = strings.TrimSpace(name)
	if name == "" {
		return on.nameless()
	}
	if !json.Valid(body) {
		return on.invalid(name)
	}
	return w.change(ctx, func(tx *transaction) error {
		now := timeText(w.now())
		_, err := tx.ExecContext(ctx, "INSERT INTO "+on.table+` (name_key, name, body, created, updated) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, body = excluded.body, updated = excluded.updated`,
			nameKey(name), name, string(body), now, now)
		return err
	})
}

// replace keeps a document under a new name in place of the one it had before.
// taken is the issue when another document has the new name.
func (w *Warehouse) replace(ctx context.Context, on shelf, before, name string, body json.RawMessage, taken *table.Issue) error {
	name, before = strings.TrimSpace(name), strings.TrimSpace(before)
	if name == "" {
		return on.nameless()
	}
	if !json.Valid(body) {
		return on.invalid(name)
	}
	return w.change(ctx, func(tx *transaction) error {
		if nameKey(name) != nameKey(before) {
			var others int
			if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM "+on.table+" WHERE name_key = ?", nameKey(name)).Scan(&others); err != nil {
				return err
			}
			if others > 0 {
				return taken
			}
		}
		result, err := tx.ExecContext(ctx, "UPDATE "+on.table+" SET name_key = ?, name = ?, body = ?, updated = ? WHERE name_key = ?",
			nameKey(name), name, string(body), timeText(w.now()), nameKey(before))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return on.unknown(before)
	})
}

// saved returns all documents of a shelf, by name.
func (w *Warehouse) saved(ctx context.Context, on shelf) ([]Saved, error) {
	return w.savedWhere(ctx, on, "")
}

// savedAs returns the document of this name, ignoring case.
func (w *Warehouse) savedAs(ctx context.Context, on shelf, name string) (Saved, error) {
	found, err := w.savedWhere(ctx, on, "WHERE name_key = ?", nameKey(strings.TrimSpace(name)))
	if err != nil {
		return Saved{}, err
	}
	if len(found) == 0 {
		return Saved{}, on.unknown(name)
	}
	return found[0], nil
}

func (w *Warehouse) savedWhere(ctx context.Context, on shelf, condition string, args ...any) ([]Saved, error) {
	var documents []Saved
	err := w.view(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT name, body, created, updated FROM "+on.table+" "+condition+" ORDER BY name_key", args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var document Saved
			var body, created, updated string
			if err := rows.Scan(&document.Name, &body, &created, &updated); err != nil {
				return err
			}
			var createdErr, updatedErr error
			document.Body = json.RawMessage(body)
			document.Created, createdErr = parseTime(created)
			document.Updated, updatedErr = parseTime(updated)
			if err := errors.Join(createdErr, updatedErr); err != nil {
				return fmt.Errorf("saved %q: %w", document.Name, err)
			}
			documents = append(documents, document)
		}
		return rows.Err()
	})
	return documents, err
}

// forget removes a document.
func (w *Warehouse) forget(ctx context.Context, on shelf, name string) error {
	return w.change(ctx, func(tx *transaction) error {
		result, err := tx.ExecContext(ctx, "DELETE FROM "+on.table+" WHERE name_key = ?", nameKey(strings.TrimSpace(name)))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return on.unknown(name)
	})
}
