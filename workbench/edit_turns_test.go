package workbench_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// nothingWrong checks the workspace.
func nothingWrong(t *testing.T, bench *workbench.Workbench) {
	t.Helper()
	issues, err := bench.Check(t.Context(), nil)
	must(t, err)
	for _, issue := range issues {
		t.Errorf("%s: %s", issue.Code, issue.Message)
	}
}

const ratesText = "Student ID,Name,Rate\n001,Ann,1.5\n002,Ben,2.5\n003,Cyd,3.5\n004,Dee,4.5\n"

func openRates(t *testing.T) *workbench.Workbench {
	t.Helper()
	bench := mustOpen(t)
	importText(t, bench, ratesText, workbench.ImportRequest{Key: []string{"Student ID"}})
	return bench
}

// Rows that were added before an import and are put back after it stand where
// they stood, and are found, changed and removed there.
func TestRowsPutBackBehindAnImport(t *testing.T) {
	bench := openRates(t)
	edit(t, bench, workbench.PasteBlock{Rows: []int{4}, Columns: []string{"Student ID", "Name", "Rate"}, Block: [][]string{{"009", "Own", "2.5"}}})
	importText(t, bench, "Student ID,Name,Rate\n011,Eli,10\n012,Fay,20\n", workbench.ImportRequest{Dataset: "roster", Mode: warehouse.Add})
	_, err := bench.UndoEdit(t.Context(), "roster")
	must(t, err)
	wantCells(t, bench, "Rate", "1.5", "2.5", "3.5", "4.5", "10", "20")
	_, err = bench.RedoEdit(t.Context(), "roster")
	must(t, err)
	wantCells(t, bench, "Name", "Ann", "Ben", "Cyd", "Dee", "Own", "Eli", "Fay")
	wantCells(t, bench, "Rate", "1.5", "2.5", "3.5", "4.5", "2.5", "10", "20")
	edit(t, bench, workbench.SetCells{Cells: []workbench.CellText{{Row: 4, Column: "Rate", Text: "9.5"}}})
	wantCells(t, bench, "Rate", "1.5", "2.5", "3.5", "4.5", "9.5", "10", "20")
	edit(t, bench, workbench.DeleteRows{Rows: []int{6, 0}})
	wantCells(t, bench, "Rate", "2.5", "3.5", "4.5", "9.5", "10")
	nothingWrong(t, bench)
	for range 2 {
		_, err = bench.UndoEdit(t.Context(), "roster")
		must(t, err)
	}
	wantCells(t, bench, "Rate", "1.5", "2.5", "3.5", "4.5", "2.5", "10", "20")
	nothingWrong(t, bench)
}

// The table of rows that an import replaced holds what people wrote as they
// wrote it, whatever kind their column was when the table was made.
func TestOwnTextInReplacedRows(t *testing.T) {
	bench := openRates(t)
	own := func(kind warehouse.OwnKind) warehouse.OwnColumn {
		return warehouse.OwnColumn{Column: table.Column{Name: "Room"}, Kind: kind}
	}
	edit(t, bench, workbench.AddColumn{Column: own(warehouse.OwnNumber)})
	importText(t, bench, "Student ID,Name,Rate\n001,Ann,8.5\n", workbench.ImportRequest{Dataset: "roster", Mode: warehouse.Upsert})
	edit(t, bench, workbench.ChangeColumn{Name: "Room", Column: own(warehouse.OwnText)})
	texts := []string{"0012", "1e5", "007", " x"}
	var cells []workbench.CellText
	for row, text := range texts {
		cells = append(cells, workbench.CellText{Row: row, Column: "Room", Text: text})
	}
	edit(t, bench, workbench.SetCells{Cells: cells})
	before := cellsOf(t, bench, "Room")
	done := importText(t, bench, ratesText, workbench.ImportRequest{Dataset: "roster", Mode: warehouse.Replace})
	must(t, bench.Undo(t.Context(), done[0].Batch.ID))
	wantCells(t, bench, "Room", before...)
	edit(t, bench, workbench.DeleteRows{Rows: []int{0, 1, 2}})
	_, err := bench.UndoEdit(t.Context(), "roster")
	must(t, err)
	wantCells(t, bench, "Room", before...)
	nothingWrong(t, bench)
}

// One act may give a column more places than one after the point; taken back,
// it has as many as before.
func TestDecimalsAreTakenBack(t *testing.T) {
	bench := openRates(t)
	decimals := func() int {
		frame, err := bench.Frame(t.Context(), "roster", "Rate")
		must(t, err)
		return frame.Columns()[0].Column().Decimals
	}
	before := decimals()
	edit(t, bench, workbench.PasteBlock{Rows: []int{0, 1}, Columns: []string{"Rate"}, Block: [][]string{{"1.25"}, {"1.125"}}})
	if got := decimals(); got != 3 {
		t.Errorf("%d places are shown", got)
	}
	_, err := bench.UndoEdit(t.Context(), "roster")
	must(t, err)
	if got := decimals(); got != before {
		t.Errorf("%d places are shown, and were %d", got, before)
	}
}
