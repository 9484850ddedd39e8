package widgets_test

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/widgets"
)

// fixedVariant is a theme that stays light or dark.
type fixedVariant struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

func (t fixedVariant) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return t.Theme.Color(name, t.variant)
}

// largeText is a theme with text half as large again.
type largeText struct {
	fyne.Theme
}

func (t largeText) Size(name fyne.ThemeSizeName) float32 {
	size := t.Theme.Size(name)
	if name == theme.SizeNameText {
		size *= 1.5
	}
	return size
}

// bandTheme knows the colours of bands.
type bandTheme struct {
	fyne.Theme
}

func (t bandTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch name {
	case widgets.ColorBandTitle, widgets.ColorBandHeader, widgets.ColorBandData, widgets.ColorBandTotal, widgets.ColorBandNote, widgets.ColorBandLeft:
		return color.NRGBA{R: 0x20, G: 0x80, B: 0x60, A: 0xff}
	}
	return t.Theme.Color(name, variant)
}
