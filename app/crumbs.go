package app

import (
	"slices"

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

// newCrumbs shows the way to a page on one line: steps that lead back, and where
// one is. Where there is no room for all, the longest are shortened.
func newCrumbs(s *Shell, steps []crumb, here string) fyne.CanvasObject {
	line := container.New(crumbLine{})
	for _, step := range steps {
		link := newCrumbLink(s, step)
		link.SizeName = theme.SizeNameCaptionText
		link.Truncation = fyne.TextTruncateEllipsis
		s.targets.text("crumb:"+number(len(line.Objects)/2), link, func() string { return link.Text })
		line.Add(link)
		line.Add(caption("›"))
	}
	last := caption(here)
	last.Truncation = fyne.TextTruncateEllipsis
	line.Add(last)
	return line
}

// crumbLink is a step that leads back. Space and Enter go there, F1 explains it.
type crumbLink struct {
	widget.Hyperlink
	shell *Shell
}

func newCrumbLink(s *Shell, step crumb) *crumbLink {
	link := &crumbLink{shell: s}
	link.Text, link.OnTapped = step.words, step.act
	link.ExtendBaseWidget(link)
	return link
}

// TypedKey goes where the step leads, or explains it.
func (l *crumbLink) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyF1, fyne.KeyEscape:
		l.shell.typedKey(event)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.OnTapped()
	default:
		l.Hyperlink.TypedKey(event)
	}
}

// crumbLine lays steps and the marks between them out side by side.
type crumbLine struct{}

// Layout gives each object the room for its text, or, where all do not fit, no
// more than an equal share of what the shorter ones leave.
func (crumbLine) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wanted := make([]float32, len(objects))
	total := float32(0)
	for i, object := range objects {
		wanted[i] = crumbWidth(object)
		total += wanted[i]
	}
	most := fairShare(wanted, size.Width)
	x := float32(0)
	for i, object := range objects {
		width := wanted[i]
		if total > size.Width {
			width = min(width, most)
		}
		object.Resize(fyne.NewSize(width, size.Height))
		object.Move(fyne.NewPos(x, 0))
		x += width
	}
}

// MinSize is as high as the highest; the steps are shortened to any width.
func (crumbLine) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		size.Height = max(size.Height, object.MinSize().Height)
	}
	return size
}

// crumbWidth is how wide a step is when it is written out.
func crumbWidth(object fyne.CanvasObject) float32 {
	text := ""
	switch words := object.(type) {
	case *crumbLink:
		text = words.Text
	case *widget.Label:
		text = words.Text
	}
	letters := fyne.MeasureText(text, theme.Size(theme.SizeNameCaptionText), fyne.TextStyle{}).Width
	return letters + 2*theme.Size(theme.SizeNameInnerPadding) + 1
}

// fairShare is how much each may have at most so that all have the room
// together.
func fairShare(wanted []float32, room float32) float32 {
	sorted := slices.Sorted(slices.Values(wanted))
	for i, each := range sorted {
		if share := room / float32(len(sorted)-i); each > share {
			return max(0, share)
		}
		room -= each
	}
	return room
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
