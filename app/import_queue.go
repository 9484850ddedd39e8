package app

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// importQueue is the files that are imported together: each is looked into, one
// after the other, and all are imported when the person says so. It knows no
// widgets; changed is called after every change of what is to be shown.
type importQueue struct {
	shell   *Shell
	changed func()
	listing latest // the files of a folder
	asked   string // the path, folder or address that was opened alone
	files   []*importPresenter
	current int
	fetched fetchedFiles
	problem *table.Issue               // why an address could not be read
	done    func([]workbench.Imported) // set while all are imported
	again   bool
}

func newImportQueue(s *Shell, changed func()) *importQueue {
	return &importQueue{shell: s, changed: changed, listing: latest{jobs: s.jobs}}
}

// file is the one that is shown, or nil.
func (q *importQueue) file() *importPresenter {
	if q.current < len(q.files) {
		return q.files[q.current]
	}
	return nil
}

// open replaces the queue by these files and folders of files.
func (q *importQueue) open(paths ...string) {
	for _, file := range q.files {
		file.cancel()
	}
	q.files, q.current, q.asked = nil, 0, ""
	if len(paths) == 1 {
		q.asked = paths[0]
	}
	q.add(paths...)
}

// add puts files at the end of the queue; of a folder, those in it.
func (q *importQueue) add(paths ...string) {
	fetch(&q.listing, say("Looking for files"), true, func(ctx context.Context, report func(workbench.Progress)) (found []string, err error) {
		var fetched []*workbench.Fetched
		defer func() {
			if ctx.Err() != nil {
				err = errors.Join(err, q.fetched.remove(fetched))
			}
		}()
		for _, path := range paths {
			if !workbench.IsLink(path) {
				found = append(found, filesOf(path)...)
				continue
			}
			file, err := workbench.Fetch(ctx, path, workbench.FetchOptions{Progress: report})
			if err == nil {
				err = q.fetched.add(ctx, file)
			}
			if err != nil {
				return found, err
			}
			fetched, found = append(fetched, file), append(found, file.Path)
		}
		return found, nil
	}, func(found []string, err error) {
		q.problem = nil
		if err != nil {
			q.problem = q.shell.problemOf(err)
		}
		q.take(found)
	})
	q.changed()
}

// take puts files at the end of the queue that are not in it yet.
func (q *importQueue) take(paths []string) {
	for _, path := range paths {
		if slices.ContainsFunc(q.files, func(other *importPresenter) bool { return other.path == path }) {
			continue
		}
		file := newImportPresenter(q.shell, func() { q.changed() })
		file.path, file.looked = path, q.next
		file.nameFree, file.keep = q.nameFree, q.fetched.add
		q.files = append(q.files, file)
	}
	q.next()
	q.changed()
}

// filesOf is the file itself, or the files of a folder in order.
func filesOf(path string) []string {
	files, err := workbench.FilesIn(path)
	if err != nil {
		return []string{path} // a file, or what is wrong is said when it is read
	}
	return files
}

// nameFree reports whether no table of any file is to be called so yet.
func (q *importQueue) nameFree(name string) bool {
	for _, file := range q.files {
		for _, t := range file.tables {
			if strings.EqualFold(t.name, name) {
				return false
			}
		}
	}
	return true
}

// next looks into the first file that waits, unless one is being read.
func (q *importQueue) next() {
	for _, file := range q.files {
		if file.state == fileReading {
			return
		}
	}
	for _, file := range q.files {
		if file.state == fileWaiting {
			file.inspect(file.path)
			return
		}
	}
}

// show shows another file.
func (q *importQueue) show(i int) {
	if i >= 0 && i < len(q.files) && i != q.current {
		q.current = i
		q.changed()
	}
}

// remove takes a file out of the queue.
func (q *importQueue) remove(i int) {
	if i < 0 || i >= len(q.files) || q.importing() {
		return
	}
	file := q.files[i]
	file.changed = func() {}
	file.cancel()
	q.files = slices.Delete(slices.Clone(q.files), i, i+1)
	if q.current > i || q.current == len(q.files) {
		q.current = max(0, q.current-1)
	}
	q.next()
	q.changed()
}

// busy reports whether any file is being read or imported.
func (q *importQueue) busy() bool {
	return q.listing.busy() || slices.ContainsFunc(q.files, (*importPresenter).busy)
}

// importing reports whether files are being imported.
func (q *importQueue) importing() bool { return q.done != nil }

// ready lists the files that can be imported.
func (q *importQueue) ready() []*importPresenter {
	var ready []*importPresenter
	for _, file := range q.files {
		if file.state == fileReady && len(file.wanted()) > 0 {
			ready = append(ready, file)
		}
	}
	return ready
}

// run imports every file that is ready and calls done with what was imported
// once all are through. A file that fails keeps its place and its problem.
func (q *importQueue) run(again bool, done func([]workbench.Imported)) {
	if q.importing() || q.busy() {
		return
	}
	q.done, q.again = done, again
	for _, file := range q.files {
		file.outcome = nil
	}
	ready := q.ready()
	if file := q.file(); len(ready) == 0 && file != nil && file.state == fileReady {
		ready = []*importPresenter{file} // it says itself what is missing
	}
	q.runNext(ready)
}

func (q *importQueue) runNext(rest []*importPresenter) {
	if len(rest) == 0 || q.done == nil {
		q.finish()
		return
	}
	file := rest[0]
	if len(q.files) > 1 {
		q.current = slices.Index(q.files, file)
	}
	file.run(q.again, func() {
		if file.stopped {
			rest = nil
		} else {
			rest = rest[1:]
		}
		q.runNext(rest)
	})
}

// finish tells what was imported.
func (q *importQueue) finish() {
	done := q.done
	q.done = nil
	var imported []workbench.Imported
	for _, file := range q.files {
		imported = append(imported, file.outcome...)
	}
	for i, file := range q.files {
		if file.problem != nil {
			q.current = i // the first thing to look at
			break
		}
	}
	q.changed()
	if done != nil {
		done(imported)
	}
}

// cancel stops reading or importing; what was imported already stays.
func (q *importQueue) cancel() {
	q.listing.cancel()
	for _, file := range q.files {
		file.cancel()
	}
	if q.done != nil {
		q.finish()
	}
}

// close ends the queue's jobs for good.
func (q *importQueue) close() {
	q.changed, q.done = func() {}, nil
	for _, file := range q.files {
		file.changed, file.looked = func() {}, func() {}
	}
	q.cancel()
	if err := q.fetched.close(); err != nil {
		fyne.LogError("remove what was fetched", err)
	}
}
