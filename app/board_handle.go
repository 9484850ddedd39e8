package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
)

// tileHandle is the title of a tile that is being changed. The mouse drags the
// tile by it; with the keyboard in it, arrow keys move the tile and with Shift
// change its size, Delete removes it and Enter opens its menu.
type tileHandle struct {
	press
	card      *tileCard
	shift     bool
	from, now fyne.Position // of the pointer in the window while it drags
	dragged   bool
}

var (
	_ fyne.Draggable  = (*tileHandle)(nil)
	_ desktop.Keyable = (*tileHandle)(nil)
)

func newTileHandle(card *tileCard) *tileHandle {
	h := &tileHandle{card: card}
	h.captions = say("Tile %s. Arrow keys move it, with Shift they change its size; Delete removes it.", card.section.Title)
	h.onTap = func() { card.page.shell.focus(h) }
	h.onMenu = card.showMenu
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer draws the title on a bar.
func (h *tileHandle) CreateRenderer() fyne.WidgetRenderer {
	words := widget.NewLabelWithStyle("⠿ "+h.card.section.Title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	words.Truncation = fyne.TextTruncateEllipsis
	back := canvas.NewRectangle(theme.Color(colorAccent))
	back.CornerRadius = 6
	return &handleRenderer{handle: h, back: back, words: words}
}

type handleRenderer struct {
	handle *tileHandle
	back   *canvas.Rectangle
	words  *widget.Label
}

func (r *handleRenderer) Destroy()           {}
func (r *handleRenderer) MinSize() fyne.Size { return fyne.NewSize(60, r.words.MinSize().Height) }

func (r *handleRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.words} }

func (r *handleRenderer) Layout(size fyne.Size) {
	r.back.Resize(size)
	r.words.Resize(size)
}

func (r *handleRenderer) Refresh() {
	r.back.FillColor = theme.Color(colorAccent)
	r.back.StrokeWidth = 0
	if r.handle.focused || r.handle.hovered {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	canvas.Refresh(r.handle)
}

// Cursor shows that the tile can be taken.
func (h *tileHandle) Cursor() desktop.Cursor { return desktop.PointerCursor }

// KeyDown notes the Shift key.
func (h *tileHandle) KeyDown(event *fyne.KeyEvent) { h.setShift(event, true) }

// KeyUp notes that it was let go.
func (h *tileHandle) KeyUp(event *fyne.KeyEvent) { h.setShift(event, false) }

func (h *tileHandle) setShift(event *fyne.KeyEvent, down bool) {
	if event.Name == desktop.KeyShiftLeft || event.Name == desktop.KeyShiftRight {
		h.shift = down
	}
}

// TypedKey moves the tile or changes its size.
func (h *tileHandle) TypedKey(event *fyne.KeyEvent) {
	p, name := h.card.page, h.card.section.Name
	switch event.Name {
	case fyne.KeyLeft:
		p.nudge(name, -1, 0, h.shift)
	case fyne.KeyRight:
		p.nudge(name, 1, 0, h.shift)
	case fyne.KeyUp:
		p.nudge(name, 0, -1, h.shift)
	case fyne.KeyDown:
		p.nudge(name, 0, 1, h.shift)
	case fyne.KeyDelete:
		p.removeTile(name)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, desktop.KeyMenu:
		corner := p.shell.application.Driver().AbsolutePositionForObject(h)
		h.card.showMenu(corner.AddXY(8, h.Size().Height))
	}
}

// Dragged shows where the tile would come to stand.
func (h *tileHandle) Dragged(event *fyne.DragEvent) {
	if !h.dragged {
		h.dragged, h.from = true, dragStart(event)
	}
	h.now = event.AbsolutePosition
	h.card.page.showDrop(h.card.section.Name, h.now.Subtract(h.from), h.now)
}

// DragEnd puts the tile there.
func (h *tileHandle) DragEnd() {
	if h.dragged {
		h.dragged = false
		h.card.page.drop(h.card.section.Name, h.now.Subtract(h.from), h.now)
	}
}

// tileGrip is the corner by which a tile is made wider or higher.
type tileGrip struct {
	widget.BaseWidget
	card      *tileCard
	from, now fyne.Position
	dragged   bool
}

var (
	_ fyne.Draggable     = (*tileGrip)(nil)
	_ desktop.Cursorable = (*tileGrip)(nil)
)

func newTileGrip(card *tileCard) *tileGrip {
	g := &tileGrip{card: card}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer draws the corner.
func (g *tileGrip) CreateRenderer() fyne.WidgetRenderer {
	sign := canvas.NewText("◢", theme.Color(theme.ColorNamePrimary))
	sign.TextSize = theme.Size(theme.SizeNameText) * 1.2
	return widget.NewSimpleRenderer(sign)
}

// Cursor shows that the corner can be drawn out.
func (g *tileGrip) Cursor() desktop.Cursor { return desktop.HResizeCursor }

// Dragged follows the pointer.
func (g *tileGrip) Dragged(event *fyne.DragEvent) {
	if !g.dragged {
		g.dragged, g.from = true, dragStart(event)
	}
	g.now = event.AbsolutePosition
	g.card.page.showSize(g.card.section.Name, g.now.Subtract(g.from))
}

// DragEnd gives the tile the size.
func (g *tileGrip) DragEnd() {
	if g.dragged {
		g.dragged = false
		g.card.page.setSize(g.card.section.Name, g.now.Subtract(g.from))
	}
}

// dragStart is where the pointer was before it began to drag: the first event
// tells of a step that is made already, and of a quick hand it is a long one.
func dragStart(event *fyne.DragEvent) fyne.Position {
	return event.AbsolutePosition.SubtractXY(event.Dragged.DX, event.Dragged.DY)
}

// tilePlace is the place of a tile of the draft.
func (p *boardPage) tilePlace(name string) (reports.Place, bool) {
	if p.draft == nil {
		return reports.Place{}, false
	}
	at := p.draft.now.TileAt(name)
	if at < 0 {
		return reports.Place{}, false
	}
	place := p.draft.now.Tiles[at].Place
	place.Width = tileWidth(place)
	return place, true
}
