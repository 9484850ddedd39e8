package app

import (
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/widgets"
)

// leftOut is the kind of rows that a person has left out.
const leftOut = "left out"

// top is the first row of the header, or of the data when there is no header.
func (t *importTable) top() int {
	switch {
	case t.plan.HeaderTop > 0:
		return t.plan.HeaderTop
	case t.plan.HeaderRow > 0:
		return t.plan.HeaderRow
	}
	return t.plan.FirstRow
}

// bottom is the last row of the data on a sheet whose last row is known.
func (t *importTable) bottom(sheetEnd int) int {
	if t.plan.LastRow > 0 {
		return t.plan.LastRow
	}
	return max(sheetEnd, t.plan.FirstRow)
}

// said is where the table stands as far as a person has settled it.
func (s tableState) options() importers.Options {
	said := importers.Options{HeaderRow: s.plan.HeaderRow, HeaderTop: s.plan.HeaderTop, FirstRow: s.plan.FirstRow}
	if said.HeaderRow == 0 {
		said.HeaderRow = importers.NoHeader
	}
	// Rows that are named one by one leave nothing to be found, the end included.
	if s.said.end || s.said.skip {
		said.LastRow = s.plan.LastRow
		if said.LastRow == 0 {
			said.LastRow = importers.ToEnd
		}
	}
	if s.said.skip {
		said.Skip = append([]importers.RowSpan{}, s.plan.Skip...)
	}
	return said
}

// headerEnds puts the end of the header after a row. A header that began
// further down takes that row alone.
func (t *importTable) headerEnds(row int) importers.Options {
	t.said.header = true
	said := t.options()
	said.HeaderRow, said.FirstRow = row, row+1
	if t.plan.HeaderRow == 0 || said.HeaderTop > row {
		said.HeaderTop = row
	} else if said.HeaderTop == 0 {
		said.HeaderTop = min(t.plan.HeaderRow, row)
	}
	return t.within(said)
}

// headerBegins puts the beginning of the header at a row.
func (t *importTable) headerBegins(row int) importers.Options {
	t.said.header = true
	said := t.options()
	said.HeaderTop = row
	if said.HeaderRow < row {
		said.HeaderRow, said.FirstRow = row, row+1
	}
	return t.within(said)
}

// noHeader says that the table has none and begins at a row.
func (t *importTable) noHeader(row int) importers.Options {
	t.said.header = true
	said := t.options()
	said.HeaderRow, said.HeaderTop, said.FirstRow = importers.NoHeader, 0, row
	return t.within(said)
}

// dataEnds puts the end of the data after a row, or with row 0 at the end of
// the sheet.
func (t *importTable) dataEnds(row int) importers.Options {
	t.said.end = true
	said := t.options()
	if said.LastRow = row; row == 0 {
		said.LastRow = importers.ToEnd
	}
	return said
}

// leaveOut sets rows among the data aside.
func (t *importTable) leaveOut(first, last int) importers.Options {
	t.said.skip = true
	said := t.options()
	said.Skip = withoutRows(said.Skip, first, last)
	said.Skip = append(said.Skip, importers.RowSpan{First: first, Last: last, Kind: leftOut})
	slices.SortFunc(said.Skip, func(a, b importers.RowSpan) int { return a.First - b.First })
	return said
}

// takeIn makes rows data that were set aside.
func (t *importTable) takeIn(first, last int) importers.Options {
	t.said.skip = true
	said := t.options()
	said.Skip = withoutRows(said.Skip, first, last)
	return said
}

// within forgets what was said of rows that are above the data now.
func (t *importTable) within(said importers.Options) importers.Options {
	if said.LastRow > 0 && said.LastRow < said.FirstRow {
		said.LastRow, t.said.end = 0, false
	}
	if said.Skip != nil {
		said.Skip = withoutRows(said.Skip, 0, said.FirstRow-1)
	}
	return said
}

// withoutRows takes rows out of a list of spans; the rest of a span stays.
func withoutRows(spans []importers.RowSpan, first, last int) []importers.RowSpan {
	kept := []importers.RowSpan{}
	for _, span := range spans {
		if span.Last < first || span.First > last {
			kept = append(kept, span)
			continue
		}
		if span.First < first {
			kept = append(kept, importers.RowSpan{First: span.First, Last: first - 1, Kind: span.Kind})
		}
		if span.Last > last {
			kept = append(kept, importers.RowSpan{First: last + 1, Last: span.Last, Kind: span.Kind})
		}
	}
	return kept
}

// skipped returns the span that holds a row, if one does.
func (t *importTable) skipped(row int) (importers.RowSpan, bool) {
	for _, span := range t.plan.Skip {
		if row >= span.First && row <= span.Last {
			return span, true
		}
	}
	return importers.RowSpan{}, false
}

// The edges of a table that can be moved, in the order of sheetEdges.
const (
	headerTopEdge = iota
	headerEndEdge
	dataEndEdge
)

// sheetEdges are the edges of a table for a sheet whose rows are known up to
// sheetEnd.
func sheetEdges(t *importTable, sheetEnd int) []widgets.SheetEdge {
	bottom := t.bottom(sheetEnd)
	last := t.plan.FirstRow - 1
	if t.plan.HeaderRow > 0 {
		last = t.plan.HeaderRow
	}
	return []widgets.SheetEdge{
		headerTopEdge: {Name: say("Header begins"), Row: t.top() - 1, Least: 0, Most: max(t.top()-1, last-1)},
		headerEndEdge: {Name: say("Header ends"), Row: last, Least: t.top() - 1, Most: max(last, bottom-1)},
		dataEndEdge:   {Name: say("Data ends"), Row: bottom, Least: t.plan.FirstRow, Most: max(sheetEnd, bottom)},
	}
}

// sheetBands tells what the rows of a sheet were taken for: those of the table
// that is shown, and of the others on its sheet.
func sheetBands(tables []*importTable, sheetEnd int) []widgets.SheetBand {
	var bands []widgets.SheetBand
	add := func(kind widgets.BandKind, first, last int) {
		if first <= last {
			bands = append(bands, widgets.SheetBand{Kind: kind, First: first, Last: last})
		}
	}
	ordered := slices.Clone(tables)
	slices.SortFunc(ordered, func(a, b *importTable) int { return a.top() - b.top() })
	next := 1 // the first row that no band holds yet
	for i, t := range ordered {
		add(widgets.BandTitle, next, t.top()-1)
		if t.plan.HeaderRow > 0 {
			add(widgets.BandHeader, t.top(), t.plan.HeaderRow)
			add(widgets.BandNote, t.plan.HeaderRow+1, t.plan.FirstRow-1)
		}
		bottom, limit := t.bottom(sheetEnd), sheetEnd
		if i+1 < len(ordered) {
			limit = ordered[i+1].top() - 1
			bottom = min(bottom, limit)
		}
		next = t.plan.FirstRow
		for _, span := range t.plan.Skip {
			if span.First > limit {
				break
			}
			add(widgets.BandData, next, min(span.First-1, bottom)) // a total may stand below the last row
			add(widgets.BandNote, max(next, bottom+1), span.First-1)
			add(bandOf(span.Kind), span.First, min(span.Last, limit))
			next = span.Last + 1
		}
		add(widgets.BandData, next, bottom)
		next = max(next, bottom+1)
	}
	if len(ordered) > 0 {
		add(widgets.BandNote, next, sheetEnd)
	}
	return bands
}

// bandOf is the band of rows that are set aside inside a table.
func bandOf(kind string) widgets.BandKind {
	switch kind {
	case leftOut:
		return widgets.BandLeft
	case "total":
		return widgets.BandTotal
	case "header":
		return widgets.BandHeader
	}
	return widgets.BandNote
}
