package warehouse_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Whatever ends an import early, the workspace is as it was.
func TestFailedImportChangesNothing(t *testing.T) {
	broken := errors.New("the file ends in the middle of a row")
	for name, test := range map[string]struct {
		reader func(cancel func()) *memoryReader
		want   func(t *testing.T, err error)
	}{
		"the reader fails": {
			func(func()) *memoryReader { return &memoryReader{rows: smallRows(60_000), fail: broken} },
			func(t *testing.T, err error) {
				if !errors.Is(err, broken) {
					t.Errorf("got %v", err)
				}
			},
		},
		"the reader's own issue": {
			func(func()) *memoryReader {
				return &memoryReader{rows: smallRows(10), fail: table.Failed("truncated", table.Where{Row: 11}, "Cut off.", "Get it again.", nil)}
			},
			func(t *testing.T, err error) { wantIssue(t, err, "truncated") },
		},
		"the reader panics": {
			func(func()) *memoryReader {
				return &memoryReader{rows: smallRows(60_000), before: func(n int) {
					if n == 50_000 {
						panic("index out of range")
					}
				}}
			},
			func(t *testing.T, err error) { wantIssue(t, err, "import-failed") },
		},
		"a row of another length": {
			func(func()) *memoryReader { return &memoryReader{rows: append(smallRows(20_000), []table.Cell{{}})} },
			func(t *testing.T, err error) {
				if issue := wantIssue(t, err, "row-shape"); issue.Where.Row != 20_002 {
					t.Errorf("the place is %+v", issue.Where)
				}
			},
		},
		"cancelled": {
			func(cancel func()) *memoryReader {
				return &memoryReader{rows: smallRows(200_000), before: func(n int) {
					if n == 100_000 {
						cancel()
					}
				}}
			},
			func(t *testing.T, err error) {
				if !errors.Is(err, context.Canceled) {
					t.Errorf("got %v", err)
				}
			},
		},
	} {
		for _, dataset := range []string{"Roster", "Another"} {
			t.Run(name+" into "+dataset, func(t *testing.T) {
				w := newWorkspace(t)
				importRows(t, w, "Roster", smallSchema(), smallRows(3))
				before := dump(t, w.Path())
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				reader := test.reader(cancel)
				reader.schema = append(smallSchema()[:1:1], table.Column{Name: "Extra", Type: table.Decimal})
				_, err := w.Import(ctx, warehouse.ImportRequest{Dataset: dataset}, reader)
				test.want(t, err)
				if dump(t, w.Path()) != before {
					t.Error("the workspace has changed")
				}
				checkFrame(t, w, "Roster", smallSchema(), smallRows(3))
				importRows(t, w, dataset, smallSchema(), smallRows(2))
				checkSound(t, w)
			})
		}
	}
}

func TestImportRefusesWhatCannotBe(t *testing.T) {
	for name, test := range map[string]struct {
		request warehouse.ImportRequest
		schema  table.Schema
		code    string
	}{
		"no name":           {warehouse.ImportRequest{Dataset: "  "}, smallSchema(), "dataset-without-name"},
		"no columns":        {warehouse.ImportRequest{Dataset: "a"}, nil, "no-columns"},
		"a column twice":    {warehouse.ImportRequest{Dataset: "a"}, table.Schema{{Name: "School"}, {Name: "SCHOOL"}}, "duplicate-column"},
		"a plan in no JSON": {warehouse.ImportRequest{Dataset: "a", Plan: json.RawMessage("{")}, smallSchema(), "plan-not-json"},
		"too many columns":  {warehouse.ImportRequest{Dataset: "a"}, make(table.Schema, 2000), "too-many-columns"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			_, err := w.Import(t.Context(), test.request, &memoryReader{schema: test.schema})
			wantIssue(t, err, test.code)
		})
	}
}

func TestWideTable(t *testing.T) {
	schema := make(table.Schema, 1997)
	row := make([]table.Cell, len(schema))
	for i := range schema {
		schema[i] = table.Column{Name: fmt.Sprintf("c%d", i), Type: table.Integer}
		row[i].Value = table.NumberValue(float64(i))
	}
	w := newWorkspace(t)
	rows := [][]table.Cell{row, row, row}
	importRows(t, w, "wide", schema, rows)
	checkFrame(t, w, "wide", schema, rows)
	_, err := w.Import(t.Context(), warehouse.ImportRequest{Dataset: "wide"}, &memoryReader{schema: smallSchema()})
	wantIssue(t, err, "too-many-columns")
}

// Values of another type than the dataset's are converted where they fit, the
// dataset's type becomes a wider one where they do not, and what the file said
// is never lost.
func TestAppendOfOtherTypes(t *testing.T) {
	reported := func(n float64) table.Cell { return table.Cell{Value: table.NumberValue(n)} }
	text := func(s string) table.Cell { return table.Cell{Value: table.TextValue(s)} }
	original := func(cell table.Cell, s string) table.Cell {
		cell.Original, cell.HasOriginal = s, true
		return cell
	}
	withheld := table.Cell{Value: table.Mark(table.Withheld, "*")}
	// first is what each dataset holds beforehand.
	first := map[table.Type]table.Cell{
		table.Text: text("a"), table.Code: text("01"), table.Integer: reported(5), table.Decimal: reported(0.5),
		table.Date: reported(0), table.SchoolYear: reported(2017), table.YesNo: reported(1),
	}
	for name, test := range map[string]struct {
		dataset, file table.Column
		in, out       table.Cell
		code          string
		wider         table.Type // of the column afterwards, if code is append-widened
		first         table.Cell // what the first row is then
	}{
		"integer into decimal":         {table.Column{Type: table.Decimal}, table.Column{Type: table.Integer}, reported(7), reported(7), "append-converted", 0, table.Cell{}},
		"whole decimal into integer":   {table.Column{Type: table.Integer}, table.Column{Type: table.Decimal}, original(reported(7), "7.0"), original(reported(7), "7.0"), "append-widened", table.Decimal, reported(5)},
		"decimal into integer":         {table.Column{Type: table.Integer}, table.Column{Type: table.Decimal}, reported(7.5), reported(7.5), "append-widened", table.Decimal, reported(5)},
		"digits into integer":          {table.Column{Type: table.Integer}, table.Column{Type: table.Code}, text("7"), reported(7), "append-converted", 0, table.Cell{}},
		"zeros into integer":           {table.Column{Type: table.Integer}, table.Column{Type: table.Code}, text("007"), text("007"), "append-widened", table.Code, text("5")},
		"letters into integer":         {table.Column{Type: table.Integer}, table.Column{Type: table.Text}, text("seven"), text("seven"), "append-widened", table.Text, text("5")},
		"letters into dollars":         {table.Column{Type: table.Integer, Layout: "$#,##0"}, table.Column{Type: table.Text}, text("free"), text("free"), "append-widened", table.Text, text("$5")},
		"cents into dollars":           {table.Column{Type: table.Integer, Layout: "$#,##0"}, table.Column{Type: table.Decimal}, original(reported(7.5), "$7.50"), original(reported(7.5), "$7.50"), "append-widened", table.Decimal, reported(5)},
		"exponent into decimal":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Text}, text("1e5"), text("1e5"), "append-widened", table.Text, text("0.5")},
		"infinity into decimal":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Text}, text("Inf"), text("Inf"), "append-widened", table.Text, text("0.5")},
		"integer into text":            {table.Column{}, table.Column{Type: table.Integer}, original(reported(7), "07"), text("07"), "append-converted", 0, table.Cell{}},
		"date into text":               {table.Column{}, table.Column{Type: table.Date, Layout: "1/2/2006"}, reported(0), text("1/1/1970"), "append-converted", 0, table.Cell{}},
		"code into text":               {table.Column{}, table.Column{Type: table.Code}, text("007"), text("007"), "", 0, table.Cell{}},
		"date in another layout":       {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{Type: table.Date}, reported(1), original(reported(1), "1970-01-02"), "", 0, table.Cell{}},
		"date in the same layout":      {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{Type: table.Date, Layout: "1/2/2006"}, reported(1), reported(1), "", 0, table.Cell{}},
		"text into date":               {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{}, text("1/2/1970"), reported(1), "append-converted", 0, table.Cell{}},
		"plain text into date":         {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{}, text("1970-01-02"), original(reported(1), "1970-01-02"), "append-converted", 0, table.Cell{}},
		"integer into date":            {table.Column{Type: table.Date}, table.Column{Type: table.Integer}, reported(40_000), text("40000"), "append-widened", table.Text, text("1970-01-01")},
		"code into school year":        {table.Column{Type: table.SchoolYear}, table.Column{Type: table.SchoolYear, Layout: "1819"}, reported(2018), original(reported(2018), "1819"), "", 0, table.Cell{}},
		"integer into school year":     {table.Column{Type: table.SchoolYear}, table.Column{Type: table.Integer}, reported(1850), text("1850"), "append-widened", table.Text, text("2017-18")},
		"school year layouts":          {table.Column{Type: table.SchoolYear, Layout: "1819"}, table.Column{Type: table.SchoolYear}, reported(2018), original(reported(2018), "2018-19"), "", 0, table.Cell{}},
		"words into yes or no":         {table.Column{Type: table.YesNo, Layout: "Y|N"}, table.Column{}, text("y"), original(reported(1), "y"), "append-converted", 0, table.Cell{}},
		"other words into yes or no":   {table.Column{Type: table.YesNo}, table.Column{}, text("maybe"), text("maybe"), "append-widened", table.Text, text("Yes")},
		"other words for yes and no":   {table.Column{Type: table.YesNo, Layout: "Y|N"}, table.Column{Type: table.YesNo, Layout: "1|0"}, reported(0), original(reported(0), "0"), "", 0, table.Cell{}},
		"yes or no into integer":       {table.Column{Type: table.Integer}, table.Column{Type: table.YesNo}, reported(1), text("Yes"), "append-widened", table.Text, text("5")},
		"a withheld cell stays so":     {table.Column{Type: table.Integer}, table.Column{}, withheld, withheld, "", 0, table.Cell{}},
		"a number that is none":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Decimal}, reported(inf()), table.Cell{Value: table.Mark(table.Misfit, "+Inf")}, "", 0, table.Cell{}},
		"negative zero is zero":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Decimal}, reported(negativeZero()), reported(0), "", 0, table.Cell{}},
		"a stray number beside a mark": {table.Column{Type: table.Decimal}, table.Column{Type: table.Decimal}, table.Cell{Value: table.Value{State: table.Withheld, Number: 3, Text: "*"}}, withheld, "", 0, table.Cell{}},
	} {
		t.Run(name, func(t *testing.T) {
			test.dataset.Name, test.file.Name = "Value", "VALUE"
			w := newWorkspace(t)
			before := first[test.dataset.Type]
			importRows(t, w, "d", table.Schema{test.dataset}, [][]table.Cell{{before}})
			batch := importRows(t, w, "d", table.Schema{test.file}, [][]table.Cell{{test.in}})
			rows := [][]table.Cell{{before}, {test.out}}
			if test.code == "append-widened" {
				rows[0][0] = test.first
			}
			checkFrame(t, w, "d", table.Schema{test.dataset}, rows)
			dataset, err := w.Dataset(t.Context(), "d")
			mustDo(t, err)
			if got := dataset.Schema[0].Type; test.code == "append-widened" && got != test.wider {
				t.Errorf("the column is %s, want %s", got, test.wider)
			}
			code := ""
			if len(batch.Issues) > 0 {
				code = batch.Issues[0].Code
			}
			if code != test.code {
				t.Errorf("the issues are %v; want %q", batch.Issues, test.code)
			}
			checkSound(t, w)
			mustDo(t, w.Undo(t.Context(), batch.ID))
			checkFrame(t, w, "d", table.Schema{test.dataset}, [][]table.Cell{{before}})
			dataset, err = w.Dataset(t.Context(), "d")
			mustDo(t, err)
			if !reflect.DeepEqual(dataset.Schema, table.Schema{test.dataset}) {
				t.Errorf("after undoing, the column is %+v, want %+v", dataset.Schema[0], test.dataset)
			}
			checkSound(t, w)
		})
	}
}

// A few strays among many values do not change a column's type.
func TestAppendOfStrays(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "d", table.Schema{{Name: "N", Type: table.Integer}}, [][]table.Cell{{{Value: table.NumberValue(1)}}})
	rows := [][]table.Cell{{{Value: table.NumberValue(1)}}}
	var file [][]table.Cell
	for i := range 200 {
		file = append(file, []table.Cell{{Value: table.TextValue(fmt.Sprint(i))}})
		rows = append(rows, []table.Cell{{Value: table.NumberValue(float64(i))}})
	}
	file = append(file, []table.Cell{{Value: table.TextValue("see note")}})
	rows = append(rows, []table.Cell{{Value: table.Mark(table.Misfit, "see note")}})
	batch := importRows(t, w, "d", table.Schema{{Name: "N"}}, file)
	checkFrame(t, w, "d", table.Schema{{Name: "N", Type: table.Integer}}, rows)
	if len(batch.Issues) != 1 || batch.Issues[0].Code != "append-misfit" {
		t.Errorf("the issues are %v", batch.Issues)
	}
}

// A column that was blank in the first file takes the type of the next.
func TestAppendToBlankColumn(t *testing.T) {
	w := newWorkspace(t)
	blank := []table.Cell{{Value: table.Mark(table.Missing, "N/A")}, {Value: table.TextValue("x")}}
	importRows(t, w, "d", table.Schema{{Name: "Days"}, {Name: "Note"}}, [][]table.Cell{blank})
	schema := table.Schema{{Name: "Days", Type: table.Integer, Role: table.Measure}, {Name: "Note"}}
	second := []table.Cell{{Value: table.NumberValue(7)}, {Value: table.TextValue("y")}}
	batch := importRows(t, w, "d", schema, [][]table.Cell{second})
	checkFrame(t, w, "d", schema, [][]table.Cell{blank, second})
	dataset, err := w.Dataset(t.Context(), "d")
	mustDo(t, err)
	if dataset.Schema[0].Type != table.Integer || dataset.Schema[0].Role != table.Measure {
		t.Errorf("the column is %+v", dataset.Schema[0])
	}
	checkSound(t, w)
	mustDo(t, w.Undo(t.Context(), batch.ID))
	checkFrame(t, w, "d", table.Schema{{Name: "Days"}, {Name: "Note"}}, [][]table.Cell{blank})
	checkSound(t, w)
}

func TestBatchesTellWhereRowsCameFrom(t *testing.T) {
	w := newWorkspace(t)
	request := warehouse.ImportRequest{
		Dataset: " Roster ", File: filepath.Join("home", "office", "fall.xlsx"), Sheet: "Fall", Hash: strings.Repeat("ab", 32), Size: 1234,
		Plan: json.RawMessage(`{"header":2}`),
	}
	told := 0
	request.Progress = func(rows int) {
		if rows < told {
			t.Errorf("progress went from %d to %d", told, rows)
		}
		told = rows
	}
	issues := []table.Issue{{Code: "blank-rows", Severity: table.Warning, Message: "3 blank rows.", Where: table.Where{Row: 4}}}
	batch, err := w.Import(t.Context(), request, &memoryReader{schema: smallSchema(), rows: smallRows(30_000), issues: issues})
	mustDo(t, err)
	if told != 30_000 {
		t.Errorf("progress ended at %d", told)
	}
	batches, err := w.Batches(t.Context(), "roster")
	mustDo(t, err)
	if len(batches) != 1 || !reflect.DeepEqual(batches[0], batch) {
		t.Errorf("got %+v, want %+v", batches, batch)
	}
	if batch.File != "fall.xlsx" || batch.Dataset != "Roster" || !reflect.DeepEqual(batch.Issues, issues) || batch.Rows != 30_000 {
		t.Errorf("the batch is %+v", batch)
	}
	dataset, err := w.Dataset(t.Context(), "ROSTER")
	mustDo(t, err)
	if dataset.Name != "Roster" || dataset.Rows != 30_000 || dataset.Version != 1 || !dataset.Created.Equal(batch.Imported) {
		t.Errorf("the dataset is %+v", dataset)
	}
}

func TestUndoOfTheLastImportRemovesTheDataset(t *testing.T) {
	w := newWorkspace(t)
	before := dump(t, w.Path())
	batch := importRows(t, w, "Roster", smallSchema(), smallRows(10))
	mustDo(t, w.Undo(t.Context(), batch.ID))
	if dump(t, w.Path()) != before {
		t.Error("something is left")
	}
	_, err := w.Frame(t.Context(), "Roster")
	wantIssue(t, err, "unknown-dataset")
	if !errors.Is(err, warehouse.ErrUnknownDataset) {
		t.Error("the issue does not wrap ErrUnknownDataset")
	}
	wantIssue(t, w.Undo(t.Context(), batch.ID), "unknown-batch")
	again := importRows(t, w, "Roster", smallSchema(), smallRows(4))
	if again.ID == batch.ID {
		t.Error("the number of the undone import was used again")
	}
	checkFrame(t, w, "Roster", smallSchema(), smallRows(4))
	mustDo(t, w.Remove(t.Context(), "ROSTER"))
	if dump(t, w.Path()) != before {
		t.Error("something is left")
	}
	wantIssue(t, w.Remove(t.Context(), "Roster"), "unknown-dataset")
}

// Undo takes back the columns that only the undone import had, and its
// decimals.
func TestUndoTakesColumnsBack(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "d", table.Schema{{Name: "Amount", Type: table.Decimal, Decimals: 1}}, [][]table.Cell{{{Value: table.NumberValue(1.5)}}})
	before := dump(t, w.Path())
	batch := importRows(t, w, "d", table.Schema{{Name: "Note"}, {Name: "amount", Type: table.Decimal, Decimals: 3}},
		[][]table.Cell{{{Value: table.TextValue("n")}, {Value: table.NumberValue(1.125)}}})
	dataset, err := w.Dataset(t.Context(), "d")
	mustDo(t, err)
	if len(dataset.Schema) != 2 || dataset.Schema[0].Decimals != 3 {
		t.Errorf("the schema is %+v", dataset.Schema)
	}
	mustDo(t, w.Undo(t.Context(), batch.ID))
	if after := dump(t, w.Path()); after != before {
		t.Error("undo did not bring back what was there before")
	}
}

// Names that SQL or we ourselves use are no trouble.
func TestNames(t *testing.T) {
	w := newWorkspace(t)
	names := []string{"sqlite_master", "sb_datasets", "select", `a "quoted" one`, "sb_segments_place", "Ünïcode", "_row", "tab\there", "data_sb_datasets"}
	schema := table.Schema{
		{Name: "_row"}, {Name: "_ROW_2"}, {Name: "_batch"}, {Name: "rowid"}, {Name: "from"}, {Name: `"`}, {Name: "a\x00b"}, {Name: "a\x01b"}, {Name: " "}, {Name: "é"}, {Name: "É2"},
	}
	row := make([]table.Cell, len(schema))
	for i := range row {
		row[i].Value = table.TextValue(fmt.Sprint(i))
	}
	for _, name := range names {
		importRows(t, w, name, schema, [][]table.Cell{row})
		checkFrame(t, w, strings.ToUpper(name), schema, [][]table.Cell{row})
	}
	datasets, err := w.Datasets(t.Context())
	mustDo(t, err)
	if len(datasets) != len(names) {
		t.Errorf("%d datasets, want %d", len(datasets), len(names))
	}
	checkSound(t, w)
	for _, name := range names {
		mustDo(t, w.Remove(t.Context(), name))
	}
}

func TestFrameByName(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "Roster", smallSchema(), smallRows(10))
	frame, err := w.Frame(t.Context(), "roster", "DAYS", "school")
	mustDo(t, err)
	if got := frame.Schema().Names(); !reflect.DeepEqual(got, []string{"Days", "School"}) {
		t.Errorf("the columns are %v", got)
	}
	_, err = w.Frame(t.Context(), "roster", "Nights")
	wantIssue(t, err, "unknown-column")
	_, err = w.Originals(t.Context(), "roster", []int{10})
	wantIssue(t, err, "unknown-row")
}

// Many ask at once while the dataset changes; each gets one whole version.
func TestFramesWhileImporting(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "Roster", smallSchema(), smallRows(1000))
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			for range 20 {
				frame, err := w.Frame(t.Context(), "Roster")
				if err != nil {
					t.Error(err)
					return
				}
				if frame.Len()%1000 != 0 || frame.Len() == 0 {
					t.Errorf("a frame has %d rows", frame.Len())
				}
				days, _ := frame.Column("Days")
				if got := days.Value(frame.Len() - 1).Number; got != 999 {
					t.Errorf("the last row has %v", got)
				}
			}
		})
	}
	for range 10 {
		importRows(t, w, "Roster", smallSchema(), smallRows(1000))
	}
	group.Wait()
}

// A cache that holds next to nothing slows things down and changes nothing.
func TestTinyCache(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.schoolbench")
	w, err := warehouse.Create(t.Context(), path, warehouse.Options{CacheBytes: 1, Now: testClock()})
	mustDo(t, err)
	defer func() { _ = w.Close() }()
	importRows(t, w, "Roster", smallSchema(), smallRows(100))
	for range 3 {
		checkFrame(t, w, "Roster", smallSchema(), smallRows(100))
	}
}

func TestReports(t *testing.T) {
	w := newWorkspace(t)
	ctx := t.Context()
	mustDo(t, w.SaveReport(ctx, "Attendance", json.RawMessage(`{"a":1}`)))
	mustDo(t, w.SaveReport(ctx, "budget", json.RawMessage(`[]`)))
	first, err := w.Report(ctx, "ATTENDANCE")
	mustDo(t, err)
	mustDo(t, w.SaveReport(ctx, " attendance ", json.RawMessage(`{"a":2}`)))
	reports, err := w.Reports(ctx)
	mustDo(t, err)
	if len(reports) != 2 || reports[0].Name != "attendance" || string(reports[0].Body) != `{"a":2}` ||
		!reports[0].Created.Equal(first.Created) || !reports[0].Updated.After(first.Updated) {
		t.Errorf("the reports are %+v", reports)
	}
	wantIssue(t, w.SaveReport(ctx, "x", json.RawMessage(`{`)), "report-not-json")
	wantIssue(t, w.SaveReport(ctx, " ", json.RawMessage(`{}`)), "report-without-name")
	mustDo(t, w.DeleteReport(ctx, "Budget"))
	err = w.DeleteReport(ctx, "Budget")
	wantIssue(t, err, "unknown-report")
	if !errors.Is(err, warehouse.ErrUnknownReport) {
		t.Error("the issue does not wrap ErrUnknownReport")
	}
	_, err = w.Report(ctx, "Budget")
	wantIssue(t, err, "unknown-report")
}

// What another program has done to a dataset's table is no trouble for the
// next import: an index, a column of its own, a rule that notes every row.
func TestImportIntoTableThatAnotherProgramChanged(t *testing.T) {
	for name, change := range map[string]string{
		"an index":          `CREATE UNIQUE INDEX another ON Roster (_row, _line)`,
		"a column":          `ALTER TABLE Roster ADD COLUMN remark TEXT DEFAULT 'none'`,
		"a rule":            `CREATE TABLE noted (n INTEGER); CREATE TRIGGER note AFTER INSERT ON Roster BEGIN INSERT INTO noted VALUES (new._row); END`,
		"another's scratch": `CREATE TABLE rows (r INTEGER); CREATE TABLE cells (r INTEGER)`,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			importRows(t, w, "Roster", smallSchema(), smallRows(3))
			other, err := sql.Open("sqlite", w.Path())
			mustDo(t, err)
			_, err = other.Exec(change)
			mustDo(t, err)
			importRows(t, w, "Roster", smallSchema(), smallRows(4))
			checkFrame(t, w, "Roster", smallSchema(), append(smallRows(3), smallRows(4)...))
			var problem string
			switch name {
			case "a column":
				err = other.QueryRow("SELECT coalesce(min(remark), 'NULL') FROM Roster").Scan(&problem)
				problem = strings.TrimPrefix(problem, "none")
			case "a rule":
				err = other.QueryRow("SELECT CASE count(*) WHEN 4 THEN '' ELSE count(*) || ' rows noted' END FROM noted").Scan(&problem)
			}
			if err != nil || problem != "" {
				t.Errorf("%s, %v", problem, err)
			}
			mustDo(t, other.Close())
			checkSound(t, w)
		})
	}
}
