package app

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/widgets"
)

// Text has a contrast of at least 4.5:1 with whatever it stands on, and the
// outline of a field at least 3:1, as WCAG 2.2 AA asks.
func TestContrast(t *testing.T) {
	test.NewTempApp(t)
	pairs := []struct {
		ink, paper fyne.ThemeColorName
		least      float64
	}{
		{theme.ColorNameForeground, theme.ColorNameBackground, 4.5},
		{theme.ColorNameForeground, colorSide, 4.5},
		{theme.ColorNameForeground, colorAccent, 4.5},
		{theme.ColorNameForeground, colorNotice, 4.5},
		{theme.ColorNameForeground, colorAlert, 4.5},
		{theme.ColorNameForeground, theme.ColorNameButton, 4.5},
		{theme.ColorNameForeground, theme.ColorNameHeaderBackground, 4.5},
		{theme.ColorNameForeground, theme.ColorNameMenuBackground, 4.5},
		{theme.ColorNameForeground, theme.ColorNameOverlayBackground, 4.5},
		{theme.ColorNameForeground, theme.ColorNameInputBackground, 4.5},
		{theme.ColorNamePlaceHolder, theme.ColorNameBackground, 4.5},
		{theme.ColorNamePlaceHolder, theme.ColorNameInputBackground, 4.5},
		{theme.ColorNamePlaceHolder, colorSide, 4.5},
		{theme.ColorNamePlaceHolder, colorAccent, 4.5},
		{theme.ColorNamePlaceHolder, theme.ColorNameHeaderBackground, 4.5},
		{theme.ColorNameDisabled, theme.ColorNameBackground, 4.5}, // the toolkit draws captions in it
		{theme.ColorNameDisabled, colorSide, 4.5},
		{theme.ColorNamePrimary, theme.ColorNameBackground, 4.5},
		{theme.ColorNamePrimary, colorSide, 4.5},
		{theme.ColorNameHyperlink, theme.ColorNameBackground, 4.5},
		{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary, 4.5},
		{theme.ColorNameForegroundOnError, theme.ColorNameError, 4.5},
		{theme.ColorNameForegroundOnWarning, theme.ColorNameWarning, 4.5},
		{theme.ColorNameForegroundOnSuccess, theme.ColorNameSuccess, 4.5},
		{theme.ColorNameError, theme.ColorNameBackground, 4.5},
		{theme.ColorNameError, colorAlert, 4.5},
		{theme.ColorNameWarning, colorNotice, 4.5},
		{theme.ColorNameSuccess, colorNotice, 4.5},
		{colorOnRail, colorRail, 4.5},
		{colorOnRail, colorRailChosen, 4.5},
		{colorOnRail, colorRailHover, 4.5},
		{theme.ColorNameForeground, theme.ColorNameDisabledButton, 4.5},
		{theme.ColorNameDisabled, theme.ColorNameDisabledButton, 4.5}, // what rests says its name all the same
		{theme.ColorNameDisabled, theme.ColorNameOverlayBackground, 4.5},
		{theme.ColorNameDisabled, theme.ColorNameMenuBackground, 4.5},
		{theme.ColorNamePlaceHolder, theme.ColorNameOverlayBackground, 4.5},
		{theme.ColorNamePlaceHolder, colorNotice, 4.5},
		{theme.ColorNamePlaceHolder, colorAlert, 4.5},
		{theme.ColorNamePlaceHolder, theme.ColorNameButton, 4.5}, // a total of a cross-tab that is withheld
		{theme.ColorNamePrimary, theme.ColorNameOverlayBackground, 4.5},
		{theme.ColorNamePrimary, theme.ColorNameButton, 4.5},
		{theme.ColorNameHyperlink, theme.ColorNameOverlayBackground, 4.5},
		{theme.ColorNameError, theme.ColorNameOverlayBackground, 4.5},
		{theme.ColorNameWarning, theme.ColorNameBackground, 4.5},
		{theme.ColorNameSuccess, theme.ColorNameBackground, 4.5},
		// The ring around what has the keyboard.
		{theme.ColorNamePrimary, theme.ColorNameInputBackground, 3},
		{theme.ColorNamePrimary, theme.ColorNameHeaderBackground, 3},
		{theme.ColorNamePrimary, colorAccent, 3},
		{theme.ColorNamePrimary, colorNotice, 3},
		{theme.ColorNamePrimary, colorAlert, 3},
		{colorOnRail, colorRail, 3},
		{theme.ColorNameInputBorder, theme.ColorNameBackground, 3},
		{theme.ColorNameInputBorder, theme.ColorNameInputBackground, 3},
	}
	for _, appearance := range []look{{appearance: light}, {appearance: dark}, {appearance: light, contrast: true}, {appearance: dark, contrast: true}} {
		colours := newTheme(appearance)
		for _, pair := range pairs {
			ink := colours.Color(pair.ink, theme.VariantLight)
			paper := colours.Color(pair.paper, theme.VariantLight)
			if got := contrast(ink, paper); got < pair.least {
				t.Errorf("%+v: %s on %s has a contrast of %.2f, want %.1f", appearance, pair.ink, pair.paper, got, pair.least)
			}
		}
		// Bands of a sheet are veils over the papers of a grid.
		for _, band := range []fyne.ThemeColorName{widgets.ColorBandTitle, widgets.ColorBandHeader, widgets.ColorBandData, widgets.ColorBandTotal, widgets.ColorBandNote, widgets.ColorBandLeft} {
			veil := color.NRGBAModel.Convert(colours.Color(band, theme.VariantLight)).(color.NRGBA)
			veil.A = widgets.BandVeil
			for _, ground := range []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameHeaderBackground} {
				for _, ink := range []fyne.ThemeColorName{theme.ColorNameForeground, theme.ColorNamePlaceHolder} {
					paper := over(veil, colours.Color(ground, theme.VariantLight))
					if got := contrast(colours.Color(ink, theme.VariantLight), paper); got < 4.5 {
						t.Errorf("%+v: %s on the band %s has a contrast of %.2f", appearance, ink, band, got)
					}
				}
			}
		}
		// What is selected, under the pointer, pressed or in focus keeps its ink:
		// these are veils over the paper.
		for _, veil := range []fyne.ThemeColorName{theme.ColorNameSelection, theme.ColorNameHover, theme.ColorNamePressed, theme.ColorNameFocus} {
			for _, ground := range []fyne.ThemeColorName{
				theme.ColorNameBackground, theme.ColorNameHeaderBackground, theme.ColorNameButton, theme.ColorNameInputBackground,
				theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground, colorSide,
			} {
				paper := over(colours.Color(veil, theme.VariantLight), colours.Color(ground, theme.VariantLight))
				if got := contrast(colours.Color(theme.ColorNameForeground, theme.VariantLight), paper); got < 4.5 {
					t.Errorf("%+v: text on %s with the veil %s has a contrast of %.2f", appearance, ground, veil, got)
				}
			}
			paper := over(colours.Color(veil, theme.VariantLight), colours.Color(theme.ColorNamePrimary, theme.VariantLight))
			if got := contrast(colours.Color(theme.ColorNameForegroundOnPrimary, theme.VariantLight), paper); got < 4.5 {
				t.Errorf("%+v: the word of the main button with the veil %s has a contrast of %.2f", appearance, veil, got)
			}
		}
		// So do cells that are coloured by their values, also where they are selected.
		for _, tint := range []widgets.Tint{{Kind: widgets.TintScale, Share: 1}, {Kind: widgets.TintScale, Share: -1}, {Kind: widgets.TintBar}, {Kind: widgets.TintAlert}, {Kind: widgets.TintGood}} {
			paper := over(tint.Color(), colours.Color(theme.ColorNameBackground, theme.VariantLight))
			for _, ground := range []color.Color{paper, over(colours.Color(theme.ColorNameSelection, theme.VariantLight), paper)} {
				if got := contrast(colours.Color(theme.ColorNameForeground, theme.VariantLight), ground); got < 4.5 {
					t.Errorf("%+v: text on the tint %+v has a contrast of %.2f", appearance, tint, got)
				}
			}
		}
		// What is withheld is dim, and stays readable where it is selected.
		paper := over(colours.Color(theme.ColorNameSelection, theme.VariantLight), colours.Color(theme.ColorNameBackground, theme.VariantLight))
		if got := contrast(colours.Color(theme.ColorNamePlaceHolder, theme.VariantLight), paper); got < 3 {
			t.Errorf("%+v: a selected mark has a contrast of %.2f", appearance, got)
		}
	}
}

// Larger text is larger everywhere, and never smaller than the size before.
func TestTextSizes(t *testing.T) {
	test.NewTempApp(t)
	for _, name := range []fyne.ThemeSizeName{theme.SizeNameText, theme.SizeNameCaptionText, theme.SizeNameHeadingText, theme.SizeNameSubHeadingText, theme.SizeNameInlineIcon} {
		before := float32(0)
		for _, size := range textSizes() {
			now := newTheme(look{textSize: size}).Size(name)
			if now <= before {
				t.Errorf("%s at %s is %v, no larger than %v", name, size, now, before)
			}
			before = now
		}
	}
}

// A look that is not known, as from a newer version, is the usual one.
func TestUnknownLook(t *testing.T) {
	application := test.NewTempApp(t)
	kept := preferences{store: application.Preferences()}
	kept.setLook(look{appearance: "sepia", textSize: "gigantic"})
	if got, want := kept.look(), (look{appearance: light, textSize: normalText}); got != want {
		t.Errorf("look %v, want %v", got, want)
	}
}

func over(veil, paper color.Color) color.Color {
	v, p := color.NRGBAModel.Convert(veil).(color.NRGBA), color.NRGBAModel.Convert(paper).(color.NRGBA)
	mix := func(a, b uint8) uint8 {
		share := float64(v.A) / 255
		return uint8(float64(a)*share + float64(b)*(1-share))
	}
	return color.NRGBA{R: mix(v.R, p.R), G: mix(v.G, p.G), B: mix(v.B, p.B), A: 255}
}

func contrast(a, b color.Color) float64 {
	first, second := luminance(a), luminance(b)
	if first < second {
		first, second = second, first
	}
	return (first + 0.05) / (second + 0.05)
}

func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	linear := func(channel uint8) float64 {
		v := float64(channel) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n.R) + 0.7152*linear(n.G) + 0.0722*linear(n.B)
}
