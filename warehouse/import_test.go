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

// wideTable makes a table of whole numbers, and one row of it.
func wideTable(columns int) (table.Schema, []table.Cell) {
	schema := make(table.Schema, columns)
	row := make([]table.Cell, len(schema))
	for i := range schema {
		schema[i] = table.Column{Name: fmt.Sprintf("c%d", i), Type: table.Integer}
		row[i].Value = table.NumberValue(float64(i))
	}
	return schema, row
}

func TestWideTable(t *testing.T) {
	w := newWorkspace(t)
	schema, row := wideTable(1901)
	_, err := w.Import(t.Context(), warehouse.ImportRequest{Dataset: "wide"}, &memoryReader{schema: schema, rows: [][]table.Cell{row}})
	wantIssue(t, err, "too-many-columns")
	schema, row = wideTable(1900)
	rows := [][]table.Cell{row, row, row}
	importRows(t, w, "wide", schema, rows)
	checkFrame(t, w, "wide", schema, rows)
	_, err = w.Import(t.Context(), warehouse.ImportRequest{Dataset: "wide"}, &memoryReader{schema: smallSchema()})
	wantIssue(t, err, "too-many-columns")
}

// fullTable makes a workspace whose dataset "wide" has so many columns: those
// that a file can give it, and others, as if they had been kept.
func fullTable(t *testing.T, columns int) (*warehouse.Warehouse, table.Schema, []table.Cell) {
	t.Helper()
	w := newWorkspace(t)
	schema, row := wideTable(1900)
	importRows(t, w, "wide", schema, [][]table.Cell{row})
	path := w.Path()
	mustDo(t, w.Close())
	names := strings.Join(schema.Names(), ", ")
	create := "CREATE TABLE wide (_row INTEGER PRIMARY KEY, _batch INTEGER NOT NULL, _line INTEGER NOT NULL, " + strings.ReplaceAll(names, ",", " INTEGER,") + " INTEGER"
	steps := []string{"ALTER TABLE wide RENAME TO narrow", "", "INSERT INTO wide (_row, _batch, _line, " + names + ") SELECT * FROM narrow", "DROP TABLE narrow"}
	for i := range columns - len(schema) {
		create += fmt.Sprintf(", d%d TEXT", i)
		steps = append(steps, fmt.Sprintf(`INSERT INTO sb_columns (dataset, position, name, name_key, sql_name, label, type, role, decimals, layout)
			VALUES (1, %d, 'd%d', 'd%d', 'd%d', '', 'text', 'dimension', 0, '')`, 1901+i, i, i, i))
	}
	steps[1] = create + ")"
	change(t, path, steps...)
	return openAgain(t, path), schema, row
}

// Ensure that columns of the widest dataset can be given other types while
// there is room for what they were, and that it is said when there is not.
func TestWideTableMakesRoomForOtherTypes(t *testing.T) {
	if testing.Short() {
		t.Skip("two thousand columns take long")
	}
	w, schema, row := fullTable(t, 1994)
	before := dump(t, w.Path())
	of := func(kind table.Type, value table.Value, first, columns int) *memoryReader {
		r := &memoryReader{rows: make([][]table.Cell, 1)}
		for _, column := range schema[first : first+columns] {
			r.schema = append(r.schema, table.Column{Name: column.Name, Type: kind})
			r.rows[0] = append(r.rows[0], table.Cell{Value: value})
		}
		return r
	}
	request := warehouse.ImportRequest{Dataset: "wide", File: "next.csv"}
	for name, reader := range map[string]*memoryReader{
		"fractions": of(table.Decimal, table.NumberValue(0.5), 0, 3),
		"words":     of(table.Text, table.TextValue("some"), 0, 3),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Import(t.Context(), request, reader)
			wantIssue(t, err, "too-many-columns")
			if dump(t, w.Path()) != before {
				t.Error("the workspace is not as it was")
			}
		})
	}
	_, err := w.Import(t.Context(), request, of(table.Decimal, table.NumberValue(0.5), 0, 2))
	mustDo(t, err)
	_, err = w.Import(t.Context(), request, of(table.Text, table.TextValue("some"), 2, 1))
	wantIssue(t, err, "too-many-columns")
	// Rows can still be replaced, and read.
	_, _, err = w.Merge(t.Context(), warehouse.MergeRequest{ImportRequest: request, Mode: warehouse.Replace, Open: opener(schema, [][]table.Cell{row})})
	mustDo(t, err)
	_, err = w.Frame(t.Context(), "wide")
	mustDo(t, err)
	checkSound(t, w)
}

// Ensure that a dataset from when there was no room kept for other types is
// read, and that it is said what cannot be done with it.
func TestTableWithoutRoom(t *testing.T) {
	if testing.Short() {
		t.Skip("two thousand columns take long")
	}
	w, schema, row := fullTable(t, 1997)
	request := warehouse.ImportRequest{Dataset: "wide", File: "next.csv"}
	_, err := w.Import(t.Context(), request, &memoryReader{schema: schema, rows: [][]table.Cell{row}})
	mustDo(t, err)
	half := table.Schema{{Name: "c0", Type: table.Decimal}}
	_, err = w.Import(t.Context(), request, &memoryReader{schema: half, rows: [][]table.Cell{{{Value: table.NumberValue(0.5)}}}})
	wantIssue(t, err, "too-many-columns")
	_, _, err = w.Merge(t.Context(), warehouse.MergeRequest{ImportRequest: request, Mode: warehouse.Replace, Open: opener(schema, [][]table.Cell{row})})
	wantIssue(t, err, "too-many-columns")
	frame, err := w.Frame(t.Context(), "wide")
	mustDo(t, err)
	if frame.Len() != 2 || len(frame.Columns()) != 1997 {
		t.Errorf("%d rows of %d columns", frame.Len(), len(frame.Columns()))
	}
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
