package widgets_test

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// fixedVariant is a theme that stays light or dark.
type fixedVariant struct {
	fyne.Theme
	variant fyne.ThemeVariant
}

func (t fixedVariant) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return t.Theme.Color(name, t.variant)
}
