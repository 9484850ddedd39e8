package reports

import (
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// List makes a document of rows as they are: the names behind a number, or a
// dataset to be written out. Columns and rows are shown in the order given;
// rows are row numbers of the vectors. originals, which may be nil, returns
// what the file said where a value was read as something else; it is shown for
// text and for values that are not reported, so that nothing is lost.
func List(title string, columns []*table.Vector, rows []int, origin Origin, now time.Time, originals func(row int, column string) (string, bool)) *Document {
	grid := &Table{Body: make([]Row, 0, len(rows))}
	header := make([]Cell, len(columns))
	for j, vector := range columns {
		header[j] = Cell{Text: vector.Column().Title(), Span: 1, Row: -1, Column: -1}
	}
	if len(columns) > 1 && columns[0].Column().Type.IsText() {
		grid.RowHeaders = 1
	}
	if len(columns) > 0 {
		grid.HeaderRows = [][]Cell{header}
	}
	for _, row := range rows {
		cells := make([]Cell, len(columns))
		for j, vector := range columns {
			cells[j] = listCell(vector, row, originals)
		}
		grid.Body = append(grid.Body, Row{Cells: cells})
	}
	sentence := origin.Language.countedRows(len(rows)) + "."
	if origin.Rows > len(rows) {
		sentence = origin.Language.say("%s of %s.", table.FormatNumber(float64(len(rows)), 0), origin.Language.countedRows(origin.Rows))
	}
	return &Document{Title: title, Sentence: sentence, Table: grid, Source: origin.sentence(origin.Language, origin.Rows), Language: origin.Language, Created: now}
}

func listCell(vector *table.Vector, row int, originals func(row int, column string) (string, bool)) Cell {
	column, value := vector.Column(), vector.Value(row)
	cell := Cell{Text: column.Display(value), State: value.State, Span: 1, Row: -1, Column: -1}
	if value.State != table.Reported || column.Type.IsText() {
		if originals != nil {
			if original, changed := originals(row, column.Name); changed {
				cell.Text = original
			}
		}
		return cell
	}
	if column.Type != table.Integer && column.Type != table.Decimal {
		return cell
	}

	// A number is handed on as one when its text says all of it; otherwise, as
	// with very many decimals, the text is the better witness.
	decimals := sourceDecimals(column)
	grouped, plain := NumberText(value.Number, decimals, false), PlainText(value.Number, decimals)
	if cell.Text == grouped || cell.Text == plain {
		cell.Number, cell.IsNumber, cell.Decimals, cell.Plain = value.Number, true, decimals, cell.Text != grouped
	}
	return cell
}
