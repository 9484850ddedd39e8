package excel

import (
	"context"

	"github.com/xuri/excelize/v2"
)

// note is one entry of the last sheet: a heading and its lines.
type note struct {
	heading string
	lines   []string
}

// writeNotes writes the last sheet, which says how to read the others.
func (b *workbook) writeNotes(context.Context) error {
	sheet := b.names.notes
	if err := b.file.SetColWidth(sheet, "A", "A", 18); err != nil {
		return err
	}
	const wide = 96.0
	if err := b.file.SetColWidth(sheet, "B", "B", wide); err != nil {
		return err
	}
	if err := b.setWords(sheet, 1, 1, sheet, look{size: 16, bold: true, align: "left", vertical: "top"}); err != nil {
		return err
	}
	row := 3
	for _, entry := range b.notes() {
		for i, line := range entry.lines {
			heading := look{bold: true, align: "left", vertical: "top"}
			if i == 0 {
				if err := b.setWords(sheet, 1, row, entry.heading, heading); err != nil {
					return err
				}
			}
			if err := b.setWords(sheet, 2, row, line, look{wrap: true, align: "left", vertical: "top"}); err != nil {
				return err
			}
			// A program that shows a file without working it out does not make
			// rows higher by itself, and lines would lie over one another.
			if lines := lineCount(line, false, wide); lines > 1 {
				if err := b.file.SetRowHeight(sheet, row, min(float64(lines)*lineHeight, excelize.MaxRowHeight)); err != nil {
					return err
				}
			}
			row++
		}
	}
	return nil
}

// notes lists what a reader must know.
func (b *workbook) notes() []note {
	document := b.document
	remarks := document.Notes
	if b.shortened > 0 {
		remarks = append(append([]string{}, remarks...),
			"An Excel cell holds 32,767 characters. Longer text is cut there and ends in “…”.")
	}
	entries := []note{{"What is shown", nil}, {"Definitions", document.Definitions}, {"Notes", remarks}, {"Source", nil}, {"Made", nil}}
	if document.Sentence != "" {
		entries[0].lines = []string{document.Sentence}
	}
	if document.Source != "" {
		entries[3].lines = []string{document.Source}
	}
	if !document.Created.IsZero() {
		entries[4].lines = []string{document.Created.Format(createdLayout)}
	}
	return entries
}

// setWords writes words into a cell, never as a formula.
func (b *workbook) setWords(sheet string, column, row int, words string, l look) error {
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		return err
	}
	if err := b.file.SetCellStr(sheet, cell, b.text(words)); err != nil {
		return err
	}
	return b.setStyle(sheet, cell, l)
}

func (b *workbook) setStyle(sheet, cell string, l look) error {
	style, err := b.styles.of(l)
	if err != nil {
		return err
	}
	return b.file.SetCellStyle(sheet, cell, cell, style)
}
