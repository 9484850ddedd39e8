package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/assets"
)

// icon returns one of our small icons in the colour of the theme. A name that
// does not exist shows the toolkit's sign for a broken picture; a test checks
// every name that is used.
func icon(name string) fyne.Resource {
	drawing, err := assets.Icon(name)
	if err != nil {
		return theme.BrokenImageIcon()
	}
	return theme.NewThemedResource(fyne.NewStaticResource(name+".svg", drawing))
}

// applicationIcon is the icon of the window and of the task bar.
func applicationIcon() fyne.Resource {
	return fyne.NewStaticResource("schoolbench.png", assets.ApplicationIcon())
}
