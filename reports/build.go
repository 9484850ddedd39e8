package reports

import (
	"slices"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// Origin says where the rows of a document came from.
type Origin struct {
	Dataset string
	// Source names the files and when they were imported, in words:
	// "budget.csv, imported 22 November 2026".
	Source string
	// Rows is how many rows the dataset has, before anything is filtered; -1 if
	// that is not to be said, since it tells of rows that are somebody else's.
	Rows   int
	Schema table.Schema
	// Language is that of a list, which has no report; empty is English. Source
	// is in it already.
	Language Language
	// Distribution is what Distribute gave; nil for most reports.
	Distribution *Distribution
}

// Result is a computed cross-tab; *crosstab.Result is one. Every row crosses
// every column.
type Result interface {
	Rows() []crosstab.Header
	Columns() []crosstab.Header
	Cell(row, column int) crosstab.Cell
	// Format tells how the values of a measure of the spec are written.
	Format(measure int) crosstab.Format
}

// What is written where there is no number.
const (
	// WithheldMark stands where every value behind a cell is withheld.
	WithheldMark = "*"
	// NothingMark stands where there are rows but no reported value in them. A
	// cell without rows is left empty.
	NothingMark = "–"
)

// Build makes the document of a report from the cross-tab that its Spec gave.
// Each row dimension has a column of its own, and its labels are repeated in
// every row, so that a row still makes sense when it is sorted, filtered or
// copied elsewhere.
func Build(report Report, result Result, origin Origin, now time.Time) *Document {
	builder := newBuilder(report, result, origin)
	document := &Document{
		Title:       builder.title(),
		Sentence:    builder.sentence(),
		Definitions: builder.definitions(),
		Table:       builder.table(),
		Chart:       BuildChart(report, result, origin.Schema, origin.Distribution),
		Shape:       ShapeOf(report, origin.Schema),
		Language:    report.Language,
		Created:     now,
	}
	document.Notes = builder.notes(document)
	document.Source = origin.sentence(report.Language, builder.countedRows())
	return document
}

// builder holds what every part of Build looks at.
type builder struct {
	report   Report
	language Language
	spec     crosstab.Spec
	result   Result
	origin   Origin
	measures []measureFormat
	rows     []crosstab.Header
	columns  []crosstab.Header
	// marks seen while the cells were written; the notes explain them.
	sawWithheld, sawNothing, sawEmpty, sawSmall bool
	// protected is the result if small groups are withheld in it.
	protected *Protected
	tallies   []tally // by measure
}

// tally counts what is behind the cells that are no totals. Each row of the
// data is behind exactly one of them.
type tally struct{ rows, withheld, missing int }

func newBuilder(report Report, result Result, origin Origin) *builder {
	b := &builder{
		report: report, language: report.Language, spec: report.Spec, result: result, origin: origin,
		rows: result.Rows(), columns: result.Columns(),
	}
	b.protected, _ = result.(*Protected)
	b.measures = formatsOf(report, result, origin.Schema)
	b.tallies = make([]tally, len(b.measures))
	return b
}

func (b *builder) table() *Table {
	labels := max(1, len(b.spec.Rows))
	grid := &Table{RowHeaders: labels, HeaderRows: b.headerRows(labels)}
	var above []string
	for i, header := range b.rows {
		row := Row{Total: header.Total, Depth: len(header.Path)}
		texts := b.language.labelTexts(header, labels, b.spec.Rows, b.origin.Schema)
		row.Cells = make([]Cell, 0, grid.Width())
		same := above != nil && !header.Total
		for k, text := range texts {
			same = same && text == above[k] && k < labels-1
			row.Cells = append(row.Cells, Cell{Text: text, Total: header.Total, Span: 1, Repeated: same, Row: i, Column: -1})
		}
		above = texts
		for j, column := range b.columns {
			row.Cells = append(row.Cells, b.cells(i, j, header.Total || (column.Total && len(b.spec.Columns) > 0))...)
		}
		grid.Body = append(grid.Body, row)
	}
	return grid
}

// cells writes one cell of the result, which has one number a measure.
func (b *builder) cells(i, j int, total bool) []Cell {
	from := b.result.Cell(i, j)
	if len(b.rows[i].Path) == len(b.spec.Rows) && len(b.columns[j].Path) == len(b.spec.Columns) {
		b.count(from)
	}
	written := make([]Cell, len(b.measures))
	for k, format := range b.measures {
		cell := Cell{State: table.Missing}
		switch {
		case k < len(from.Values) && from.Values[k].State == table.Withheld:
			cell = Cell{Text: WithheldMark, State: table.Withheld}
			b.sawWithheld = true
		case k < len(from.Values) && from.Values[k].State == table.Reported && isFinite(from.Values[k].Value):
			cell = b.withChance(format.cell(from.Values[k].Value), from.Values[k], format)
		case from.N > 0:
			cell.Text = NothingMark
			b.sawNothing = true
		default:
			b.sawEmpty = true
		}
		cell.Total, cell.Span, cell.Row, cell.Column = total, 1, i, j
		written[k] = cell
	}
	return written
}

// countedRows is how many rows are behind the table: fewer than the dataset
// has when a filter left some out. It is not said beside numbers withheld.
func (b *builder) countedRows() int {
	if b.protected != nil && b.protected.Withholds() {
		return notSaid
	}
	if len(b.tallies) == 0 {
		return b.origin.Rows // nothing was counted
	}
	return b.tallies[0].rows
}

func (b *builder) count(cell crosstab.Cell) {
	if cell.N == notSaid {
		return
	}
	for k := range b.tallies {
		b.tallies[k].rows += cell.N
	}
	for k := range min(len(b.tallies), len(cell.Values)) {
		number, sum := cell.Values[k], &b.tallies[k]
		if b.protected != nil && number.State == table.Withheld && number.Withheld == 0 {
			continue // the number is withheld, and not the values
		}
		sum.withheld += number.Withheld
		sum.missing += max(0, cell.N-number.Used-number.Withheld)
	}
}

// headerRows stacks the column dimensions, outermost first, and beneath them
// the measures when there are several. The last row names the row dimensions;
// the rows above it name, in the same corner, the column dimensions.
func (b *builder) headerRows(labels int) [][]Cell {
	depth := len(b.spec.Columns)
	height := depth
	if len(b.measures) != 1 || depth == 0 {
		height++
	}
	rows := make([][]Cell, height)
	for level := range rows {
		rows[level] = b.corner(level, height, labels)
		if level == depth {
			for j, column := range b.columns {
				for _, format := range b.measures {
					rows[level] = append(rows[level], Cell{Text: format.title, Total: column.Total && depth > 0, Span: 1, Row: -1, Column: j})
				}
			}
			continue
		}
		rows[level] = append(rows[level], b.columnLabels(level, depth)...)
	}
	return rows
}

func (b *builder) corner(level, height, labels int) []Cell {
	corner := make([]Cell, labels)
	for k := range corner {
		corner[k] = Cell{Span: 1, Row: -1, Column: -1}
		if level == height-1 && k < len(b.spec.Rows) {
			corner[k].Text = fieldTitle(b.spec.Rows[k].Field, b.origin.Schema)
		}
	}
	if level < height-1 {
		corner[labels-1].Text = fieldTitle(b.spec.Columns[level].Field, b.origin.Schema)
	}
	return corner
}

// columnLabels is one level of the column headers. Neighbours that share a
// label and everything outside it become one cell with a span.
func (b *builder) columnLabels(level, depth int) []Cell {
	var cells []Cell
	start := -1 // where the span that is growing starts in cells
	for j, column := range b.columns {
		text := b.language.labelTexts(column, depth, b.spec.Columns, b.origin.Schema)[level]
		if level == depth-1 && column.Letter != "" {
			text += " (" + column.Letter + ")"
		}
		joins := start >= 0 && level < depth-1 && samePrefix(b.columns[j-1], column, level)
		for k := range len(b.measures) {
			cell := Cell{Total: column.Total, Row: -1, Column: j}
			if joins || k > 0 {
				cells[start].Span++
			} else {
				start = len(cells)
				cell.Text, cell.Span = text, 1
			}
			cells = append(cells, cell)
		}
	}
	return cells
}

// samePrefix reports whether two columns stand under the same member of the
// dimension at this level. A subtotal's own label is no member.
func samePrefix(a, b crosstab.Header, level int) bool {
	for _, header := range []crosstab.Header{a, b} {
		if len(header.Path) <= level || header.Total && len(header.Path) == level+1 {
			return false
		}
	}
	return slices.Equal(a.Path[:level+1], b.Path[:level+1])
}

// labelTexts writes a header into n cells: its labels, and for a total the
// word in the place of the first label that it leaves out.
func (l Language) labelTexts(header crosstab.Header, n int, dimensions []crosstab.Dimension, schema table.Schema) []string {
	texts := make([]string, n)
	for i := range min(n, len(header.Labels)) {
		texts[i] = header.Labels[i]
		if i < len(dimensions) {
			texts[i] = l.Member(texts[i], dimensions[i], schema)
		} else if texts[i] == "" {
			texts[i] = l.say(blankLabel)
		}
	}
	switch {
	case len(header.Path) == 0 && n > 0:
		texts[0] = l.say("Total")
	case header.Total && len(header.Path) <= n && len(header.Labels) > 0:
		at := len(header.Path) - 1
		texts[at] = l.say("%s total", texts[at])
	}
	return texts
}
