package warehouse

import (
	"context"
	"database/sql"

	"github.com/schoolbench/schoolbench/table"
)

// OddCount tells how many odd cells the rows of an import have: by state, those
// of Reported being values that are kept in another form than they were
// written. It is quick.
func (w *Warehouse) OddCount(ctx context.Context, batch int64) (map[table.State]int, error) {
	counts := map[table.State]int{}
	err := w.view(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `SELECT coalesce(c.state, 0), count(*) FROM sb_batches AS b
			JOIN sb_cells AS c ON c.dataset = b.dataset AND c.row BETWEEN b.first_row AND b.first_row + b.rows - 1
			WHERE b.id = ? AND c.column IN (SELECT id FROM sb_columns WHERE dataset = b.dataset AND hidden IS NULL)
			GROUP BY 1`, batch)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var state, n int
			if err := rows.Scan(&state, &n); err != nil {
				return err
			}
			counts[table.State(state)] = n
		}
		return rows.Err()
	})
	return counts, err
}
