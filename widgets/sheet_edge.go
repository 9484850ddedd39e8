package widgets

import "fyne.io/fyne/v2"

// edgeReach is how close to an edge, in units, the pointer takes hold of it.
const edgeReach = 7

// edgeY is how far down inside the widget an edge is drawn.
func (g *Grid) edgeY(edge int) float32 {
	return g.place.rowY(g.bands.below(g.bands.place(edge)))
}

// edgeAt is the edge at a place over the row labels, or -1. Of edges that lie on one another the last is taken, which can be
// moved down; upwards they part by themselves.
func (g *Grid) edgeAt(at fyne.Position) int {
	p := &g.place
	if g.bands == nil || at.X >= p.frozenWidth || at.Y < p.headerHeight-edgeReach {
		return -1
	}
	found := -1
	for i := range g.bands.edges {
		if y := g.edgeY(i); at.Y >= y-edgeReach && at.Y <= y+edgeReach && y >= p.headerHeight-1 {
			found = i
		}
	}
	return found
}

// holdEdge takes hold of an edge.
func (g *Grid) holdEdge(edge int) {
	g.bands.held, g.bands.at = edge, g.bands.edges[edge].Row
	g.Refresh()
}

// dragEdge moves the edge that is held to the border between rows that is nearest to a height inside the widget.
func (g *Grid) dragEdge(y float32) {
	if g.bands == nil || g.bands.held < 0 || g.place.rowHeight <= 0 {
		return
	}
	y = max(g.place.headerHeight, min(y, g.place.headerHeight+g.place.body.Height))
	index := g.place.rowAt(y)
	if y-g.place.rowY(index) > g.place.rowHeight/2 {
		index++
	}
	edge := g.bands.edges[g.bands.held]
	if to := max(edge.Least, min(g.bands.above(index), edge.Most)); to != g.bands.at {
		g.bands.at = to
		g.Refresh()
	}
}

// dropEdge lets the edge go and tells the owner when it has moved.
func (g *Grid) dropEdge() {
	if g.bands == nil || g.bands.held < 0 {
		return
	}
	edge, to := g.bands.held, g.bands.at
	g.bands.held = -1
	g.Refresh()
	if to != g.bands.edges[edge].Row && g.bands.moved != nil {
		g.bands.moved(edge, to)
	}
}
