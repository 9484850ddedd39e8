package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
)

// CreateRenderer makes the drawing side of the list.
func (r *fieldRows) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	drawing := &fieldRowsRenderer{list: r, pane: newGridPane()}
	drawing.draw()
	return drawing
}

// fieldRowsRenderer draws the rows in view.
type fieldRowsRenderer struct {
	list *fieldRows
	pane *gridPane
}

// Destroy has nothing to give back.
func (d *fieldRowsRenderer) Destroy() {}

// Objects are the pooled texts and rectangles.
func (d *fieldRowsRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.pane.layer}
}

// MinSize is a few rows.
func (d *fieldRowsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(160, 4*d.list.height())
}

// Layout draws for a new size.
func (d *fieldRowsRenderer) Layout(fyne.Size) {
	d.list.clamp()
	d.draw()
}

// Refresh draws again with the colours and rows of the moment.
func (d *fieldRowsRenderer) Refresh() {
	d.draw()
	canvas.Refresh(d.list)
}

// Where a row's badge and name begin, in units.
const (
	fieldIndent = 44
	badgeIndent = 8
)

// draw puts the rows in view where they belong.
func (d *fieldRowsRenderer) draw() {
	r, th := d.list, d.list.Theme()
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	look := func(name fyne.ThemeColorName) color.Color { return th.Color(name, variant) }
	height, size := r.height(), r.Size()
	text, caption := th.Size(theme.SizeNameText), th.Size(theme.SizeNameCaptionText)

	// The kinds have the room that their widest word needs, however large the text is.
	indent := max(fieldIndent, 2*badgeIndent+fyne.MeasureText(KindYear.badge(), caption, fyne.TextStyle{}).Width+1)

	d.pane.begin()
	first := int(r.offset / height)
	for i := first; i < len(r.rows) && float32(i)*height-r.offset < size.Height; i++ {
		row, y := r.rows[i], float32(i)*height-r.offset
		gap := (height - r.fit.height()) / 2
		if row.heading && r.strips {
			gap = height - r.fit.height() - 3
		}
		if row.heading {
			bold := fyne.TextStyle{Bold: true}
			line := gridLine{text: r.fit.cut(row.text, size.Width-2*badgeIndent, bold), paint: look(theme.ColorNameForeground), size: text, style: bold}
			d.pane.write(line, badgeIndent, y+gap, size.Width-2*badgeIndent, r.fit.height())
			continue
		}
		switch {
		case i == r.active && r.focused:
			d.pane.fill(2, y, size.Width-4, height, look(theme.ColorNameSelection))
			d.pane.ring(2, y, size.Width-4, height, 1, look(theme.ColorNamePrimary))
		case i == r.active || i == r.hover:
			d.pane.fill(2, y, size.Width-4, height, look(theme.ColorNameHover))
		}
		if r.strips {
			gap = (height - r.fit.height() - stripRoom) / 2
			drawStrip(d.pane, row.field.Strip, indent, y+gap+r.fit.height()+1, size.Width-indent-2*badgeIndent, look(theme.ColorNamePrimary), look(theme.ColorNameSeparator))
		}
		badge := gridLine{text: row.field.Kind.badge(), paint: look(theme.ColorNamePlaceHolder), size: caption, align: fyne.TextAlignTrailing}
		captionHeight := fyne.MeasureText("M", caption, fyne.TextStyle{}).Height
		d.pane.write(badge, badgeIndent, y+gap+(r.fit.height()-captionHeight)/2+0.5, indent-2*badgeIndent, captionHeight)
		line := gridLine{text: r.fit.cut(row.text, size.Width-indent-badgeIndent, fyne.TextStyle{}), paint: look(theme.ColorNameForeground), size: text}
		d.pane.write(line, indent, y+gap, size.Width-indent-badgeIndent, r.fit.height())
	}
	if len(r.rows) == 0 && len(r.list.fields) > 0 {
		line := gridLine{text: lang.L("No field has these words"), paint: look(theme.ColorNamePlaceHolder), size: text}
		d.pane.write(line, badgeIndent, 6, size.Width-2*badgeIndent, r.fit.height())
	}
	d.drawThumb(look(theme.ColorNameScrollBar))
	d.pane.end()
}

// drawThumb shows how far the list is moved.
func (d *fieldRowsRenderer) drawThumb(paint color.Color) {
	r := d.list
	content := float64(len(r.rows)) * float64(r.height())
	if content <= float64(r.Size().Height) {
		return
	}
	bar := newGridBar(0, r.Size().Height, content, float64(r.Size().Height), float64(r.offset))
	rect := d.pane.over.next()
	rect.StrokeWidth, rect.CornerRadius, rect.FillColor = 0, 2, faded(paint, 0.45)
	put(rect, r.Size().Width-5, bar.thumb, 4, bar.size)
}
