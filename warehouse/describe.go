package warehouse

import (
	"context"
	"strings"
)

// descriptionChange is what a column was said to be, and what it is said to be.
type descriptionChange struct {
	Column int64  `json:"column"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Describe says in plain words what the values of a column are; an empty text
// takes the words away. It is an act like any other: imports leave it, and it
// can be undone.
func (w *Warehouse) Describe(ctx context.Context, request EditRequest, column, text string) (Edit, error) {
	request.Kind = EditDescribe
	return w.edit(ctx, request, func(j *editJob) error {
		chosen, err := j.dataset.choose([]string{column})
		if err != nil {
			return err
		}
		change := descriptionChange{Column: chosen[0].id, Before: chosen[0].Description, After: strings.TrimSpace(text)}
		if change.Before == change.After {
			return nil
		}
		j.detail.Descriptions = []descriptionChange{change}
		return j.describe(ctx, true)
	})
}

func (j *editJob) describe(ctx context.Context, forward bool) error {
	for _, change := range j.detail.Descriptions {
		if _, there := j.dataset.byNumber(change.Column); !there {
			return j.cannotRepeat()
		}
		text := change.After
		if !forward {
			text = change.Before
		}
		if err := j.tx.runAll(ctx, []statement{{"UPDATE sb_columns SET description = ? WHERE id = ?", []any{text, change.Column}}}); err != nil {
			return err
		}
		j.reshaped = true // columns in memory carry their description
	}
	return nil
}
