package warehouse_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Ensure that a comment on a column that came with an import alone rests on
// that import, whichever row it is in.
func TestEditsOnCountsCommentsOnColumns(t *testing.T) {
	w := newWorkspace(t)
	merge(t, w, warehouse.Add, false, rosterSchema(), [][]table.Cell{student("001", "Ann", 1), student("002", "Ben", 2)})
	comment := warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditComment, What: "Comment"}
	_, err := w.SetCells(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditInsert, What: "Add rows"}, 1, nil)
	mustDo(t, err)
	wider := append(rosterSchema(), table.Column{Name: "Extra"})
	added := [][]table.Cell{append(student("003", "Cyd", 3), table.Cell{Value: table.TextValue("x")})}
	batch, _ := merge(t, w, warehouse.Add, false, wider, added)
	_, err = w.SetComment(t.Context(), comment, warehouse.Place{Row: 0, Column: "Name"}, "stays")
	mustDo(t, err)
	mustDo(t, w.Undo(t.Context(), batch.ID))
	batch, _ = merge(t, w, warehouse.Add, false, wider, added)
	for _, text := range []string{"hello", ""} {
		_, err = w.SetComment(t.Context(), comment, warehouse.Place{Row: 0, Column: "Extra"}, text)
		mustDo(t, err)
		wantIssue(t, w.Undo(t.Context(), batch.ID), "undo-edits")
	}
	on, err := w.EditsOn(t.Context(), batch.ID)
	mustDo(t, err)
	if len(on) != 2 {
		t.Errorf("%d acts rest on the import, want the two on its column: %+v", len(on), on)
	}
	mustDo(t, w.UndoWithEdits(t.Context(), batch.ID))
	comments, err := w.Comments(t.Context(), "Roster")
	mustDo(t, err)
	if len(comments) != 1 || comments[0].Text != "stays" {
		t.Errorf("the comments are %+v", comments)
	}
	checkSound(t, w)
}

// Ensure that a comment whose column is gone is neither written again nor
// overlooked.
func TestEditCommentOnAColumnThatIsGone(t *testing.T) {
	w := newWorkspace(t)
	merge(t, w, warehouse.Add, false, rosterSchema(), [][]table.Cell{student("001", "Ann", 1)})
	_, err := w.SetComment(t.Context(), warehouse.EditRequest{Dataset: "Roster", Kind: warehouse.EditComment, What: "Comment"}, warehouse.Place{Row: 0, Column: "Name"}, "hello")
	mustDo(t, err)
	path := w.Path()
	mustDo(t, w.Close())
	change(t, path, "UPDATE sb_comments SET column = 99", "UPDATE sb_edits SET detail = replace(detail, '\"column\":2', '\"column\":99')")
	w = openAgain(t, path)
	issues, err := w.Check(t.Context(), nil)
	mustDo(t, err)
	if len(issues) != 1 || issues[0].Code != "edits-lost" {
		t.Errorf("the check found %+v", issues)
	}
	mustDo(t, w.Rebuild(t.Context(), "Roster"))
	checkSound(t, w)
	_, err = w.UndoEdit(t.Context(), "Roster")
	mustDo(t, err)
	_, err = w.RedoEdit(t.Context(), "Roster")
	wantIssue(t, err, "edit-does-not-fit")
	checkSound(t, w)
}
