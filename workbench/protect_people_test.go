package workbench_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// guardedBoard answers a dashboard of one tile about a file, with groups of
// fewer than ten withheld.
func guardedBoard(t *testing.T, bench *workbench.Workbench, tile reports.Tile) *reports.Board {
	t.Helper()
	tile.Name = "tile"
	board, err := bench.Board(t.Context(), reports.Dashboard{Name: "One", SmallestGroup: 10, Tiles: []reports.Tile{tile}}, reports.Slice{})
	must(t, err)
	return board
}

func counted(dataset string, measures string, by ...string) reports.Tile {
	parsed, err := crosstab.ParseMeasures(measures)
	if err != nil {
		panic(err)
	}
	return reports.Tile{Kind: reports.CrosstabTile, Report: reports.Report{Dataset: dataset, Spec: crosstab.Spec{Rows: fields(by...), Measures: parsed}}}
}

// bodyText writes the cells of a board's table.
func bodyText(board *reports.Board) string {
	if len(board.Sections) == 0 {
		return "left out"
	}
	var lines []string
	for _, row := range board.Sections[0].Document.Table.Body {
		var cells []string
		for _, cell := range row.Cells {
			cells = append(cells, cell.Text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, " ")
}

// Ensure that one child with many rows is one person whatever the data call its
// number, that a tile is left out where nothing says whom a row is about, and
// that a page says that it withholds something only where it does.
func TestOneChildWithManyRows(t *testing.T) {
	const shows, withholds, leftOut = "Foster|30 General|40 Total|70", "Foster|* General|* Total|70", "left out"
	for header, want := range map[string]string{
		"Student ID": withholds, "SASID": withholds, "LASID": withholds, "EDID": withholds, "Pupil No": withholds, "Student No.": withholds,
		"StudentUSI": withholds, "Student_Identifier": withholds, "Matrícula": withholds, "Nombre": withholds, "ID": withholds, "Local ID": withholds,
		"Perm ID": withholds, "SIS ID": withholds, "Perm Number": withholds, "Student Name": withholds,
		"Incident ID": leftOut, "Lunch": leftOut, "Teacher": leftOut,
	} {
		t.Run(header, func(t *testing.T) {
			bench := mustOpen(t)
			text := header + ",Attendance Date,Race,Program\n"
			for i := range 30 {
				text += fmt.Sprintf("%s,2026-10-%02d,W,Foster\n", "A00", i%28+1)
			}
			for i := range 40 {
				text += fmt.Sprintf("B%02d,2026-10-%02d,W,General\n", i, i%28+1)
			}
			importText(t, bench, text, workbench.ImportRequest{})
			board := guardedBoard(t, bench, counted("roster", "count", "Program"))
			if got := bodyText(board); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if board.SmallestGroup != 10 {
				t.Errorf("the page does not say that it withholds: %d", board.SmallestGroup)
			}
			if want == leftOut && len(board.LeftOut) != 1 {
				t.Errorf("left out without a word")
			}
			list := guardedBoard(t, bench, reports.Tile{Kind: reports.ListTile, List: &reports.Listing{Columns: []string{header}}, Report: reports.Report{Dataset: "roster"}})
			if len(list.Sections) != 0 {
				t.Error("people are listed")
			}
		})
	}
	bench := mustOpen(t)
	importText(t, bench, "Grade,Race,Score\n3,W,50\n3,W,51\n4,B,60\n", workbench.ImportRequest{})
	if got := bodyText(guardedBoard(t, bench, counted("roster", "count", "Grade"))); strings.ContainsAny(got, "12") {
		t.Errorf("rows without anybody's number show %s", got)
	}
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "ledger.csv", "Fund,Location,Budget\n01,Lincoln,100\n02,Grant,200\n")})
	board := guardedBoard(t, bench, counted("ledger", "sum(Budget)", "Location"))
	if got := bodyText(board); got != "Grant|200 Lincoln|100 Total|300" || board.SmallestGroup != 0 {
		t.Errorf("a budget shows %s, and its page says %d", got, board.SmallestGroup)
	}
}

// Ensure that the order of rows, and which of them a limit keeps, do not tell
// what is withheld.
func TestOrderTellsNothing(t *testing.T) {
	bench := mustOpen(t)
	text, n := "Student ID,School\n", 0
	for i, size := range []int{40, 15, 14, 14, 2} {
		for range size {
			n++
			text += fmt.Sprintf("%05d,%s\n", n, []string{"E", "A", "B", "C", "D"}[i])
		}
	}
	importText(t, bench, text, workbench.ImportRequest{})
	for name, limit := range map[string]int{"order": 0, "limit": 4} {
		tile := counted("roster", "count", "School")
		tile.Report.Spec.Rows[0].By, tile.Report.Spec.Rows[0].Descending, tile.Report.Spec.Rows[0].Limit = "count", true, limit
		board := guardedBoard(t, bench, tile)
		if got := bodyText(board); got != "A|15 B|* C|14 D|* E|40 Total|85" {
			t.Errorf("%s: %s", name, got)
		}
		if notes := strings.Join(board.Sections[0].Document.Notes, " "); !strings.Contains(notes, "goes by names") {
			t.Errorf("%s: the notes do not say why: %s", name, notes)
		}
	}
	open, err := bench.Run(t.Context(), reports.Report{Dataset: "roster", Spec: crosstab.Spec{Rows: []crosstab.Dimension{{Field: "School", By: "count", Descending: true}}, Measures: []crosstab.Measure{{Function: crosstab.Count}}}})
	must(t, err)
	if first := open.Document.Table.Body[0].Cells[0].Text; first != "E" {
		t.Errorf("a table that withholds nothing begins with %s", first)
	}
}

// Ensure that students who stand in two terms are not counted twice when it is
// asked whether enough of them are withheld together.
func TestPeopleInSeveralMembers(t *testing.T) {
	bench := mustOpen(t)
	var text strings.Builder
	text.WriteString("Student ID,Term,Day\n")
	for student := range 46 {
		for day := range 10 {
			if student < 6 {
				fmt.Fprintf(&text, "%05d,T1,%d\n%05d,T2,%d\n", student, day, student, day)
			} else {
				fmt.Fprintf(&text, "%05d,T3,%d\n", student, day)
			}
		}
	}
	importText(t, bench, text.String(), workbench.ImportRequest{})
	for _, totals := range []crosstab.Totals{crosstab.AllTotals, crosstab.NoTotals} {
		tile := counted("roster", "count", "Term")
		tile.Report.Spec.Totals = totals
		if got := bodyText(guardedBoard(t, bench, tile)); !strings.HasPrefix(got, "T1|* T2|* T3|*") {
			t.Errorf("six students' number can be taken from %s", got)
		}
	}
}

// Ensure that the page of one school says nothing of rows of another: not how
// many found no match, not which members they have, not how many there are.
func TestNotesKeepToTheSlice(t *testing.T) {
	bench := twoSchools(t)
	school := crosstab.Join{Name: "School", Dataset: "schools", Field: "School Name", On: []crosstab.Match{{Here: "School Code", There: "School Code"}}}
	tile := counted("students", "count", "Grade")
	tile.Name, tile.Report.Spec.Joins = "grades", []crosstab.Join{school}
	dashboard := reports.Dashboard{Name: "One", Tiles: []reports.Tile{tile}}
	for name, test := range map[string]struct {
		slice reports.Slice
		says  bool
	}{
		"everybody":    {reports.Slice{}, false},
		"Lincoln":      {lincoln(), false},
		"small groups": {reports.Slice{SmallestGroup: 2}, false},
	} {
		t.Run(name, func(t *testing.T) {
			board, err := bench.Board(t.Context(), dashboard, test.slice)
			must(t, err)
			document := board.Sections[0].Document
			said := strings.Join(append(document.Notes, document.Source), " ")
			for _, foreign := range []string{"rows have it", "of 5", "5 rows"} {
				if !test.slice.IsWhole() && strings.Contains(said, foreign) {
					t.Errorf("it says %q: %s", foreign, said)
				}
			}
			if test.slice.SmallestGroup > 0 && strings.Contains(said, "rows have it") {
				t.Errorf("it says what became of rows: %s", said)
			}
		})
	}
	// It is said to whoever sees all rows.
	tile.Report.Spec.Rows = fields("School")
	view, err := bench.Run(t.Context(), tile.Report)
	must(t, err)
	if said := strings.Join(view.Document.Notes, " "); !strings.Contains(said, "5 of 5 rows have it") {
		t.Errorf("the notes are %q", said)
	}
}

// Ensure that one person's score is not shown: the largest is hers.
func TestSingleValuesAreWithheld(t *testing.T) {
	bench := mustOpen(t)
	text := "Student ID,School,Day,Score\n"
	for i := range 60 {
		text += fmt.Sprintf("%05d,%s,2026-10-%02d,%d\n", i, []string{"A", "B"}[i%2], i%28+1, i+40)
	}
	importText(t, bench, text, workbench.ImportRequest{})
	for measures, want := range map[string]string{
		"max(Score)": "*", "min(Score)": "*", "first(Score, Day)": "*", "last(Score, Day)": "*", "max(Day)": "*",
		"p99(Score)": "*", "p100(Score)": "*", "p90(Score)": "*", "max(Score) / count": "*", "rate(min(Score), count)": "*", "max(Score) % of column": "*",
		"median(Score)": "69", "p25(Score)": "54", "mean(Score)": "69", "count": "30",
	} {
		board := guardedBoard(t, bench, counted("roster", measures, "School"))
		cell := board.Sections[0].Document.Table.Body[0].Cells[1]
		if want == "*" && cell.State != table.Withheld || want != "*" && !strings.HasPrefix(cell.Text, want) {
			t.Errorf("%s shows %s, want %s", measures, cell.Text, want)
		}
	}
}
