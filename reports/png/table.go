package png

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"github.com/schoolbench/schoolbench/assets/fonts"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// What a picture holds of a table at most, and the sizes of its cells.
const (
	mostRows    = 40
	mostColumns = 16
	mostAcross  = 1500.0 // points
	cellSize    = 10.5
	cellPadding = 9.0
	rowHeight   = 21.0
	widestCell  = 240.0
)

// grid is the part of a table that fits into a picture. A nil grid is none.
type grid struct {
	table   *reports.Table
	rows    []reports.Row
	columns []float64 // widths of the columns shown
	numeric []bool
}

// fit chooses the rows and columns to show and measures them.
func fit(table *reports.Table) *grid {
	if table == nil || table.Width() == 0 {
		return nil
	}
	var g *grid
	for most := mostColumns; ; most-- {
		g = measured(cutTable(table, most))
		if g.width() <= mostAcross || most <= table.RowHeaders+2 {
			return g
		}
	}
}

func measured(cut *reports.Table) *grid {
	g := &grid{table: cut, rows: cut.Body}
	for j := range cut.Width() {
		g.columns = append(g.columns, g.measure(j))
		g.numeric = append(g.numeric, j >= cut.RowHeaders && g.holdsNumbers(j))
	}
	return g
}

func (g *grid) measure(column int) float64 {
	widest := 24.0
	for _, cells := range g.table.HeaderRows {
		if cells[column].Span == 1 {
			widest = math.Max(widest, chart.Measure(oneLine(cells[column].Text), cellSize, true))
		}
	}
	for _, row := range g.rows {
		widest = math.Max(widest, chart.Measure(oneLine(row.Cells[column].Text), cellSize, row.Total || row.Cells[column].Total))
	}
	return math.Min(widest, widestCell) + 2*cellPadding
}

func (g *grid) holdsNumbers(column int) bool {
	for _, row := range g.rows {
		if row.Cells[column].IsNumber {
			return true
		}
	}
	return false
}

func (g *grid) width() float64 {
	if g == nil {
		return 0
	}
	total := 0.0
	for _, width := range g.columns {
		total += width
	}
	return total
}

// note says what was cut.
func (g *grid) note(table *reports.Table) string {
	if g == nil {
		return ""
	}
	var parts []string
	if len(g.rows) < len(table.Body) {
		parts = append(parts, fmt.Sprintf("%d of %s rows", len(g.rows), reports.NumberText(float64(len(table.Body)), 0, false)))
	}
	if len(g.columns) < table.Width() {
		parts = append(parts, fmt.Sprintf("%d of %s columns", len(g.columns), reports.NumberText(float64(table.Width()), 0, false)))
	}
	if len(parts) == 0 {
		return ""
	}
	return "The picture shows " + strings.Join(parts, " and ") + ", the totals among them; export to Excel or PDF for all."
}

// table draws the grid: shaded headers, a rule beneath every row, totals bold.
func (s *sheet) table(g *grid) {
	head, total := tint(s.palette, 0.07), tint(s.palette, 0.035)
	for _, cells := range g.table.HeaderRows {
		s.row(g, cells, head, func(reports.Cell) bool { return true })
	}
	for _, row := range g.rows {
		fill := s.palette.Background
		if row.Total {
			fill = total
		}
		s.row(g, row.Cells, fill, func(cell reports.Cell) bool { return row.Total || cell.Total })
	}
	s.height += 18
}

func (s *sheet) row(g *grid, cells []reports.Cell, fill color.RGBA, bold func(reports.Cell) bool) {
	top := s.height
	area := chart.Box{X: margin, Y: top, Width: g.width(), Height: rowHeight}
	rule := []chart.XY{{X: margin, Y: top + rowHeight}, {X: margin + g.width(), Y: top + rowHeight}}
	s.draw(func(canvas chart.Canvas) {
		canvas.Rectangle(area, fill)
		canvas.Line(rule, chart.Stroke{Color: s.palette.Grid, Width: 0.75})
	})
	x := margin
	for j, width := range g.columns {
		cell := cells[j]
		room := width
		for k := j + 1; k < j+cell.Span && k < len(g.columns); k++ {
			room += g.columns[k]
		}
		style := chart.TextStyle{Size: cellSize, Bold: bold(cell), Color: s.palette.Text}
		if cell.Repeated {
			style.Color = s.palette.Muted
		}
		at := chart.XY{X: x + cellPadding, Y: top + rowHeight*0.68}
		if g.numeric[j] && cell.Span == 1 {
			at.X, style.Anchor = x+width-cellPadding, chart.End
		}
		if text := chart.Fit(oneLine(cell.Text), cellSize, style.Bold, room-2*cellPadding+0.5); text != "" {
			s.draw(func(canvas chart.Canvas) { canvas.Text(at, text, style) })
		}
		x += width
	}
	s.height += rowHeight
}

func oneLine(text string) string {
	return fonts.Readable(strings.Join(strings.Fields(text), " "), chart.CanDraw)
}

// tint is the background with a little of the text's colour in it.
func tint(palette chart.Palette, share float64) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-share) + float64(b)*share)) }
	from, to := palette.Background, palette.Text
	return color.RGBA{R: mix(from.R, to.R), G: mix(from.G, to.G), B: mix(from.B, to.B), A: 255}
}
