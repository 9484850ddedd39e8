package warehouse

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// OwnKind is what sort of column of people's own a column is.
type OwnKind string

// The kinds of own columns.
const (
	OwnText    OwnKind = "text"
	OwnNumber  OwnKind = "number"
	OwnChoice  OwnKind = "choice"
	OwnYesNo   OwnKind = "yesno"
	OwnDate    OwnKind = "date"
	OwnFormula OwnKind = "formula"
)

// OwnColumn is a column that people added to a dataset. It stays when the next
// file is imported, and its values stay with the rows that have the same key.
type OwnColumn struct {
	// Column is as the schema has it. The type follows from the kind, except
	// that of a formula, which whoever adds it tells.
	Column table.Column `json:"column"`
	Kind   OwnKind      `json:"kind"`
	// Choices are the values that a choice list offers, in order.
	Choices []string `json:"choices,omitempty"`
	// Formula is an expression over the other columns.
	Formula string `json:"formula,omitempty"`
}

func (c storedColumn) ownColumn() OwnColumn {
	return OwnColumn{Column: c.Column, Kind: c.own, Choices: c.choices, Formula: c.formula}
}

// OwnColumn returns what a column is, if it is one of people's own.
func (d Dataset) OwnColumn(name string) (OwnColumn, bool) {
	at := slices.IndexFunc(d.Own, func(own OwnColumn) bool { return strings.EqualFold(own.Column.Name, name) })
	if at < 0 {
		return OwnColumn{}, false
	}
	return d.Own[at], true
}

// columnChange is what an act made of an own column: no description before it,
// and the column was added; none after it, and it was taken away.
type columnChange struct {
	Column int64      `json:"column"`
	Before *OwnColumn `json:"before,omitempty"`
	After  *OwnColumn `json:"after,omitempty"`
}

// AddColumn adds a column of people's own at the end of a dataset.
func (w *Warehouse) AddColumn(ctx context.Context, request EditRequest, column OwnColumn) (Edit, error) {
	return w.edit(ctx, request, func(j *editJob) error {
		if err := j.dataset.checkNewName(column.Column.Name, 0); err != nil {
			return err
		}
		if err := j.tx.dropForgotten(ctx, j.dataset); err != nil {
			return err
		}
		if j.dataset.width() >= maxColumns {
			return table.Failed("too-many-columns", table.Where{}, fmt.Sprintf("The dataset %q has %d columns already, counting those that are kept because they can come back.",
				j.dataset.Name, j.dataset.width()), "Take the column into a dataset of its own.", nil)
		}
		result, err := j.tx.ExecContext(ctx, `INSERT INTO sb_columns (dataset, position, name, name_key, sql_name, label, description, type, role, decimals, layout, own, removed)
			SELECT ?1, coalesce(max(position), 0) + 1, '', char(1) || 'new', char(1), '', '', 'text', 'dimension', 0, '', 'text', 1 FROM sb_columns WHERE dataset = ?1`, j.dataset.ID)
		if err != nil {
			return err
		}
		id, err := result.LastInsertId()
		if err != nil {
			return err
		}
		// No declared type: the column may be given another kind later, and must
		// then hold its values as they are.
		if err := j.tx.alter(ctx, j.dataset, "ADD COLUMN %s", quote(hiddenColumn(id))); err != nil {
			return err
		}
		if err := j.tx.runAll(ctx, []statement{{"UPDATE sb_columns SET sql_name = ?, name_key = char(1) || id WHERE id = ?", []any{hiddenColumn(id), id}}}); err != nil {
			return err
		}
		if err := j.tx.reload(ctx, j.dataset); err != nil {
			return err
		}
		j.detail.Columns = []columnChange{{Column: id, After: &column}}
		return j.changeColumns(ctx, true)
	})
}

// ChangeColumn gives an own column another name, kind, list of choices or
// formula. Its values are brought over; those that do not fit the new kind are
// kept as they are written.
func (w *Warehouse) ChangeColumn(ctx context.Context, request EditRequest, name string, column OwnColumn) (Edit, error) {
	return w.edit(ctx, request, func(j *editJob) error {
		old, err := j.ownColumn(name)
		if err != nil {
			return err
		}
		if err := j.dataset.checkNewName(column.Column.Name, old.id); err != nil {
			return err
		}
		before := old.ownColumn()
		if sameOwn(before, column) {
			return nil
		}
		j.detail.Columns = []columnChange{{Column: old.id, Before: &before, After: &column}}
		if before.Column.Type == column.Column.Type && before.Column.Layout == column.Column.Layout {
			return j.changeColumns(ctx, true)
		}
		return j.convertColumn(ctx, old)
	})
}

func sameOwn(a, b OwnColumn) bool {
	return a.Column.Name == b.Column.Name && a.Column.Type == b.Column.Type && a.Column.Layout == b.Column.Layout && a.Column.Role == b.Column.Role &&
		a.Column.Description == b.Column.Description && a.Kind == b.Kind && slices.Equal(a.Choices, b.Choices) && a.Formula == b.Formula
}

// convertColumn brings the values of a column over to its new type.
func (j *editJob) convertColumn(ctx context.Context, old storedColumn) error {
	var cells []rowCell
	scan := rowScan{dataset: j.dataset, columns: []storedColumn{old}}
	if err := scan.run(ctx, j.tx, func(row scannedRow) error {
		if cell := row.cell(0, old); cell.State != table.Missing || cell.Text != "" {
			cells = append(cells, rowCell{row.id, cell})
		}
		return nil
	}); err != nil {
		return err
	}
	if err := j.changeColumns(ctx, true); err != nil {
		return err
	}
	column, _ := j.dataset.byNumber(old.id)
	change := newImportColumn(old.Column, column)
	writer := newCellWriter(j.tx, j.dataset)
	decimals := 0
	for chunk := range slices.Chunk(cells, cellsAtOnce) {
		var before []heldCell
		var converted []rowCell
		for _, held := range chunk {
			cell := held.cell
			change.again(&cell)
			cell.Value = normalize(column.Type, cell.Value)
			if column.formula != "" {
				cell = table.Cell{Value: table.Value{State: table.Missing}} // a formula has no cells of its own
			}
			if cell == held.cell {
				continue
			}
			before, converted = append(before, heldCell{cell: held.cell, kept: true}), append(converted, rowCell{held.row, cell})
			decimals = max(decimals, decimalsIn(column, cell))
		}
		if err := j.writeAndLog(ctx, writer, column, before, converted); err != nil {
			return err
		}
	}
	return j.countDecimals(ctx, column, decimals)
}

// RemoveColumn takes an own column away. It can come back with all that was
// written there.
func (w *Warehouse) RemoveColumn(ctx context.Context, request EditRequest, name string) (Edit, error) {
	return w.edit(ctx, request, func(j *editJob) error {
		old, err := j.ownColumn(name)
		if err != nil {
			return err
		}
		if old.keyPosition > 0 {
			return table.Failed("column-is-key", table.Where{Column: old.Name}, fmt.Sprintf("The column %q is part of the key of %q.", old.Name, j.dataset.Name),
				"Choose another key first.", nil)
		}
		before := old.ownColumn()
		j.detail.Columns = []columnChange{{Column: old.id, Before: &before}}
		return j.changeColumns(ctx, true)
	})
}

// ownColumn finds a column of people's own by its name.
func (j *editJob) ownColumn(name string) (storedColumn, error) {
	chosen, err := j.dataset.choose([]string{name})
	if err != nil {
		return storedColumn{}, err
	}
	if chosen[0].own == "" {
		return storedColumn{}, table.Failed("column-not-own", table.Where{Column: chosen[0].Name},
			fmt.Sprintf("The column %q comes from files, so that its name and type are theirs.", chosen[0].Name),
			"To show it under another name, put its name into the glossary.", nil)
	}
	return chosen[0], nil
}

// checkNewName sees that a column may have a name.
func (d *storedDataset) checkNewName(name string, self int64) error {
	if strings.TrimSpace(name) == "" {
		return table.Failed("column-without-name", table.Where{}, "The column has no name.", "Give it a name.", nil)
	}
	for _, column := range d.columns {
		if column.id != self && nameKey(column.Name) == nameKey(name) {
			return table.Failed("duplicate-column", table.Where{}, fmt.Sprintf("The dataset %q has a column %q already.", d.Name, column.Name),
				"Choose another name.", nil)
		}
	}
	return nil
}

// byNumber finds a column by its number, out of sight or not.
func (d *storedDataset) byNumber(id int64) (storedColumn, bool) {
	for _, column := range d.every() {
		if column.id == id {
			return column, true
		}
	}
	return storedColumn{}, false
}

// changeColumns makes of the columns what the detail says they became, or what
// they were.
func (j *editJob) changeColumns(ctx context.Context, forward bool) error {
	for _, change := range j.detail.Columns {
		wanted := change.After
		if !forward {
			wanted = change.Before
		}
		column, found := j.dataset.byNumber(change.Column)
		if !found {
			return j.cannotRepeat()
		}
		var err error
		if wanted == nil {
			err = j.tx.hideOwn(ctx, j.dataset, column)
		} else {
			err = j.tx.describeOwn(ctx, j.dataset, column, *wanted)
		}
		if err != nil {
			return err
		}
		j.reshaped = true
		if err := j.tx.reload(ctx, j.dataset); err != nil {
			return err
		}
	}
	return nil
}

// hideOwn puts a column out of sight.
func (tx *transaction) hideOwn(ctx context.Context, dataset *storedDataset, column storedColumn) error {
	if err := tx.renameInTable(ctx, dataset, column, hiddenColumn(column.id)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE sb_columns SET removed = 1, name_key = char(1) || id WHERE id = ?", column.id)
	return err
}

// describeOwn gives a column its description and shows it.
func (tx *transaction) describeOwn(ctx context.Context, dataset *storedDataset, column storedColumn, wanted OwnColumn) error {
	if err := dataset.checkNewName(wanted.Column.Name, column.id); err != nil {
		return err
	}
	name := sqlName(wanted.Column.Name, fmt.Sprintf("column_%d", column.id), func(key string) bool {
		for _, other := range dataset.every() {
			if other.id != column.id && strings.ToLower(other.sqlName) == key {
				return true
			}
		}
		return isReservedColumn(key)
	})
	if err := tx.renameInTable(ctx, dataset, column, name); err != nil {
		return err
	}
	choices, err := json.Marshal(append([]string{}, wanted.Choices...))
	if err != nil {
		return err
	}
	return tx.runAll(ctx, []statement{
		{
			`UPDATE sb_columns SET removed = 0, name = ?, name_key = ?, description = ?, type = ?, role = ?, layout = ?, own = ?, choices = ?, formula = ?,
				edit_decimals = max(edit_decimals, ?) WHERE id = ?`,
			[]any{
				wanted.Column.Name, nameKey(wanted.Column.Name), wanted.Column.Description, wanted.Column.Type.String(), wanted.Column.Role.String(),
				wanted.Column.Layout, string(wanted.Kind), string(choices), wanted.Formula, wanted.Column.Decimals, column.id,
			},
		},
		{settleDecimals + " WHERE id = ?", []any{column.id}},
	})
}

// renameInTable gives a column another name in SQLite.
func (tx *transaction) renameInTable(ctx context.Context, dataset *storedDataset, column storedColumn, name string) error {
	if column.sqlName == name {
		return nil
	}
	if err := tx.alter(ctx, dataset, "RENAME COLUMN %s TO %s", quote(column.sqlName), quote(name)); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "UPDATE sb_columns SET sql_name = ? WHERE id = ?", name, column.id)
	return err
}
