package warehouse

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/schoolbench/schoolbench/table"
)

// Frames number rows in the order of their imports, and rows that people add
// are the last. Where they are to be seen between others is kept in the log:
// above one row and below another.

// InsertRows adds empty rows that are shown above another row, as frames number
// it. The act is undone like any other.
func (w *Warehouse) InsertRows(ctx context.Context, request EditRequest, count, above int) (Edit, error) {
	return w.edit(ctx, request, func(j *editJob) error {
		batches, err := storedBatches(ctx, j.tx, j.dataset.ID)
		if err != nil {
			return err
		}
		live := newLiveRows(batches)
		if above < 0 || above >= live.total {
			return unknownRow(j.dataset.Name, above)
		}
		order, err := rowOrder(ctx, j.tx, j.dataset, live)
		if err != nil {
			return err
		}
		below := above - 1
		for i, row := range order {
			if row == above {
				below = -1
				if i > 0 {
					below = order[i-1]
				}
				break
			}
		}
		if _, err := j.insertRows(ctx, count); err != nil {
			return err
		}
		j.detail.Inserted.Above = live.id(above)
		if below >= 0 {
			j.detail.Inserted.Below = live.id(below)
		}
		return nil
	})
}

// RowOrder lists the rows of a dataset, as frames number them, in the order in
// which people see them. It is nil as long as nobody has put rows between
// others.
func (w *Warehouse) RowOrder(ctx context.Context, dataset string) ([]int, error) {
	var order []int
	err := w.view(ctx, func(tx *sql.Tx) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		batches, err := storedBatches(ctx, tx, stored.ID)
		if err != nil {
			return err
		}
		order, err = rowOrder(ctx, tx, stored, newLiveRows(batches))
		return err
	})
	return order, err
}

func rowOrder(ctx context.Context, q querier, dataset *storedDataset, live liveRows) ([]int, error) {
	runs, err := insertedBetween(ctx, q, dataset)
	if err != nil || len(runs) == 0 {
		return nil, err
	}
	chain := newRowChain(live.total)
	moved := false
	for _, run := range runs {
		var rows []int
		for i := range run.Rows {
			if row, shown := live.index(run.First + int64(i)); shown {
				rows = append(rows, row)
			}
		}
		if len(rows) == 0 {
			continue
		}
		// An import may have put another row in the place of one of the two.
		if above, shown := live.index(run.Above); shown {
			chain.put(rows, chain.before[above+1]-1)
			moved = true
		} else if below, shown := live.index(run.Below); run.Below != 0 && shown {
			chain.put(rows, below)
			moved = true
		}
	}
	if !moved {
		return nil, ctx.Err()
	}
	return chain.order(), ctx.Err()
}

// insertedBetween reads which rows people have put between others, in the order
// of the acts that hold.
func insertedBetween(ctx context.Context, q querier, dataset *storedDataset) ([]rowRun, error) {
	details, err := texts(ctx, q, `SELECT detail FROM sb_edits WHERE dataset = ? AND state = ? AND kind = ?
		AND json_valid(detail) AND detail ->> '$.inserted.above' IS NOT NULL ORDER BY id`, dataset.ID, EditDone, string(EditInsert))
	if err != nil {
		return nil, err
	}
	var runs []rowRun
	for _, text := range details {
		var detail editDetail
		if err := json.Unmarshal([]byte(text), &detail); err != nil {
			return nil, errors.Join(table.Failed("edits-damaged", table.Where{}, "An entry of the log of edits cannot be read.", "Open your latest backup.", nil), err)
		}
		runs = append(runs, *detail.Inserted)
	}
	return runs, nil
}

// rowChain is rows of which each knows the next and the one before; place 0 is
// what stands before the first row and after the last, and row r has place r+1.
type rowChain struct{ next, before []int }

func newRowChain(rows int) *rowChain {
	c := &rowChain{next: make([]int, rows+1), before: make([]int, rows+1)}
	for place := range c.next {
		c.next[place] = (place + 1) % len(c.next)
		c.before[place] = (place + rows) % len(c.next)
	}
	return c
}

// put moves rows to behind another one; -1 puts them first.
func (c *rowChain) put(rows []int, behind int) {
	at := behind + 1
	for _, row := range rows {
		place := row + 1
		if place == at {
			continue
		}
		c.next[c.before[place]], c.before[c.next[place]] = c.next[place], c.before[place]
		after := c.next[at]
		c.next[at], c.before[place] = place, at
		c.next[place], c.before[after] = after, place
		at = place
	}
}

func (c *rowChain) order() []int {
	order := make([]int, 0, len(c.next)-1)
	for place := c.next[0]; place != 0; place = c.next[place] {
		order = append(order, place-1)
	}
	return order
}
