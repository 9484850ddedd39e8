package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// DeliveryFilter says which deliveries are wanted; zero values want all.
type DeliveryFilter struct {
	ID     int64
	Run    int64
	Push   string
	States []DeliveryState
	// Since keeps those that changed at this time or later.
	Since time.Time
	// Content asks for the files' content.
	Content bool
}

// Deliveries returns deliveries in the order they were made.
func (w *Warehouse) Deliveries(ctx context.Context, filter DeliveryFilter) ([]Delivery, error) {
	conditions, args := []string{"1 = 1"}, []any{}
	keep := func(condition string, values ...any) {
		conditions, args = append(conditions, condition), append(args, values...)
	}
	if filter.ID != 0 {
		keep("d.id = ?", filter.ID)
	}
	if filter.Run != 0 {
		keep("d.run = ?", filter.Run)
	}
	if filter.Push != "" {
		keep("r.push_key = ?", nameKey(filter.Push))
	}
	if len(filter.States) > 0 {
		marks := strings.TrimSuffix(strings.Repeat("?,", len(filter.States)), ",")
		values := make([]any, len(filter.States))
		for i, state := range filter.States {
			values[i] = string(state)
		}
		keep("d.state IN ("+marks+")", values...)
	}
	var deliveries []Delivery
	err := w.view(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT d.id, d.run, r.push, d.recipient, d.run_as, d.channel, d.address, d.message_id, d.subject, d.words, d.language,
			d.state, d.detail, d.attempts, d.rows, d.students, d.figures, r.started, d.changed, d.sent
			FROM sb_deliveries d JOIN sb_push_runs r ON r.id = d.run WHERE `+strings.Join(conditions, " AND ")+" ORDER BY d.id", args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var d Delivery
			var channel, state, figures, made, changed, sent string
			if err := rows.Scan(&d.ID, &d.Run, &d.Push, &d.Recipient, &d.RunAs, &channel, &d.Address, &d.MessageID, &d.Subject, &d.Words, &d.Language,
				&state, &d.Detail, &d.Attempts, &d.Rows, &d.Students, &figures, &made, &changed, &sent); err != nil {
				return err
			}
			d.Channel, d.State, d.Figures = Channel(channel), DeliveryState(state), json.RawMessage(figures)
			if d.Made, err = parseTime(made); err != nil {
				return err
			}
			if d.Changed, err = parseTime(changed); err != nil {
				return err
			}
			if d.Sent, err = parseOptionalTime(sent); err != nil {
				return err
			}
			if !d.Changed.Before(filter.Since) {
				deliveries = append(deliveries, d)
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return err
		}
		for i := range deliveries {
			if deliveries[i].Files, err = deliveryFiles(ctx, tx, deliveries[i].ID, filter.Content); err != nil {
				return err
			}
		}
		return nil
	})
	return deliveries, err
}

func deliveryFiles(ctx context.Context, q querier, delivery int64, content bool) (files []DeliveryFile, err error) {
	column := "NULL"
	if content {
		column = "content"
	}
	rows, err := q.QueryContext(ctx, "SELECT name, format, hash, size, "+column+" FROM sb_delivery_files WHERE delivery = ? ORDER BY position", delivery)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var file DeliveryFile
		if err := rows.Scan(&file.Name, &file.Format, &file.Hash, &file.Size, &file.Content); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return files, rows.Err()
}

// CountMail counts the messages of a push, or of all when no name is given, that
// may have left since a time.
func (w *Warehouse) CountMail(ctx context.Context, push string, since time.Time) (int, error) {
	var n int
	err := w.view(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT d.changed FROM sb_deliveries d JOIN sb_push_runs r ON r.id = d.run
			WHERE d.channel = ? AND d.state IN (?, ?, ?) AND (? = '' OR r.push_key = ?)`,
			string(ByMail), string(Sending), string(Sent), string(Unknown), push, nameKey(push))
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var text string
			if err := rows.Scan(&text); err != nil {
				return err
			}
			changed, err := parseTime(text)
			if err != nil {
				return err
			}
			if changed.After(since) {
				n++
			}
		}
		return rows.Err()
	})
	return n, err
}

// Runs returns the runs of a push, or of all when no name is given, oldest
// first.
func (w *Warehouse) Runs(ctx context.Context, push string) ([]Run, error) {
	var runs []Run
	err := w.view(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, "SELECT id, push, state, occasion, started, ended, data, body FROM sb_push_runs WHERE ? = '' OR push_key = ? ORDER BY id", push, nameKey(push))
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var run Run
			var state, occasion, started, ended, body string
			if err := rows.Scan(&run.ID, &run.Push, &state, &occasion, &started, &ended, &run.Data, &body); err != nil {
				return err
			}
			run.State, run.Body = RunState(state), json.RawMessage(body)
			var occasionErr, endedErr error
			run.Occasion, occasionErr = parseOptionalTime(occasion)
			run.Ended, endedErr = parseOptionalTime(ended)
			run.Started, err = parseTime(started)
			if err := errors.Join(err, occasionErr, endedErr); err != nil {
				return fmt.Errorf("run %d of push %q: %w", run.ID, run.Push, err)
			}
			runs = append(runs, run)
		}
		return rows.Err()
	})
	return runs, err
}
