package workbench_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

const rosterText = `Student ID,Name,School,Days Absent,Enrolled,Lunch
0001,Ann Lee,Oak Elementary,3,9/1/2025,Y
0002,Ben Ruiz,Oak Elementry,12,9/2/2025,N
0003,Cyd Diaz,OAK ELEMENTARY,*,9/1/2025,Y
0004,Dee Park,Pine Middle,0,9/3/2025,N
0005,Eli Wong,Pine Middle,7,9/1/2025,N
0006,Fay Soto,Elementary Oak,5,9/1/2025,Y
`

func openRoster(t *testing.T) *workbench.Workbench {
	t.Helper()
	bench, err := workbench.Open(t.Context(), filepath.Join(t.TempDir(), "a.schoolbench"), workbench.Options{Create: true, Who: "Ann"})
	must(t, err)
	t.Cleanup(func() { _ = bench.Close() })
	importText(t, bench, rosterText, workbench.ImportRequest{Key: []string{"Student ID"}})
	return bench
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func importText(t *testing.T, bench *workbench.Workbench, text string, request workbench.ImportRequest) []workbench.Imported {
	t.Helper()
	request.Path = writeFile(t, "roster.csv", text)
	return mustImport(t, bench, request)
}

// cellsOf writes a column of the roster as it is shown.
func cellsOf(t *testing.T, bench *workbench.Workbench, column string) []string {
	t.Helper()
	frame, err := bench.Frame(t.Context(), "roster", column)
	must(t, err)
	vector := frame.Columns()[0]
	texts := make([]string, vector.Len())
	for row := range texts {
		texts[row] = vector.Column().Text(vector.Value(row))
	}
	return texts
}

func wantCells(t *testing.T, bench *workbench.Workbench, column string, want ...string) {
	t.Helper()
	if got := cellsOf(t, bench, column); !slices.Equal(got, want) {
		t.Errorf("%s is %q, want %q", column, got, want)
	}
}

func edit(t *testing.T, bench *workbench.Workbench, action workbench.Action) warehouse.Edit {
	t.Helper()
	done, err := bench.Edit(t.Context(), "roster", action, workbench.EditOptions{})
	must(t, err)
	return done
}

// Ensure that what is written into a cell is read as its column's type says,
// and refused, or kept as odd, if it does not fit.
func TestWhatIsWrittenIsReadByItsColumn(t *testing.T) {
	bench := openRoster(t)
	for name, test := range map[string]struct {
		column, text, want string
		state              table.State
		refused            bool
	}{
		"text":             {"Name", " Ann  Lee-Roy ", "Ann  Lee-Roy", table.Reported, false},
		"leading zero":     {"Student ID", "0009", "0009", table.Reported, false},
		"number":           {"Days Absent", "14", "14", table.Reported, false},
		"mark of the file": {"Days Absent", "*", "*", table.Withheld, false},
		"blank":            {"Days Absent", "  ", "", table.Missing, false},
		"no number":        {"Days Absent", "many", "many", table.Misfit, true},
		"day":              {"Enrolled", "2025-10-07", "10/7/2025", table.Reported, false},
		"no day":           {"Enrolled", "13/45/2025", "13/45/2025", table.Misfit, true},
		"word for yes":     {"Lunch", "yes", "Y", table.Reported, false},
		"neither":          {"Lunch", "maybe", "maybe", table.Misfit, true},
	} {
		t.Run(name, func(t *testing.T) {
			action := workbench.SetCells{Cells: []workbench.CellText{{Row: 1, Column: test.column, Text: test.text}}}
			_, err := bench.Edit(t.Context(), "roster", action, workbench.EditOptions{})
			if test.refused {
				wantCode(t, err, "value-does-not-fit")
				_, err = bench.Edit(t.Context(), "roster", action, workbench.EditOptions{KeepOdd: true})
			}
			must(t, err)
			frame, err := bench.Frame(t.Context(), "roster", test.column)
			must(t, err)
			vector := frame.Columns()[0]
			if value := vector.Value(1); value.State != test.state || vector.Column().Text(value) != test.want {
				t.Errorf("got %v %q, want %v %q", value.State, vector.Column().Text(value), test.state, test.want)
			}
			_, err = bench.UndoEdit(t.Context(), "roster")
			must(t, err)
		})
	}
	wantCells(t, bench, "Days Absent", "3", "12", "*", "0", "7", "5")
}

// Ensure that the acts of a sheet do what they say and are undone and redone.
func TestActsOfASheet(t *testing.T) {
	for name, test := range map[string]struct {
		action workbench.Action
		column string
		want   []string
	}{
		"paste over the end": {
			workbench.PasteBlock{Rows: []int{5, 6}, Columns: []string{"Student ID", "Name"}, Block: [][]string{{"0006", "Fay S."}, {"0007", "Gus Hall"}}},
			"Name",
			[]string{"Ann Lee", "Ben Ruiz", "Cyd Diaz", "Dee Park", "Eli Wong", "Fay S.", "Gus Hall"},
		},
		"fill down": {
			workbench.FillDown{Rows: []int{3, 4, 5}, Columns: []string{"School"}},
			"School",
			[]string{"Oak Elementary", "Oak Elementry", "OAK ELEMENTARY", "Pine Middle", "Pine Middle", "Pine Middle"},
		},
		"add rows":    {workbench.InsertRows{Count: 2}, "Days Absent", []string{"3", "12", "*", "0", "7", "5", "", ""}},
		"delete rows": {workbench.DeleteRows{Rows: []int{4, 0}}, "Days Absent", []string{"12", "*", "0", "5"}},
		"replace": {
			workbench.ReplaceText{FindRequest: workbench.FindRequest{Text: "oak", Columns: []string{"School"}}, By: "Elm"},
			"School",
			[]string{"Elm Elementary", "Elm Elementry", "Elm ELEMENTARY", "Pine Middle", "Pine Middle", "Elementary Elm"},
		},
		"merge spellings": {
			workbench.MergeSpellings{Column: "School", From: []string{"Oak Elementry", "OAK ELEMENTARY"}, Into: "Oak Elementary"},
			"School",
			[]string{"Oak Elementary", "Oak Elementary", "Oak Elementary", "Pine Middle", "Pine Middle", "Elementary Oak"},
		},
		"formula": {
			workbench.AddColumn{Column: warehouse.OwnColumn{Column: table.Column{Name: "Twice"}, Kind: warehouse.OwnFormula, Formula: "[Days Absent] * 2"}},
			"Twice",
			[]string{"6", "24", "", "0", "14", "10"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			bench := openRoster(t)
			before := cellsOf(t, bench, "Name")
			edit(t, bench, test.action)
			got := cellsOf(t, bench, test.column)
			for i := range got {
				got[i] = strings.TrimSuffix(strings.TrimPrefix(got[i], "*"), "*")
			}
			want := slices.Clone(test.want)
			for i := range want {
				want[i] = strings.Trim(want[i], "*")
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s is %q, want %q", test.column, got, want)
			}
			_, err := bench.UndoEdit(t.Context(), "roster")
			must(t, err)
			wantCells(t, bench, "Name", before...)
			_, err = bench.RedoEdit(t.Context(), "roster")
			must(t, err)
			if again := cellsOf(t, bench, test.column); len(again) != len(test.want) {
				t.Errorf("redone there are %d rows, want %d", len(again), len(test.want))
			}
		})
	}
}

// Ensure that own columns and edits stay when next week's file comes by key,
// and that a cell tells what the file says beside what a person wrote.
func TestNextWeeksFileKeepsWhatPeopleWrote(t *testing.T) {
	for _, mode := range []warehouse.Mode{warehouse.Upsert, warehouse.Replace} {
		t.Run(string(mode), func(t *testing.T) {
			bench := openRoster(t)
			edit(t, bench, workbench.AddColumn{Column: warehouse.OwnColumn{Column: table.Column{Name: "Called"}, Kind: warehouse.OwnYesNo}})
			edit(t, bench, workbench.SetCells{Cells: []workbench.CellText{
				{Row: 0, Column: "Called", Text: "yes"},
				{Row: 4, Column: "Called", Text: "no"},
				{Row: 0, Column: "Days Absent", Text: "33"},
				{Row: 1, Column: "Days Absent", Text: "21"},
				{Row: 3, Column: "Days Absent", Text: "1"},
			}})
			edit(t, bench, workbench.Comment{Row: 0, Column: "Name", Text: "moves in May"})
			edit(t, bench, workbench.PasteBlock{Rows: []int{6}, Columns: []string{"Student ID", "Name", "Called"}, Block: [][]string{{"0007", "Gus Hall", "yes"}}})

			// Ann and Ben have new counts, Ben's the one that a person wrote; Dee's
			// is as it was; Gus is in the file by now.
			next := strings.NewReplacer("Elementary,3,", "Elementary,4,", "Elementry,12,", "Elementry,21,").Replace(rosterText) + "0007,Gustav Hall,Pine Middle,1,9/9/2025,N\n"
			imported := importText(t, bench, next, workbench.ImportRequest{Dataset: "roster", Mode: mode})
			ids, days, called, names := cellsOf(t, bench, "Student ID"), cellsOf(t, bench, "Days Absent"), cellsOf(t, bench, "Called"), cellsOf(t, bench, "Name")
			got := map[string]string{}
			for i, id := range ids {
				got[id] = fmt.Sprintf("%s %s %s", names[i], days[i], called[i])
			}
			want := map[string]string{
				"0001": "Ann Lee 33 Yes", "0002": "Ben Ruiz 21 ", "0003": "Cyd Diaz * ", "0004": "Dee Park 1 ", "0005": "Eli Wong 7 No",
				"0006": "Fay Soto 5 ", "0007": "Gustav Hall 1 Yes",
			}
			for id, line := range want {
				if got[id] != line {
					t.Errorf("%s is %q, want %q", id, got[id], line)
				}
			}
			if len(ids) != len(want) {
				t.Errorf("%d rows, want %d", len(ids), len(want))
			}
			at := slices.IndexFunc(imported[0].Batch.Issues, func(i table.Issue) bool { return i.Code == "edits-kept" })
			if at < 0 || !strings.Contains(imported[0].Batch.Issues[at].Message, `the file now says "4", you wrote "33"`) {
				t.Errorf("the import does not tell what the file says now: %+v", imported[0].Batch.Issues)
			}
			history, err := bench.CellHistory(t.Context(), "roster", slices.Index(ids, "0001"), "Days Absent")
			must(t, err)
			if history.Now != "33" || history.File != "4" || len(history.Changes) != 1 || history.Changes[0].Who != "Ann" || history.Changes[0].Old != "3" {
				t.Errorf("the history is %+v", history)
			}
			comments, err := bench.Comments(t.Context(), "roster")
			must(t, err)
			if len(comments) != 1 || comments[0].Place.Row != slices.Index(ids, "0001") {
				t.Errorf("the comments are %+v", comments)
			}
			issues, err := bench.Check(t.Context(), nil)
			if err != nil || len(issues) > 0 {
				t.Errorf("the check found %v (%v)", issues, err)
			}

			// What was done before the import is undone after it.
			_, err = bench.UndoEdit(t.Context(), "roster")
			wantCode(t, err, "undo-order")
			must(t, bench.Undo(t.Context(), imported[0].Batch.ID))
			wantCells(t, bench, "Days Absent", "33", "21", "*", "1", "7", "5", "")
			for range 4 {
				_, err = bench.UndoEdit(t.Context(), "roster")
				must(t, err)
			}
			wantCells(t, bench, "Days Absent", "3", "12", "*", "0", "7", "5")
		})
	}
}

// Ensure that an import without a key says what went with the rows it replaced.
func TestWithoutAKeyItIsSaidWhatWent(t *testing.T) {
	bench := openRoster(t)
	must(t, bench.SetKey(t.Context(), "roster", nil))
	edit(t, bench, workbench.SetCells{Cells: []workbench.CellText{{Row: 0, Column: "Name", Text: "Anna"}}})
	next := strings.ReplaceAll(rosterText, ",3,", ",4,")
	imported := importText(t, bench, next, workbench.ImportRequest{Dataset: "roster", Mode: warehouse.Replace})
	if !slices.ContainsFunc(imported[0].Batch.Issues, func(i table.Issue) bool {
		return i.Code == "edits-left-behind" && strings.Contains(i.Message, "without a key")
	}) {
		t.Errorf("nothing is said: %+v", imported[0].Batch.Issues)
	}
}

// Ensure that an import that people's edits rest on is undone after them, or
// with them.
func TestUndoingAnImportWithEdits(t *testing.T) {
	bench := openRoster(t)
	imported := importText(t, bench, strings.ReplaceAll(rosterText, ",000", ",000"), workbench.ImportRequest{Dataset: "roster", Mode: warehouse.Add, Again: true})
	edit(t, bench, workbench.SetCells{Cells: []workbench.CellText{{Row: 0, Column: "Name", Text: "Anna"}}})
	edit(t, bench, workbench.SetCells{Cells: []workbench.CellText{{Row: 7, Column: "Name", Text: "Benno"}}})
	edit(t, bench, workbench.SetCells{Cells: []workbench.CellText{{Row: 1, Column: "Name", Text: "Ben"}}})
	wantCode(t, bench.Undo(t.Context(), imported[0].Batch.ID), "undo-edits")
	on, err := bench.EditsOn(t.Context(), imported[0].Batch.ID)
	must(t, err)
	if len(on) != 2 {
		t.Errorf("%d acts rest on the import, want the one in its rows and the one after: %+v", len(on), on)
	}
	must(t, bench.UndoWithEdits(t.Context(), imported[0].Batch.ID))
	wantCells(t, bench, "Name", "Anna", "Ben Ruiz", "Cyd Diaz", "Dee Park", "Eli Wong", "Fay Soto")
}

// Ensure that own columns change their kind and come back as they were.
func TestOwnColumnsChange(t *testing.T) {
	bench := openRoster(t)
	own := func(kind warehouse.OwnKind, name string, choices ...string) warehouse.OwnColumn {
		return warehouse.OwnColumn{Column: table.Column{Name: name}, Kind: kind, Choices: choices}
	}
	edit(t, bench, workbench.AddColumn{Column: own(warehouse.OwnText, "Note")})
	edit(t, bench, workbench.SetCells{Cells: []workbench.CellText{{Row: 0, Column: "Note", Text: "5"}, {Row: 1, Column: "Note", Text: "five"}}})
	edit(t, bench, workbench.ChangeColumn{Name: "Note", Column: own(warehouse.OwnNumber, "Visits")})
	wantCells(t, bench, "Visits", "5", "five", "", "", "", "")
	edit(t, bench, workbench.ChangeColumn{Name: "Visits", Column: own(warehouse.OwnChoice, "Visits", "5", "6")})
	_, err := bench.Edit(t.Context(), "roster", workbench.SetCells{Cells: []workbench.CellText{{Row: 2, Column: "Visits", Text: "7"}}}, workbench.EditOptions{})
	wantCode(t, err, "value-does-not-fit")
	edit(t, bench, workbench.AddColumn{Column: warehouse.OwnColumn{Column: table.Column{Name: "Long"}, Kind: warehouse.OwnFormula, Formula: `Visits == "5"`}})
	wantCells(t, bench, "Long", "Yes", "No", "", "", "", "")
	for _, action := range []workbench.Action{
		workbench.RemoveColumn{Name: "Visits"}, workbench.ChangeColumn{Name: "Visits", Column: own(warehouse.OwnText, "Calls")},
	} {
		_, err = bench.Edit(t.Context(), "roster", action, workbench.EditOptions{})
		wantCode(t, err, "column-in-formula")
	}
	for name, action := range map[string]workbench.Action{
		"column-not-own":      workbench.RemoveColumn{Name: "Name"},
		"duplicate-column":    workbench.AddColumn{Column: own(warehouse.OwnText, "name")},
		"choices-empty":       workbench.AddColumn{Column: own(warehouse.OwnChoice, "Empty")},
		"field-unknown":       workbench.AddColumn{Column: warehouse.OwnColumn{Column: table.Column{Name: "X"}, Kind: warehouse.OwnFormula, Formula: "[No such] + 1"}},
		"own-kind-unknown":    workbench.AddColumn{Column: own("picture", "Face")},
		"column-is-formula":   workbench.SetCells{Cells: []workbench.CellText{{Column: "Long", Text: "Yes"}}},
		"unknown-row":         workbench.SetCells{Cells: []workbench.CellText{{Row: 6, Column: "Name", Text: "Zoe"}}},
		"unknown-column":      workbench.SetCells{Cells: []workbench.CellText{{Column: "Nome", Text: "Zoe"}}},
		"rows-out-of-range":   workbench.InsertRows{},
		"nothing-to-fill":     workbench.FillDown{Rows: []int{1}, Columns: []string{"Name"}},
		"paste-too-wide":      workbench.PasteBlock{Rows: []int{0}, Columns: []string{"Name"}, Block: [][]string{{"a", "b"}}},
		"find-nothing":        workbench.ReplaceText{},
		"column-without-name": workbench.AddColumn{Column: own(warehouse.OwnText, " ")},
	} {
		_, err = bench.Edit(t.Context(), "roster", action, workbench.EditOptions{})
		wantCode(t, err, name)
	}
	for range 5 {
		_, err = bench.UndoEdit(t.Context(), "")
		must(t, err)
	}
	_, err = bench.UndoEdit(t.Context(), "")
	wantCode(t, err, "nothing-to-undo")
	for range 3 {
		_, err = bench.RedoEdit(t.Context(), "")
		must(t, err)
	}
	wantCells(t, bench, "Visits", "5", "five", "", "", "", "")
}

// Ensure that spellings of the same are found, and different things are not.
func TestClusterSpellings(t *testing.T) {
	bench := openRoster(t)
	clusters, err := bench.ClusterSpellings(t.Context(), "roster", "School")
	must(t, err)
	byMethod := map[workbench.ClusterMethod][]string{}
	for _, cluster := range clusters {
		for _, spelling := range cluster.Spellings {
			byMethod[cluster.Method] = append(byMethod[cluster.Method], spelling.Text)
		}
	}
	words, letters := byMethod[workbench.SameWords], byMethod[workbench.FewLetters]
	if !slices.Equal(words, []string{"Elementary Oak", "OAK ELEMENTARY", "Oak Elementary"}) {
		t.Errorf("the same words have %q", words)
	}
	if !slices.Contains(letters, "Oak Elementry") || slices.Contains(letters, "Pine Middle") {
		t.Errorf("few letters apart are %q", letters)
	}
	_, err = bench.ClusterSpellings(t.Context(), "roster", "Days Absent")
	wantCode(t, err, "cluster-not-text")
}

// Ensure that a term of the glossary is shown above the columns that have it,
// and the names by which they are called stay.
func TestGlossary(t *testing.T) {
	bench := openRoster(t)
	_, err := bench.RenameTerm(t.Context(), "days absent", "Missed days")
	must(t, err)
	_, err = bench.RenameTerm(t.Context(), "Student", "Pupil")
	must(t, err)
	titles := func() string {
		dataset, err := bench.Dataset(t.Context(), "roster")
		must(t, err)
		frame, err := bench.Frame(t.Context(), "roster")
		must(t, err)
		var titles []string
		for i, column := range dataset.Schema {
			titles = append(titles, column.Title())
			if shown := frame.Columns()[i].Column().Title(); shown != column.Title() {
				t.Errorf("a frame has %q above the column, want %q", shown, column.Title())
			}
		}
		return strings.Join(titles, ", ")
	}
	if got := titles(); got != "Pupil ID, Name, School, Missed days, Enrolled, Lunch" {
		t.Errorf("the titles are %s", got)
	}
	wantCells(t, bench, "Days Absent", "3", "12", "*", "0", "7", "5")
	for range 2 {
		_, err = bench.UndoEdit(t.Context(), "")
		must(t, err)
	}
	if got := titles(); got != "Student ID, Name, School, Days Absent, Enrolled, Lunch" {
		t.Errorf("undone the titles are %s", got)
	}
}
