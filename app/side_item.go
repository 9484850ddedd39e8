package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// sideItem is one line of a list: an icon, a name that is cut short when there
// is no room, and a figure at the right.
type sideItem struct {
	press
	icon, name, figure string
}

func newSideItem(icon, name, figure string, onTap func()) *sideItem {
	item := &sideItem{icon: icon, name: name, figure: figure}
	item.onTap = onTap
	item.captions = name
	if figure != "" {
		item.captions += ", " + figure
	}
	item.ExtendBaseWidget(item)
	return item
}

// CreateRenderer draws the line.
func (s *sideItem) CreateRenderer() fyne.WidgetRenderer {
	r := &sideItemRenderer{
		item:   s,
		back:   canvas.NewRectangle(color.Transparent),
		icon:   canvas.NewImageFromResource(theme.NewColoredResource(icon(s.icon), theme.ColorNamePrimary)),
		drawn:  s.icon,
		name:   widget.NewLabel(s.name),
		figure: canvas.NewText(s.figure, color.Black),
	}
	r.icon.FillMode = canvas.ImageFillContain
	r.name.Truncation = fyne.TextTruncateEllipsis
	r.figure.Alignment = fyne.TextAlignTrailing
	r.back.CornerRadius = 6
	r.Refresh()
	return r
}

type sideItemRenderer struct {
	item   *sideItem
	back   *canvas.Rectangle
	icon   *canvas.Image
	drawn  string // the name of the icon
	name   *widget.Label
	figure *canvas.Text
}

func (r *sideItemRenderer) Destroy() {}

func (r *sideItemRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.icon, r.name, r.figure}
}

func (r *sideItemRenderer) MinSize() fyne.Size {
	return fyne.NewSize(120, r.name.MinSize().Height)
}

func (r *sideItemRenderer) Layout(size fyne.Size) {
	const edge = 8
	side := theme.Size(theme.SizeNameInlineIcon) * 0.85
	figure := r.figure.MinSize()
	r.back.Resize(size)
	r.icon.Resize(fyne.NewSize(side, side))
	r.icon.Move(fyne.NewPos(edge, (size.Height-side)/2))
	r.figure.Resize(figure)
	r.figure.Move(fyne.NewPos(size.Width-figure.Width-edge, (size.Height-figure.Height)/2))
	r.name.Move(fyne.NewPos(edge+side, 0))
	r.name.Resize(fyne.NewSize(max(0, size.Width-figure.Width-2*edge-side), size.Height))
}

func (r *sideItemRenderer) Refresh() {
	r.figure.Color = theme.Color(theme.ColorNamePlaceHolder)
	r.figure.TextSize = theme.Size(theme.SizeNameCaptionText)
	r.figure.Text = r.item.figure
	if r.drawn != r.item.icon {
		r.drawn = r.item.icon
		r.icon.Resource = theme.NewColoredResource(icon(r.drawn), theme.ColorNamePrimary)
		r.icon.Refresh()
	}
	r.name.SetText(r.item.name)
	r.name.TextStyle.Bold = r.item.chosen
	r.back.FillColor = color.Transparent
	switch {
	case r.item.chosen:
		r.back.FillColor = theme.Color(colorAccent)
	case r.item.hovered:
		r.back.FillColor = theme.Color(theme.ColorNameHover)
	}
	r.back.StrokeWidth = 0
	if r.item.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(theme.ColorNamePrimary), 2
	}
	r.name.Refresh()
	r.Layout(r.item.Size())
	canvas.Refresh(r.item)
}
