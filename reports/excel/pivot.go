package excel

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/xuri/excelize/v2"
)

// pivotPlan is a PivotTable over the numbers of one tile. Its source are the
// finished cells of the tile that are no totals, and nothing else, so that no
// one can pull out of it what the page does not show. A pivot adds numbers up;
// so only counts and sums are given to it.
type pivotPlan struct {
	tile        *boardTile
	sheet, data string
	fields      []string // the row labels, the column label if there is one, and the value
	across      bool
	rows        [][]any // of the source: labels, then the number
}

// planPivot finds the first tile that a PivotTable tells the truth about.
func planPivot(book *boardBook, taken map[string]bool) *pivotPlan {
	for _, tile := range book.tiles {
		if plan := pivotOf(tile); plan != nil {
			plan.sheet, plan.data = freeSheet("Pivot", taken), freeSheet("Pivot source", taken)
			return plan
		}
	}
	return nil
}

// pivotOf plans a tile's PivotTable: one field on the rows, at most one on the
// columns, and a first measure that adds up over both.
func pivotOf(tile *boardTile) *pivotPlan {
	section, grid := tile.section, tile.document.Table
	shape := section.Shape
	if section.Kind != reports.CrosstabTile && section.Kind != reports.ChartTile || !shape.Adds || shape.RowFields != 1 || shape.ColumnFields > 1 || len(grid.HeaderRows) == 0 {
		return nil
	}
	innermost := grid.HeaderRows[len(grid.HeaderRows)-1]
	plan := &pivotPlan{tile: tile, across: shape.ColumnFields == 1}
	seen := map[string]bool{}
	name := func(text string) string {
		if text == "" {
			text = "Field"
		}
		for seen[text] {
			text += " "
		}
		seen[text] = true
		return text
	}
	for k := range grid.RowHeaders {
		plan.fields = append(plan.fields, name(innermost[k].Text))
	}
	value := innermost[grid.RowHeaders].Text
	if plan.across {
		plan.fields = append(plan.fields, name(shape.Across))
		value = shape.Label
	}
	plan.fields = append(plan.fields, name(value))
	for _, row := range grid.Body {
		if row.Total {
			continue
		}
		for column := grid.RowHeaders; column < len(row.Cells); column += shape.Measures {
			cell := row.Cells[column]
			if cell.Total || !isNumber(cell) {
				continue
			}
			var line []any
			for k := range grid.RowHeaders {
				line = append(line, tile.text(row.Cells[k].Text))
			}
			if plan.across {
				line = append(line, tile.text(grid.HeaderRows[0][column].Text))
			}
			plan.rows = append(plan.rows, append(line, cell.Number))
			if !plan.across {
				break
			}
		}
	}
	const most = 5000
	if len(plan.rows) < 2 || len(plan.rows) > most || !plan.addsUp(grid) {
		return nil
	}
	return plan
}

// addsUp reports whether the members add up to the table's own total. Where
// they do not, a PivotTable would say something else than the sheet.
func (p *pivotPlan) addsUp(grid *reports.Table) bool {
	sum := 0.0
	for _, line := range p.rows {
		sum += line[len(line)-1].(float64)
	}
	for _, row := range grid.Body {
		if !row.Total || row.Depth > 0 {
			continue
		}
		column := grid.RowHeaders
		if p.across {
			column = len(row.Cells) - p.tile.section.Shape.Measures
		}
		if column < 0 || column >= len(row.Cells) {
			return false
		}
		total := row.Cells[column]
		return isNumber(total) && math.Abs(total.Number-sum) <= 1e-9*max(1, math.Abs(sum))
	}
	return true // no total is shown that it could differ from
}

// writePivot writes the source and the PivotTable over it, with the cells that
// it will show already in place: a mailed workbook opens without working
// anything out.
func (b *boardBook) writePivot(context.Context) error {
	plan := b.pivot
	if plan == nil {
		return nil
	}
	source := b.writer(plan.data, 28, 20, 20, 16)
	for i, field := range plan.fields {
		source.words(i+1, field, look{bold: true, align: "left", bottom: strongRule})
	}
	for _, line := range plan.rows {
		source.next()
		for i, value := range line {
			if number, isNumber := value.(float64); isNumber {
				source.cell(i+1, reports.Cell{Text: "n", Number: number, IsNumber: true, Decimals: plan.decimals()})
				continue
			}
			source.words(i+1, fmt.Sprint(value), plainLook)
		}
	}
	if source.err != nil {
		return source.err
	}
	last, err := excelize.CoordinatesToCellName(len(plan.fields), len(plan.rows)+1, true)
	if err != nil {
		return err
	}
	shown := plan.layOut()
	w := b.writer(plan.sheet, 28)
	w.title(plan.tile.section.Title, b.board)
	top := w.row
	width := 0
	for _, line := range shown {
		for j, cell := range line {
			if isNumber(cell) {
				w.cell(j+1, cell)
			} else {
				w.words(j+1, cell.Text, headingLook)
			}
			width = max(width, j+1)
		}
		w.next()
	}
	if w.err != nil {
		return w.err
	}
	corner, err := excelize.CoordinatesToCellName(1, top, true)
	if err != nil {
		return err
	}
	end, err := excelize.CoordinatesToCellName(width, top+len(shown)-1, true)
	if err != nil {
		return err
	}
	options := &excelize.PivotTableOptions{
		DataRange:       plan.data + "!$A$1:" + last,
		PivotTableRange: plan.sheet + "!" + corner + ":" + end,
		RowGrandTotals:  true, ColGrandTotals: true, ShowRowHeaders: true, ShowColHeaders: true, ShowDrill: true,
		PivotTableStyleName: "PivotStyleLight16",
		Data:                []excelize.PivotTableField{{Data: plan.fields[len(plan.fields)-1], Name: plan.title(), Subtotal: "Sum"}},
	}
	options.Rows = []excelize.PivotTableField{{Data: plan.fields[0], Compact: true, Outline: true, DefaultSubtotal: true}}
	if plan.across {
		options.Columns = []excelize.PivotTableField{{Data: plan.fields[1], DefaultSubtotal: true}}
	}
	return b.overview.file.AddPivotTable(options)
}

// title is what the PivotTable calls its values.
func (p *pivotPlan) title() string { return "Total of " + p.fields[len(p.fields)-1] }

// layOut is what Excel will show once it has worked the PivotTable out: the
// members in the order of their names, and the totals.
func (p *pivotPlan) layOut() [][]reports.Cell {
	words := func(text string) reports.Cell { return reports.Cell{Text: text} }
	numbers := map[[2]string]float64{}
	var rows, columns []string
	for _, line := range p.rows {
		row, column := fmt.Sprint(line[0]), ""
		if p.across {
			column = fmt.Sprint(line[1])
		}
		numbers[[2]string{row, column}] += line[len(line)-1].(float64)
		rows, columns = addOnce(rows, row), addOnce(columns, column)
	}
	slices.SortStableFunc(rows, byName)
	slices.SortStableFunc(columns, byName)
	var shown [][]reports.Cell
	heading := []reports.Cell{words("Row Labels")}
	if p.across {
		shown = append(shown, []reports.Cell{words(p.title()), words("Column Labels")})
		for _, column := range columns {
			heading = append(heading, words(column))
		}
		heading = append(heading, words("Grand Total"))
	} else {
		heading = append(heading, words(p.title()))
	}
	shown = append(shown, heading)
	totals := make([]float64, len(columns))
	known := make([]bool, len(columns))
	line := func(label string, values []float64, known []bool) []reports.Cell {
		cells, sum := []reports.Cell{words(label)}, 0.0
		for i, value := range values {
			cell := words("")
			if known[i] {
				cell = reports.NumberCell(value, p.decimals(), false)
				sum += value
			}
			cells = append(cells, cell)
		}
		if p.across {
			cells = append(cells, reports.NumberCell(sum, p.decimals(), false))
		}
		return cells
	}
	for _, row := range rows {
		values, has := make([]float64, len(columns)), make([]bool, len(columns))
		for j, column := range columns {
			values[j], has[j] = numbers[[2]string{row, column}], false
			if _, found := numbers[[2]string{row, column}]; found {
				has[j], known[j] = true, true
				totals[j] += values[j]
			}
		}
		shown = append(shown, line(row, values, has))
	}
	return append(shown, line("Grand Total", totals, known))
}

func addOnce(list []string, text string) []string {
	if slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}

func byName(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }

func (p *pivotPlan) decimals() int {
	for _, row := range p.tile.document.Table.Body {
		for _, cell := range row.Cells {
			if isNumber(cell) {
				return cell.Decimals
			}
		}
	}
	return 0
}
