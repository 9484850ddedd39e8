package widgets

// smallestThumb is the shortest a scroll bar's thumb gets, long enough to take hold of.
const smallestThumb = 28

// gridBar is one scroll bar: a track, and a thumb whose place answers how far the view is moved. Distances are float64
// since the content of a long table is longer than float32 can count exactly.
type gridBar struct {
	start, length  float32 // the track along its own direction
	thumb, size    float32 // the thumb's place and length on it
	offset, lowest float64 // how far the content is moved, and the furthest
}

// newGridBar computes the thumb.
func newGridBar(start, length float32, content, shown, offset float64) gridBar {
	bar := gridBar{start: start, length: length, offset: offset, lowest: max(0, content-shown)}
	bar.size = length
	if content > 0 {
		bar.size = float32(float64(length) * shown / content)
	}
	bar.size = min(length, max(smallestThumb, bar.size))
	bar.thumb = start
	if bar.lowest > 0 {
		bar.thumb += float32(float64(length-bar.size) * offset / bar.lowest)
	}
	return bar
}

// offsetAt is how far the content is moved when the thumb begins at the place.
func (b gridBar) offsetAt(place float32) float64 {
	room := b.length - b.size
	if room <= 0 {
		return 0
	}
	share := float64(max(0, min(place-b.start, room))) / float64(room)
	return share * b.lowest
}

// verticalBar is the bar at the right of the rows.
func (g *Grid) verticalBar() gridBar {
	p := &g.place
	return newGridBar(p.headerHeight, p.body.Height, p.contentHeight(), float64(p.body.Height), p.offset())
}

// horizontalBar is the bar below the scrolling columns.
func (g *Grid) horizontalBar() gridBar {
	p := &g.place
	return newGridBar(p.frozenWidth, p.body.Width, p.contentWidth(&g.columns), float64(p.body.Width), p.scrollX)
}

// drawBars draws the scroll bars that are needed.
func (r *gridRenderer) drawBars() {
	g, p := r.grid, &r.grid.place
	const inset = 3
	size := g.Size()
	if p.horizontal {
		y := size.Height - scrollBarRoom
		r.bars.fill(0, y, size.Width, scrollBarRoom, r.paint.background)
		bar := g.horizontalBar()
		r.thumb(bar.thumb, y+inset, bar.size, scrollBarRoom-2*inset, g.pointer.over(overHorizontalBar))
	}
	if p.verticalBar {
		x := size.Width - scrollBarRoom
		r.bars.fill(x, p.headerHeight, scrollBarRoom, size.Height-p.headerHeight, r.paint.background)
		r.bars.fill(x, 0, scrollBarRoom, p.headerHeight-1, r.paint.header) // headings end where their columns do
		bar := g.verticalBar()
		r.thumb(x+inset, bar.thumb, scrollBarRoom-2*inset, bar.size, g.pointer.over(overVerticalBar))
	}
}

// thumb draws the part of a bar that moves.
func (r *gridRenderer) thumb(x, y, width, height float32, lively bool) {
	rect := r.bars.over.next()
	rect.StrokeWidth = 0
	rect.CornerRadius = min(width, height) / 2
	rect.FillColor = r.paint.thumb
	if lively {
		rect.FillColor = r.paint.thumbHover
	}
	put(rect, x, y, width, height)
}
