package app

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/reports"
)

// tileCell is how high a cell of the grid is, at the usual size of text.
const tileCell = 40

// nudge moves a tile by a cell, or changes its size by one.
func (p *boardPage) nudge(name string, across, down int, size bool) {
	place, found := p.tilePlace(name)
	if !found {
		return
	}
	now := p.draft.now
	switch {
	case size && down != 0:
		if place.Height == 0 { // as high as need be: begin from what it is
			place.Height = p.cellsHigh(name)
		}
		place.Height = max(1, place.Height+down)
		now = now.WithPlace(name, place)
	case size:
		place.Width = min(max(1, place.Width+across), reports.GridColumns-place.Column)
		now = now.WithPlace(name, place)
	case across != 0:
		now = p.besides(name, place, across)
	default:
		alone, rows := p.aloneInRow(name, place.Row)
		switch target := place.Row + down; {
		case target < 0 && !alone:
			now = now.WithOwnRow(name, 0)
		case target >= rows && !alone:
			now = now.WithOwnRow(name, rows)
		case target >= 0 && target < rows:
			place.Row = target
			now = now.WithPlace(name, place)
		}
	}
	p.refocus = name
	p.change(now)
}

// besides moves a tile across its row by a cell, or past the tile that stands
// there.
func (p *boardPage) besides(name string, place reports.Place, across int) reports.Dashboard {
	now := p.draft.now
	target := place
	target.Column += across
	if target.Column < 0 || target.Column+target.Width > reports.GridColumns {
		return now
	}
	for _, tile := range now.Tiles {
		other := tile.Place
		if tile.Name == name || other.Row != place.Row || other.Column >= target.Column+target.Width || target.Column >= other.Column+tileWidth(other) {
			continue
		}
		target.Column = other.Column
		if across > 0 {
			target.Column = min(other.Column+tileWidth(other), reports.GridColumns) - place.Width
		}
		// Past the middle of the other one, the two change places.
		made := now.WithPlace(tile.Name, reports.Place{Row: other.Row, Width: tileWidth(other), Height: other.Height, Column: besideColumn(place, other, across)})
		return made.WithPlace(name, target)
	}
	return now.WithPlace(name, target)
}

// besideColumn is where a tile comes to stand that changes places with the one
// before or behind it.
func besideColumn(place, other reports.Place, across int) int {
	if across > 0 {
		return place.Column
	}
	return min(place.Column+place.Width, reports.GridColumns) - tileWidth(other)
}

// aloneInRow reports whether a tile has its row for itself, and how many rows
// there are.
func (p *boardPage) aloneInRow(name string, row int) (alone bool, rows int) {
	alone = true
	for _, tile := range p.draft.now.Tiles {
		rows = max(rows, tile.Place.Row+1)
		if tile.Name != name && tile.Place.Row == row {
			alone = false
		}
	}
	return alone, rows
}

// cellsHigh is how many cells a tile is high as it is drawn.
func (p *boardPage) cellsHigh(name string) int {
	if card := p.cardOf(name); card != nil {
		return max(1, int(math.Round(float64(card.Size().Height/(tileCell*textScale())))))
	}
	return 1
}

// cardOf is the card of a tile, or nil.
func (p *boardPage) cardOf(name string) fyne.CanvasObject {
	if p.board == nil || p.grid == nil {
		return nil
	}
	for i, section := range p.board.Sections {
		if section.Name == name && i < len(p.grid.Objects) {
			return p.grid.Objects[i]
		}
	}
	return nil
}

// removeTile takes a tile off the draft.
func (p *boardPage) removeTile(name string) {
	if p.draft == nil {
		return
	}
	p.change(p.draft.now.WithoutTile(name))
}

// landing is where a tile that was dragged this far would stand; own is true
// for a row of its own before the place's.
func (p *boardPage) landing(name string, by, pointer fyne.Position) (place reports.Place, own bool, found bool) {
	place, found = p.tilePlace(name)
	if !found || p.grid == nil {
		return place, false, false
	}
	unit := (p.grid.Size().Width + tileGap) / reports.GridColumns
	place.Column = min(max(0, place.Column+int(math.Round(float64(by.X/unit)))), reports.GridColumns-place.Width)
	y := pointer.Y - p.shell.application.Driver().AbsolutePositionForObject(p.grid).Y
	const edge = 14 // so near to the border between two rows it goes between them
	last := 0
	for i, section := range p.board.Sections {
		card := p.grid.Objects[i]
		top, end := card.Position().Y, card.Position().Y+card.Size().Height
		last = max(last, section.Place.Row)
		switch {
		case y < top+edge && y > top-edge-tileGap || y < top && section.Place.Row == 0:
			place.Row = section.Place.Row
			return place, true, true
		case y >= top && y <= end:
			place.Row = section.Place.Row
			return place, false, true
		}
	}
	place.Row = last + 1
	return place, true, true
}

// showDrop outlines where a tile that is dragged would stand.
func (p *boardPage) showDrop(name string, by, pointer fyne.Position) {
	place, own, found := p.landing(name, by, pointer)
	card := p.cardOf(name)
	if !found || card == nil {
		return
	}
	unit := (p.grid.Size().Width + tileGap) / reports.GridColumns
	y, height := p.rowBounds(place.Row)
	if own {
		y, height = y-tileGap, tileGap
	} else if made := p.draft.now.WithPlace(name, place); made.Tiles[made.TileAt(name)].Place.Row == place.Row {
		place = made.Tiles[made.TileAt(name)].Place // beside those that make room
	}
	p.outline(fyne.NewPos(float32(place.Column)*unit, y), fyne.NewSize(float32(place.Width)*unit-tileGap, height))
}

// rowBounds is where a row of the grid is drawn; beyond the last it is beneath
// all.
func (p *boardPage) rowBounds(row int) (y, height float32) {
	bottom := float32(0)
	for i, section := range p.board.Sections {
		card := p.grid.Objects[i]
		bottom = max(bottom, card.Position().Y+card.Size().Height)
		if section.Place.Row == row {
			return card.Position().Y, card.Size().Height
		}
	}
	return bottom + tileGap, tileGap
}

// drop puts a tile where it was dragged to.
func (p *boardPage) drop(name string, by, pointer fyne.Position) {
	p.outline(fyne.Position{}, fyne.Size{})
	place, own, found := p.landing(name, by, pointer)
	if !found {
		return
	}
	now := p.draft.now
	if own {
		now = now.WithOwnRow(name, place.Row)
		place.Row = now.Tiles[now.TileAt(name)].Place.Row
	}
	p.change(now.WithPlace(name, place))
}

// sizeBy is the place of a tile whose corner was dragged this far.
func (p *boardPage) sizeBy(name string, by fyne.Position) (reports.Place, bool) {
	place, found := p.tilePlace(name)
	if !found || p.grid == nil {
		return place, false
	}
	unit := (p.grid.Size().Width + tileGap) / reports.GridColumns
	place.Width = min(max(1, place.Width+int(math.Round(float64(by.X/unit)))), reports.GridColumns-place.Column)
	if cells := int(math.Round(float64(by.Y / (tileCell * textScale())))); cells != 0 {
		place.Height = max(1, p.cellsHigh(name)+cells)
	}
	return place, true
}

// showSize outlines the size that a tile would have.
func (p *boardPage) showSize(name string, by fyne.Position) {
	place, found := p.sizeBy(name, by)
	card := p.cardOf(name)
	if !found || card == nil {
		return
	}
	unit := (p.grid.Size().Width + tileGap) / reports.GridColumns
	height := card.Size().Height
	if place.Height > 0 {
		height = float32(place.Height) * tileCell * textScale()
	}
	p.outline(card.Position(), fyne.NewSize(float32(place.Width)*unit-tileGap, height))
}

// setSize gives a tile the size its corner was dragged to.
func (p *boardPage) setSize(name string, by fyne.Position) {
	p.outline(fyne.Position{}, fyne.Size{})
	if place, found := p.sizeBy(name, by); found {
		p.change(p.draft.now.WithPlace(name, place))
	}
}

// newOutline is the frame of a place on the grid.
func newOutline() *canvas.Rectangle {
	frame := canvas.NewRectangle(color.Transparent)
	frame.CornerRadius = 8
	frame.Hide()
	return frame
}

// outline shows a frame over the grid, or with no size hides it.
func (p *boardPage) outline(at fyne.Position, size fyne.Size) {
	if size.IsZero() {
		p.frame.Hide()
		return
	}
	p.frame.StrokeColor, p.frame.StrokeWidth = theme.Color(theme.ColorNamePrimary), 3
	p.frame.Move(at)
	p.frame.Resize(size)
	p.frame.Show()
	p.frame.Refresh()
}
