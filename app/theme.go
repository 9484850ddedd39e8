package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/widgets"
)

// The names of colours that are ours alone.
const (
	colorRail       fyne.ThemeColorName = "schoolbenchRail"       // behind the rail
	colorOnRail     fyne.ThemeColorName = "schoolbenchOnRail"     // words and icons on the rail
	colorRailChosen fyne.ThemeColorName = "schoolbenchRailChosen" // behind the room that is shown
	colorRailHover  fyne.ThemeColorName = "schoolbenchRailHover"  // behind the room under the pointer
	colorSide       fyne.ThemeColorName = "schoolbenchSide"       // behind the list of datasets and the status bar
	colorAccent     fyne.ThemeColorName = "schoolbenchAccent"     // behind what is chosen in the rail and the list
	colorNotice     fyne.ThemeColorName = "schoolbenchNotice"     // behind a notice
	colorAlert      fyne.ThemeColorName = "schoolbenchAlert"      // behind a problem
)

// look is what a person chose: light or dark, how large the text is, and
// whether everything is drawn with as much contrast as there is.
type look struct {
	appearance appearance
	textSize   textSize
	contrast   bool
}

// appearance is light, dark, or what the computer is set to.
type appearance string

// The appearances.
const (
	followSystem appearance = "system"
	light        appearance = "light"
	dark         appearance = "dark"
)

// textSize names how large text and everything around it is drawn.
type textSize string

// The text sizes.
const (
	smallText   textSize = "small"
	normalText  textSize = "normal"
	largeText   textSize = "large"
	largestText textSize = "largest"
	doubleText  textSize = "double"
)

// textSizes lists the sizes from the smallest up.
func textSizes() []textSize {
	return []textSize{smallText, normalText, largeText, largestText, doubleText}
}

// usualText is the size of text that nobody has changed.
const usualText = 14.5

// scale is how much larger than the normal size text is drawn.
func (s textSize) scale() float32 {
	switch s {
	case smallText:
		return 0.9
	case largeText:
		return 1.2
	case largestText:
		return 1.45
	case doubleText:
		return 2
	}
	return 1
}

// benchTheme is the look of Schoolbench: generous type, one accent colour, few
// lines. It is read-only; a change of look is a new theme.
type benchTheme struct {
	look look
	base fyne.Theme
}

func newTheme(chosen look) fyne.Theme { return benchTheme{look: chosen, base: theme.DefaultTheme()} }

// Color returns the colour of this name, light or dark as chosen.
func (t benchTheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch t.look.appearance {
	case light:
		variant = theme.VariantLight
	case dark:
		variant = theme.VariantDark
	}
	palette, strong := lightPalette, strongLight
	if variant == theme.VariantDark {
		palette, strong = darkPalette, strongDark
	}
	if chosen, ours := strong(name); ours && t.look.contrast {
		return chosen
	}
	if chosen, ours := palette(name); ours {
		return chosen
	}
	return t.base.Color(name, variant)
}

// Font returns the typeface of the toolkit, which has the letters of Latin,
// Greek and Cyrillic alphabets.
func (t benchTheme) Font(style fyne.TextStyle) fyne.Resource { return t.base.Font(style) }

// Icon returns the icon of this name.
func (t benchTheme) Icon(name fyne.ThemeIconName) fyne.Resource { return t.base.Icon(name) }

// Size returns the size of this name in the toolkit's units.
func (t benchTheme) Size(name fyne.ThemeSizeName) float32 {
	scale := t.look.textSize.scale()
	switch name {
	case theme.SizeNameText:
		return usualText * scale
	case theme.SizeNameCaptionText:
		return 12.5 * scale
	case theme.SizeNameSubHeadingText:
		return 18 * scale
	case theme.SizeNameHeadingText:
		return 24 * scale
	case sizeFigure:
		return 32 * scale
	case theme.SizeNameInlineIcon:
		return 20 * scale
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 7
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius, theme.SizeNameButtonRadius:
		return 6
	case theme.SizeNameModalBlurRadius:
		return 0 // blurring the window behind a dialog takes seconds without a graphics card
	case theme.SizeNameScrollBar:
		return 12
	case theme.SizeNameScrollBarSmall:
		return 5
	}
	return t.base.Size(name)
}

// lightPalette is dark ink on white, with a deep teal for what can be acted on.
func lightPalette(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case theme.ColorNameBackground:
		return opaque(0xffffff), true
	case colorRail:
		return opaque(0x0f4448), true
	case colorOnRail:
		return opaque(0xffffff), true
	case colorRailChosen:
		return opaque(0x1d6a6e), true
	case colorRailHover:
		return opaque(0x17565a), true
	case colorSide:
		return opaque(0xf2f6f6), true
	case colorAccent:
		return opaque(0xd5ebea), true
	case colorNotice:
		return opaque(0xeaf4f4), true
	case colorAlert:
		return opaque(0xfdefed), true
	case theme.ColorNameForeground:
		return opaque(0x1b2628), true
	case theme.ColorNamePlaceHolder:
		return opaque(0x586669), true
	case theme.ColorNameDisabled:
		return opaque(0x616e71), true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return opaque(0x0a6b71), true
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return opaque(0xffffff), true
	case theme.ColorNameButton:
		return opaque(0xe6eded), true
	case theme.ColorNameDisabledButton:
		return opaque(0xeef2f2), true
	case theme.ColorNameHover:
		return color.NRGBA{A: 0x12}, true
	case theme.ColorNamePressed:
		return color.NRGBA{A: 0x24}, true
	case theme.ColorNameFocus:
		return color.NRGBA{R: 0x0a, G: 0x6b, B: 0x71, A: 0x50}, true
	case theme.ColorNameSelection:
		return color.NRGBA{R: 0x0a, G: 0x6b, B: 0x71, A: 0x30}, true
	case theme.ColorNameSeparator:
		return opaque(0xdbe3e4), true
	case theme.ColorNameHeaderBackground:
		return opaque(0xf2f6f6), true
	case theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return opaque(0xffffff), true
	case theme.ColorNameInputBorder:
		return opaque(0x859396), true
	case theme.ColorNameError:
		return opaque(0xab2318), true
	case theme.ColorNameWarning:
		return opaque(0x855700), true
	case theme.ColorNameSuccess:
		return opaque(0x1b6a39), true
	case theme.ColorNameScrollBar:
		return color.NRGBA{A: 0x70}, true
	case theme.ColorNameShadow:
		return color.NRGBA{A: 0x1c}, true
	case widgets.ColorBandTitle:
		return opaque(0x7a6f9b), true
	case widgets.ColorBandHeader:
		return opaque(0x0a6b71), true
	case widgets.ColorBandData:
		return opaque(0x3f9a5b), true
	case widgets.ColorBandTotal:
		return opaque(0xc28a12), true
	case widgets.ColorBandNote:
		return opaque(0x8a9699), true
	case widgets.ColorBandLeft:
		return opaque(0xc4443a), true
	}
	return nil, false
}

// darkPalette is light ink on near black, with a bright teal.
func darkPalette(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case theme.ColorNameBackground:
		return opaque(0x15191b), true
	case colorRail:
		return opaque(0x0c3538), true
	case colorOnRail:
		return opaque(0xe6f4f4), true
	case colorRailChosen:
		return opaque(0x1a5a5e), true
	case colorRailHover:
		return opaque(0x144548), true
	case colorSide:
		return opaque(0x1b2022), true
	case colorAccent:
		return opaque(0x1f4446), true
	case colorNotice:
		return opaque(0x1b2f31), true
	case colorAlert:
		return opaque(0x3a211f), true
	case theme.ColorNameForeground:
		return opaque(0xe8eced), true
	case theme.ColorNamePlaceHolder:
		return opaque(0xa3b1b4), true
	case theme.ColorNameDisabled:
		return opaque(0x8f9da0), true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return opaque(0x55c4c7), true
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return opaque(0x062426), true
	case theme.ColorNameButton:
		return opaque(0x2a3235), true
	case theme.ColorNameDisabledButton:
		return opaque(0x22282a), true
	case theme.ColorNameHover:
		return color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0x14}, true
	case theme.ColorNamePressed:
		return color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0x28}, true
	case theme.ColorNameFocus:
		return color.NRGBA{R: 0x55, G: 0xc4, B: 0xc7, A: 0x60}, true
	case theme.ColorNameSelection:
		return color.NRGBA{R: 0x55, G: 0xc4, B: 0xc7, A: 0x38}, true
	case theme.ColorNameSeparator:
		return opaque(0x31393c), true
	case theme.ColorNameHeaderBackground:
		return opaque(0x1e2426), true
	case theme.ColorNameInputBackground:
		return opaque(0x1e2426), true
	case theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return opaque(0x22292b), true
	case theme.ColorNameInputBorder:
		return opaque(0x6f7d80), true
	case theme.ColorNameError:
		return opaque(0xff9289), true
	case theme.ColorNameWarning:
		return opaque(0xf0c267), true
	case theme.ColorNameSuccess:
		return opaque(0x7fd19a), true
	case theme.ColorNameScrollBar:
		return color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0x60}, true
	case theme.ColorNameShadow:
		return color.NRGBA{A: 0x60}, true
	case widgets.ColorBandTitle:
		return opaque(0xb0a2dd), true
	case widgets.ColorBandHeader:
		return opaque(0x55c4c7), true
	case widgets.ColorBandData:
		return opaque(0x66bb7f), true
	case widgets.ColorBandTotal:
		return opaque(0xe0b050), true
	case widgets.ColorBandNote:
		return opaque(0x8f9da0), true
	case widgets.ColorBandLeft:
		return opaque(0xff8a80), true
	}
	return nil, false
}

// opaque is the colour 0xRRGGBB.
func opaque(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xff}
}
