package app

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
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

// Everything that may take long, reading, computing and writing, takes a
// context. The goroutine of the user interface has none: only jobs hand one out.
// So nothing long can run on it as long as nobody makes a context of their own.
func TestNothingLongRunsOnTheInterface(t *testing.T) {
	allowed := map[string]string{
		"rowsView.selected": "adds up at most quickCells cells of columns in memory",
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok {
				continue
			}
			looked++
			ast.Inspect(function, func(node ast.Node) bool {
				call, ok := node.(*ast.CallExpr)
				if !ok {
					return true
				}
				chosen, ok := call.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if of, ok := chosen.X.(*ast.Ident); ok && of.Name == "context" && (chosen.Sel.Name == "Background" || chosen.Sel.Name == "TODO") && allowed[methodName(function)] == "" {
					t.Errorf("%s: %s makes a context, and with it long work, on the goroutine of the user interface", set.Position(call.Pos()), methodName(function))
				}
				return true
			})
		}
	}
	if looked < 300 {
		t.Errorf("only %d functions were looked at", looked)
	}
}

// methodName is a method with the type it is of.
func methodName(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return function.Name.Name
	}
	of := function.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	return fmt.Sprint(of) + "." + function.Name.Name
}

// slowTurn is from how long on a turn is worth a look; BenchmarkLongestTurn logs
// the functions that take longer.
const slowTurn = 50 * time.Millisecond

// longest runs what is queued until something has become true, and returns how
// long the longest turn of the user interface took.
func (q *queue) longest(b *testing.B, what string, done func() bool) time.Duration {
	b.Helper()
	var longest time.Duration
	deadline := time.After(5 * time.Minute)
	for !done() {
		select {
		case function := <-q.functions:
			began := time.Now()
			function()
			took := time.Since(began)
			if took > slowTurn {
				b.Logf("%s: a turn of %v ran %s", what, took, runtime.FuncForPC(reflect.ValueOf(function).Pointer()).Name())
			}
			longest = max(longest, took)
		case <-deadline:
			b.Fatalf("waited in vain until %s", what)
		}
	}
	return longest
}

// BenchmarkLongestTurn is the longest time for which the window does not answer
// during an import, a sort, a cross-tab and an export of 200,000 rows. It prints
// that of each; a turn is one function that the Dispatcher has run.
func BenchmarkLongestTurn(b *testing.B) {
	d := newDesk(b)
	var text strings.Builder
	text.WriteString("Student ID,School,Grade,Date,Days Absent\n")
	random := rand.New(rand.NewPCG(7, 8))
	for i := range 200_000 {
		fmt.Fprintf(&text, "%06d,School %d,%d,2025-%02d-%02d,%d\n", i, random.IntN(80), random.IntN(12)+1, i%12+1, i%28+1, random.IntN(40))
	}
	path := d.file("fall.csv", text.String())
	shell := d.shell
	for b.Loop() {
		page := shell.openImport(path)
		b.ReportMetric(ms(d.queue.longest(b, "the file is read", func() bool {
			return page.queue.file() != nil && page.queue.file().state == fileReady && !page.queue.file().busy()
		})), "ms-read")
		page.start(true)
		var rows *datasetPage
		b.ReportMetric(ms(d.queue.longest(b, "the file is imported", func() bool {
			rows, _ = shell.shownPage().(*datasetPage)
			return rows != nil && rows.version > 0 && len(shell.jobs.running) == 0
		})), "ms-import")
		rows.rows.setLook(rowsLook{}.sorted("School", false).thenSorted("Days Absent", true))
		b.ReportMetric(ms(d.queue.longest(b, "the rows are sorted", func() bool { return !rows.rows.arranging.busy() })), "ms-sort")
		shell.openExplore(reports.Report{Dataset: "fall", Spec: crosstab.Spec{
			Rows: []crosstab.Dimension{{Field: "School"}, {Field: "Grade"}}, Columns: []crosstab.Dimension{{Field: "month([Date])"}},
			Measures: []crosstab.Measure{{Function: crosstab.Mean, Field: "Days Absent"}},
		}})
		explored := shell.shownPage().(*explorePage)
		b.ReportMetric(ms(d.queue.longest(b, "the cross-tab is made", func() bool { return explored.presenter.view != nil && !explored.presenter.busy() })), "ms-crosstab")
		shown, bench := rows.rows.shownRows(), shell.bench
		shell.runExport(exportRequest{format: exportFormat{ending: "csv"}, path: filepath.Join(d.folder, "out.csv")}, func(ctx context.Context) (*reports.Document, error) {
			return bench.ListDocument(ctx, "fall", shown, "fall")
		})
		b.ReportMetric(ms(d.queue.longest(b, "the file is written", func() bool { return len(shell.jobs.running) == 0 })), "ms-export")
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
