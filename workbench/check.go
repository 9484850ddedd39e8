package workbench

import (
	"context"

	"github.com/schoolbench/schoolbench/table"
)

// Check looks over the whole workspace: SQLite's own check, and every column
// segment against the rows. It returns what is wrong, with nothing changed.
func (b *Workbench) Check(ctx context.Context, progress func(Progress)) ([]table.Issue, error) {
	return b.warehouse.Check(ctx, stepProgress(progress, "Checking the workspace", 0, 1))
}
