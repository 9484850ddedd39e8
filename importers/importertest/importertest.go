// Package importertest holds the tests that every importer must pass.
package importertest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Fixture is one file and what must come of it.
type Fixture struct {
	Name string // the file's name
	Data []byte
	// Want is the original text of every cell of every table, without headers;
	// nil to check only that reading agrees with itself.
	Want [][][]string
	// Code is the code of the issue that a damaged file must end in.
	Code string
}

// Run has an importer read every fixture.
func Run(t *testing.T, importer importers.Importer, fixtures map[string]Fixture) {
	t.Helper()
	for name, fixture := range fixtures {
		t.Run(name, func(t *testing.T) {
			source := importers.BytesSource(fixture.Name, fixture.Data)
			if fixture.Code != "" {
				mustFail(t, importer, source, fixture.Code)
				return
			}
			got := ReadAll(t, importer, source)
			if fixture.Want != nil {
				Compare(t, got, fixture.Want)
			}
			mustShow(t, importer, source)
			mustObeyContext(t, importer, source)
			mustSurviveCuts(t, importer, fixture)
		})
	}
}

// ReadAll plans and reads every table of a source and returns the original
// texts. It fails the test when the two disagree.
func ReadAll(t testing.TB, importer importers.Importer, source importers.Source) [][][]string {
	t.Helper()
	ctx := context.Background()
	plans, err := importer.Plan(ctx, source, importers.Options{})
	if err != nil {
		t.Fatalf("plan %s: %v", source.Name(), err)
	}
	var tables [][][]string
	for _, plan := range plans {
		if plan.Importer != importer.Properties().Name {
			t.Errorf("plan names the importer %q, which is %q", plan.Importer, importer.Properties().Name)
		}
		tables = append(tables, ReadPlan(t, importer, source, plan))
	}
	return tables
}

// ReadPlan reads a table by its plan and returns the original texts. It fails the
// test when plan and reading disagree.
func ReadPlan(t testing.TB, importer importers.Importer, source importers.Source, plan importers.Plan) [][]string {
	t.Helper()
	reader, err := importer.Open(context.Background(), source, plan)
	if err != nil {
		t.Fatalf("open %s: %v", source.Name(), err)
	}
	var texts [][]string
	last := 0
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("read %s: %v", source.Name(), err)
		}
		if row.Number <= last {
			t.Fatalf("row %d comes after row %d", row.Number, last)
		}
		last = row.Number
		if len(row.Cells) != len(plan.Columns) {
			t.Fatalf("row %d has %d cells for %d columns", row.Number, len(row.Cells), len(plan.Columns))
		}
		line := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			line[i] = plan.Columns[i].Original(cell)
			mustBeSound(t, plan.Columns[i], row.Number, cell)
		}
		texts = append(texts, line)
	}
	if len(texts) != plan.Rows {
		t.Errorf("%s: the plan counted %d rows and %d were read", source.Name(), plan.Rows, len(texts))
	}
	if progress := reader.Progress(); progress < 0 || progress > 1 {
		t.Errorf("progress at the end is %v", progress)
	}
	for range 2 {
		if err := reader.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
	if _, err := reader.Next(); err == nil {
		t.Error("a closed reader still hands out rows")
	}
	return texts
}

// mustBeSound checks what table.Value promises about its fields.
func mustBeSound(t testing.TB, column importers.PlanColumn, row int, cell table.Cell) {
	t.Helper()
	if cell.State == table.Reported && !column.Type.IsText() && cell.Text != "" {
		t.Errorf("row %d, column %q: a reported %s has text %q", row, column.Name, column.Type, cell.Text)
	}
	if cell.State != table.Reported && cell.Number != 0 {
		t.Errorf("row %d, column %q: a %s value has the number %v", row, column.Name, cell.State, cell.Number)
	}
	if cell.State == table.Reported && cell.Text == "" && column.Type.IsText() {
		t.Errorf("row %d, column %q: an empty text is reported", row, column.Name)
	}
}

// Compare checks the texts read against those wanted, cell by cell.
func Compare(t testing.TB, got, want [][][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d tables, want %d", len(got), len(want))
	}
	for i := range want {
		if len(got[i]) != len(want[i]) {
			t.Fatalf("table %d has %d rows, want %d\ngot  %q\nwant %q", i, len(got[i]), len(want[i]), head(got[i]), head(want[i]))
		}
		for row := range want[i] {
			if len(got[i][row]) != len(want[i][row]) {
				t.Fatalf("table %d row %d has %d cells, want %d: %q", i, row, len(got[i][row]), len(want[i][row]), got[i][row])
			}
			for column := range want[i][row] {
				if got[i][row][column] != want[i][row][column] {
					t.Fatalf("table %d row %d column %d is %q, want %q", i, row, column, got[i][row][column], want[i][row][column])
				}
			}
		}
	}
}

func head(rows [][]string) [][]string { return rows[:min(len(rows), 5)] }

func mustFail(t *testing.T, importer importers.Importer, source importers.Source, code string) {
	t.Helper()
	plans, err := importer.Plan(context.Background(), source, importers.Options{})
	issue := table.IssueIn(err)
	if issue == nil {
		t.Fatalf("got %d plans and error %v, want an issue %q", len(plans), err, code)
	}
	if issue.Code != code {
		t.Errorf("issue %q, want %q: %v", issue.Code, code, issue)
	}
	if issue.Message == "" || issue.Remedy == "" || issue.Where.File != source.Name() || issue.Severity != table.Failure {
		t.Errorf("the issue does not say all it should: %+v", issue)
	}
}

// mustShow checks that what a view shows is what reading by the plan yields,
// and that a part of a sheet is the same part of all of it.
func mustShow(t *testing.T, importer importers.Importer, source importers.Source) {
	t.Helper()
	peeker, ok := importer.(importers.Peeker)
	if !ok {
		t.Fatal("the importer cannot show a source as it is")
	}
	ctx := context.Background()
	plans, err := importer.Plan(ctx, source, importers.Options{})
	if err != nil {
		t.Fatalf("plan: %v", err)
	}
	for _, plan := range plans {
		whole, err := peeker.Peek(ctx, source, plan, 1, math.MaxInt)
		if err != nil {
			t.Fatalf("peek: %v", err)
		}
		if whole.More || len(whole.Sheets) == 0 || (plan.Sheet != "" && whole.Sheet != plan.Sheet) {
			t.Errorf("the view of all of sheet %q is of sheet %q, of %d sheets, with more to come: %v", plan.Sheet, whole.Sheet, len(whole.Sheets), whole.More)
		}
		byNumber := map[int][]string{}
		for _, row := range whole.Rows {
			byNumber[row.Number] = row.Cells
		}
		reader, err := importer.Open(ctx, source, plan)
		if err != nil {
			t.Fatalf("open: %v", err)
		}
		for {
			row, err := reader.Next()
			if err != nil {
				break
			}
			for i, cell := range row.Cells {
				want, got := plan.Columns[i].Original(cell), ""
				if shown := byNumber[row.Number]; plan.Columns[i].Index < len(shown) {
					got = shown[plan.Columns[i].Index]
				}
				if got != want {
					t.Errorf("row %d, column %q is %q and shown as %q", row.Number, plan.Columns[i].Name, want, got)
				}
			}
		}
		if err := reader.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
		part, err := peeker.Peek(ctx, source, plan, 2, 3)
		if err != nil {
			t.Fatalf("peek: %v", err)
		}
		for _, row := range part.Rows {
			if row.Number < 2 || row.Number > 3 || !slices.Equal(row.Cells, byNumber[row.Number]) {
				t.Errorf("row %d of a part is %q, of the whole %q", row.Number, row.Cells, byNumber[row.Number])
			}
		}
	}
	if first, err := peeker.Peek(ctx, source, importers.Plan{}, 1, 5); err != nil || len(first.Sheets) == 0 {
		t.Errorf("without a plan: %d sheets, %v", len(first.Sheets), err)
	}
}

func mustObeyContext(t *testing.T, importer importers.Importer, source importers.Source) {
	t.Helper()
	plans, err := importer.Plan(context.Background(), source, importers.Options{})
	if err != nil {
		t.Fatalf("plan: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := importer.Plan(ctx, source, importers.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("planning under a cancelled context: %v", err)
	}
	for _, plan := range plans {
		reader, err := importer.Open(ctx, source, plan)
		if err != nil {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("opening under a cancelled context: %v", err)
			}
			continue
		}
		if _, err := reader.Next(); !errors.Is(err, context.Canceled) {
			t.Errorf("reading under a cancelled context: %v", err)
		}
		if err := reader.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	}
}

// mustSurviveCuts reads the file as an interrupted download leaves it: every
// outcome is fine but a panic or an error that is no issue.
func mustSurviveCuts(t *testing.T, importer importers.Importer, fixture Fixture) {
	t.Helper()
	for cut := 1; cut <= 8; cut++ {
		data := bytes.Clone(fixture.Data[:len(fixture.Data)*cut/9])
		_, err := importer.Plan(context.Background(), importers.BytesSource(fixture.Name, data), importers.Options{})
		if err != nil && table.IssueIn(err) == nil {
			t.Errorf("cut to %d bytes: %v is no issue", len(data), err)
		}
	}
}
