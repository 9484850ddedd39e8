package pdf

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// density is how closely a board is set. One that must fit a page is tried with
// each in turn.
type density struct {
	lettering float64 // of the size of type
	chart     float64 // of the height of charts
	rows      int     // of a table at most; 0 is all
	bars      int     // of a chart with its names beneath one another at most; 0 is all
	shows     int     // sentences on what a tile shows at most
	reading   reading // where it says how to read the tiles
	// briefly leaves out of the tiles what to do next where a tile of tasks
	// says it all together.
	briefly bool
}

// reading is where a board says how to read its tiles.
type reading uint8

const (
	inTiles  reading = iota
	together         // once at the end, each sentence once
	byTile           // at the end, the sentences of each tile beside its name
)

// plain is how a board of any number of pages is set.
func plain() density { return density{lettering: 1, chart: 0.8, shows: 9} }

// sparing are the ways to set a board of several pages that leave less of them
// empty.
func sparing() []density {
	return []density{
		{lettering: 1, chart: 0.8, shows: 9, reading: byTile},
		{lettering: 0.98, chart: 0.68, shows: 9, reading: byTile},
		{lettering: 0.94, chart: 0.6, shows: 9, reading: byTile},
	}
}

func densities() []density {
	return []density{
		plain(),
		{1, 0.7, 20, 20, 9, together, false},
		{0.96, 0.66, 14, 14, 5, together, true},
		{0.93, 0.58, 12, 12, 4, together, true},
		{0.9, 0.54, 10, 10, 3, together, true},
		{0.88, 0.5, 8, 8, 3, together, true},
		{0.85, 0.46, 6, 8, 2, together, true},
		{0.82, 0.42, 5, 6, 2, together, true},
		{0.79, 0.38, 3, 5, 1, together, true},
	}
}

// composeBoard lays a board out: as it comes, or, if it is to be on one page,
// as close as need be.
func composeBoard(ctx context.Context, board *reports.Board, f *faces) (*boardComposer, error) {
	if !board.OnePage {
		return composePages(ctx, board, f)
	}
	all := densities()
	for _, dense := range all {
		composer := newBoardComposer(board, f, dense)
		if err := composer.compose(ctx, board.Sections, board.LeftOut); err != nil {
			return nil, err
		}
		if len(composer.sheets) == 1 {
			return fuller(ctx, composer)
		}
	}
	// Even set as closely as can be read it is too much: the last tiles go.
	for kept := len(board.Sections) - 1; kept >= 0; kept-- {
		leftOut := append([]string{}, board.LeftOut...)
		for _, section := range board.Sections[kept:] {
			leftOut = append(leftOut, section.Title)
		}
		composer := newBoardComposer(board, f, all[len(all)-1])
		if err := composer.compose(ctx, board.Sections[:kept], leftOut); err != nil {
			return nil, err
		}
		if len(composer.sheets) == 1 || kept == 0 {
			return composer, nil
		}
	}
	composer := newBoardComposer(board, f, all[len(all)-1])
	return composer, composer.compose(ctx, nil, board.LeftOut)
}

// composePages lays a board out on as many pages as it takes: how to read a tile
// stands in it, unless there are fewer pages, or less of one is empty, with all
// of that at the end.
func composePages(ctx context.Context, board *reports.Board, f *faces) (*boardComposer, error) {
	best := newBoardComposer(board, f, plain())
	if err := best.compose(ctx, board.Sections, board.LeftOut); err != nil || len(best.sheets) == 1 {
		return best, err
	}
	for _, dense := range sparing() {
		other := newBoardComposer(board, f, dense)
		if err := other.compose(ctx, board.Sections, board.LeftOut); err != nil {
			return nil, err
		}
		const much = 0.2 // of a page
		if len(other.sheets) < len(best.sheets) || len(other.sheets) == len(best.sheets) && other.emptiest() < best.emptiest()-much {
			best = other
		}
	}
	return best, nil
}

// emptiest is how much of that page, the last one aside, on which most is empty
// at its end.
func (c *boardComposer) emptiest() float64 {
	most := 0.0
	for _, sheet := range c.sheets[:len(c.sheets)-1] {
		end := 0.0
		for _, each := range sheet {
			end = math.Max(end, each.y+each.block.height)
		}
		most = math.Max(most, (c.bottom-end)/(c.bottom-topMargin))
	}
	return most
}

// fuller shows more lines of tables and bars of charts that were cut short, as
// long as all of it stays on one page.
func fuller(ctx context.Context, fits *boardComposer) (*boardComposer, error) {
	for more := 8; more > 0 && fits.cut; more /= 2 {
		dense := fits.density
		dense.rows += more
		dense.bars += more
		composer := newBoardComposer(fits.board, fits.faces, dense)
		if err := composer.compose(ctx, fits.board.Sections, fits.board.LeftOut); err != nil {
			return nil, err
		}
		if len(composer.sheets) == 1 {
			fits = composer
		}
	}
	return fits, nil
}

// readAtEnd says how to read the tiles: each sentence once, or those of each
// tile beside its name.
func (c *boardComposer) readAtEnd(sections []reports.Section) {
	type lines struct {
		name      string
		sentences []string
	}
	var all []lines
	said := map[string]bool{}
	for i := range sections {
		of := lines{name: sections[i].Title}
		for _, sentence := range sections[i].Narrative.Read {
			// What the axes are is plain from the page itself.
			if sentence.Key == "read.axes" || sentence.Key == "read.list" || c.density.reading == together && said[sentence.Text] {
				continue
			}
			said[sentence.Text] = true
			of.sentences = append(of.sentences, sentence.Text)
		}
		switch {
		case len(of.sentences) == 0:
		case c.density.reading == together && len(all) > 0:
			all[0].sentences = append(all[0].sentences, of.sentences...)
		default:
			all = append(all, of)
		}
	}
	if len(all) == 0 {
		return
	}
	parent, width := c.structure.add("Sect"), c.fit.content()
	style := textStyle{size: max(6.6, 7.2*c.density.lettering), color: muted}
	blocks := []block{c.tileRule(width), c.heading(c.board.Word("part.read"), parent, width, tellHeadStyle)}
	for _, of := range all {
		text := strings.Join(of.sentences, " ")
		if c.density.reading == byTile {
			text = of.name + ": " + text
		}
		blocks = append(blocks, c.paragraph(text, parent, width, style, 4)...)
	}
	c.flow(blocks, sideMargin)
}

// fewerBars is a chart with no more bars than the board is set with: those of
// the largest numbers, and that of the school that the board is for, in the
// order in which they were. It tells how many are left out. Charts that are not
// as high as they have names stay as they are.
func (c *boardComposer) fewerBars(drawn *chart.Chart, width float64) (fewer *chart.Chart, left int) {
	most := c.density.bars
	if most == 0 || len(drawn.Categories) <= most || drawn.Times || len(drawn.Edges) > 0 || chart.LeastHeight(drawn, width) == 0 {
		return drawn, 0
	}
	size := func(i int) float64 {
		largest := 0.0
		for _, series := range drawn.Series {
			if i < len(series.Points) && series.Points[i].Known {
				largest = math.Max(largest, math.Abs(series.Points[i].Value))
			}
		}
		if drawn.Categories[i] == c.board.Slice.Title() {
			largest = math.Inf(1)
		}
		return largest
	}
	kept := make([]int, len(drawn.Categories))
	for i := range kept {
		kept[i] = i
	}
	slices.SortStableFunc(kept, func(a, b int) int {
		if size(a) > size(b) {
			return -1
		} else if size(a) < size(b) {
			return 1
		}
		return 0
	})
	kept = kept[:most]
	slices.Sort(kept)
	made := *drawn
	made.Categories, made.Counts, made.Series = pick(drawn.Categories, kept), pick(drawn.Counts, kept), slices.Clone(drawn.Series)
	for i, series := range made.Series {
		made.Series[i].Points, made.Series[i].Across = pick(series.Points, kept), pick(series.Across, kept)
	}
	return &made, len(drawn.Categories) - most
}

// pick takes the values at some places of a list that has them.
func pick[T any](list []T, places []int) []T {
	var picked []T
	for _, place := range places {
		if place < len(list) {
			picked = append(picked, list[place])
		}
	}
	return picked
}
