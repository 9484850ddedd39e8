package pdf

import (
	"slices"

	"github.com/schoolbench/schoolbench/reports"
)

// Letter paper, in points.
const (
	paperShort  = 612.0
	paperLong   = 792.0
	sideMargin  = 45.0
	cellPadding = 4.5 // left and right of a cell's text
)

// The sizes at which a table is tried, largest first.
var (
	uprightSizes = []float64{9, 8.5, 8}
	acrossSizes  = []float64{9, 8.5, 8, 7.5, 7}
)

// mostAir is the most that a column is widened where there is room.
const mostAir = 16.0

// panelSize is the size of a table that is too wide for the paper anyway.
const panelSize = 8.0

// The widest that words may make a column, in ems; longer ones wrap.
const (
	widestLabel  = 24.0
	widestWords  = 18.0
	widestHeader = 10.0
)

// panel is a run of columns printed beside the row labels: from first up to,
// and without, end.
type panel struct{ first, end int }

// fit is how a table is set: paper, size of type, widths, panels.
type fit struct {
	paperWidth, paperHeight float64
	size                    float64
	widths                  []float64 // of the columns, in points, padding included
	labels                  int       // leading columns repeated in every panel
	panels                  []panel
	numeric                 []bool
}

// content is the width between the margins.
func (f *fit) content() float64 { return f.paperWidth - 2*sideMargin }

// room is the width for a table. Its outermost cells reach into the margins by
// their padding, so that its words line up with those above it.
func (f *fit) room() float64 { return f.content() + 2*cellPadding }

// width is the width of a panel with its labels.
func (f *fit) width(p panel) float64 {
	total := 0.0
	for _, column := range f.columns(p) {
		total += f.widths[column]
	}
	return total
}

// columns lists the columns of a panel, labels first.
func (f *fit) columns(p panel) []int {
	columns := make([]int, 0, f.labels+p.end-p.first)
	for i := range f.labels {
		columns = append(columns, i)
	}
	for i := p.first; i < p.end; i++ {
		columns = append(columns, i)
	}
	return columns
}

// fitTable chooses upright or lying paper and the largest type at which the
// table is no wider than the paper, or else splits it into panels.
func fitTable(grid *reports.Table, f *faces) *fit {
	chosen := &fit{labels: min(grid.RowHeaders, grid.Width()), numeric: grid.NumericColumns()}
	body := bodyEms(grid, chosen.labels, f)
	ems := headerEms(grid, body, 1, f)
	try := func(width, height, size float64) bool {
		chosen.paperWidth, chosen.paperHeight, chosen.size = width, height, size
		chosen.widths = make([]float64, len(ems))
		total := 0.0
		for i, em := range ems {
			chosen.widths[i] = em*size + 2*cellPadding
			total += chosen.widths[i]
		}
		return total <= chosen.room()
	}
	// Headers stay on few lines where there is room.
	if !try(paperShort, paperLong, uprightSizes[0]) {
		ems = headerEms(grid, body, 3, f)
	}
	fits := slices.ContainsFunc(uprightSizes, func(size float64) bool { return try(paperShort, paperLong, size) }) ||
		slices.ContainsFunc(acrossSizes, func(size float64) bool { return try(paperLong, paperShort, size) })
	if fits {
		chosen.panels = []panel{{chosen.labels, len(ems)}}
		chosen.spread()
		return chosen
	}
	try(paperLong, paperShort, panelSize)
	chosen.split()
	return chosen
}

// fitWithin sets a table in a column of a page that is this wide, at the
// largest type at which it fits, or else splits it into panels.
func fitWithin(grid *reports.Table, f *faces, width, scale float64) *fit {
	chosen := &fit{labels: min(grid.RowHeaders, grid.Width()), numeric: grid.NumericColumns(), paperWidth: width + 2*sideMargin, paperHeight: paperLong}
	body := bodyEms(grid, chosen.labels, f)
	for _, lines := range []int{1, 3} {
		ems := headerEms(grid, body, lines, f)
		for _, size := range acrossSizes {
			if lines == 1 && size < 8 {
				break // two lines of a header are read more easily than small type
			}
			chosen.setWidths(ems, size*scale)
			if chosen.widthOfAll() <= chosen.room() {
				chosen.panels = []panel{{chosen.labels, len(ems)}}
				chosen.spread()
				return chosen
			}
		}
	}
	chosen.setWidths(headerEms(grid, body, 3, f), panelSize*scale)
	chosen.split()
	return chosen
}

// setWidths sets the columns to their widths in ems.
func (f *fit) setWidths(ems []float64, size float64) {
	f.size, f.widths = size, make([]float64, len(ems))
	for i, em := range ems {
		f.widths[i] = em*size + 2*cellPadding
	}
}

func (f *fit) widthOfAll() float64 {
	total := 0.0
	for _, width := range f.widths {
		total += width
	}
	return total
}

// spread gives a table that is narrower than the paper some air, but keeps its
// columns close enough to read along a row.
func (f *fit) spread() {
	used := f.width(f.panels[0])
	if len(f.widths) == 0 {
		return
	}
	extra := min((f.room()-used)/float64(len(f.widths)), mostAir)
	for i := range f.widths {
		f.widths[i] += extra
	}
}

// split divides the columns into panels as wide as the paper.
func (f *fit) split() {
	room := f.room()
	// Labels leave more than half of the width to the columns they are for.
	used := 0.0
	for i := range f.labels {
		used += f.widths[i]
	}
	if limit := 0.45 * room; used > limit {
		for i := range f.labels {
			f.widths[i] *= limit / used
		}
		used = limit
	}
	for first := f.labels; first < len(f.widths); {
		// A column that is wider than the paper is narrowed: its text shrinks.
		f.widths[first] = min(f.widths[first], room-used)
		end, total := first+1, used+f.widths[first]
		for end < len(f.widths) && total+f.widths[end] <= room {
			total += f.widths[end]
			end++
		}
		f.panels = append(f.panels, panel{first, end})
		first = end
	}
	if len(f.panels) == 0 {
		f.panels = []panel{{f.labels, f.labels}}
		return
	}
	f.balance(room - used)
	for _, part := range f.panels {
		extra := min((room-f.width(part))/float64(part.end-part.first), mostAir)
		for i := part.first; i < part.end && extra > 0; i++ {
			f.widths[i] += extra
		}
	}
}

// balance makes the panels about equally wide, so that the last is not left
// with a single column.
func (f *fit) balance(room float64) {
	count := len(f.panels)
	total := 0.0
	for _, width := range f.widths[f.labels:] {
		total += width
	}
	var even []panel
	first, used, done := f.labels, 0.0, 0.0
	for i := f.labels; i < len(f.widths); i++ {
		left := count - len(even)
		aim := (total - done) / float64(left)
		if i > first && (used+f.widths[i] > room || used+f.widths[i]/2 > aim && left > 1) {
			even = append(even, panel{first, i})
			first, done, used = i, done+used, 0
		}
		used += f.widths[i]
	}
	even = append(even, panel{first, len(f.widths)})
	if len(even) == count {
		f.panels = even
	}
}

// bodyEms measures the columns in ems: as wide as their widest number, with
// words wrapped.
func bodyEms(grid *reports.Table, labels int, f *faces) []float64 {
	ems := make([]float64, grid.Width())
	for i := range ems {
		ems[i] = 2
	}
	for _, row := range grid.Body {
		for i, cell := range row.Cells {
			if i >= len(ems) || cell.Text == "" {
				continue
			}
			needed := f.widestLine(cell.Text, 1, row.Total || cell.Total)
			switch {
			case cell.IsNumber:
			case i < labels:
				needed = min(needed, widestLabel)
			default:
				needed = min(needed, widestWords)
			}
			ems[i] = max(ems[i], needed)
		}
	}
	return ems
}

// headerEms widens the columns for headers of at most so many lines.
func headerEms(grid *reports.Table, body []float64, lines int, f *faces) []float64 {
	ems := slices.Clone(body)
	for _, header := range grid.HeaderRows {
		for i, cell := range header {
			if cell.Text != "" && cell.Span <= 1 && i < len(ems) {
				ems[i] = max(ems[i], min(f.widthForLines(cell.Text, 1, true, lines), widestHeader))
			}
		}
	}
	for _, header := range grid.HeaderRows {
		for i, cell := range header {
			end := min(i+cell.Span, len(ems))
			if cell.Span <= 1 || cell.Text == "" {
				continue
			}
			needed := min(f.widthForLines(cell.Text, 1, true, min(lines, 2)), widestWords)
			for _, has := range ems[i:end] {
				needed -= has
			}
			for j := i; needed > 0 && j < end; j++ {
				ems[j] += needed / float64(end-i)
			}
		}
	}
	return ems
}
