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

// Rebuild makes the column segments of a dataset anew from its rows, which are
// the truth: after another program changed the rows on purpose.
func (b *Workbench) Rebuild(ctx context.Context, dataset string) error {
	defer b.changed()
	return b.warehouse.Rebuild(ctx, dataset)
}
