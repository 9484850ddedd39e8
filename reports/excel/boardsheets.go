package excel

import (
	"context"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/xuri/excelize/v2"
)

// sheetWriter writes lines of words and numbers one below the other.
type sheetWriter struct {
	*workbook
	sheet string
	row   int
	// widths are those of the columns, and lines how many of them the row at
	// hand has room for.
	widths []float64
	lines  int
	err    error
}

func (b *boardBook) writer(sheet string, widths ...float64) *sheetWriter {
	w := &sheetWriter{workbook: b.overview, sheet: sheet, row: 1, widths: widths, lines: 1}
	w.err = b.overview.setUpPage(sheet, 0)
	for i, width := range widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		if w.err == nil && err == nil {
			err = b.overview.file.SetColWidth(sheet, name, name, width)
		}
		if w.err == nil {
			w.err = err
		}
	}
	return w
}

// words writes words into a column of the row at hand.
func (w *sheetWriter) words(column int, text string, l look) {
	if w.err != nil || text == "" {
		return
	}
	if w.err = w.setWords(w.sheet, column, w.row, text, l); w.err != nil || !l.wrap || column > len(w.widths) {
		return
	}
	// A program that shows a file without working it out does not make rows
	// higher by itself.
	if lines := lineCount(text, l.bold, w.widths[column-1]); lines > w.lines {
		w.lines = lines
		w.err = w.file.SetRowHeight(w.sheet, w.row, min(float64(lines)*lineHeight, excelize.MaxRowHeight))
	}
}

// next goes on to the row below.
func (w *sheetWriter) next() {
	w.row++
	w.lines = 1
}

// cell writes a finished cell: its number, or its words.
func (w *sheetWriter) cell(column int, cell reports.Cell) {
	if w.err != nil {
		return
	}
	l := look{align: "right", bold: column == 2, vertical: "top"}
	if !isNumber(cell) {
		w.words(column, cell.Text, l)
		return
	}
	l.format = numberFormat(cell)
	name, err := excelize.CoordinatesToCellName(column, w.row)
	if err == nil {
		err = w.file.SetCellFloat(w.sheet, name, cell.Number, -1, 64)
	}
	if err == nil {
		err = w.setStyle(w.sheet, name, l)
	}
	w.err = err
}

// titleHeight is room for a title of 16 points: rows are not always made higher
// by the program that shows them.
const titleHeight = 24

// title writes a sheet's head: what it is, and whose.
func (w *sheetWriter) title(text string, board *reports.Board) {
	w.words(1, text, look{size: 16, bold: true, align: "left", vertical: "top"})
	if w.err == nil {
		w.err = w.file.SetRowHeight(w.sheet, w.row, titleHeight)
	}
	w.next()
	w.words(1, board.RunAs, look{color: mutedColor, align: "left"})
	w.next()
	w.next()
}

var (
	plainLook   = look{align: "left", vertical: "top"}
	wrapLook    = look{align: "left", vertical: "top", wrap: true}
	headingLook = look{align: "left", vertical: "top", bold: true}
)

// writeOverview writes the first sheet: every figure with its target, what the
// tiles show, what to do, and what is left out.
func (b *boardBook) writeOverview(context.Context) error {
	w := b.writer(b.overview.names.table, 44, 16, 14, 26, 20, 18)
	w.title(b.board.Title, b.board)
	if b.board.Description != "" {
		w.words(1, b.board.Description, plainLook)
		w.next()
		w.next()
	}
	for i := range b.board.Sections {
		section := &b.board.Sections[i]
		w.words(1, section.Title, headingLook)
		b.overviewFigure(w, section)
		w.next()
		for _, line := range section.Text {
			w.words(1, line.Text, plainLook)
			w.next()
		}
		for _, task := range section.Tasks {
			w.words(1, taskWords(task), plainLook)
			w.next()
		}
		for _, sentence := range append(append([]reports.Sentence{}, section.Narrative.Shows...), section.Narrative.Next...) {
			w.words(1, guidance(sentence), look{align: "left", vertical: "top", color: mutedColor})
			w.next()
		}
		w.next()
	}
	if len(b.board.LeftOut) > 0 {
		w.words(1, b.board.Word("word.left"), headingLook)
		w.next()
		for _, line := range b.board.LeftOut {
			w.words(1, line, plainLook)
			w.next()
		}
	}
	return w.err
}

func (b *boardBook) overviewFigure(w *sheetWriter, section *reports.Section) {
	figure := section.Figure
	if figure == nil {
		return
	}
	if len(figure.Parts) > 0 {
		for _, part := range figure.Parts {
			w.next()
			w.words(1, part.Label, plainLook)
			w.cell(2, part.Number)
		}
		return
	}
	w.cell(2, figure.Number)
	w.words(3, figure.Of, plainLook)
	if figure.HasTarget {
		sign := b.board.Word("word.atleast")
		if figure.TargetBelow {
			sign = b.board.Word("word.atmost")
		}
		w.words(4, b.board.Word("word.target")+" "+sign+" "+figure.Target.Text, plainLook)
	}
	if figure.HasBefore {
		w.words(5, b.board.Word("word.before")+" "+figure.Before.Text, plainLook)
	}
	if figure.Status != reports.NoStatus {
		w.words(6, b.board.Word("word."+string(figure.Status)), headingLook)
	}
}

func taskWords(task reports.TaskLine) string {
	box := "☐ "
	if task.Done {
		box = "☑ "
	}
	text := box + task.Text.Text
	for _, detail := range append(task.Details(), task.Link) {
		if detail != "" {
			text += " · " + detail
		}
	}
	return text
}

// guidance is a sentence with whom to ask.
func guidance(sentence reports.Sentence) string {
	text := sentence.Text
	for _, part := range []string{sentence.Contact, sentence.Link} {
		if part != "" {
			text += " · " + part
		}
	}
	return text
}

// writeReading writes the sheet that says how to read the others.
func (b *boardBook) writeReading(context.Context) error {
	w := b.writer(b.reading, 34, 100)
	w.title(b.reading, b.board)
	for i := range b.board.Sections {
		section := &b.board.Sections[i]
		if section.Narrative.Empty() {
			continue
		}
		heading := section.Title
		for _, part := range [][]reports.Sentence{section.Narrative.Read, section.Narrative.Shows, section.Narrative.Next} {
			for _, sentence := range part {
				w.words(1, heading, look{align: "left", vertical: "top", bold: true, wrap: true})
				w.words(2, guidance(sentence), wrapLook)
				heading = ""
				w.next()
			}
		}
		w.next()
	}
	return w.err
}

// writeDictionary writes the sheet of definitions: for every tile its measures,
// its notes, and where its rows came from.
func (b *boardBook) writeDictionary(context.Context) error {
	w := b.writer(b.words, 34, 100)
	w.title(b.words, b.board)
	for i := range b.board.Sections {
		section := &b.board.Sections[i]
		if section.Document == nil {
			continue
		}
		heading := section.Title
		lines := append(append([]string{}, section.Document.Definitions...), section.Document.Notes...)
		for _, line := range append(lines, section.Document.Source) {
			if line == "" {
				continue
			}
			w.words(1, heading, look{align: "left", vertical: "top", bold: true, wrap: true})
			w.words(2, line, wrapLook)
			heading = ""
			w.next()
		}
		w.next()
	}
	return w.err
}
