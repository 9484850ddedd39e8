package sheets

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/internal/english"
)

// Noter is a rows.Scanner that knows of comments and links beside the cells.
type Noter interface {
	// Notes returns them when the sheet has been read to its end, in whatever
	// order. What is wrong with them takes nothing from the cells: those that
	// can be read are returned.
	Notes() []importers.Note
}

// notesOf returns the notes of a sheet that has been read to its end by
// scanner: its comments, and the links that lead elsewhere than the text of
// their cell says.
func notesOf(book Book, place int, scanner rows.Scanner) ([]importers.Note, error) {
	noter, ok := scanner.(Noter)
	if !ok {
		return nil, nil
	}
	notes := noter.Notes()
	links := map[[2]int]int{} // the places of links among the notes
	for i, note := range notes {
		if note.Kind == importers.NoteLink {
			links[[2]int{note.Row, note.Column}] = i
		}
	}
	if len(links) == 0 {
		return notes, nil
	}
	plain, err := plainLinks(book, place, notes, links)
	if err != nil {
		return nil, err
	}
	kept := notes[:0]
	for i, note := range notes {
		if !plain[i] {
			kept = append(kept, note)
		}
	}
	return kept, nil
}

// plainLinks goes over a sheet again and returns which of the links lead to
// what their cell shows anyway.
func plainLinks(book Book, place int, notes []importers.Note, links map[[2]int]int) (plain map[int]bool, err error) {
	scanner, err := book.Scan(place)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, scanner.Close()) }()
	plain = map[int]bool{}
	for {
		record, err := scanner.Next()
		if errors.Is(err, io.EOF) {
			return plain, nil
		}
		if err != nil {
			return nil, err
		}
		for column, cell := range record.Cells {
			if len(cell) == 0 {
				continue
			}
			if i, linked := links[[2]int{record.Number, column}]; linked && bareLink(string(cell)) == bareLink(notes[i].Text) {
				plain[i] = true
			}
		}
	}
}

// bareLink is an address without what programs add to it.
func bareLink(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	for _, prefix := range []string{"mailto:", "http://", "https://"} {
		text = strings.TrimPrefix(text, prefix)
	}
	return strings.TrimRight(text, "/")
}

// notesFinding says what a sheet has beside its cells.
func notesFinding(sheet string, notes []importers.Note) importers.Finding {
	comments := 0
	for _, note := range notes {
		if note.Kind == importers.NoteComment {
			comments++
		}
	}
	var parts []string
	if comments > 0 {
		parts = append(parts, english.Counted(comments, "comment", "comments"))
	}
	if links := len(notes) - comments; links > 0 {
		parts = append(parts, english.Counted(links, "link to elsewhere", "links to elsewhere"))
	}
	return importers.Finding{Code: "cell-notes", Message: fmt.Sprintf("The cells of sheet %q have %s; what they say is kept with what stands beside the table.", sheet, strings.Join(parts, " and "))}
}
