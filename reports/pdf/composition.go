package pdf

import (
	"image/color"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// composition is a document laid out: everything is settled but the ink.
type composition struct {
	document  *reports.Document
	fit       *fit
	pages     []*page
	bookmarks []bookmark
	footer    []string // lines of the source and date
	// structure is the nodes of the document in reading order, for screen
	// readers.
	structure *node
}

// page is one page: what stands on it, in reading order.
type page struct{ items []item }

// item is something on a page.
type item interface{ paint(p *painter) }

// bookmark is an entry of the outline that viewers show beside the pages.
type bookmark struct {
	text  string
	level int
	page  int // from 1
	y     float64
}

// textStyle is how text is set.
type textStyle struct {
	size  float64
	bold  bool
	color color.RGBA
}

// lineHeight is the distance between two lines of this size.
func (s textStyle) lineHeight() float64 { return s.size * 1.36 }

// ascent is how far the first baseline stands beneath the top of a text.
func (s textStyle) ascent() float64 { return s.size * 1.07 }

// textItem is lines of text with their top left corner at x, y.
type textItem struct {
	x, y  float64
	lines []string
	style textStyle
	// of is the node that the text belongs to; nil for what is no part of the
	// content.
	of *node
}

// chartItem is a chart in a box.
type chartItem struct {
	x, y, width, height float64
	chart               *chart.Chart
	// scale makes the chart's type and lines smaller; 0 leaves them.
	scale float64
	of    *node // nil if whoever paints it marks it
}

// tableItem is some rows of a panel beneath their headers, with the top left
// corner at x, y.
type tableItem struct {
	fit     *fit
	x, y    float64
	panel   panel
	headers []headerRow
	rows    []bodyRow
	of      *node
	// again is true where the table goes on on another page: its headers are
	// no new content then.
	again bool
}

// headerRow and bodyRow are rows with their texts broken into lines.
type headerRow struct {
	height float64
	cells  []setCell
}

type bodyRow struct {
	height float64
	total  bool
	grand  bool
	cells  []setCell
}

// setCell is the text of a cell, ready to be painted. The places are relative
// to the table's left edge.
type setCell struct {
	lines       []string
	left, width float64 // of the cell, padding included
	style       textStyle
	align       alignment
	ruled       bool // a header over several columns: a rule joins them
}

type alignment uint8

const (
	toLeft alignment = iota
	toRight
	toCentre
)
