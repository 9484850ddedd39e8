package widgets

import (
	"image"
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ChartView shows a picture that is drawn for exactly the room it has, at the screen's own resolution, and drawn again
// when the room, the screen or the theme changes.
type ChartView struct {
	widget.BaseWidget

	// Draw draws the chart, width by height pixels with scale pixels to a unit, for a dark or a light theme. A nil image, or
	// a nil Draw, shows the empty text instead.
	Draw func(width, height int, scale float32, dark bool) image.Image
	// Text says what the chart shows; screen readers speak it.
	Text string
	// Empty is shown while there is no chart.
	Empty string
	// OnMark is called for a click, with its place in the picture from 0,0 at the top left to 1,1 at the bottom right.
	OnMark func(x, y float32)
	// OnMarkTwice is called for the second of two clicks on about the same place.
	OnMarkTwice func(x, y float32)
	// OnMenu asks for the menu of the chart, at a place in the window: for a right-click, Shift+F10 or the Menu key.
	OnMenu func(position fyne.Position)
	// OnTable asks for the numbers of the chart as a table: for Enter or the space bar while it has the keyboard.
	OnTable func()

	lastTap   time.Time
	lastPlace fyne.Position
	shiftWatch
	focused bool
	ring    *canvas.Rectangle // of the keyboard; nil before the view is drawn
}

var (
	_ fyne.Widget        = (*ChartView)(nil)
	_ fyne.Tappable      = (*ChartView)(nil)
	_ fyne.Accessible    = (*ChartView)(nil)
	_ fyne.Focusable     = (*ChartView)(nil)
	_ desktop.Cursorable = (*ChartView)(nil)
)

// NewChartView makes a view without a chart; set Draw and call Refresh.
func NewChartView() *ChartView {
	v := &ChartView{Empty: lang.L("Nothing to draw yet")}
	v.ExtendBaseWidget(v)
	return v
}

// Tapped reports a click on the picture.
func (v *ChartView) Tapped(event *fyne.PointEvent) {
	size := v.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	x, y := event.Position.X/size.Width, event.Position.Y/size.Height
	// A widget that hears double-clicks as such has its single ones delayed.
	now, moved := time.Now(), event.Position.Subtract(v.lastPlace)
	twice := now.Sub(v.lastTap) <= doubleClickTime && moved.X*moved.X+moved.Y*moved.Y < 36
	v.lastTap, v.lastPlace = now, event.Position
	switch {
	case twice && v.OnMarkTwice != nil:
		v.lastTap = time.Time{}
		v.OnMarkTwice(x, y)
	case v.OnMark != nil:
		v.OnMark(x, y)
	}
}

// Cursor is a hand when a click does something.
func (v *ChartView) Cursor() desktop.Cursor {
	if v.OnMark != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// AccessibilityLabel is the chart in words.
func (v *ChartView) AccessibilityLabel() string {
	if v.Text == "" {
		return v.Empty
	}
	return v.Text
}

// AccessibilityRole says that the chart is spoken as a text.
func (v *ChartView) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleText
}

// CreateRenderer makes the drawing side of the view.
func (v *ChartView) CreateRenderer() fyne.WidgetRenderer {
	v.ExtendBaseWidget(v)
	r := &chartRenderer{
		view:    v,
		picture: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScalePixels},
		empty:   &canvas.Text{Alignment: fyne.TextAlignCenter},
	}
	v.ring = canvas.NewRectangle(color.Transparent)
	v.ring.StrokeWidth, v.ring.CornerRadius = 2, 4
	r.objects = []fyne.CanvasObject{r.picture, r.empty, v.ring}
	r.draw(true)
	return r
}

// chartRenderer draws the view.
type chartRenderer struct {
	view    *ChartView
	picture *canvas.Image
	empty   *canvas.Text
	objects []fyne.CanvasObject
	drawn   chartTarget
}

// chartTarget is what a picture was drawn for.
type chartTarget struct {
	width, height int
	scale         float32
	dark          bool
}

// Destroy has nothing to give back.
func (r *chartRenderer) Destroy() {}

// Objects are the picture and the words shown in its place.
func (r *chartRenderer) Objects() []fyne.CanvasObject {
	return r.objects
}

// MinSize is the smallest a chart can be read at.
func (r *chartRenderer) MinSize() fyne.Size {
	return fyne.NewSize(160, 100)
}

// Layout draws again when the room has changed.
func (r *chartRenderer) Layout(fyne.Size) {
	r.draw(false)
}

// Refresh draws again in any case, since the data may have changed.
func (r *chartRenderer) Refresh() {
	r.draw(true)
	canvas.Refresh(r.view)
}

// draw asks for a picture of the right size.
func (r *chartRenderer) draw(anew bool) {
	v := r.view
	target := v.target()
	if anew || target != r.drawn {
		r.drawn = target
		r.picture.Image = nil
		if v.Draw != nil && target.width > 0 && target.height > 0 {
			r.picture.Image = v.Draw(target.width, target.height, target.scale, target.dark)
		}
		r.picture.Refresh()
	}

	th := v.Theme()
	r.empty.Text = v.Empty
	r.empty.TextSize = th.Size(theme.SizeNameText)
	r.empty.Color = th.Color(theme.ColorNamePlaceHolder, fyne.CurrentApp().Settings().ThemeVariant())
	r.picture.Hidden = r.picture.Image == nil
	r.empty.Hidden = !r.picture.Hidden
	// A picture as many pixels large as it was drawn is neither squeezed nor stretched, by which thin lines and letters would
	// lose a row.
	r.picture.Resize(fyne.NewSize(float32(target.width)/target.scale, float32(target.height)/target.scale))
	v.ring.Hidden = !v.focused
	v.ring.StrokeColor = th.Color(theme.ColorNamePrimary, fyne.CurrentApp().Settings().ThemeVariant())
	put(v.ring, 1, 1, v.Size().Width-2, v.Size().Height-2)
	height := r.empty.MinSize().Height
	put(r.empty, 0, (v.Size().Height-height)/2, v.Size().Width, height)
}

// target is the picture wanted now.
func (v *ChartView) target() chartTarget {
	scale, size := v.scale(), v.Size()
	background := v.Theme().Color(theme.ColorNameBackground, fyne.CurrentApp().Settings().ThemeVariant())
	return chartTarget{
		width: int(math.Round(float64(size.Width * scale))), height: int(math.Round(float64(size.Height * scale))),
		scale: scale, dark: isDark(background),
	}
}

// scale is how many pixels a unit has. A widget that was only just added knows no canvas yet; the windows that are open then
// tell how fine the screen is.
func (v *ChartView) scale() float32 {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(v); c != nil && c.Scale() > 0 {
		return c.Scale()
	}
	scale := float32(1)
	for _, window := range driver.AllWindows() {
		scale = max(scale, window.Canvas().Scale())
	}
	return scale
}

// isDark tells a dark background from a light one, whatever the theme calls itself.
func isDark(background color.Color) bool {
	grey := color.GrayModel.Convert(background).(color.Gray)
	return grey.Y < 128
}
