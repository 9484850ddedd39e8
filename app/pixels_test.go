package app

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// pixelDesk is a window of 1280 by 720 that explores a dataset of so many rows:
// by school and counted, with the columns read.
func pixelDesk(t testing.TB, rows int) (*desk, *explorePage) {
	t.Helper()
	d := newDesk(t)
	path := filepath.Join(d.folder, "visits.csv")
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	text := bufio.NewWriterSize(file, 1<<20)
	random := rand.New(rand.NewPCG(3, 9))
	fmt.Fprintln(text, "Student,School,Grade,Days")
	for range rows {
		fmt.Fprintf(text, "%06d,School %d,Grade %d,%d\n", random.IntN(600_000), random.IntN(80), random.IntN(13), random.IntN(181))
	}
	if err := text.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := d.shell.bench.Import(context.Background(), workbench.ImportRequest{Path: path}); err != nil {
		t.Fatal(err)
	}
	d.shell.reload()
	d.until("the dataset is listed", func() bool { _, listed := d.shell.dataset("visits"); return listed })
	d.shell.openExplore(reports.Report{Dataset: "visits", Spec: crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "School"}}, Columns: []crosstab.Dimension{{Field: "Grade"}},
		Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Mean, Field: "Days"}},
	}})
	page := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(page.presenter.dataset.Schema) == 4 })
	d.settled(page)
	return d, page
}

// click does something and waits for what it shows: the time until the window
// answers again, until the numbers are in the table, and until it is painted.
func (d *desk) click(page *explorePage, act func()) (turn, numbers, painted time.Duration) {
	d.Helper()
	before := page.presenter.view
	began := time.Now()
	act()
	turn = time.Since(began)
	d.until("the numbers are there", func() bool { return !page.presenter.busy() && page.presenter.view != before })
	numbers = time.Since(began)
	d.shell.window.Canvas().Capture()
	return turn, numbers, time.Since(began)
}

// pixelClicks are the things that a person does on the shelves, each of which
// follows from the one before.
func pixelClicks(page *explorePage) []struct {
	name string
	act  func()
} {
	return []struct {
		name string
		act  func()
	}{
		{"remove a field", func() { page.presenter.remove(rowsShelf, 0) }},
		{"drop a field", func() { page.shelves[rowsShelf].OnDropAt("School", 0) }},
		{"move a field", func() { page.presenter.take(columnsShelf, 0, rowsShelf, 1) }},
		{"drop a new field", func() { page.shelves[columnsShelf].OnDropAt("Days", 0) }},
		{"remove it", func() { page.presenter.remove(columnsShelf, 0) }},
		{"move the field back", func() { page.presenter.take(rowsShelf, 1, columnsShelf, 0) }},
	}
}

// Ensure that the window's next picture after a click on a shelf is that of the
// new numbers.
func TestClickToPixels(t *testing.T) {
	d, page := pixelDesk(t, 2000)
	clicks := pixelClicks(page)
	if testing.Short() {
		clicks = clicks[:3]
	}
	before := d.shell.window.Canvas().Capture()
	for _, click := range clicks {
		d.click(page, click.act)
		if page.presenter.problem != nil {
			t.Fatalf("%s: %v", click.name, page.presenter.problem)
		}
		after := d.shell.window.Canvas().Capture()
		if reflect.DeepEqual(before, after) {
			t.Errorf("%s: the picture is the same as before", click.name)
		}
		before = after
		if shown, asked := page.presenter.view.Report.Spec, page.presenter.report.Spec; !reflect.DeepEqual(shown.Rows, asked.Rows) || !reflect.DeepEqual(shown.Columns, asked.Columns) {
			t.Errorf("%s: %+v is shown, %+v was asked for", click.name, shown, asked)
		}
	}
}

// BenchmarkClickToPixels10M is what a person waits for in a window of the test
// driver, which paints with the processor, at ten million rows: until the
// window answers again (turn), until the numbers are in the table, and until
// the whole window is painted anew. The target is 100 ms.
func BenchmarkClickToPixels10M(b *testing.B) {
	d, page := pixelDesk(b, 10_000_000)
	d.shell.window.Resize(fyne.NewSize(1280, 720))
	d.rests()
	const runs = 5
	for b.Loop() {
		for run := range runs {
			for _, click := range pixelClicks(page) {
				turn, numbers, painted := d.click(page, click.act)
				d.rests()
				name := strings.ReplaceAll(click.name, " ", "-")
				b.Logf("run %d, %s: turn %.1f ms, numbers %.1f ms, painted %.1f ms", run+1, name,
					turn.Seconds()*1000, numbers.Seconds()*1000, painted.Seconds()*1000)
			}
		}
	}
}
