package importers

import "strconv"

// Note is a comment on a cell of a workbook, or where a link in it leads.
type Note struct {
	Kind   NoteKind
	Row    int // of the cell, as table.Row.Number
	Column int // of the cell, as PlanColumn.Index
	Author string
	Text   string
}

// NoteKind is what a Note is.
type NoteKind string

// The kinds of notes.
const (
	NoteComment NoteKind = "comment"
	NoteLink    NoteKind = "link"
)

// Place is how spreadsheets call the note's cell: B3.
func (n Note) Place() string {
	letters := ""
	for column := n.Column + 1; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return letters + strconv.Itoa(n.Row)
}

// String says in words what the note is.
func (n Note) String() string {
	what := "Comment on "
	if n.Kind == NoteLink {
		what = "Link in "
	}
	if what += n.Place(); n.Author != "" {
		what += " by " + n.Author
	}
	return what
}
