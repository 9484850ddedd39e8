package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Comment is what a person says about a cell.
type Comment struct {
	Place Place     `json:"-"`
	Text  string    `json:"text"`
	Who   string    `json:"who"`
	At    time.Time `json:"at"`
}

// commentChange is a comment as it was and as it became; nil is none.
type commentChange struct {
	Column int64    `json:"column"`
	Row    int64    `json:"row"`
	Before *Comment `json:"before,omitempty"`
	After  *Comment `json:"after,omitempty"`
}

// SetComment writes a comment on a cell, in the place of one that is there; an
// empty text takes it away.
func (w *Warehouse) SetComment(ctx context.Context, request EditRequest, place Place, text string) (Edit, error) {
	return w.edit(ctx, request, func(j *editJob) error {
		batches, err := storedBatches(ctx, j.tx, j.dataset.ID)
		if err != nil {
			return err
		}
		rows, err := j.dataset.rowIDs(batches, []int{place.Row})
		if err != nil {
			return err
		}
		columns, err := j.dataset.choose([]string{place.Column})
		if err != nil {
			return err
		}
		change := commentChange{Column: columns[0].id, Row: rows[0]}
		if change.Before, err = readComment(ctx, j.tx, change.Column, change.Row); err != nil {
			return err
		}
		if text != "" {
			at, err := parseTime(j.now)
			if err != nil {
				return err
			}
			change.After = &Comment{Text: text, Who: j.request.Who, At: at}
		}
		if change.Before == nil && change.After == nil || change.Before != nil && change.Before.Text == text {
			return nil
		}
		j.detail.Comments = []commentChange{change}
		return j.comment(ctx, true)
	})
}

// comment writes the comments of the detail, as they became or as they were.
func (j *editJob) comment(ctx context.Context, forward bool) error {
	for _, change := range j.detail.Comments {
		wanted := change.After
		if !forward {
			wanted = change.Before
		}
		steps := []statement{{"DELETE FROM sb_comments WHERE column = ? AND row = ?", []any{change.Column, change.Row}}}
		if wanted != nil {
			if _, found := j.dataset.byNumber(change.Column); !found {
				return j.cannotRepeat()
			}
			steps = append(steps, statement{
				"INSERT INTO sb_comments (dataset, column, row, text, who, at) VALUES (?, ?, ?, ?, ?, ?)",
				[]any{j.dataset.ID, change.Column, change.Row, wanted.Text, wanted.Who, timeText(wanted.At)},
			})
		}
		if err := j.tx.runAll(ctx, steps); err != nil {
			return err
		}
	}
	return nil
}

func readComment(ctx context.Context, q querier, column, row int64) (*Comment, error) {
	var comment Comment
	var at string
	err := q.QueryRowContext(ctx, "SELECT text, who, at FROM sb_comments WHERE column = ? AND row = ?", column, row).Scan(&comment.Text, &comment.Who, &at)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	comment.At, err = parseTime(at)
	return &comment, err
}

// Comments returns the comments on the cells of a dataset, in the order of its
// rows and columns.
func (w *Warehouse) Comments(ctx context.Context, dataset string) ([]Comment, error) {
	comments := []Comment{}
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		batches, err := storedBatches(ctx, tx, stored.ID)
		if err != nil {
			return err
		}
		live := newLiveRows(batches)
		rows, err := tx.QueryContext(ctx, `SELECT c.row, n.name, c.text, c.who, c.at FROM sb_comments AS c JOIN sb_columns AS n ON n.id = c.column
			WHERE c.dataset = ? AND n.hidden IS NULL AND n.removed = 0 ORDER BY c.row, n.position, n.id`, stored.ID)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var comment Comment
			var row int64
			var at string
			if err := rows.Scan(&row, &comment.Place.Column, &comment.Text, &comment.Who, &at); err != nil {
				return err
			}
			if comment.At, err = parseTime(at); err != nil {
				return err
			}
			var shown bool
			if comment.Place.Row, shown = live.index(row); shown {
				comments = append(comments, comment)
			}
		}
		return rows.Err()
	})
	if err != nil {
		return nil, err
	}
	return comments, nil
}
