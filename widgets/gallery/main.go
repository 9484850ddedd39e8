// Command gallery shows every widget of Schoolbench in every state, in a window or as pictures:
//
//	go run ./widgets/gallery            opens a window, one tab a page
//	go run ./widgets/gallery -png DIR   draws each page into DIR, light and dark, without a display
//
// It is where a widget is looked at while it is made, and where the pictures in the documentation come from.
package main

import (
	"flag"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/widgets"
)

func main() {
	directory := flag.String("png", "", "draw each page into this folder instead of opening a window")
	scale := flag.Float64("scale", 1, "pixels to a unit in the pictures")
	flag.Parse()

	if *directory == "" {
		show()
		return
	}
	if err := draw(*directory, float32(*scale)); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// show opens a window with a tab for each page.
func show() {
	application := app.NewWithID("org.schoolbench.gallery")
	window := application.NewWindow("Schoolbench widgets")
	tabs := container.NewAppTabs()
	for _, page := range pages() {
		tabs.Append(container.NewTabItem(page.title, page.build()))
	}
	window.SetContent(tabs)
	window.Resize(fyne.NewSize(1180, 760))
	window.ShowAndRun()
}

// draw writes a picture of each page in both variants of the theme.
func draw(directory string, scale float32) error {
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return fmt.Errorf("make the folder for the pictures: %w", err)
	}
	application := test.NewApp()
	defer application.Quit()
	for _, variant := range []struct {
		name  string
		value fyne.ThemeVariant
	}{{"light", theme.VariantLight}, {"dark", theme.VariantDark}} {
		application.Settings().SetTheme(fixedVariant{theme.DefaultTheme(), variant.value})
		for _, page := range pages() {
			name := filepath.Join(directory, page.name+"-"+variant.name+".png")
			if err := drawPage(page, name, scale); err != nil {
				return err
			}
		}
	}
	return nil
}

// drawPage writes one picture.
func drawPage(page page, name string, scale float32) error {
	window := test.NewWindow(nil)
	defer window.Close()
	if canvas, ok := window.Canvas().(software.WindowlessCanvas); ok {
		canvas.SetScale(scale)
	}
	content := page.build()
	window.SetContent(content)
	window.Resize(page.size)
	window.Resize(page.size.AddWidthHeight(0, 1)) // wrapped shelves know their height once they have their width
	if page.pose != nil {
		page.pose(window.Canvas(), content)
	}

	file, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("draw %s: %w", page.title, err)
	}
	if err := png.Encode(file, window.Canvas().Capture()); err != nil {
		file.Close()
		return fmt.Errorf("draw %s: %w", page.title, err)
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("draw %s: %w", page.title, err)
	}
	return nil
}

// fixedVariant is a theme that stays light or dark whatever the desktop prefers.
type fixedVariant struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

// Color looks a colour up in the fixed variant. The toolkit's themes do not know
// the colours of bands.
func (t fixedVariant) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	if band, ok := bandColours()[name]; ok {
		return band
	}
	return t.Theme.Color(name, t.variant)
}

// bandColours are those of the bands of a sheet.
func bandColours() map[fyne.ThemeColorName]color.Color {
	return map[fyne.ThemeColorName]color.Color{
		widgets.ColorBandTitle:  color.NRGBA{R: 0x7a, G: 0x6f, B: 0x9b, A: 0xff},
		widgets.ColorBandHeader: color.NRGBA{R: 0x0a, G: 0x6b, B: 0x71, A: 0xff},
		widgets.ColorBandData:   color.NRGBA{R: 0x3f, G: 0x9a, B: 0x5b, A: 0xff},
		widgets.ColorBandTotal:  color.NRGBA{R: 0xc2, G: 0x8a, B: 0x12, A: 0xff},
		widgets.ColorBandNote:   color.NRGBA{R: 0x8a, G: 0x96, B: 0x99, A: 0xff},
		widgets.ColorBandLeft:   color.NRGBA{R: 0xc4, G: 0x44, B: 0x3a, A: 0xff},
	}
}
