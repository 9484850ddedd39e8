package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// corners are where the objects of the window are, found in one walk: the
// toolkit would walk through the whole window for each object that is asked
// for, and twice as far with twice as many pages open.
type corners struct {
	driver fyne.Driver
	now    map[fyne.CanvasObject]fyne.Position // at the last walk, of what is shown
	met    map[fyne.CanvasObject]bool          // at any walk: when it is not met again, it is hidden
}

// walk finds where everything is now.
func (c *corners) walk(canvas fyne.Canvas, driver fyne.Driver) {
	c.driver = driver
	c.now = make(map[fyne.CanvasObject]fyne.Position, len(c.now))
	if c.met == nil {
		c.met = map[fyne.CanvasObject]bool{}
	}
	c.visit(canvas.Content(), fyne.Position{})
	for _, overlay := range canvas.Overlays().List() {
		c.visit(overlay, fyne.Position{})
	}
}

// visit notes an object and what it holds, as far as what it holds is known:
// the insides of a widget are its own.
func (c *corners) visit(object fyne.CanvasObject, offset fyne.Position) {
	if object == nil || !object.Visible() {
		return
	}
	at := object.Position().Add(offset)
	c.now[object], c.met[object] = at, true
	switch holder := object.(type) {
	case *fyne.Container:
		for _, each := range holder.Objects {
			c.visit(each, at)
		}
	case *container.Scroll:
		c.visit(holder.Content, at)
	case *container.Split:
		c.visit(holder.Leading, at)
		c.visit(holder.Trailing, at)
	case *container.DocTabs:
		if item := holder.Selected(); item != nil {
			c.visit(item.Content, at)
		}
	case *container.AppTabs:
		if item := holder.Selected(); item != nil {
			c.visit(item.Content, at)
		}
	case *widget.PopUp:
		c.visit(holder.Content, at)
	}
}

// of is where an object is in the window; the origin when it is not shown.
func (c *corners) of(object fyne.CanvasObject) fyne.Position {
	at, shown := c.now[object]
	if shown || c.met[object] {
		return at
	}
	at = c.driver.AbsolutePositionForObject(object)
	if !at.IsZero() {
		c.now[object] = at
	}
	return at
}
