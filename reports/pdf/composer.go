package pdf

import (
	"context"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"golang.org/x/text/unicode/runenames"
)

const (
	topMargin      = 45.0
	firstTopMargin = 48.0
	bottomMargin   = 36.0
	// runningTitle is the room that the title takes on the pages after the first.
	runningTitle = 20.0
	// linesTogether is the length up to which a paragraph is not divided.
	linesTogether = 8
)

// createdLayout writes when the document was made.
const createdLayout = "2 January 2006, 3:04 PM"

var (
	titleStyle    = textStyle{size: 18, bold: true, color: ink}
	sentenceStyle = textStyle{size: 10.5, color: muted}
	headingStyle  = textStyle{size: 10.5, bold: true, color: ink}
	noteStyle     = textStyle{size: 9, color: ink}
	smallStyle    = textStyle{size: 8, color: muted}
)

// composer lays a document out, from top to bottom.
type composer struct {
	*composition
	faces *faces
	grid  *reports.Table
	y     float64
	// bottom is where the room for text ends, above the footer.
	bottom float64
}

// compose lays a document out.
func compose(ctx context.Context, document *reports.Document, f *faces) (*composition, error) {
	c := &composer{composition: &composition{document: document, structure: &node{kind: "Document"}}, faces: f, grid: document.Table}
	if c.grid == nil {
		c.grid = &reports.Table{}
	}
	c.fit = fitTable(c.grid, f)
	c.setFooter()
	c.newPage()

	c.bookmark(document.Title, 0)
	c.text(document.Title, "H1", titleStyle, 4)
	c.text(document.Sentence, "P", sentenceStyle, 14)
	c.drawChart()
	if err := c.table(ctx); err != nil {
		return nil, err
	}
	c.list("Definitions", document.Definitions)
	c.list("Notes", c.notes())
	return c.composition, nil
}

// setFooter settles the lines at the foot of every page, and so where the room
// for text ends.
func (c *composer) setFooter() {
	var parts []string
	if c.document.Source != "" {
		parts = append(parts, c.document.Source)
	}
	if !c.document.Created.IsZero() {
		parts = append(parts, "Made "+c.document.Created.Format(createdLayout)+".")
	}
	c.footer = c.faces.wrap(strings.Join(parts, " "), smallStyle.size, false, c.fit.content()-90)
	c.bottom = c.fit.paperHeight - bottomMargin - float64(len(c.footer))*smallStyle.lineHeight() - 10
}

func (c *composer) newPage() {
	c.pages = append(c.pages, &page{})
	c.y = topMargin + runningTitle
	if len(c.pages) == 1 {
		c.y = firstTopMargin
	}
}

func (c *composer) add(what item) {
	last := c.pages[len(c.pages)-1]
	last.items = append(last.items, what)
}

func (c *composer) bookmark(text string, level int) {
	if text = strings.ReplaceAll(clean(text), "\n", " "); text != "" {
		c.bookmarks = append(c.bookmarks, bookmark{text: text, level: level, page: len(c.pages), y: max(0, c.y-8)})
	}
}

// text sets a paragraph, or a heading, over the whole width, with a gap beneath
// it. A short one stays in one piece; a long one goes on on the next page when
// it must.
func (c *composer) text(text, kind string, style textStyle, gap float64) {
	if text == "" {
		return
	}
	of := c.structure.add(kind)
	lines := c.faces.wrap(text, style.size, style.bold, c.fit.content())
	if len(lines) <= linesTogether {
		c.need(float64(len(lines)) * style.lineHeight())
	}
	for len(lines) > 0 {
		room := int((c.bottom - c.y) / style.lineHeight())
		if room < 1 {
			c.newPage()
			continue
		}
		here := min(room, len(lines))
		c.add(textItem{x: sideMargin, y: c.y, lines: lines[:here], style: style, of: of})
		c.y += float64(here) * style.lineHeight()
		lines = lines[here:]
	}
	c.y += gap
}

// need starts a new page unless there is this much room left on this one.
func (c *composer) need(height float64) {
	if c.y+height > c.bottom && c.y > topMargin+runningTitle+1 {
		c.newPage()
	}
}

// drawChart places the chart over the whole width.
func (c *composer) drawChart() {
	drawn := c.document.Chart
	if drawn == nil || drawn.Kind == chart.None {
		return
	}
	width := c.fit.content() + 2*chartPadding
	height := c.chartHeight(chart.Height(drawn, width))
	c.need(height)
	c.bookmark("Chart", 1)
	c.y -= chartPadding / 2
	of := c.structure.add("Figure")
	of.alt = c.chartInWords(drawn)
	c.add(chartItem{x: sideMargin - chartPadding, y: c.y, width: width, height: height, chart: drawn, of: of})
	c.y += height
}

// chartInWords is what is said of a chart to those who do not see it.
func (c *composer) chartInWords(drawn *chart.Chart) string {
	title := drawn.Title
	if title == "" {
		title = c.document.Title
	}
	return fmt.Sprintf("Chart: %s. Its numbers are in the table.", strings.TrimSuffix(title, "."))
}

// chartPadding is what chart.Draw keeps clear around what it draws. It reaches
// into the margins, so that the chart lines up with the words.
const chartPadding = 18.0

// lowestChart is the height down to which a chart is pressed to keep it and its
// table on one page.
const lowestChart = 210.0

// chartHeight is the usual height, or less if the chart, or the table beneath
// it too, then fits on the page.
func (c *composer) chartHeight(usual float64) float64 {
	usual = min(usual, c.bottom-topMargin-runningTitle)
	if left := c.bottom - c.y; left >= lowestChart {
		usual = min(usual, left)
	}
	const most = 60 // rows that a page could hold
	if len(c.fit.panels)*len(c.grid.Body) > most {
		return usual
	}
	needed := panelGap * float64(len(c.fit.panels)-1)
	for _, part := range c.fit.panels {
		if len(c.fit.panels) > 1 {
			needed += captionHeight
		}
		for _, header := range c.headerRows(part) {
			needed += header.height
		}
		for _, row := range c.grid.Body {
			needed += c.bodyRow(row, part).height
		}
	}
	if left := c.bottom - c.y - needed; left >= lowestChart {
		return min(usual, left)
	}
	return usual
}

// list sets a heading and its lines.
func (c *composer) list(heading string, lines []string) {
	if len(lines) == 0 {
		return
	}
	c.y += 10
	c.need(headingStyle.lineHeight() + 2*noteStyle.lineHeight())
	c.bookmark(heading, 1)
	c.text(heading, "H2", headingStyle, 2)
	for _, line := range lines {
		c.text(line, "P", noteStyle, 3)
	}
}

// notes are the document's notes and one for what could not be drawn.
func (c *composer) notes() []string {
	if len(c.faces.missing) == 0 {
		return c.document.Notes
	}
	const most = 12
	var names []string
	for _, r := range c.faces.missing[:min(most, len(c.faces.missing))] {
		name := strings.ToLower(runenames.Name(r))
		names = append(names, strings.TrimSpace(fmt.Sprintf("U+%04X %s", r, name)))
	}
	if more := len(c.faces.missing) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	return append(append([]string{}, c.document.Notes...),
		"The fonts at hand cannot draw some characters; each is shown by its number in brackets. They are: "+strings.Join(names, "; ")+".")
}
