package app

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/schoolbench/schoolbench/workbench"
)

// fetchedFiles are files from the web and the clipboard, which hold children's
// data and go with the page that they were made for. A job hands over each file
// as soon as it is there: nobody hears of a job that is cancelled, or that ends
// after its page. It may be used from any goroutine.
type fetchedFiles struct {
	mutex  sync.Mutex
	files  []*workbench.Fetched
	closed bool
}

// add takes a file over. If ctx or the page has ended, the file is removed and
// the error says so.
func (f *fetchedFiles) add(ctx context.Context, file *workbench.Fetched) error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.closed {
		return errors.Join(context.Canceled, file.Close())
	}
	if err := ctx.Err(); err != nil {
		return errors.Join(err, file.Close())
	}
	f.files = append(f.files, file)
	return nil
}

// remove removes these files before the others.
func (f *fetchedFiles) remove(files []*workbench.Fetched) error {
	var errs []error
	for _, file := range files {
		errs = append(errs, file.Close()) // which may be done again by close
	}
	return errors.Join(errs...)
}

// close removes every file, and those that are still to come.
func (f *fetchedFiles) close() error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.closed = true
	return f.remove(f.files)
}

// has reports whether a path is one of the files.
func (f *fetchedFiles) has(path string) bool {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return slices.ContainsFunc(f.files, func(file *workbench.Fetched) bool { return file.Path == path })
}
