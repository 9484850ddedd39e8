package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// crumb is a step of the way to a page: what it is called and how to get back
// to it.
type crumb struct {
	words string
	act   func()
}

// crumbLetters is how long a step is written out.
const crumbLetters = 56

// newCrumbs shows the way to a page: steps that lead back, and where one is.
func newCrumbs(s *Shell, steps []crumb, here string) fyne.CanvasObject {
	line := container.New(flow{})
	for _, step := range steps {
		link := widget.NewHyperlink(shortened(step.words, crumbLetters), nil)
		link.OnTapped = step.act
		link.SizeName = theme.SizeNameCaptionText
		s.targets.text("crumb:"+number(len(line.Objects)/2), link, func() string { return link.Text })
		line.Add(link)
		line.Add(caption("›"))
	}
	line.Add(caption(shortened(here, crumbLetters)))
	return line
}

// backer is a page that leads back to where it was opened from. goBack reports
// whether it has.
type backer interface{ goBack() bool }

// goBack goes a step back on the way that led here: a page that knows its way
// takes it, any other goes to the tab that it was opened from.
func (s *Shell) goBack() {
	if shown, ok := s.shownPage().(backer); ok && shown.goBack() {
		return
	}
	if opener := s.openers[s.tabs.Selected()]; opener != nil && s.pages[opener] != nil {
		s.tabs.Select(opener)
	}
}

// showPage selects the tab of a page; without one it does nothing.
func (s *Shell) showPage(p page) bool {
	for _, item := range s.tabs.Items {
		if s.pages[item] == p {
			s.tabs.Select(item)
			return true
		}
	}
	return false
}

// backKeys are Alt and the arrow to the left, as in a browser.
func backKeys() *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: fyne.KeyLeft, Modifier: fyne.KeyModifierAlt}
}
