package workbench

import (
	"context"
	"errors"
	"fmt"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// The share of a file's rows that must be in a dataset word for word for it to
// be taken for one that brings this up to date rather than for more of it, and
// that share where a key tells one row from another: without a key equal rows
// may be about different things. The same keys with other values are those of
// another year.
const (
	leastOverlap    = 0.5
	leastKeyOverlap = 0.1
)

// overlapWith compares a table with the dataset that it is to be added to, when
// nobody has said that it is to be added whatever is there. Rows that would be
// doubled are an issue with the code rows-already-there; a few that are there
// are a finding.
func (b *Workbench) overlapWith(ctx context.Context, request ImportRequest, merge warehouse.MergeRequest) ([]importers.Finding, error) {
	if request.Mode != "" || request.Again || request.MadeUp || request.FileColumn != "" {
		return nil, nil
	}
	dataset, err := b.warehouse.Dataset(ctx, merge.Dataset)
	if errors.Is(err, warehouse.ErrUnknownDataset) || err == nil && dataset.Rows == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	merge.List = 0
	changes, err := b.warehouse.Compare(ctx, merge)
	if err != nil {
		return nil, err
	}
	same, matched := changes.Unchanged, changes.Matched
	if same == 0 && (len(changes.Key) == 0 || matched == 0) {
		return nil, nil
	}
	message := fmt.Sprintf("%s of %s in the file are in %q already", table.FormatNumber(float64(same), 0), counted(changes.Rows, "row", "rows"), changes.Dataset)
	if others := matched - same; len(changes.Key) > 0 && others > 0 {
		message += fmt.Sprintf(", and %s more have the key of a row that is there", table.FormatNumber(float64(others), 0))
	}
	if overlaps(changes) {
		return nil, table.Failed("rows-already-there", table.Where{File: merge.File, Sheet: merge.Sheet}, message+".",
			"Nothing was changed. To have the file in the place of what is there, choose Replace (--mode replace); to bring the rows up to date by a key, such as the student ID, Update (--mode upsert); to add every row once more, Add (--mode add).", nil)
	}
	return []importers.Finding{{Code: "rows-overlap", Message: message + "; they were added all the same."}}, nil
}

// overlaps reports whether so many rows of a file are in the dataset word for
// word that adding it would double them.
func overlaps(changes warehouse.Changes) bool {
	same, rows := float64(changes.Unchanged), float64(changes.Rows)
	return same > 0 && (same >= leastOverlap*rows || len(changes.Key) > 0 && same >= leastKeyOverlap*rows)
}

// Overlaps reports whether adding the rows of the file would double many of
// those that the dataset has: an import that is not told what becomes of them
// is refused then.
func (r ChangeReport) Overlaps() bool { return r.Exists && overlaps(r.Changes) }
