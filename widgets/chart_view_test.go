package widgets_test

import (
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/widgets"
)

// drawing is one call of the Draw callback.
type drawing struct {
	width, height int
	scale         float32
	dark          bool
}

// newChart shows a chart in a window of 300 by 200 and collects what it was asked to draw.
func newChart(t *testing.T) (*widgets.ChartView, fyne.Window, *[]drawing) {
	t.Helper()
	test.NewTempApp(t)
	test.ApplyTheme(t, fixedVariant{theme.DefaultTheme(), theme.VariantLight})
	view, drawings := widgets.NewChartView(), new([]drawing)
	view.Draw = func(width, height int, scale float32, dark bool) image.Image {
		*drawings = append(*drawings, drawing{width, height, scale, dark})
		return image.NewUniform(color.White)
	}
	window := test.NewTempWindow(t, view)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(300, 200))
	return view, window, drawings
}

func last(drawings *[]drawing) drawing {
	if len(*drawings) == 0 {
		return drawing{}
	}
	return (*drawings)[len(*drawings)-1]
}

func TestAChartIsDrawnForItsRoom(t *testing.T) {
	_, window, drawings := newChart(t)
	if got, want := last(drawings), (drawing{300, 200, 1, false}); got != want {
		t.Fatalf("drawn as %+v, want %+v", got, want)
	}
	window.Resize(fyne.NewSize(401, 250))
	if got, want := last(drawings), (drawing{401, 250, 1, false}); got != want {
		t.Errorf("after resizing drawn as %+v, want %+v", got, want)
	}
	count := len(*drawings)
	window.Resize(fyne.NewSize(401, 250))
	if len(*drawings) != count {
		t.Error("drawn again although nothing changed")
	}
}

func TestAChartIsDrawnAtTheScreensResolution(t *testing.T) {
	view, window, drawings := newChart(t)
	window.Canvas().(software.WindowlessCanvas).SetScale(2)
	view.Refresh()
	if got := last(drawings); got.scale != 2 || got.width != int(view.Size().Width*2) || got.height != int(view.Size().Height*2) {
		t.Errorf("drawn as %+v for %v", got, view.Size())
	}
}

func TestAChartIsDrawnAgainForADarkTheme(t *testing.T) {
	view, _, drawings := newChart(t)
	test.ApplyTheme(t, fixedVariant{theme.DefaultTheme(), theme.VariantDark})
	view.Refresh()
	if !last(drawings).dark {
		t.Errorf("drawn as %+v in a dark theme", last(drawings))
	}
}

func TestWithoutAChartItsEmptyTextIsShown(t *testing.T) {
	view, _, _ := newChart(t)
	view.Empty = "No rows match the filters"
	view.Draw = func(int, int, float32, bool) image.Image { return nil }
	view.Refresh()
	if !shows(view, "No rows match the filters") {
		t.Error("the empty text is not shown")
	}
	if view.AccessibilityLabel() != "No rows match the filters" {
		t.Errorf("screen readers hear %q", view.AccessibilityLabel())
	}
	view.Draw = func(int, int, float32, bool) image.Image { return image.NewUniform(color.Black) }
	view.Text = "Absences by month"
	view.Refresh()
	pictures := 0
	walk(view, func(object fyne.CanvasObject) {
		if _, ok := object.(*canvas.Image); ok {
			pictures++
		}
	})
	if pictures != 1 || shows(view, "No rows match the filters") || view.AccessibilityLabel() != "Absences by month" {
		t.Errorf("%d pictures, label %q", pictures, view.AccessibilityLabel())
	}
}

func TestAClickOnAChartTellsWhere(t *testing.T) {
	view, _, _ := newChart(t)
	view.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)}) // nobody listens
	var x, y float32
	view.OnMark = func(gotX, gotY float32) { x, y = gotX, gotY }
	test.TapAt(view, fyne.NewPos(75, 150))
	if x != 0.25 || y != 0.75 {
		t.Errorf("clicked at %v, %v, want a quarter and three quarters", x, y)
	}
}

// A chart that has the keyboard opens its table on Enter and its menu on the menu's keys and a right-click.
func TestChartHasItsTableAndMenu(t *testing.T) {
	test.NewTempApp(t)
	view := widgets.NewChartView()
	tables, menus := 0, 0
	view.OnTable = func() { tables++ }
	view.OnMenu = func(fyne.Position) { menus++ }
	window := test.NewTempWindow(t, view)
	window.Canvas().Focus(view)
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, desktop.KeyMenu, fyne.KeyRight} {
		view.TypedKey(&fyne.KeyEvent{Name: key})
	}
	test.TapSecondary(view)
	if tables != 3 || menus != 2 {
		t.Errorf("the table was asked for %d times and the menu %d times, want 3 and 2", tables, menus)
	}
	window.Canvas().Unfocus()
}
