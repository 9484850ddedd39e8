package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// scrollPast passes the wheel on from something in the tile that is at its end:
// to a tile that is only so high, and from there to the page. A pointer that
// happens to be over a list would otherwise hold the page where it is.
func (c *tileCard) scrollPast(event *fyne.ScrollEvent) {
	if c.scroll != nil {
		before := c.scroll.Offset
		if c.scroll.Scrolled(event); c.scroll.Offset != before {
			return
		}
	}
	c.page.scroll.Scrolled(event)
}

// wheelBox is what stands in a tile that is only so high: it hears the wheel
// before the tile does, and passes it on.
type wheelBox struct {
	widget.BaseWidget
	content fyne.CanvasObject
	card    *tileCard
}

var _ fyne.Scrollable = (*wheelBox)(nil)

func newWheelBox(card *tileCard, content fyne.CanvasObject) *wheelBox {
	b := &wheelBox{content: content, card: card}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer shows the content.
func (b *wheelBox) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.content) }

// Scrolled moves the tile, or else the page.
func (b *wheelBox) Scrolled(event *fyne.ScrollEvent) { b.card.scrollPast(event) }
