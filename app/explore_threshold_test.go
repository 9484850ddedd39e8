package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// A slider moves the limit of a band, the table follows at once, and all of
// its moves are one step to take back.
func TestThresholdSlider(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "Days Absent")
	d.settled(p)
	whole := len(p.presenter.view.Document.Table.Body)
	p.slide(rowsShelf, 0)
	d.until("the slider is there", func() bool { return d.shell.covered() })
	slider := sliderIn(d.shell.window.Canvas().Overlays().Top())
	if slider == nil {
		t.Fatal("there is no slider")
	}
	if slider.Min != 0 || slider.Max != 10 || slider.Step != 1 {
		t.Errorf("the slider goes from %v to %v by %v", slider.Min, slider.Max, slider.Step)
	}
	for _, limit := range []float64{3, 4, 8} {
		slider.SetValue(limit)
		d.settled(p)
		d.until("the table follows", func() bool {
			return !p.presenter.busy() && len(p.presenter.view.Report.Spec.Rows[0].Bands.At) == 1 && p.presenter.view.Report.Spec.Rows[0].Bands.At[0] == limit
		})
	}
	d.shell.window.Canvas().Overlays().Top().Hide()
	p.undo()
	d.until("one step leads back", func() bool { return !p.presenter.busy() && len(p.presenter.view.Document.Table.Body) == whole })
}

func sliderIn(object fyne.CanvasObject) *widget.Slider {
	switch object := object.(type) {
	case *widget.Slider:
		return object
	case *fyne.Container:
		for _, child := range object.Objects {
			if found := sliderIn(child); found != nil {
				return found
			}
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(object).Objects() {
			if found := sliderIn(child); found != nil {
				return found
			}
		}
	}
	return nil
}
