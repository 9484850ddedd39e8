package narrative

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// Tile is what is to be put in words.
type Tile struct {
	Kind reports.TileKind
	// Report, Document and Result belong together: the document was built from
	// the result, row by row. Lists have no Result.
	Report   reports.Report
	Document *reports.Document
	Result   reports.Result
	Schema   table.Schema
	Figure   *reports.Figure
	// Tests say which numbers differ; the zero value says that nothing was
	// tested.
	Tests Tests
	// Words are the author's own.
	Words reports.Words
	// Rules are the district's and the recipient's, for this tile.
	Rules []reports.Rule
	// Target is what the tile's number should come to; nil for none.
	Target *reports.Target
	// Rows is how many rows are behind the tile, or NotSaid, and Listed how many
	// lines a list shows.
	Rows, Listed int
	Columns      []string // of a list
	Comparison   bool
	// LeftOut is true for a tile of the dashboard that is not on the page, and
	// so has no numbers.
	LeftOut bool
	Source  Source
	// Others finds the tile that a placeholder such as {absence.value} names.
	Others func(name string) (Tile, bool)
}

// NotSaid stands for a number of rows that is withheld, as that of a result in
// which small groups are.
const NotSaid = -1

// Source says where a tile's rows came from.
type Source struct {
	Dataset string
	// File is the file of the only import; Imports how many there are, and
	// Latest when the last was made.
	File    string
	Imports int
	Latest  time.Time
	// Where is the author's own filter, without those of a slice.
	Where string
}

// At is a number's place in a table: row of the body and column.
type At struct{ Row, Column int }

// Tests are the outcomes of comparing numbers two by two.
type Tests struct {
	// Tested are the pairs that were compared, Higher those of them where the
	// first is higher than the second by more than chance.
	Tested, Higher map[[2]At]bool
}

// differ says whether a pair was tested, in either order, and whether the two
// differ.
func (t Tests) differ(a, b At) (tested, differ bool) {
	tested = t.Tested[[2]At{a, b}] || t.Tested[[2]At{b, a}]
	return tested, tested && (t.Higher[[2]At{a, b}] || t.Higher[[2]At{b, a}])
}

// Among keeps the outcomes of comparing numbers both of which may be said.
func (t Tests) Among(said func(At) bool) Tests {
	kept := Tests{Tested: map[[2]At]bool{}, Higher: map[[2]At]bool{}}
	for pair := range t.Tested {
		if said(pair[0]) && said(pair[1]) {
			kept.Tested[pair] = true
			if t.Higher[pair] {
				kept.Higher[pair] = true
			}
		}
	}
	return kept
}

// grid is how a tile's table is laid out.
type grid struct {
	table    *reports.Table
	result   reports.Result
	measures int
	rows     []crosstab.Header
	columns  []crosstab.Header
	// leaves are rows and columns that are no totals; the totals -1 if the
	// table has none.
	leafRows, leafColumns []int
	totalRow, totalColumn int
	// rowFields and columnFields are the titles of the dimensions.
	rowFields, columnFields []string
	asked                   []crosstab.Measure
}

func newGrid(tile Tile) (grid, bool) {
	if tile.Result == nil || tile.Document == nil || tile.Document.Table == nil || len(tile.Report.Spec.Measures) == 0 {
		return grid{}, false
	}
	g := grid{table: tile.Document.Table, result: tile.Result, measures: len(tile.Report.Spec.Measures), asked: tile.Report.Spec.Measures, rows: tile.Result.Rows(), columns: tile.Result.Columns()}
	g.leafRows, g.totalRow = leavesOf(g.rows, len(tile.Report.Spec.Rows))
	g.leafColumns, g.totalColumn = leavesOf(g.columns, len(tile.Report.Spec.Columns))
	g.rowFields, g.columnFields = titlesOf(tile.Report.Spec.Rows, tile.Schema), titlesOf(tile.Report.Spec.Columns, tile.Schema)
	return g, len(g.table.Body) == len(g.rows)
}

// leavesOf lists the headers that are no totals and finds the grand total. An
// axis without dimensions has one header, which is both.
func leavesOf(headers []crosstab.Header, depth int) (leaves []int, total int) {
	total = -1
	for i, header := range headers {
		if len(header.Path) == depth && (!header.Total || depth == 0) {
			leaves = append(leaves, i)
		}
		if len(header.Path) == 0 {
			total = i
		}
	}
	return leaves, total
}

// at is the place in the table of a measure of a row and a column.
func (g grid) at(row, column, measure int) At {
	return At{Row: row, Column: g.table.RowHeaders + column*g.measures + measure}
}

func (g grid) cell(at At) reports.Cell { return g.table.Body[at.Row].Cells[at.Column] }

// known reports whether a cell holds a number that may be said.
func (g grid) known(at At) bool {
	cell := g.cell(at)
	return cell.State == table.Reported && isNumber(cell)
}

// isNumber reports whether a cell holds one number and nothing else. A cell
// with an interval or letters behind its number is text.
func isNumber(cell reports.Cell) bool { return cell.IsNumber }

// count is how many rows are behind a cell: of a share or a mean those that it
// was made of, as the chart beside it says, and not those without a value.
func (g grid) count(at At) int {
	cell := g.result.Cell(at.Row, (at.Column-g.table.RowHeaders)/g.measures)
	k := (at.Column - g.table.RowHeaders) % g.measures
	if cell.N == NotSaid || k >= len(cell.Values) || cell.Values[k].State != table.Reported || !reports.OfValues(g.asked[k]) {
		return cell.N
	}
	return cell.Values[k].Used
}

// rowLabel and columnLabel name a row and a column in words.
func (g grid) rowLabel(row int) string       { return labelOf(g.rows[row], g.rowFields) }
func (g grid) columnLabel(column int) string { return labelOf(g.columns[column], g.columnFields) }

// labelOf names a member. What says nothing alone, such as a 3 or a K, is named
// with its field: Grade 3.
func labelOf(header crosstab.Header, fields []string) string {
	labels := make([]string, len(header.Labels))
	for i, label := range header.Labels {
		switch {
		case label == "":
			labels[i] = "(blank)"
		case utf8.RuneCountInString(label) <= 2 && i < len(fields):
			labels[i] = fields[i] + " " + label
		default:
			labels[i] = label
		}
	}
	return strings.Join(labels, " · ")
}

func titlesOf(dimensions []crosstab.Dimension, schema table.Schema) []string {
	var titles []string
	for _, dimension := range dimensions {
		title := dimension.Field
		if at := schema.Index(title); at >= 0 {
			title = schema[at].Title()
		}
		titles = append(titles, title)
	}
	return titles
}

// number binds the text of a cell.
func (s *scribe) number(g grid, at At) string {
	return s.bind(reports.Bound{Text: g.cell(at).Text, To: reports.ToCell, Row: at.Row, Column: at.Column, OtherRow: -1, OtherColumn: -1})
}

// countOf binds how many rows are behind a cell.
func (s *scribe) countOf(g grid, at At) string {
	return s.bind(reports.Bound{Text: table.FormatNumber(float64(g.count(at)), 0), To: reports.ToCount, Row: at.Row, Column: at.Column, OtherRow: -1, OtherColumn: -1})
}

// gap binds how far two cells are from one another, and tells whether that is
// in percentage points and whether it can be seen at all.
func (s *scribe) gap(g grid, at, from At) (text string, points, visible bool) {
	cell, other := g.cell(at), g.cell(from)
	written, points := GapText(cell.Number-other.Number, cell)
	// What reads the same is not said to have changed.
	visible = !isZero(written) && cell.Text != other.Text
	return s.bind(reports.Bound{Text: written, To: reports.ToGap, Row: at.Row, Column: at.Column, OtherRow: from.Row, OtherColumn: from.Column}), points, visible
}

// GapText writes a difference between numbers that are written like this cell,
// without its sign. That of percentages is in points.
func GapText(difference float64, like reports.Cell) (text string, points bool) {
	if difference < 0 {
		difference = -difference
	}
	if like.Percent {
		return table.FormatNumber(difference*100, like.Decimals), true
	}
	return table.FormatNumber(difference, like.Decimals), false
}

// isZero reports whether a number reads as nothing.
func isZero(text string) bool { return strings.Trim(text, "0.,") == "" }
