package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// framed draws an outline around a list to choose from, as text fields have it:
// the toolkit draws such a list as bare words. Other objects stay as they are.
func framed(object fyne.CanvasObject) fyne.CanvasObject {
	switch object.(type) {
	case *widget.Select, *askSelect:
		outline := newFill("")
		outline.outline, outline.radius = theme.ColorNameInputBorder, theme.InputRadiusSize()
		return container.NewStack(object, outline)
	}
	return object
}
