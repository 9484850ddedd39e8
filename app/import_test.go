package app

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// looking opens an import page on a file and waits until it was looked into.
func (d *desk) looking(path string) *importPage {
	d.Helper()
	d.shell.openImport(path)
	p := d.shell.shownPage().(*importPage)
	d.until("the file was looked into", func() bool { return !p.queue.busy() && !p.presenter.peeking.busy() })
	return p
}

// column is where a column of the first table is.
func columnOf(t *testing.T, p *importPage, name string) int {
	t.Helper()
	for i, column := range p.presenter.table().plan.Columns {
		if column.Name == name {
			return i
		}
	}
	t.Fatalf("there is no column %q", name)
	return 0
}

// A file is looked into, corrected, imported, and its dataset opened.
func TestImport(t *testing.T) {
	d := newDesk(t)
	path := d.file("fall.csv", attendance(40))
	p := d.looking(path)
	if p.presenter.problem != nil {
		t.Fatal(p.presenter.problem)
	}
	if got := p.run.Text; got != "Import 40 rows" {
		t.Errorf("the button says %q", got)
	}
	if got := p.grid.Source().Cell(0, 0).Text; got != "000100" {
		t.Errorf("the preview shows the ID as %q", got)
	}

	p.presenter.retype(columnOf(t, p, "Grade"), table.Code)
	p.presenter.skip(columnOf(t, p, "Student Name"), true)
	p.presenter.rename(columnOf(t, p, "Days Absent"), "Absences", "")
	p.presenter.name("Fall attendance")
	d.until("the preview is read again", func() bool { return !p.presenter.busy() })
	if got := p.grid.Source().Columns(); got != 4 {
		t.Errorf("the preview has %d columns without the one left out", got)
	}

	p.start(false)
	if !p.presenter.importing() || !p.run.Disabled() {
		t.Error("while it imports, Import can be pressed again")
	}
	d.until("the dataset is open", func() bool { return d.shell.find(datasetKey("Fall attendance")) != nil })
	shown, ok := d.shell.shownPage().(*datasetPage)
	if !ok {
		t.Fatalf("%T is shown", d.shell.shownPage())
	}
	d.until("its rows are there", func() bool { return shown.version > 0 })
	dataset, err := d.shell.bench.Dataset(context.Background(), "Fall attendance")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(dataset.Schema.Names(), ","); got != "Student ID,School,Grade,Absences" || dataset.Rows != 40 {
		t.Errorf("imported %s with %d rows", got, dataset.Rows)
	}
	if dataset.Schema[2].Type != table.Code {
		t.Errorf("Grade is %v", dataset.Schema[2].Type)
	}
	if !strings.HasPrefix(shown.detail.Text, "40 rows · 4 columns · from fall.csv") {
		t.Errorf("the dataset says of itself %q", shown.detail.Text)
	}
	if d.shell.find(p.id) != nil {
		t.Error("the import is still open")
	}
	if got := d.shell.preferences.recentFiles(); len(got) != 1 || got[0] != path {
		t.Errorf("recent files %q", got)
	}
}

// What cannot be imported is said in a sentence, and nothing is kept.
func TestImportOfBadFiles(t *testing.T) {
	for name, content := range map[string]string{
		"empty.csv":   "",
		"letter.xlsx": "%PDF-1.7\n%âãÏÓ\n1 0 obj",
		"broken.xlsx": "PK\x03\x04\x14\x00\x00\x00 torn off",
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			p := d.looking(d.file(name, content))
			issue := p.presenter.problem
			if issue == nil {
				t.Fatal("no problem is told")
			}
			if issue.Code == "internal" || issue.Message == "" || issue.Remedy == "" {
				t.Errorf("told as %+v", issue)
			}
			if len(p.problem.Objects) != 1 {
				t.Error("the page does not show it")
			}
		})
	}
	t.Run("missing and folder", func(t *testing.T) {
		d := newDesk(t)
		for _, path := range []string{filepath.Join(d.folder, "nowhere.csv"), d.folder} {
			if p := d.looking(path); p.presenter.problem == nil || p.presenter.problem.Code == "internal" {
				t.Errorf("%s: %+v", path, p.presenter.problem)
			}
		}
	})
}

// The same file again is a slip of the hand, unless it is said to be meant.
func TestImportAgain(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 20)
	p := d.looking(filepath.Join(d.folder, "fall.csv"))
	if got := p.presenter.table().name; got != "fall (2)" {
		t.Errorf("the new dataset would be called %q", got)
	}
	p.presenter.name("fall")
	p.start(false)
	d.until("the slip is told", func() bool { return p.presenter.problem != nil })
	if p.presenter.problem.Code != "already-imported" {
		t.Fatalf("told as %+v", p.presenter.problem)
	}
	// Rows that are there already are only added when a person says so.
	p.presenter.setInto(func(into *intoDataset) { into.mode = warehouse.Add })
	d.until("it is quiet", func() bool { return !p.presenter.busy() })
	p.start(true)
	if got := p.run.Text; got != "Importing…" || !p.run.Disabled() {
		t.Errorf("while it imports the button says %q", got)
	}
	d.until("the rows are added", func() bool { known, _ := d.shell.dataset("fall"); return known.Rows == 40 })
}

// Problems that can be seen before anything is read again.
func TestCheckImport(t *testing.T) {
	d := newDesk(t)
	for name, try := range map[string]struct {
		spoil func(p *importPage)
		want  string
	}{
		"nothing ticked":   {func(p *importPage) { p.presenter.want(0, false) }, "nothing-chosen"},
		"no name":          {func(p *importPage) { p.presenter.name(" ") }, "dataset-unnamed"},
		"column unnamed":   {func(p *importPage) { p.presenter.rename(1, "", "") }, "column-unnamed"},
		"two of a name":    {func(p *importPage) { p.presenter.rename(1, "GRADE", "") }, "column-named-twice"},
		"all columns left": {func(p *importPage) { leaveAll(p) }, "no-columns"},
	} {
		p := d.looking(d.file("spring.csv", attendance(8)))
		try.spoil(p)
		d.until("it is quiet", func() bool { return !p.presenter.busy() })
		p.start(false)
		if got := p.presenter.problem; got == nil || got.Code != try.want {
			t.Errorf("%s: %+v, want %s", name, got, try.want)
		}
		d.shell.closePage(p)
	}
	if datasets, err := d.shell.bench.Datasets(context.Background()); err != nil || len(datasets) != 0 {
		t.Errorf("%v were imported, %v", datasets, err)
	}
}

func leaveAll(p *importPage) {
	for i := range p.presenter.table().plan.Columns {
		p.presenter.skip(i, true)
	}
}

// An import that is cancelled leaves the workspace as it was.
func TestCancelImport(t *testing.T) {
	d := newDesk(t)
	p := d.looking(d.file("large.csv", attendance(60_000)))
	p.start(false)
	running := d.shell.jobs.shownJob()
	if running == nil {
		t.Fatal("no job is shown")
	}
	d.shell.status.cancel.OnTapped()
	d.until("the job has ended", func() bool { return len(d.shell.jobs.running) == 0 })
	if datasets, err := d.shell.bench.Datasets(context.Background()); err != nil || len(datasets) != 0 {
		t.Errorf("%v were imported, %v", datasets, err)
	}
	if p.presenter.problem != nil || !strings.Contains(d.shell.notice.words, "Cancelled") || p.run.Disabled() {
		t.Errorf("after cancelling: %+v, the notice is %q", p.presenter.problem, d.shell.notice.words)
	}
}

// A table that fails takes those before it out again.
func TestImportTablesWholeOrNotAtAll(t *testing.T) {
	d := newDesk(t)
	path := d.file("two.csv", attendance(10))
	found, err := d.shell.bench.Inspect(context.Background(), path, workbench.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	good := workbench.ImportRequest{Path: path, Dataset: "one", Plans: []importers.Plan{found[0].Plan}, Again: true}
	bad := good
	bad.Dataset, bad.Path = "two", filepath.Join(d.folder, "gone.csv")
	if _, err := importTables(context.Background(), d.shell.bench, []workbench.ImportRequest{good, bad}, func(workbench.Progress) {}); err == nil {
		t.Error("a file that is not there is imported")
	}
	if datasets, err := d.shell.bench.Datasets(context.Background()); err != nil || len(datasets) != 0 {
		t.Errorf("%v are left, %v", datasets, err)
	}
}

// An import is undone from the dataset's page.
func TestUndoImport(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 20)
	d.append("fall", 5)
	d.shell.openDataset("fall")
	p := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return p.version > 0 })
	batches := p.batches
	if len(batches) != 2 {
		t.Fatalf("%d imports", len(batches))
	}
	if err := d.shell.bench.Undo(context.Background(), batches[1].ID); err != nil {
		t.Fatal(err)
	}
	d.shell.reload()
	d.until("the page follows", func() bool { return p.rows.source.Rows() == 20 })

	if err := d.shell.bench.Undo(context.Background(), batches[0].ID); err != nil {
		t.Fatal(err)
	}
	d.shell.reload()
	d.until("the page of a dataset that is gone is closed", func() bool { return d.shell.find(datasetKey("fall")) == nil })
}

func TestCleanPath(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	for pasted, want := range map[string]string{
		"":                      "",
		"  ":                    "",
		`"/data/a file.csv"`:    "/data/a file.csv",
		"'/data/a.csv' ":        "/data/a.csv",
		"file:///data/a.csv":    "/data/a.csv",
		"~/roster.xlsx":         filepath.Join(home, "roster.xlsx"),
		"/data/../data/b.csv":   "/data/b.csv",
		"/data/it's a file.csv": "/data/it's a file.csv",
	} {
		if got := cleanPath(pasted); got != want {
			t.Errorf("%q is read as %q, want %q", pasted, got, want)
		}
	}
}

// Pressed again while the file is still being read, "Look inside" does not
// begin anew: on a busy computer a person would never see it end.
func TestLookingTwiceReadsOnce(t *testing.T) {
	d := newDesk(t)
	path := d.file("fall.csv", attendance(40))
	d.shell.openImport()
	p := d.shell.shownPage().(*importPage)
	p.look(path)
	first := p.queue.listing.turn
	p.look(path)
	if p.queue.listing.turn != first {
		t.Error("the same file is looked for anew")
	}
	p.look(d.file("spring.csv", attendance(3)))
	if p.queue.listing.turn == first {
		t.Error("another file is not looked for")
	}
	d.until("the other file was looked into", func() bool { return !p.queue.busy() })
	if got := p.run.Text; got != "Import 3 rows" {
		t.Errorf("the button says %q", got)
	}
}
