package app

import (
	"slices"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// documentSource shows the table of a document in a grid, cell for cell.
type documentSource struct {
	table *reports.Table
	// plain is true when there are no column dimensions: every number is then
	// the total of its row, and only total rows are told apart.
	plain bool
	// list is true for rows of a dataset: what is no number begins at the left.
	list bool
}

var _ widgets.GridSource = documentSource{}

// newDocumentSource shows the table of a view.
func newDocumentSource(view *workbench.View) documentSource {
	return documentSource{table: view.Document.Table, plain: len(view.Report.Spec.Columns) == 0}
}

// Rows is the body's length.
func (d documentSource) Rows() int { return len(d.table.Body) }

// Columns is the table's width, row labels included.
func (d documentSource) Columns() int { return d.table.Width() }

// HeaderRows is how many rows of headers there are.
func (d documentSource) HeaderRows() int { return len(d.table.HeaderRows) }

// HeaderColumns is how many columns hold row labels.
func (d documentSource) HeaderColumns() int { return d.table.RowHeaders }

// Header is a cell of the headers.
func (d documentSource) Header(row, column int) widgets.GridCell {
	from := d.table.HeaderRows[row][column]
	cell := widgets.GridCell{Text: from.Text, Style: widgets.StyleHeader, Span: from.Span, Align: widgets.AlignTrailing}
	switch {
	case column < d.table.RowHeaders || d.list && !d.numeric(column):
		cell.Align = widgets.AlignLeading
	case from.Span > 1:
		cell.Align = widgets.AlignCenter
	}
	return cell
}

// Cell is a cell of the body.
func (d documentSource) Cell(row, column int) widgets.GridCell {
	from := d.table.Body[row].Cells[column]
	cell := widgets.GridCell{Text: from.Text, Align: widgets.AlignTrailing}
	total := from.Total
	if d.plain {
		total = d.table.Body[row].Total
	}
	switch {
	case total:
		cell.Style = widgets.StyleTotal
	case column < d.table.RowHeaders:
		cell.Style = widgets.StyleLabel
	case from.State == table.Withheld || from.State == table.Missing:
		cell.Style = widgets.StyleMark
	}
	if column < d.table.RowHeaders || d.list && !d.numeric(column) {
		cell.Align = widgets.AlignLeading
	}
	// The name of a total has the row labels beside it, which hold none.
	cell.Over = d.table.Body[row].Total && column+1 < d.table.RowHeaders && d.table.Body[row].Cells[column+1].Text == ""
	return cell
}

// numeric reports whether a column of a list has numbers.
func (d documentSource) numeric(column int) bool {
	return slices.ContainsFunc(d.table.Body, func(row reports.Row) bool { return row.Cells[column].IsNumber })
}

// figures adds up the numbers of selected cells. Percents are not added, and
// totals are left out when what they add up is selected with them.
func (d documentSource) figures(cells widgets.Range) selectionFigures {
	figures := d.add(cells, false)
	if figures.cells == 0 {
		return d.add(cells, true)
	}
	figures.withoutTotals = figures.cells < cells.Cells()
	return figures
}

// isTotal reports whether a cell is a number of a subtotal or a total.
func (d documentSource) isTotal(row, column int) bool {
	if d.plain {
		return d.table.Body[row].Total
	}
	return d.table.Body[row].Total || d.table.Body[row].Cells[column].Total
}

// add adds up the selected cells, with or without totals.
func (d documentSource) add(cells widgets.Range, totals bool) selectionFigures {
	var figures selectionFigures
	for row := cells.Top; row <= min(cells.Bottom, len(d.table.Body)-1); row++ {
		for column := cells.Left; column <= min(cells.Right, d.table.Width()-1); column++ {
			if !totals && d.isTotal(row, column) {
				continue
			}
			cell := d.table.Body[row].Cells[column]
			figures.cells++
			switch {
			case cell.State == table.Withheld:
				figures.withheld++
			case cell.Text != "":
				figures.filled++
				if cell.IsNumber && !cell.Percent {
					figures.number(cell.Number, cell.Decimals)
				}
			}
		}
	}
	return figures
}

// place is where a cell is in the cross-tab's result. A row's label stands for
// the row's total, where there is one.
func (d documentSource) place(row, column int) (resultRow, resultColumn int, found bool) {
	if row < 0 || row >= len(d.table.Body) || column < 0 || column >= d.table.Width() {
		return 0, 0, false
	}
	cells := d.table.Body[row].Cells
	cell := cells[column]
	if column < d.table.RowHeaders {
		last := cells[len(cells)-1]
		if !last.Total && !d.plain {
			return 0, 0, false
		}
		cell = last
	}
	return cell.Row, cell.Column, cell.Row >= 0 && cell.Column >= 0
}
