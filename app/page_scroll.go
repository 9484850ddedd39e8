package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// scrollLine is how far an arrow key moves a page, in units.
const scrollLine = 48

// scrollPage moves the page that is shown by a key, when nothing on it has the
// keyboard: a page that is read is turned like one in a browser. It reports
// whether the key does so.
func (s *Shell) scrollPage(key fyne.KeyName) bool {
	shown := s.shownPage()
	if shown == nil || s.bench == nil {
		return false
	}
	scroll := tallScroll(shown.content())
	if scroll == nil {
		return false
	}
	page := max(scrollLine, scroll.Size().Height-scrollLine*textScale()) // a line of the page before stays in view
	to := scroll.Offset.Y
	switch key {
	case fyne.KeyPageDown, fyne.KeySpace:
		to += page
	case fyne.KeyPageUp:
		to -= page
	case fyne.KeyDown:
		to += scrollLine * textScale()
	case fyne.KeyUp:
		to -= scrollLine * textScale()
	case fyne.KeyHome:
		to = 0
	case fyne.KeyEnd:
		to = scroll.Content.Size().Height
	default:
		return false
	}
	to = max(0, min(to, scroll.Content.Size().Height-scroll.Size().Height))
	scroll.ScrollToOffset(fyne.NewPos(scroll.Offset.X, to))
	return true
}

// tallScroll is the first part of a page that is taller than its room and
// scrolls up and down; nil if there is none.
func tallScroll(object fyne.CanvasObject) *container.Scroll {
	if object == nil || !object.Visible() {
		return nil
	}
	var inside []fyne.CanvasObject
	switch holder := object.(type) {
	case *container.Scroll:
		if holder.Direction != container.ScrollHorizontalOnly && holder.Content.Size().Height > holder.Size().Height {
			return holder
		}
		inside = []fyne.CanvasObject{holder.Content}
	case *container.Split:
		inside = []fyne.CanvasObject{holder.Leading, holder.Trailing}
	case *fyne.Container:
		inside = holder.Objects
	}
	for _, each := range inside {
		if found := tallScroll(each); found != nil {
			return found
		}
	}
	return nil
}
