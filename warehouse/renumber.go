package warehouse

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
)

// renumberEdits gives what is known of edits the new numbers of their rows.
func renumberEdits(dataset int64, span batchSpan) []statement {
	within := []any{dataset, span.first, span.last}
	ofEdits := "edit IN (SELECT id FROM sb_edits WHERE dataset = ?)"
	return []statement{
		{"DELETE FROM sb_edited WHERE dataset = ? AND row BETWEEN ? AND ? AND row NOT IN (SELECT old FROM sb_renumbered)", within},
		{"UPDATE sb_edited SET row = -(SELECT new FROM sb_renumbered WHERE old = row) WHERE dataset = ? AND row BETWEEN ? AND ?", within},
		{"UPDATE sb_edited SET row = -row WHERE dataset = ? AND row < 0", []any{dataset}},
		{"DELETE FROM sb_comments WHERE dataset = ? AND row BETWEEN ? AND ? AND row NOT IN (SELECT old FROM sb_renumbered)", within},
		{"UPDATE sb_comments SET row = -(SELECT new FROM sb_renumbered WHERE old = row) WHERE dataset = ? AND row BETWEEN ? AND ?", within},
		{"UPDATE sb_comments SET row = -row WHERE dataset = ? AND row < 0", []any{dataset}},
		{"DELETE FROM sb_edit_cells WHERE " + ofEdits + " AND row BETWEEN ? AND ? AND row NOT IN (SELECT old FROM sb_renumbered)", within},
		{"UPDATE sb_edit_cells SET row = -(SELECT new FROM sb_renumbered WHERE old = row) WHERE " + ofEdits + " AND row BETWEEN ? AND ?", within},
		{"UPDATE sb_edit_cells SET row = -row WHERE " + ofEdits + " AND row < 0", []any{dataset}},
	}
}

// renumberDetails gives the rows that entries of the log name beside their
// cells their new numbers: those with comments, and those that were added or
// deleted. It is done while sb_renumbered tells them.
func (r *rebuild) renumberDetails(ctx context.Context, span batchSpan) error {
	found, err := r.tx.QueryContext(ctx, "SELECT id, detail FROM sb_edits WHERE dataset = ? AND json_valid(detail) AND detail <> '{}'", r.dataset.ID)
	if err != nil {
		return err
	}
	defer func() { _ = found.Close() }()
	details := map[int64]editDetail{}
	for found.Next() {
		var id int64
		var text string
		if err := found.Scan(&id, &text); err != nil {
			return err
		}
		var detail editDetail
		if json.Unmarshal([]byte(text), &detail) == nil { // the check tells of one that cannot be read
			details[id] = detail
		}
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil {
		return err
	}
	numbers, err := r.renumbered(ctx)
	if err != nil {
		return err
	}
	for id, detail := range details {
		if !detail.renumber(span, numbers) {
			continue
		}
		text, err := json.Marshal(detail)
		if err != nil {
			return err
		}
		if _, err := r.tx.ExecContext(ctx, "UPDATE sb_edits SET detail = ? WHERE id = ?", string(text), id); err != nil {
			return err
		}
	}
	return nil
}

// renumbered reads the new numbers of rows by their old ones.
func (r *rebuild) renumbered(ctx context.Context) (map[int64]int64, error) {
	rows, err := r.tx.QueryContext(ctx, "SELECT old, new FROM sb_renumbered")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	numbers := map[int64]int64{}
	for rows.Next() {
		var before, now int64
		if err := rows.Scan(&before, &now); err != nil {
			return nil, err
		}
		numbers[before] = now
	}
	return numbers, errors.Join(rows.Err(), rows.Close())
}

// renumber gives the rows of a span their new numbers, leaves out those that
// are gone, and reports whether anything changed.
func (d *editDetail) renumber(span batchSpan, numbers map[int64]int64) bool {
	changed := false
	within := func(row int64) bool { return row >= span.first && row <= span.last }
	comments := d.Comments[:0:0]
	for _, comment := range d.Comments {
		if within(comment.Row) {
			now, there := numbers[comment.Row]
			changed = changed || !there || now != comment.Row
			if !there {
				continue
			}
			comment.Row = now
		}
		comments = append(comments, comment)
	}
	d.Comments = comments
	renumberRuns := func(runs []rowRun) []rowRun {
		var rows []int64
		for _, run := range runs {
			for row := run.First; row < run.First+int64(run.Rows); row++ {
				if !within(row) {
					rows = append(rows, row)
				} else if now, there := numbers[row]; there {
					rows = append(rows, now)
				}
			}
		}
		now := joinRows(rows)
		changed = changed || !slices.EqualFunc(now, runs, func(a, b rowRun) bool { return a.First == b.First && a.Rows == b.Rows })
		return now
	}
	d.Deleted = renumberRuns(d.Deleted)
	if d.Inserted == nil {
		return changed
	}
	switch now := renumberRuns([]rowRun{*d.Inserted}); len(now) {
	case 0:
		d.Inserted = nil // all of them are gone
		return changed
	case 1:
		d.Inserted.First, d.Inserted.Rows = now[0].First, now[0].Rows
	}
	for _, beside := range []*int64{&d.Inserted.Above, &d.Inserted.Below} {
		if now, there := numbers[*beside]; within(*beside) && there {
			changed = changed || now != *beside
			*beside = now
		}
	}
	return changed
}
