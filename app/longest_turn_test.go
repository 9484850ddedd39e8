package app

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
)

// slowTurn is how long the window may leave a person without an answer. A turn
// is one function that the Dispatcher runs, or what a click calls at once.
const slowTurn = 50 * time.Millisecond

// turns is the longest turn of each kind of work.
type turns struct {
	clock func() time.Duration // how long the interface has worked
	kinds []string
	took  map[string]time.Duration
	by    map[string]string // what ran
}

func newTurns(clock func() time.Duration) *turns {
	return &turns{clock: clock, took: map[string]time.Duration{}, by: map[string]string{}}
}

// turn runs one function as a turn of a kind of work.
func (t *turns) turn(kind string, function func()) {
	began := t.clock()
	function()
	took := t.clock() - began
	if _, known := t.took[kind]; !known {
		t.kinds = append(t.kinds, kind)
	}
	if took >= t.took[kind] {
		t.took[kind], t.by[kind] = took, runtime.FuncForPC(reflect.ValueOf(function).Pointer()).Name()
	}
}

// until runs what is queued until something has become true.
func (t *turns) until(d *desk, kind string, done func() bool) {
	d.Helper()
	deadline := time.After(5 * time.Minute)
	for !done() {
		select {
		case function := <-d.queue.functions:
			t.turn(kind, function)
		case <-deadline:
			d.Fatalf("waited in vain for the %s", kind)
		}
	}
}

// least takes the shorter turn of two runs of the same work for each kind.
func (t *turns) least(other *turns) {
	for kind, took := range other.took {
		if known, there := t.took[kind]; !there || took < known {
			if !there {
				t.kinds = append(t.kinds, kind)
			}
			t.took[kind], t.by[kind] = took, other.by[kind]
		}
	}
}

// busyDesk is a window and a file of many rows to work on in it.
func busyDesk(t testing.TB, rows int) (d *desk, path string) {
	d = newDesk(t)
	var text strings.Builder
	text.WriteString("Student ID,School,Grade,Date,Days Absent\n")
	random := rand.New(rand.NewPCG(7, 8))
	for i := range rows {
		fmt.Fprintf(&text, "%06d,School %d,%d,2025-%02d-%02d,%d\n", i, random.IntN(80), random.IntN(12)+1, i%12+1, i%28+1, random.IntN(40))
	}
	return d, d.file("fall.csv", text.String())
}

// work imports the file, sorts its rows, makes a cross-tab of them and writes
// them to a file.
func (t *turns) work(d *desk, path string) {
	shell := d.shell
	var page *importPage
	t.turn("first look", func() { page = shell.openImport(path) })
	t.until(d, "first look", func() bool {
		return page.queue.file() != nil && page.queue.file().state == fileReady && !page.queue.file().busy()
	})
	t.turn("import", func() { page.start(true) })
	var rows *datasetPage
	t.until(d, "import", func() bool {
		rows, _ = shell.shownPage().(*datasetPage)
		return rows != nil && rows.version > 0 && len(shell.jobs.running) == 0
	})
	t.turn("sort", func() { rows.rows.setLook(rowsLook{}.sorted("School", false).thenSorted("Days Absent", true)) })
	t.until(d, "sort", func() bool { return !rows.rows.arranging.busy() })
	var explored *explorePage
	t.turn("cross-tab", func() {
		shell.openExplore(reports.Report{Dataset: "fall", Spec: crosstab.Spec{
			Rows: []crosstab.Dimension{{Field: "School"}, {Field: "Grade"}}, Columns: []crosstab.Dimension{{Field: "month([Date])"}},
			Measures: []crosstab.Measure{{Function: crosstab.Mean, Field: "Days Absent"}},
		}})
		explored = shell.shownPage().(*explorePage)
	})
	t.until(d, "cross-tab", func() bool { return explored.presenter.view != nil && !explored.presenter.busy() })
	shown, bench := rows.rows.shownRows(), shell.bench
	t.turn("export", func() {
		shell.runExport(exportRequest{format: exportFormat{ending: "csv"}, path: filepath.Join(d.folder, "out.csv")}, func(ctx context.Context) (*reports.Document, error) {
			return bench.ListDocument(ctx, "fall", shown, "fall", reports.English)
		})
	})
	t.until(d, "export", func() bool { return len(shell.jobs.running) == 0 })
	shell.closePage(explored)
	shell.closePage(rows)
}

// The window never leaves a person without an answer for long while a file is
// looked into, imported, sorted, cross-tabulated and written. A turn is measured
// by the processor time of its own thread, so that what else the machine does
// is not counted, and the least of several runs counts: the rest is the
// collector's.
func TestLongestTurn(t *testing.T) {
	if testing.Short() {
		t.Skip("imports many rows several times")
	}
	if threadTime() == 0 {
		t.Skip("this system does not tell the processor time of a thread")
	}
	least := newTurns(threadTime)
	for i := range 3 {
		t.Run(fmt.Sprint("run ", i+1), func(t *testing.T) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			d, path := busyDesk(t, 60_000)
			run := newTurns(threadTime)
			run.work(d, path)
			least.least(run)
		})
	}
	for _, kind := range least.kinds {
		t.Logf("%s: the longest turn took %v", kind, least.took[kind].Round(100*time.Microsecond))
		if least.took[kind] > slowTurn {
			t.Errorf("%s: a turn of %v ran %s; split it, or make it a job", kind, least.took[kind], least.by[kind])
		}
	}
	if want := 5; len(least.kinds) != want {
		t.Errorf("%d kinds of work were watched, want %d", len(least.kinds), want)
	}
}

// BenchmarkLongestTurn is the same with 200,000 rows, by the clock on the wall.
func BenchmarkLongestTurn(b *testing.B) {
	began := time.Now()
	for b.Loop() {
		d, path := busyDesk(b, 200_000)
		run := newTurns(func() time.Duration { return time.Since(began) })
		run.work(d, path)
		for _, kind := range run.kinds {
			b.ReportMetric(float64(run.took[kind].Microseconds())/1000, "ms-"+strings.ReplaceAll(kind, " ", "-"))
			if run.took[kind] > slowTurn {
				b.Logf("%s: a turn of %v ran %s", kind, run.took[kind], run.by[kind])
			}
		}
	}
}
