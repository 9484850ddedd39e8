package warehouse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/schoolbench/schoolbench/internal/disk"
	"github.com/schoolbench/schoolbench/table"
	"modernc.org/sqlite"
	sqliteCodes "modernc.org/sqlite/lib"
)

// ErrUnknownDataset is wrapped by the issue that says a dataset is not in the
// workspace.
var ErrUnknownDataset = errors.New("unknown dataset")

// ErrUnknownReport is wrapped by the issue that says a saved report is not in
// the workspace.
var ErrUnknownReport = errors.New("unknown report")

// ErrUnknownDashboard is wrapped by the issue that says a saved dashboard is
// not in the workspace.
var ErrUnknownDashboard = errors.New("unknown dashboard")

// ErrUnknownPush is wrapped by the issue that says a saved push is not in the
// workspace.
var ErrUnknownPush = errors.New("unknown push")

// ErrUnknownBatch is wrapped by the issue that says an import is not, or no
// longer, in the workspace.
var ErrUnknownBatch = errors.New("unknown batch")

func (w *Warehouse) where() table.Where { return table.Where{File: filepath.Base(w.path)} }

// explain turns whatever went wrong into a sentence for a person. Issues and
// cancelled contexts pass unchanged.
func (w *Warehouse) explain(err error) error {
	return explainAt(w.where(), err)
}

func explainAt(where table.Where, err error) error {
	if err == nil || table.IssueIn(err) != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, fs.ErrPermission) {
		return table.Failed("workspace-read-only", where, "This workspace cannot be changed, because you may not write here.",
			"Move it to a folder of your own, or ask whoever looks after the folder for permission to write.", err)
	}
	if disk.IsFull(err) {
		return diskFull(where, err)
	}
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return table.Failed("workspace-failed", where, "The workspace could not be used: "+err.Error()+".",
			"Close the workspace, open it again and try once more.", err)
	}
	switch failure.Code() & 0xff {
	case sqliteCodes.SQLITE_FULL:
		return diskFull(where, err)
	case sqliteCodes.SQLITE_CORRUPT, sqliteCodes.SQLITE_NOTADB:
		return damaged(where, err)
	case sqliteCodes.SQLITE_BUSY, sqliteCodes.SQLITE_LOCKED:
		return table.Failed("workspace-locked", where, "The workspace is in use by another program.",
			"Close the other program, or wait until it has finished, then try again.", err)
	case sqliteCodes.SQLITE_READONLY, sqliteCodes.SQLITE_PERM:
		return table.Failed("workspace-read-only", where, "The workspace can be read but not changed.",
			"Move it to a folder where you may write, or make a copy and work on that.", err)
	case sqliteCodes.SQLITE_CANTOPEN:
		return table.Failed("workspace-cannot-open", where, "The workspace could not be opened.",
			"Check that the folder is there and that you may read and write in it.", err)
	case sqliteCodes.SQLITE_IOERR:
		return table.Failed("disk-error", where, "The disk that holds the workspace could not be read or written.",
			"Check that the disk or network drive is connected. Copy the workspace to another disk and open the copy.", err)
	case sqliteCodes.SQLITE_TOOBIG:
		return table.Failed("value-too-long", where, "A value is too long to be kept: more than 1,000,000,000 characters.",
			"Shorten it in the file, then import again.", err)
	case sqliteCodes.SQLITE_NOMEM:
		return table.Failed("out-of-memory", where, "There is not enough memory.", "Close other programs, then try again.", err)
	}
	return table.Failed("workspace-failed", where, "The workspace could not be used: "+err.Error()+".",
		"Close the workspace, open it again and try once more. If it happens again, check the workspace.", err)
}

func diskFull(where table.Where, cause error) *table.Issue {
	return table.Failed("disk-full", where, "The disk is full, so nothing was changed.",
		"Free some space on the disk that holds the workspace, then try again.", cause)
}

func damaged(where table.Where, cause error) *table.Issue {
	return table.Failed("workspace-damaged", where, "The workspace is damaged.",
		"Open your latest backup. Keep the damaged file: what is still readable can be saved with any SQLite tool.", cause)
}

func unknownDataset(name string) *table.Issue {
	return table.Failed("unknown-dataset", table.Where{}, fmt.Sprintf("There is no dataset named %q.", name),
		"List the datasets and use one of their names.", ErrUnknownDataset)
}

func unknownBatch(id int64) *table.Issue {
	return table.Failed("unknown-batch", table.Where{}, fmt.Sprintf("There is no import with the number %d.", id),
		"It may have been undone already. List the imports of the dataset.", ErrUnknownBatch)
}

func damagedSegment(dataset, column string, cause error) *table.Issue {
	return table.Failed("segment-damaged", table.Where{Column: column},
		fmt.Sprintf("The working copy of column %q of dataset %q is damaged. The rows themselves are not.", column, dataset),
		"Rebuild the dataset with sbench rebuild.", cause)
}
