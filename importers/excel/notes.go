package excel

import (
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/tags"
)

// mostNotes bounds the comments and links of a sheet.
const mostNotes = 100_000

// hyperlink is a link as the sheet lists it after its rows.
type hyperlink struct {
	reference    string // of the cell, or of several
	id, location string // of the relation that leads outside, and where to go there
}

// readLinks reads the list of links that follows the rows. What is wrong with
// it takes nothing from the rows.
func (s *sheetScanner) readLinks() {
	for len(s.links) < mostNotes {
		tok, err := s.tokens.Next()
		if err != nil {
			return
		}
		if string(tok.Name) == "hyperlink" && tok.Kind != tags.Close {
			s.links = append(s.links, hyperlink{reference: tok.Attribute("ref"), id: tok.Attribute("id"), location: tok.Attribute("location")})
		}
	}
}

// Notes returns the comments and links of the sheet. Those that are damaged are
// left out.
func (s *sheetScanner) Notes() []importers.Note {
	related, err := s.book.relations(s.sheet.part)
	if err != nil {
		related = nil // a sheet without relations
	}
	var notes []importers.Note
	people := s.book.people()
	threaded := map[string]bool{} // the cells whose comments are told by threads
	for _, link := range related {
		if link.kind == "threadedComment" && !link.external {
			found, _ := s.book.readThread(link.target, people)
			for _, note := range found {
				threaded[note.Place()] = true
			}
			notes = append(notes, found...)
		}
	}
	for _, link := range related {
		if link.kind == "comments" && !link.external {
			found, _ := s.book.readComments(link.target)
			for _, note := range found {
				if !threaded[note.Place()] {
					notes = append(notes, note)
				}
			}
		}
	}
	for _, link := range s.links {
		if note, ok := link.note(related); ok {
			notes = append(notes, note)
		}
	}
	return notes[:min(len(notes), mostNotes)]
}

// note says where a link leads. Links inside the workbook have a place only.
func (h hyperlink) note(related []relation) (importers.Note, bool) {
	first, _, _ := strings.Cut(h.reference, ":")
	column, row := cellPosition(first)
	text := ""
	for _, link := range related {
		if h.id != "" && link.id == h.id {
			text = link.target
		}
	}
	if h.location != "" {
		text += "#" + h.location
	}
	return importers.Note{Kind: importers.NoteLink, Row: row, Column: column - 1, Text: text}, column > 0 && row > 0 && text != ""
}

// readComments reads the comments of a sheet, each with its author.
func (b *workbook) readComments(name string) ([]importers.Note, error) {
	var notes []importers.Note
	var authors []string
	var text []byte
	collect := textCollector{}
	inAuthor := false
	err := b.eachTokenIfThere(name, func(tok tags.Token) {
		if tok.Kind == tags.Text {
			if inAuthor {
				text = tags.AppendText(text, tok)
			}
			text = collect.text(text, tok)
			return
		}
		switch string(tok.Name) {
		case "author":
			inAuthor = tok.Kind == tags.Open
			if tok.Kind != tags.Open {
				authors = append(authors, string(tidyText(text)))
			}
			text = nil
		case "comment":
			if tok.Kind == tags.Open {
				note := importers.Note{Kind: importers.NoteComment}
				note.Column, note.Row = cellPosition(tok.Attribute("ref"))
				note.Column--
				if n := smallNumber([]byte(tok.Attribute("authorId"))); n < len(authors) {
					note.Author = authors[n]
				}
				notes, text, collect = append(notes, note), nil, textCollector{}
			} else if tok.Kind == tags.Close && len(notes) > 0 {
				notes[len(notes)-1].Text = string(tidyText(text))
				text = nil
			}
		default:
			collect.tag(tok)
		}
	})
	return withText(notes), err
}

// readThread reads the comments of newer programs, which answer one another.
func (b *workbook) readThread(name string, people map[string]string) ([]importers.Note, error) {
	var notes []importers.Note
	var text []byte
	inText := false
	err := b.eachTokenIfThere(name, func(tok tags.Token) {
		if tok.Kind == tags.Text {
			if inText {
				text = tags.AppendText(text, tok)
			}
			return
		}
		switch string(tok.Name) {
		case "threadedComment":
			if tok.Kind == tags.Open {
				note := importers.Note{Kind: importers.NoteComment, Author: people[tok.Attribute("personId")]}
				note.Column, note.Row = cellPosition(tok.Attribute("ref"))
				note.Column--
				notes = append(notes, note)
			}
		case "text":
			inText = tok.Kind == tags.Open
			if tok.Kind == tags.Close && len(notes) > 0 {
				notes[len(notes)-1].Text = string(tidyText(text))
			}
			text = nil
		}
	})
	return withText(notes), err
}

// people returns the names of those who take part in threads of comments, by
// their numbers.
func (b *workbook) people() map[string]string {
	names := map[string]string{}
	for part := range b.parts {
		if !strings.HasPrefix(part, "xl/persons/") || !strings.HasSuffix(part, ".xml") {
			continue
		}
		// Without them the comments have no authors.
		_ = b.eachTokenIfThere(part, func(tok tags.Token) {
			if string(tok.Name) == "person" && tok.Kind != tags.Close {
				names[tok.Attribute("id")] = tok.Attribute("displayName")
			}
		})
	}
	return names
}

// withText leaves out notes that say nothing or stand nowhere.
func withText(notes []importers.Note) []importers.Note {
	kept := notes[:0]
	for _, note := range notes {
		if strings.TrimSpace(note.Text) != "" && note.Row > 0 && note.Column >= 0 && len(kept) < mostNotes {
			kept = append(kept, note)
		}
	}
	return kept
}

// eachTokenIfThere calls visit for every tag and text of a part. A part that is
// not there has none.
func (b *workbook) eachTokenIfThere(name string, visit func(tags.Token)) error {
	if !b.has(name) {
		return nil
	}
	return b.eachToken(name, func(tok tags.Token) error { visit(tok); return nil })
}
