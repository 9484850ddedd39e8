package reports

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// The sizes that a new tile begins with.
const (
	newFigureWidth = 3
	newTileWidth   = 6
)

// TileAt is the place of the tile with this name in Tiles, ignoring case, or -1.
func (d Dashboard) TileAt(name string) int {
	return slices.IndexFunc(d.Tiles, func(tile Tile) bool { return strings.EqualFold(tile.Name, name) })
}

// Clone is a copy whose tiles, rules and filters can be changed without
// changing the dashboard.
func (d Dashboard) Clone() Dashboard {
	d.Filters, d.Ways, d.Rules, d.Tiles = slices.Clone(d.Filters), slices.Clone(d.Ways), slices.Clone(d.Rules), slices.Clone(d.Tiles)
	for i, tile := range d.Tiles {
		d.Tiles[i].Own = maps.Clone(tile.Own)
		d.Tiles[i].Words, d.Tiles[i].Tasks, d.Tiles[i].Bands = maps.Clone(tile.Words), slices.Clone(tile.Tasks), slices.Clone(tile.Bands)
	}
	return d
}

// WithTile is the dashboard with a tile more, beneath or, where there is room,
// beside the last ones. The tile is given a name of its own, which is returned.
func (d Dashboard) WithTile(tile Tile) (Dashboard, string) {
	d = d.Clone()
	wanted := strings.TrimSpace(cmp.Or(tile.Name, tile.Title, string(tile.Kind)))
	tile.Name = wanted
	for i := 2; d.TileAt(tile.Name) >= 0; i++ {
		tile.Name = fmt.Sprintf("%s %d", wanted, i)
	}
	if tile.Place.Width <= 0 || tile.Place.Width > GridColumns {
		tile.Place.Width = GridColumns
	}
	last, end := -1, 0
	for _, other := range d.Tiles {
		switch {
		case other.Place.Row > last:
			last, end = other.Place.Row, other.Place.end()
		case other.Place.Row == last:
			end = max(end, other.Place.end())
		}
	}
	if last < 0 || end+tile.Place.Width > GridColumns {
		last, end = last+1, 0
	}
	tile.Place.Row, tile.Place.Column = last, end
	d.Tiles = append(d.Tiles, tile)
	return d, tile.Name
}

// WithoutTile is the dashboard without a tile, and without the rules that look
// at it.
func (d Dashboard) WithoutTile(name string) Dashboard {
	d = d.Clone()
	d.Tiles = slices.DeleteFunc(d.Tiles, func(tile Tile) bool { return strings.EqualFold(tile.Name, name) })
	d.Rules = slices.DeleteFunc(d.Rules, func(rule Rule) bool { return strings.EqualFold(rule.Tile, name) })
	d.closeRows()
	return d
}

// WithPlace is the dashboard with a tile at another place. It stays within the
// grid, and tiles that it would cover make room: beside it, if the row is wide
// enough for all of them, and else beneath it.
func (d Dashboard) WithPlace(name string, place Place) Dashboard {
	d = d.Clone()
	moved := d.TileAt(name)
	if moved < 0 {
		return d
	}
	place.Width = min(max(place.Width, 1), GridColumns)
	place.Column = min(max(place.Column, 0), GridColumns-place.Width)
	place.Row, place.Height = max(place.Row, 0), max(place.Height, 0)
	from := d.Tiles[moved].Place
	d.Tiles[moved].Place = place
	var beside []int
	width, covers := place.Width, false
	for i, other := range d.Tiles {
		if i != moved && other.Place.Row == place.Row {
			beside = append(beside, i)
			width += other.Place.width()
			covers = covers || other.Place.Column < place.Column+place.Width && place.Column < other.Place.end()
		}
	}
	switch {
	case covers && width <= GridColumns:
		d.setBeside(append(beside, moved), moved, from)
	case covers:
		for i := range d.Tiles {
			if i != moved && d.Tiles[i].Place.Row >= place.Row {
				d.Tiles[i].Place.Row++
			}
		}
	}
	d.closeRows()
	return d
}

// WithOwnRow is the dashboard with a tile in a row of its own, before the one
// that is the row's now. Beyond the last row it comes last.
func (d Dashboard) WithOwnRow(name string, row int) Dashboard {
	d = d.Clone()
	moved := d.TileAt(name)
	if moved < 0 {
		return d
	}
	for i := range d.Tiles {
		if i != moved && d.Tiles[i].Place.Row >= row {
			d.Tiles[i].Place.Row++
		}
	}
	d.Tiles[moved].Place.Row = max(row, 0)
	d.closeRows()
	return d
}

// setBeside sets the tiles of one row side by side in the order of their
// middles. One that was moved along its row goes past another as soon as the edge
// in front is past the other's middle, as a hand that drags it means; it wins over
// one that stood in the same place.
func (d Dashboard) setBeside(row []int, moved int, from Place) {
	along := 0
	if to := d.Tiles[moved].Place; to.Row == from.Row && to.Width == from.width() {
		along = cmp.Compare(to.Column, from.Column)
	}
	order := func(i int) int {
		middle := 2*d.Tiles[i].Place.Column + d.Tiles[i].Place.width()
		if i == moved {
			middle += along * d.Tiles[i].Place.width()
		}
		return middle
	}
	slices.SortStableFunc(row, func(a, b int) int {
		if before := cmp.Compare(order(a), order(b)); before != 0 {
			return before
		}
		if along > 0 {
			a, b = b, a
		}
		return cmp.Compare(rankOf(a == moved), rankOf(b == moved))
	})
	free := 0
	for _, i := range row {
		d.Tiles[i].Place.Width = d.Tiles[i].Place.width()
		d.Tiles[i].Place.Column = max(d.Tiles[i].Place.Column, free)
		free = d.Tiles[i].Place.end()
	}
	end := GridColumns
	for _, i := range slices.Backward(row) {
		d.Tiles[i].Place.Column = min(d.Tiles[i].Place.Column, end-d.Tiles[i].Place.Width)
		end = d.Tiles[i].Place.Column
	}
}

func rankOf(first bool) int {
	if first {
		return 0
	}
	return 1
}

// closeRows takes out rows of the grid in which nothing stands.
func (d Dashboard) closeRows() {
	var rows []int
	for _, tile := range d.Tiles {
		rows = append(rows, tile.Place.Row)
	}
	slices.Sort(rows)
	rows = slices.Compact(rows)
	for i := range d.Tiles {
		d.Tiles[i].Place.Row = slices.Index(rows, d.Tiles[i].Place.Row)
	}
}

// width is how many columns the place takes.
func (p Place) width() int {
	if p.Width <= 0 || p.Width > GridColumns {
		return GridColumns
	}
	return p.Width
}

// end is the column behind the place.
func (p Place) end() int { return min(p.Column+p.width(), GridColumns) }

// TileOf makes a tile of a report: a number if it has one number alone, a chart
// if it is shown as one only, and else a cross-tab. A report without a measure counts rows.
func TileOf(report Report) Tile {
	title := cmp.Or(report.Title, report.Name)
	if len(report.Spec.Measures) == 0 {
		report.Spec.Measures = []crosstab.Measure{{Function: crosstab.Count}}
	}
	tile := Tile{Name: title, Title: title, Kind: CrosstabTile, Place: Place{Width: newTileWidth}, Report: report}
	spec := report.Spec
	switch {
	case len(spec.Rows) == 0 && len(spec.Columns) == 0 && len(spec.Measures) == 1:
		tile.Kind, tile.Place.Width = NumberTile, newFigureWidth
	case report.View == ChartOnly && report.Chart != chart.None:
		tile.Kind = ChartTile
	}
	return tile
}
