package ods

import (
	"bytes"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/tags"
)

// mostNotes bounds the comments and links of a sheet.
const mostNotes = 100_000

// Notes returns the comments and links of the sheet.
func (s *sheetScanner) Notes() []importers.Note { return s.notes }

// note keeps what the cell that is read has beside its text.
func (s *sheetScanner) note(kind importers.NoteKind, author, text string) {
	if strings.TrimSpace(text) != "" && len(s.notes) < mostNotes {
		s.notes = append(s.notes, importers.Note{Kind: kind, Row: s.row + 1, Column: s.place, Author: author, Text: text})
	}
}

// readComment reads a comment to its end: who wrote it, and its paragraphs one
// to a line.
func (s *sheetScanner) readComment() error {
	var text, author []byte
	paragraphs, inside, start := 0, 0, 0
	inAuthor := false
	for {
		tok, err := s.tokens.Next()
		if err != nil {
			return unexpected(err)
		}
		if tok.Kind == tags.Text {
			switch {
			case inAuthor:
				author = tags.AppendText(author, tok)
			case inside > 0:
				text = appendCollapsed(text, start, tok)
			}
			continue
		}
		switch name := string(tok.Name); {
		case name == "annotation" && tok.Kind == tags.Close:
			s.note(importers.NoteComment, string(bytes.TrimSpace(author)), string(text))
			return nil
		case name == "creator":
			inAuthor = tok.Kind == tags.Open
		case name == "p":
			if tok.Kind == tags.Close {
				inside--
				continue
			}
			if paragraphs++; paragraphs > 1 {
				text = append(text, '\n')
			}
			start = len(text)
			if tok.Kind == tags.Open {
				inside++
			}
		case tok.Kind != tags.Close && inside > 0:
			text = appendSpecial(text, name, tok)
		}
	}
}
