package pdf

import (
	"context"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
)

// gutter is the room between tiles beside and below one another.
const (
	gutter    = 14.0
	tileBelow = 13.0
)

// boardComposer lays a board out on pages.
type boardComposer struct {
	*composition
	board     *reports.Board
	faces     *faces
	sheets    [][]placedBlock
	y, bottom float64
	density   density
	// cut is true if some table lost lines, or a chart bars, for want of room.
	cut bool
}

type placedBlock struct {
	x, y  float64
	block block
}

// block is a piece of a tile that is never divided.
type block struct {
	height float64
	draw   func(p *painter, x, y float64)
	// keep holds the block on the page of the one after it.
	keep bool
	// head is the head of the table that the block is a row of; it is painted
	// again where the table goes on on another page.
	head *block
	// bookmark, if not empty, is an entry of the outline.
	bookmark string
}

func newBoardComposer(board *reports.Board, f *faces, dense density) *boardComposer {
	paper := &fit{paperWidth: paperShort, paperHeight: paperLong}
	document := &reports.Document{Title: board.Title, Sentence: board.RunAs, Created: board.Created}
	c := &boardComposer{
		composition: &composition{document: document, fit: paper, structure: &node{kind: "Document"}}, board: board, faces: f,
		density: dense,
	}
	c.footer = f.wrap(board.RunAs, smallStyle.size, false, paper.content()-90)
	c.bottom = paper.paperHeight - bottomMargin - float64(len(c.footer))*smallStyle.lineHeight() - 10
	return c
}

func (c *boardComposer) compose(ctx context.Context, sections []reports.Section, leftOut []string) error {
	c.newPage()
	c.head()
	for _, band := range bandsOf(sections) {
		if err := ctx.Err(); err != nil {
			return err
		}
		c.band(band)
	}
	if c.density.reading != inTiles {
		c.readAtEnd(sections)
	}
	if len(leftOut) > 0 {
		parent := c.structure.add("Sect")
		blocks := []block{c.heading(c.board.Word("word.left"), parent, c.fit.content(), headingStyle)}
		for _, line := range leftOut {
			blocks = append(blocks, c.paragraph(line, parent, c.fit.content(), c.styled(noteStyle), 2)...)
		}
		c.flow(blocks, sideMargin)
	}
	return nil
}

func (c *boardComposer) styled(style textStyle) textStyle {
	style.size *= c.density.lettering
	return style
}

func (c *boardComposer) newPage() {
	c.sheets = append(c.sheets, nil)
	c.y = topMargin + runningTitle
	if len(c.sheets) == 1 {
		c.y = firstTopMargin - 8
	}
}

// head sets the board's title, for whom it is, and its description.
func (c *boardComposer) head() {
	width := c.fit.content()
	title := c.styled(titleStyle)
	blocks := c.text(c.board.Title, c.structure.add("H1"), width, title, 2)
	blocks[0].bookmark = c.board.Title
	blocks = append(blocks, c.paragraph(c.board.RunAs, c.structure, width, c.styled(sentenceStyle), 4)...)
	if c.board.Description != "" {
		blocks = append(blocks, c.paragraph(c.board.Description, c.structure, width, c.styled(textStyle{size: 10, color: ink}), 4)...)
	}
	c.flow(append(blocks, block{height: 4, draw: func(*painter, float64, float64) {}}), sideMargin)
}

// bandTile is a tile with its place on a band: columns of the grid.
type bandTile struct {
	section       *reports.Section
	column, width int
}

// bandsOf groups sections into rows of the grid. Tiles that do not fit beside
// one another stand below.
func bandsOf(sections []reports.Section) [][]bandTile {
	var bands [][]bandTile
	row, next := -1, 0
	for i := range sections {
		section := &sections[i]
		width := section.Place.Width
		if width <= 0 || width > reports.GridColumns {
			width = reports.GridColumns
		}
		column := max(section.Place.Column, next)
		if section.Place.Row != row || column+width > reports.GridColumns {
			bands = append(bands, nil)
			row, next = section.Place.Row, 0
			column = section.Place.Column
		}
		column = min(column, reports.GridColumns-width)
		bands[len(bands)-1] = append(bands[len(bands)-1], bandTile{section, column, width})
		next = column + width
	}
	return bands
}

// band sets tiles side by side. Tiles too tall for a page are set one below the
// other over the whole width instead, where they can go on on the next page.
func (c *boardComposer) band(band []bandTile) {
	full := c.fit.content()
	if len(band) == 1 {
		c.flow(c.tile(band[0].section, full), sideMargin)
		return
	}
	var columns [][]block
	tallest := 0.0
	before := len(c.structure.kids)
	for _, tile := range band {
		blocks := c.tile(tile.section, c.columnWidth(tile.width))
		columns = append(columns, blocks)
		tallest = max(tallest, heightOf(blocks))
	}
	if tallest > c.bottom-topMargin-runningTitle {
		c.structure.kids = c.structure.kids[:before]
		for _, tile := range band {
			c.flow(c.tile(tile.section, full), sideMargin)
		}
		return
	}
	if c.y+tallest > c.bottom && !c.atTop() {
		c.newPage()
	}
	top := c.y
	for i, tile := range band {
		y := top
		x := sideMargin + float64(tile.column)*(full+gutter)/reports.GridColumns
		for _, each := range columns[i] {
			c.place(each, x, y)
			y += each.height
		}
	}
	c.y = top + tallest
}

func (c *boardComposer) columnWidth(columns int) float64 {
	return float64(columns)*(c.fit.content()+gutter)/reports.GridColumns - gutter
}

func (c *boardComposer) atTop() bool {
	return c.y <= topMargin+runningTitle+1 || len(c.sheets[len(c.sheets)-1]) == 0
}

func heightOf(blocks []block) float64 {
	height := 0.0
	for _, each := range blocks {
		height += each.height
	}
	return height
}

// flow sets blocks one below the other, on as many pages as they take.
func (c *boardComposer) flow(blocks []block, x float64) {
	for i, each := range blocks {
		needed := each.height
		for k := i; k+1 < len(blocks) && blocks[k].keep; k++ {
			needed += blocks[k+1].height
		}
		if c.y+needed > c.bottom && !c.atTop() {
			c.newPage()
			if each.head != nil && i > 0 && blocks[i-1].head == each.head {
				c.place(*each.head, x, c.y)
				c.y += each.head.height
			}
		}
		c.place(each, x, c.y)
		c.y += each.height
	}
}

func (c *boardComposer) place(each block, x, y float64) {
	if each.bookmark != "" {
		text := strings.ReplaceAll(clean(each.bookmark), "\n", " ")
		level := 1
		if len(c.bookmarks) == 0 {
			level = 0
		}
		c.bookmarks = append(c.bookmarks, bookmark{text: text, level: level, page: len(c.sheets), y: max(0, y-8)})
	}
	last := len(c.sheets) - 1
	c.sheets[last] = append(c.sheets[last], placedBlock{x, y, each})
}
