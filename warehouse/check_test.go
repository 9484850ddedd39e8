package warehouse_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

func openAgain(t *testing.T, path string) *warehouse.Warehouse {
	t.Helper()
	w, err := warehouse.Open(t.Context(), path, warehouse.Options{Now: testClock()})
	mustDo(t, err)
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func checkSound(t *testing.T, w *warehouse.Warehouse) {
	t.Helper()
	last := 0.0
	issues, err := w.Check(t.Context(), func(done float64) {
		if done < last || done > 1 {
			t.Errorf("progress went from %v to %v", last, done)
		}
		last = done
	})
	mustDo(t, err)
	for _, issue := range issues {
		t.Errorf("unexpected: %v", issue.Error())
	}
	if last != 1 {
		t.Errorf("progress ended at %v", last)
	}
}

// Check finds each kind of damage, and Rebuild mends what can be mended.
func TestCheckAndRebuild(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	schema := wideSchema()
	first, second := randomRows(random, schema, 300, 30), randomRows(random, schema, 200, 500)
	for name, test := range map[string]struct {
		damage string
		code   string
		column string
		mended bool // Rebuild brings back exactly what was imported
		fails  string
	}{
		"a bit of a segment": {
			damage: `UPDATE sb_segments SET data = CAST(substr(data, 1, 20) || x'ff' || substr(data, 22) AS BLOB) WHERE batch = 2 AND column = 2`,
			code:   "segment-damaged", column: "Name", mended: true,
		},
		"a segment of other data": {
			damage: `UPDATE sb_segments SET data = (SELECT data FROM sb_segments WHERE batch = 1 AND column = 3), rows = 300 WHERE batch = 2 AND column = 3`,
			code:   "segment-differs", column: "Grade", mended: true,
		},
		"a lost segment":    {damage: `DELETE FROM sb_segments WHERE column = 4`, code: "segment-damaged", column: "Score", mended: true},
		"a lost dictionary": {damage: `DELETE FROM sb_dictionaries WHERE column = 5`, code: "segment-damaged", column: "Born", mended: true},
		"both lost": {
			damage: `DELETE FROM sb_dictionaries WHERE column = 5; DELETE FROM sb_segments WHERE column = 5`,
			code:   "segment-damaged", column: "Born", mended: true,
		},
		"a changed row":         {damage: `UPDATE Roster SET Grade = 77 WHERE _row = 9`, code: "segment-differs", column: "Grade"},
		"a changed mark":        {damage: `UPDATE sb_cells SET text = 'other' WHERE state IS NOT NULL AND column = 3`, code: "segment-differs", column: "Grade"},
		"deleted rows":          {damage: `DELETE FROM Roster WHERE _row IN (3, 4, 450)`, code: "row-count-differs"},
		"a wrong count":         {damage: `UPDATE sb_datasets SET rows = 9`, code: "row-count-differs", mended: true},
		"a row nobody imported": {damage: `INSERT INTO Roster (_row, _batch, _line) VALUES (9999, 77, 1)`, code: "rows-without-import", fails: "rows-without-import"},
		"a table that is gone":  {damage: `DROP TABLE Roster`, code: "rows-missing", fails: "workspace-failed"},
		"a name that is there twice": {
			damage: `UPDATE sb_columns SET name = 'Grade' WHERE name = 'Score'`, code: "catalogue-damaged", column: "Grade",
		},
		"an entry without parent": {damage: `INSERT INTO sb_batch_columns VALUES (1, 99, 'text', 0, 0)`, code: "catalogue-damaged", mended: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorkspace(t)
			importRows(t, w, "Roster", schema, first)
			importRows(t, w, "Roster", schema, second)
			checkSound(t, w)
			path := w.Path()
			mustDo(t, w.Close())
			change(t, path, "PRAGMA foreign_keys = 0", test.damage)

			w = openAgain(t, path)
			issues, err := w.Check(t.Context(), nil)
			mustDo(t, err)
			found := false
			for _, issue := range issues {
				found = found || issue.Code == test.code && issue.Where.Column == test.column && issue.Remedy != ""
			}
			if !found {
				t.Errorf("check found %v; want %s in column %q", issues, test.code, test.column)
			}
			if test.code == "segment-damaged" {
				_, err := w.Frame(t.Context(), "Roster", test.column)
				wantIssue(t, err, "segment-damaged")
			}
			err = w.Rebuild(t.Context(), "roster")
			if test.fails != "" {
				wantIssue(t, err, test.fails)
				return
			}
			mustDo(t, err)
			if test.mended {
				checkFrame(t, w, "Roster", schema, append(append([][]table.Cell{}, first...), second...))
			}
			if test.code != "catalogue-damaged" {
				checkSound(t, w)
			}
		})
	}
}

// Rows that another program deleted are gone after Rebuild, and the marks and
// originals of the others stay with their rows.
func TestRebuildAfterDeletedRows(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	schema := wideSchema()
	rows := randomRows(random, schema, 100, 20)
	w := newWorkspace(t)
	importRows(t, w, "Roster", schema, rows[:60])
	importRows(t, w, "Roster", schema, rows[60:])
	path := w.Path()
	mustDo(t, w.Close())
	change(t, path, "DELETE FROM Roster WHERE _row % 3 = 0")
	w = openAgain(t, path)
	mustDo(t, w.Rebuild(t.Context(), "Roster"))
	var kept [][]table.Cell
	for i, row := range rows {
		if (i+1)%3 != 0 {
			kept = append(kept, row)
		}
	}
	checkFrame(t, w, "Roster", schema, kept)
	checkSound(t, w)
	batches, err := w.Batches(t.Context(), "Roster")
	mustDo(t, err)
	if len(batches) != 2 || batches[0].Rows+batches[1].Rows != len(kept) {
		t.Errorf("the imports are %+v", batches)
	}
	more := importRows(t, w, "Roster", schema, rows[:10])
	checkFrame(t, w, "Roster", schema, append(kept[:len(kept):len(kept)], rows[:10]...))
	mustDo(t, w.Undo(t.Context(), more.ID))
	checkFrame(t, w, "Roster", schema, kept)
}

func TestCheckTellsManyDefectsInBounds(t *testing.T) {
	w := newWorkspace(t)
	var schema table.Schema
	row := []table.Cell{}
	for i := range 300 {
		schema = append(schema, table.Column{Name: fmt.Sprintf("c%d", i)})
		row = append(row, table.Cell{Value: table.TextValue("x")})
	}
	importRows(t, w, "wide", schema, [][]table.Cell{row})
	path := w.Path()
	mustDo(t, w.Close())
	change(t, path, "UPDATE sb_segments SET data = x'00'")
	w = openAgain(t, path)
	issues, err := w.Check(t.Context(), nil)
	mustDo(t, err)
	if len(issues) > 201 || !strings.HasPrefix(issues[len(issues)-1].Message, "100 more") {
		t.Errorf("%d issues, the last %v", len(issues), issues[len(issues)-1].Message)
	}
}

// Ensure that an own column is checked past a row that has been retired, once a
// rebuild has given the column a segment.
func TestCheckOwnColumnBesideRetiredRows(t *testing.T) {
	w := newWorkspace(t)
	merge(t, w, warehouse.Add, false, rosterSchema(), [][]table.Cell{student("001", "Ann", 1), student("002", "Ben", 2), student("003", "Cyd", 3)})
	mustDo(t, w.SetKey(t.Context(), "Roster", []string{"Student ID"}))
	request := warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditAddColumn, What: "Add"}
	_, err := w.AddColumn(t.Context(), request, warehouse.OwnColumn{Column: table.Column{Name: "Room", Type: table.Text}, Kind: warehouse.OwnText})
	mustDo(t, err)
	for row := range 3 {
		_, err = w.SetCells(t.Context(), request, 0, []warehouse.CellEdit{{
			Place: warehouse.Place{Row: row, Column: "Room"}, Cell: table.Cell{Value: table.TextValue(fmt.Sprint("R", row))},
		}})
		mustDo(t, err)
	}
	merge(t, w, warehouse.Upsert, false, rosterSchema(), [][]table.Cell{student("001", "Ann", 60), student("002", "Ben", 2), student("003", "Cyd", 3)})
	path := w.Path()
	mustDo(t, w.Close())
	change(t, path, `UPDATE Roster SET Room = 'Gym' WHERE "Student ID" = '003'`)
	w = openAgain(t, path)
	mustDo(t, w.Rebuild(t.Context(), "Roster"))
	checkSound(t, w)
}
