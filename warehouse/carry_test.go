package warehouse_test

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Ensure that a file that says the same as before, read another way, is not
// said to say something new.
func TestCarryComparesWhatFilesSay(t *testing.T) {
	number := student("001", "Ann", 1234)
	number[2].Original, number[2].HasOriginal = "1,234", true
	for text, severity := range map[string]table.Severity{"1,234": table.Note, "1,235": table.Warning} {
		w := newWorkspace(t)
		merge(t, w, warehouse.Add, false, rosterSchema(), [][]table.Cell{number, student("002", "Ben", 2)})
		mustDo(t, w.SetKey(t.Context(), "Roster", []string{"Student ID"}))
		_, err := w.SetCells(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditSet, What: "Set"}, 0,
			[]warehouse.CellEdit{{Place: warehouse.Place{Row: 0, Column: "Days"}, Cell: table.Cell{Value: table.NumberValue(5)}}})
		mustDo(t, err)
		next := student("001", "Anna", 0)
		next[2].Value = table.Mark(table.Misfit, text)
		batch, _ := merge(t, w, warehouse.Upsert, false, rosterSchema(), [][]table.Cell{next, student("002", "Ben", 2)})
		at := slices.IndexFunc(batch.Issues, func(i table.Issue) bool { return i.Code == "edits-kept" })
		if at < 0 || batch.Issues[at].Severity != severity {
			t.Errorf("for %q the issues are %+v", text, batch.Issues)
		}
		checkSound(t, w)
	}
}
