package app

// The tests of this package are inside it: its pages and presenters are used by
// nobody else and are not exported.

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// queue is the Dispatcher of tests: functions wait until the test runs them on
// its own goroutine, which is that of the user interface.
type queue struct{ functions chan func() }

func newQueue() *queue { return &queue{functions: make(chan func(), 10_000)} }

func (q *queue) Do(function func()) { q.functions <- function }

// until runs what is queued until something has become true.
func (q *queue) until(t testing.TB, what string, done func() bool) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	for !done() {
		select {
		case function := <-q.functions:
			function()
		case <-deadline:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// desk is a window of the test driver with a workspace open in it.
type desk struct {
	testing.TB
	shell  *Shell
	queue  *queue
	folder string
}

// newDesk opens a new workspace. Everything is closed when the test ends.
func newDesk(t testing.TB) *desk {
	t.Helper()
	d := newDeskWithout(t)
	d.shell.OpenWorkspace(filepath.Join(d.folder, "Test.schoolbench"), true)
	d.until("the workspace is open", func() bool { return d.shell.bench != nil && !d.shell.loading.busy() })
	return d
}

// newDeskWithout is a window in which no workspace is open yet.
func newDeskWithout(t testing.TB) *desk {
	t.Helper()
	d := &desk{TB: t, queue: newQueue(), folder: t.TempDir()}
	t.Setenv("HOME", d.folder)
	application := test.NewTempApp(t)
	d.shell = NewShell(application, d.queue)
	d.shell.window.Resize(fyne.NewSize(1280, 720))
	t.Cleanup(func() {
		if d.shell.jobs.closed {
			return // the test has closed it
		}
		ended := false
		d.shell.ended = func() { ended = true }
		d.shell.Close()
		d.until("everything is closed", func() bool { return ended })
	})
	return d
}

func (d *desk) until(what string, done func() bool) {
	d.Helper()
	d.queue.until(d.TB, what, done)
}

// file writes a file into the test's folder.
func (d *desk) file(name, content string) string {
	d.Helper()
	path := filepath.Join(d.folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		d.Fatal(err)
	}
	return path
}

// attendance is a small invented extract: names, a code with zeros, two
// dimensions, a measure with a withheld and a missing value.
func attendance(rows int) string {
	var text strings.Builder
	text.WriteString("Student ID,School,Grade,Student Name,Days Absent\n")
	for i := range rows {
		days := fmt.Sprint(i % 11)
		switch i {
		case 3:
			days = "*"
		case 5:
			days = ""
		}
		fmt.Fprintf(&text, "%06d,%s,%s,\"Name%02d, Given\",%s\n", 100+i, []string{"Alder", "Birch", "Cedar"}[i%3], []string{"Lower", "Upper"}[i/3%2], i, days)
	}
	return text.String()
}

// dataset imports rows as a dataset, past the window.
func (d *desk) dataset(name string, rows int) {
	d.Helper()
	path := d.file(name+".csv", attendance(rows))
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: path}); err != nil {
		d.Fatal(err)
	}
	d.shell.reload()
	d.until("the dataset is listed", func() bool { _, listed := d.shell.dataset(name); return listed })
}

// importFile imports a file past the window.
func (d *desk) importFile(path string) {
	d.Helper()
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: path}); err != nil {
		d.Fatal(err)
	}
	d.shell.reload()
}

// append imports more rows into a dataset, past the window.
func (d *desk) append(name string, rows int) {
	d.Helper()
	known, _ := d.shell.dataset(name)
	path := d.file(fmt.Sprintf("%s-%d.csv", name, rows), attendance(rows))
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: path, Dataset: name, Mode: warehouse.Add}); err != nil {
		d.Fatal(err)
	}
	d.shell.reload()
	d.until("the rows are listed", func() bool {
		now, _ := d.shell.dataset(name)
		return now.Rows == known.Rows+rows
	})
}
