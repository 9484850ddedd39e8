package excel

import (
	"context"
	"fmt"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/xuri/excelize/v2"
)

// The rows of the first sheet, from 1: the title, the sentence, a gap, the
// headers and beneath them the body.
const (
	titleRow       = 1
	sentenceRow    = 2
	firstHeaderRow = 4
)

// lineHeight is the height of a line of text in a cell, in points.
const lineHeight = 15.0

// totalHeight sets a row of totals off a little from the others.
const totalHeight = 18.0

// shortestWords is the width over which title and sentence may run when the
// table is narrower, in characters.
const shortestWords = 84.0

// tableSheet streams the first sheet.
type tableSheet struct {
	*workbook
	grid    *reports.Table
	stream  *excelize.StreamWriter
	widths  []float64
	numeric []bool // columns of numbers, whose headers stand to the right
}

func (b *workbook) writeTable(ctx context.Context) error {
	sheet := &tableSheet{workbook: b, grid: b.document.Table}
	if sheet.grid == nil {
		sheet.grid = &reports.Table{}
	}
	sheet.widths = columnWidths(sheet.grid)
	sheet.numeric = sheet.grid.NumericColumns()
	for _, width := range sheet.widths {
		b.tableWidth += width
	}
	// What the stream writer does not know must be set before it starts: set
	// later, it would be lost without an error.
	if err := sheet.prepare(); err != nil {
		return err
	}
	var err error
	if sheet.stream, err = b.file.NewStreamWriter(b.names.table); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{sheet.shape, sheet.writeWords, sheet.writeHeaders, sheet.writeBody} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return sheet.stream.Flush()
}

// prepare sets what belongs to the sheet as a whole.
func (s *tableSheet) prepare() error {
	if err := s.setUpPage(s.names.table, s.tableWidth); err != nil {
		return err
	}
	if len(s.widths) == 0 {
		return nil
	}
	// Codes and years are words on purpose; Excel need not point at each.
	last, err := excelize.CoordinatesToCellName(len(s.widths), s.firstBodyRow()+max(0, len(s.grid.Body)-1))
	if err != nil {
		return err
	}
	if err := s.file.AddIgnoredErrors(s.names.table, "A1:"+last, excelize.IgnoredErrorsNumberStoredAsText); err != nil {
		return err
	}
	return s.repeatHeaders()
}

// repeatHeaders prints the headers and the row labels on every page.
func (s *tableSheet) repeatHeaders() error {
	if len(s.grid.HeaderRows) == 0 {
		return nil
	}
	name := quoted(s.names.table)
	refers := fmt.Sprintf("%s!$%d:$%d", name, firstHeaderRow, s.firstBodyRow()-1)
	if s.grid.RowHeaders > 0 {
		last, err := excelize.ColumnNumberToName(s.grid.RowHeaders)
		if err != nil {
			return err
		}
		refers = fmt.Sprintf("%s!$A:$%s,%s", name, last, refers)
	}
	return s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: refers, Scope: s.names.table})
}

func (s *tableSheet) firstBodyRow() int { return firstHeaderRow + len(s.grid.HeaderRows) }

// shape sets the widths and keeps headers and labels in view.
func (s *tableSheet) shape(context.Context) error {
	for i, width := range s.widths {
		if err := s.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(s.grid.RowHeaders+1, s.firstBodyRow())
	if err != nil {
		return err
	}
	panes := &excelize.Panes{Freeze: true, XSplit: s.grid.RowHeaders, YSplit: s.firstBodyRow() - 1, TopLeftCell: corner, ActivePane: "bottomRight"}
	if s.grid.RowHeaders == 0 {
		panes.ActivePane = "bottomLeft"
	}
	panes.Selection = []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: panes.ActivePane}}
	return s.stream.SetPanes(panes)
}

// writeWords writes title and sentence across the table.
func (s *tableSheet) writeWords(context.Context) error {
	columns, width := 0, 0.0
	for columns < len(s.widths) && (width < shortestWords || columns < s.grid.RowHeaders) {
		width += s.widths[columns]
		columns++
	}
	for width < shortestWords {
		width += 9.14 // of a column that nobody set
		columns++
	}
	for _, line := range []struct {
		row    int
		text   string
		look   look
		height float64
		scale  float64
	}{
		{titleRow, s.document.Title, look{size: 16, bold: true, wrap: true, vertical: "top", align: "left"}, 21, 1.5},
		{sentenceRow, s.document.Sentence, look{color: mutedColor, wrap: true, vertical: "top", align: "left"}, lineHeight, 1},
	} {
		if line.text == "" {
			continue
		}
		style, err := s.styles.of(line.look)
		if err != nil {
			return err
		}
		words := s.text(line.text)
		height := float64(lineCount(words, line.look.bold, width/line.scale)) * line.height
		if err := s.setRow(line.row, []any{excelize.Cell{StyleID: style, Value: words}}, height); err != nil {
			return err
		}
		if err := s.merge(line.row, 1, columns); err != nil {
			return err
		}
	}
	return nil
}

// writeHeaders writes the stacked headers, each over the columns it covers.
func (s *tableSheet) writeHeaders(context.Context) error {
	for i, header := range s.grid.HeaderRows {
		row := firstHeaderRow + i
		innermost := i == len(s.grid.HeaderRows)-1
		values, lines := make([]any, len(header)), 1
		for j, cell := range header {
			style, err := s.styles.of(s.headerLook(header, j, innermost))
			if err != nil {
				return err
			}
			values[j] = excelize.Cell{StyleID: style, Value: s.words(cell.Text)}
			room := -0.5
			for covered := j; covered < min(j+max(1, cell.Span), len(s.widths)); covered++ {
				room += s.widths[covered]
			}
			lines = max(lines, lineCount(cell.Text, true, room))
		}
		if err := s.setRow(row, values, float64(lines)*lineHeight+3); err != nil {
			return err
		}
		for j, cell := range header {
			if cell.Span > 1 {
				if err := s.merge(row, j+1, min(j+cell.Span, len(header))); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *tableSheet) headerLook(header []reports.Cell, column int, innermost bool) look {
	l := look{bold: true, wrap: true, vertical: "bottom", align: "left"}
	if innermost {
		l.bottom = strongRule
	}
	for column > 0 && header[column].Span == 0 {
		column--
	}
	switch {
	case header[column].Span > 1:
		l.align = "center"
		if !innermost {
			l.bottom = lightRule
		}
	case column < len(s.numeric) && s.numeric[column]:
		l.align = "right"
	}
	return l
}

// writeBody streams the rows.
func (s *tableSheet) writeBody(ctx context.Context) error {
	values := make([]any, 0, len(s.widths))
	for i, row := range s.grid.Body {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		values = values[:0]
		wraps := false
		for j, cell := range row.Cells {
			drawn := s.bodyLook(row, cell, j)
			wraps = wraps || drawn.wrap
			style, err := s.styles.of(drawn)
			if err != nil {
				return err
			}
			written := excelize.Cell{StyleID: style, Value: s.words(cell.Text)}
			if isNumber(cell) {
				written.Value = cell.Number
			}
			values = append(values, written)
		}
		height := 0.0 // as its words need
		if row.Total && !wraps {
			height = totalHeight
		}
		if err := s.setRow(s.firstBodyRow()+i, values, height); err != nil {
			return err
		}
	}
	return nil
}

func (s *tableSheet) bodyLook(row reports.Row, cell reports.Cell, column int) look {
	l := look{align: "left", bottom: lightRule, bold: row.Total || cell.Total, vertical: "top"}
	if row.Total {
		l.top = strongRule
		l.bottom = strongRule
		l.vertical = "center"
	}
	numeric := column < len(s.numeric) && s.numeric[column]
	switch {
	case isNumber(cell):
		l.format = numberFormat(cell)
		if numeric {
			l.align = "right"
		}
		return l
	case numeric:
		l.align = "right"
	}
	if cell.Repeated || cell.State == table.Withheld || cell.State == table.Missing {
		l.color = mutedColor
	}
	l.wrap = column < len(s.widths) && widestLine(cell.Text, l.bold)+cellPadding > s.widths[column]
	return l
}

// words is the value of a cell that holds words: nothing at all for none.
func (s *tableSheet) words(text string) any {
	if text == "" {
		return nil
	}
	return s.text(text)
}

// setRow writes a row, of its own height if height is not zero.
func (s *tableSheet) setRow(row int, values []any, height float64) error {
	cell, err := excelize.CoordinatesToCellName(1, row)
	if err != nil {
		return err
	}
	return s.stream.SetRow(cell, values, excelize.RowOpts{Height: min(height, excelize.MaxRowHeight)})
}

func (s *tableSheet) merge(row, first, last int) error {
	if last <= first {
		return nil
	}
	from, err := excelize.CoordinatesToCellName(first, row)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(last, row)
	if err != nil {
		return err
	}
	return s.stream.MergeCell(from, to)
}
