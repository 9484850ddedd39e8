package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// strongLight is black on white, with dark outlines around everything that can
// be acted on. Colours that it does not name are those of the light palette.
func strongLight(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case theme.ColorNameBackground, colorSide, colorNotice, colorAlert, theme.ColorNameHeaderBackground,
		theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return opaque(0xffffff), true
	case theme.ColorNameForeground, theme.ColorNameInputBorder, theme.ColorNameSeparator:
		return opaque(0x000000), true
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return opaque(0x333333), true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return opaque(0x00393d), true
	case theme.ColorNameFocus:
		return color.NRGBA{R: 0x00, G: 0x39, B: 0x3d, A: 0x60}, true
	case theme.ColorNameSelection:
		return color.NRGBA{R: 0x00, G: 0x39, B: 0x3d, A: 0x38}, true
	case theme.ColorNameButton, colorAccent:
		return opaque(0xd6e4e4), true
	case colorRail:
		return opaque(0x000000), true
	case colorRailChosen:
		return opaque(0x00565b), true
	case colorRailHover:
		return opaque(0x2b2b2b), true
	case theme.ColorNameError:
		return opaque(0x7a0c04), true
	case theme.ColorNameWarning:
		return opaque(0x573900), true
	case theme.ColorNameSuccess:
		return opaque(0x0b431f), true
	case theme.ColorNameScrollBar:
		return color.NRGBA{A: 0xc0}, true
	}
	return nil, false
}

// strongDark is white on black. Colours that it does not name are those of the
// dark palette.
func strongDark(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case theme.ColorNameBackground, colorRail, colorSide, colorNotice, colorAlert, theme.ColorNameHeaderBackground,
		theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return opaque(0x000000), true
	case theme.ColorNameForeground, theme.ColorNameInputBorder, theme.ColorNameSeparator, colorOnRail:
		return opaque(0xffffff), true
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return opaque(0xd0d0d0), true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return opaque(0x7ff0f2), true
	case theme.ColorNameFocus:
		return color.NRGBA{R: 0x7f, G: 0xf0, B: 0xf2, A: 0x60}, true
	case theme.ColorNameSelection:
		return color.NRGBA{R: 0x7f, G: 0xf0, B: 0xf2, A: 0x48}, true
	case theme.ColorNameButton, colorAccent:
		return opaque(0x1c3b3d), true
	case colorRailChosen:
		return opaque(0x00565b), true
	case colorRailHover:
		return opaque(0x2b2b2b), true
	case theme.ColorNameError:
		return opaque(0xffb3ad), true
	case theme.ColorNameWarning:
		return opaque(0xffd98a), true
	case theme.ColorNameSuccess:
		return opaque(0xa5efbd), true
	case theme.ColorNameScrollBar:
		return color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xc0}, true
	}
	return nil, false
}
