package warehouse

import (
	"context"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// SetKey says which columns of a dataset together name one row, in order; none
// takes the key away. Rows that share a key, and rows without one, stay as they
// are: a key is what the next file is compared by, not a rule.
func (w *Warehouse) SetKey(ctx context.Context, dataset string, columns []string) error {
	return w.change(ctx, func(tx *transaction) error {
		stored, err := findDataset(ctx, tx, dataset)
		if err != nil {
			return err
		}
		key, err := stored.keyColumns(columns)
		if err != nil {
			return err
		}
		return tx.setKey(ctx, stored, key)
	})
}

func (tx *transaction) setKey(ctx context.Context, dataset *storedDataset, key []storedColumn) error {
	statements := []statement{{"UPDATE sb_columns SET key_position = NULL WHERE dataset = ?", []any{dataset.ID}}}
	for i, column := range key {
		statements = append(statements, statement{"UPDATE sb_columns SET key_position = ? WHERE id = ?", []any{i + 1, column.id}})
	}
	return tx.runAll(ctx, statements)
}

// keyColumns returns the columns with these names.
func (d *storedDataset) keyColumns(names []string) ([]storedColumn, error) {
	var key []storedColumn
	for _, name := range names {
		at := d.Schema.Index(name)
		if at < 0 {
			return nil, table.Failed("unknown-column", table.Where{}, fmt.Sprintf("The dataset %q has no column %q.", d.Name, name),
				"Its columns are: "+strings.Join(d.Schema.Names(), ", ")+".", nil)
		}
		for _, other := range key {
			if other.id == d.columns[at].id {
				return nil, table.Failed("key-column-twice", table.Where{Column: name}, fmt.Sprintf("The key names the column %q twice.", name), "Name it once.", nil)
			}
		}
		if own := d.columns[at].own; own != "" {
			return nil, table.Failed("column-is-own", table.Where{Column: name}, fmt.Sprintf("The column %q is one that people fill in; files do not have it.", d.columns[at].Name),
				"Choose columns that every file has.", nil)
		}
		key = append(key, d.columns[at])
	}
	return key, nil
}
