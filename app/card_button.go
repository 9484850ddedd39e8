package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// cardButton is a card that opens something: an icon, a name and a line of
// detail, each cut short when there is no room.
type cardButton struct {
	press
	icon, name, detail string
}

func newCardButton(icon, name, detail string, onTap func()) *cardButton {
	c := &cardButton{icon: icon, name: name, detail: detail}
	c.onTap = onTap
	c.captions = name + ", " + detail
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer draws the card.
func (c *cardButton) CreateRenderer() fyne.WidgetRenderer {
	r := &cardRenderer{
		card:   c,
		back:   canvas.NewRectangle(color.Transparent),
		icon:   canvas.NewImageFromResource(theme.NewColoredResource(icon(c.icon), theme.ColorNamePrimary)),
		name:   widget.NewLabelWithStyle(c.name, fyne.TextAlignLeading, fyne.TextStyle{Bold: true}),
		detail: caption(c.detail),
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.detail.Truncation = fyne.TextTruncateEllipsis
	r.Refresh()
	return r
}

type cardRenderer struct {
	card         *cardButton
	back         *canvas.Rectangle
	icon         *canvas.Image
	name, detail *widget.Label
}

func (r *cardRenderer) Destroy() {}

func (r *cardRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.icon, r.name, r.detail}
}

func (r *cardRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 60) }

func (r *cardRenderer) Layout(size fyne.Size) {
	side := theme.Size(theme.SizeNameInlineIcon) * 1.2
	pad := theme.Size(theme.SizeNameInnerPadding)
	r.back.Resize(size)
	r.icon.Resize(fyne.NewSize(side, side))
	r.icon.Move(fyne.NewPos(12, (size.Height-side)/2))
	name, detail := r.name.MinSize().Height, r.detail.MinSize().Height
	overlap := 1.6 * pad // two labels stand closer than their padding
	top := (size.Height - name - detail + overlap) / 2
	left := 12 + side + 4
	r.name.Move(fyne.NewPos(left, top))
	r.name.Resize(fyne.NewSize(size.Width-left-4, name))
	r.detail.Move(fyne.NewPos(left, top+name-overlap))
	r.detail.Resize(fyne.NewSize(size.Width-left-4, detail))
}

func (r *cardRenderer) Refresh() {
	r.back.CornerRadius = 8
	r.back.StrokeWidth = 1
	r.back.StrokeColor = theme.Color(theme.ColorNameSeparator)
	r.back.FillColor = theme.Color(theme.ColorNameBackground)
	if r.card.hovered {
		r.back.FillColor = theme.Color(colorNotice)
		r.back.StrokeColor = theme.Color(theme.ColorNamePrimary)
	}
	if r.card.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	r.name.Refresh()
	r.detail.Refresh()
	r.Layout(r.card.Size())
	canvas.Refresh(r.card)
}
