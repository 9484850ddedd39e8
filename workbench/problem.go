package workbench

import (
	"context"
	"errors"
	"io/fs"

	"github.com/schoolbench/schoolbench/internal/disk"
	"github.com/schoolbench/schoolbench/table"
)

// Problem returns what to tell a person about an error: the issue in its
// chain, or a sentence for what the computer said. The error itself is kept in
// Err for the details.
func Problem(err error) table.Issue {
	if issue := table.IssueIn(err); issue != nil {
		return *issue
	}
	var pathError *fs.PathError
	where := table.Where{}
	if errors.As(err, &pathError) {
		where.File = pathError.Path
	}
	issue := func(code, message, remedy string) table.Issue {
		return *table.Failed(code, where, message, remedy, err)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return issue("cancelled", "The work was cancelled.", "Nothing was changed.")
	case errors.Is(err, context.DeadlineExceeded):
		return issue("timed-out", "The work took too long and was stopped.", "Nothing was changed. Try again with less data.")
	case disk.IsFull(err):
		return issue("disk-full", "The disk is full.", "Make room on it and try again. Nothing was changed.")
	case errors.Is(err, fs.ErrPermission):
		return issue("not-allowed", "You are not allowed to read or write here.", "Choose another folder, or ask whoever owns it.")
	case errors.Is(err, fs.ErrNotExist):
		return issue("file-missing", "There is no such file or folder.", "Check the name, or choose it again.")
	}
	return issue("internal", "Something went wrong inside Schoolbench.", "Nothing was changed. The details are: "+err.Error())
}
