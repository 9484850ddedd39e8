package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
)

// room is a place of the window that the rail leads to.
type room int

// The rooms, in the order of the rail.
const (
	homeRoom room = iota
	dataRoom
	exploreRoom
	boardsRoom
	peopleRoom
	publishRoom
	settingsRoom
)

// rail is the bar at the left edge with the rooms, each an icon and a word.
type rail struct {
	buttons []*railButton
	object  fyne.CanvasObject
}

func newRail(enter func(room)) *rail {
	r := &rail{}
	column := container.NewVBox(layout.NewSpacer())
	column.Objects = nil
	for i, entry := range []struct{ icon, word string }{{"home", say("Home")}, {"data", say("Data")}, {"explore", say("Explore")}, {"chart", say("Dashboards")}, {"person", say("People")}, {"export", say("Publish")}, {"settings", say("Settings")}} {
		button := newRailButton(entry.icon, entry.word, func() { enter(room(i)) })
		r.buttons = append(r.buttons, button)
		column.Add(button)
	}
	r.object = container.NewStack(newFill(colorRail), container.NewVScroll(container.NewPadded(column)))
	return r
}

// show marks the room that the window is in.
func (r *rail) show(current room) {
	for i, button := range r.buttons {
		button.choose(room(i) == current)
	}
}

// railButton is one room of the rail.
type railButton struct {
	press
	icon, word string
}

func newRailButton(icon, word string, onTap func()) *railButton {
	b := &railButton{icon: icon, word: word}
	b.onTap = onTap
	b.captions = word
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer draws the icon above its word.
func (b *railButton) CreateRenderer() fyne.WidgetRenderer {
	r := &railRenderer{
		button: b,
		back:   canvas.NewRectangle(color.Transparent),
		icon:   canvas.NewImageFromResource(theme.NewColoredResource(icon(b.icon), colorOnRail)),
		word:   canvas.NewText(b.word, color.White),
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.word.Alignment = fyne.TextAlignCenter
	r.Refresh()
	return r
}

type railRenderer struct {
	button *railButton
	back   *canvas.Rectangle
	icon   *canvas.Image
	word   *canvas.Text
}

func (r *railRenderer) Destroy() {}

func (r *railRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.icon, r.word}
}

func (r *railRenderer) MinSize() fyne.Size {
	side := theme.Size(theme.SizeNameInlineIcon) * 1.2
	// As wide as the bold word: the rail stays as it is when a room is entered.
	word := fyne.MeasureText(r.button.word, theme.Size(theme.SizeNameCaptionText), fyne.TextStyle{Bold: true})
	return fyne.NewSize(max(word.Width+16, 68), side+word.Height+22)
}

func (r *railRenderer) Layout(size fyne.Size) {
	side := theme.Size(theme.SizeNameInlineIcon) * 1.2
	word := r.word.MinSize().Height
	top := (size.Height - side - word - 3) / 2
	r.back.Resize(size)
	r.icon.Resize(fyne.NewSize(side, side))
	r.icon.Move(fyne.NewPos((size.Width-side)/2, top))
	r.word.Resize(fyne.NewSize(size.Width, word))
	r.word.Move(fyne.NewPos(0, top+side+3))
}

func (r *railRenderer) Refresh() {
	r.word.Color = theme.Color(colorOnRail)
	r.word.TextSize = theme.Size(theme.SizeNameCaptionText)
	r.word.TextStyle.Bold = r.button.chosen
	r.back.CornerRadius = 8
	r.back.FillColor = color.Transparent
	switch {
	case r.button.chosen:
		r.back.FillColor = theme.Color(colorRailChosen)
	case r.button.hovered:
		r.back.FillColor = theme.Color(colorRailHover)
	}
	r.back.StrokeWidth = 0
	if r.button.focused {
		r.back.StrokeWidth = 2
		r.back.StrokeColor = theme.Color(colorOnRail)
	}
	r.Layout(r.button.Size())
	canvas.Refresh(r.button)
}
