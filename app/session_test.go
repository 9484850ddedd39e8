package app

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/crosstab"
)

// again opens the workspace of a desk in another window, as after a restart.
func (d *desk) again(path string) *desk {
	d.Helper()
	next := &desk{TB: d.TB, queue: newQueue(), folder: d.folder}
	next.shell = NewShell(test.NewTempApp(d.TB), next.queue)
	next.shell.window.Resize(fyne.NewSize(1280, 720))
	d.Cleanup(func() {
		ended := false
		next.shell.ended = func() { ended = true }
		next.shell.Close()
		next.until("everything is closed", func() bool { return ended })
	})
	next.shell.OpenWorkspace(path, false)
	next.until("the tabs are back", func() bool { return next.shell.bench != nil && !next.shell.restoring })
	return next
}

// What was open comes back with what was not saved, after the window was closed
// and after it was not.
func TestTabsComeBack(t *testing.T) {
	for _, name := range []string{"closed", "crashed"} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.dataset("fall", 30)
			d.dataset("gone", 20)
			path := d.shell.bench.Path()
			d.shell.openDataset("gone")
			d.shell.openDataset("fall")
			rows := d.shell.shownPage().(*datasetPage)
			d.until("the rows are there", func() bool { return rows.version > 0 })
			rows.rows.setLook(rowsLook{}.sorted("School", true).filtered("Grade", columnFilter{Only: []string{"Upper"}}))
			d.until("they are arranged", func() bool { return rows.rows.source.Rows() == 15 })
			d.shell.openExplore(reportFor("fall"))
			asked := d.shell.shownPage().(*explorePage)
			d.until("the fields are there", func() bool { return len(asked.presenter.schema) == 5 })
			asked.presenter.add(rowsShelf, "School")
			asked.presenter.addMeasure(crosstab.Measure{Function: crosstab.Mean, Field: "Days Absent"})
			d.settled(asked)
			unfinished := d.file("next week.csv", attendance(40))
			d.shell.openImport(unfinished)
			d.until("the file is read", func() bool {
				p, ok := d.shell.shownPage().(*importPage)
				return ok && p.queue.file() != nil && p.queue.file().state == fileReady
			})
			d.shell.tabs.SelectIndex(2)
			if err := d.shell.bench.Remove(t.Context(), "gone"); err != nil {
				t.Fatal(err)
			}
			d.until("it is remembered", func() bool { return !d.shell.session.writing && len(d.shell.jobs.running) == 0 })
			if name == "closed" {
				ended := false
				d.shell.ended = func() { ended = true }
				d.shell.Close()
				d.until("the window is closed", func() bool { return ended })
			} else if err := d.shell.bench.Close(); err != nil { // the file only: nothing of the window is told
				t.Fatal(err)
			}

			next := d.again(path)
			var keys []string
			for _, item := range next.shell.tabs.Items {
				keys = append(keys, next.shell.pages[item].title())
			}
			if len(keys) != 4 || keys[1] != "fall" || keys[2] != "Explore fall" {
				t.Fatalf("open are %q", keys)
			}
			page, ok := next.shell.shownPage().(*datasetPage)
			if !ok {
				t.Fatalf("shown is %s", next.shell.shownPage().title())
			}
			next.until("the rows are as they were looked at", func() bool { return page.rows.source.Rows() == 15 })
			for _, item := range next.shell.tabs.Items {
				if explored, ok := next.shell.pages[item].(*explorePage); ok {
					next.until("the cross-tab is back", func() bool { return explored.presenter.view != nil })
					if !explored.presenter.dirty() {
						t.Error("what was not saved is taken for saved")
					}
				}
			}
			file := filepath.Join(os.Getenv("HOME"), ".config", "schoolbench", "open.json")
			if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the file of open tabs: %v, %v", info, err)
			}
		})
	}
}

// A file of open tabs that is damaged is no reason not to open the workspace.
func TestDamagedSession(t *testing.T) {
	d := newDesk(t)
	// What is open is remembered by a job, which must not write after this does.
	d.until("what is open is remembered", func() bool { return !d.shell.session.writing && len(d.shell.jobs.running) == 0 })
	if err := d.shell.session.write([]byte("{")); err != nil {
		t.Fatal(err)
	}
	if again := newSessionFile(); len(again.known) != 0 {
		t.Errorf("read %v", again.known)
	}
}

// Ensure that each change of how rows are looked at is remembered by itself, so
// that a crash after it loses nothing.
func TestEveryLookIsRemembered(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	path := d.shell.bench.Path()
	d.shell.openDataset("fall")
	rows := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return rows.version > 0 })
	for _, look := range []rowsLook{{Frozen: "School"}, rowsLook{Frozen: "School"}.sorted("School", true), {Frozen: "School", Group: "School", Totals: sums}} {
		rows.rows.setLook(look)
		d.until("it is remembered", func() bool {
			return !rows.rows.arranging.busy() && !d.shell.session.writing && len(d.shell.jobs.running) == 0
		})
	}
	if err := d.shell.bench.Close(); err != nil { // the file only: nothing of the window is told
		t.Fatal(err)
	}
	next := d.again(path)
	again := next.shell.shownPage().(*datasetPage)
	if look := again.rows.look; look.Frozen != "School" || look.Group != "School" || look.Totals != sums {
		t.Errorf("the look that came back is %+v", look)
	}
}
