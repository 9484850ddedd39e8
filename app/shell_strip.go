package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// stripTheme is the theme of the window for the strip of tabs, without the bar
// that would lie over the line beneath the selected tab: the wheel, Ctrl+Tab and
// the list at the end of the strip reach the tabs that have no room.
type stripTheme struct{}

// Color is that of the window's theme.
func (stripTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	return windowTheme().Color(name, variant)
}

// Font is that of the window's theme.
func (stripTheme) Font(style fyne.TextStyle) fyne.Resource { return windowTheme().Font(style) }

// Icon is that of the window's theme.
func (stripTheme) Icon(name fyne.ThemeIconName) fyne.Resource { return windowTheme().Icon(name) }

// Size is that of the window's theme, with no room for a bar at rest.
func (stripTheme) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameScrollBarSmall {
		return 0
	}
	return windowTheme().Size(name)
}

// windowTheme is the theme as it is now: the look may have changed since.
func windowTheme() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// bareStrip takes the bar off the strip of the tabs. It is done while no tab is
// open, since the pages in them keep their bars.
func bareStrip(tabs *container.DocTabs) {
	if len(tabs.Items) == 0 {
		container.NewThemeOverride(tabs, stripTheme{})
	}
}
