package app

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
)

// ask is a dialog over the window. Escape closes it and Enter confirms it,
// whatever in it has the keyboard. While it is open the window's own keys rest.
type ask struct {
	shell   *Shell
	title   string
	pop     *widget.PopUp
	size    fyne.Size
	dismiss *askButton
	agree   *askButton // nil when there is nothing to confirm
	confirm func()
	hidden  func() // it was closed, by whatever way; may be nil
	help    string // what F1 says of it; none for one that is a help itself
}

// newAsk makes a dialog with a button that leaves everything as it is.
func (s *Shell) newAsk(title, dismiss string) *ask {
	a := &ask{shell: s, title: title, help: toSay(askHelp)}
	a.dismiss = a.button(dismiss, a.hide)
	return a
}

// agreeBy adds the button that does what the dialog is for. It stays open until
// confirm hides it, so that a problem can be shown in it.
func (a *ask) agreeBy(word string, confirm func()) {
	a.confirm = confirm
	a.agree = a.button(word, confirm)
	a.agree.Importance = widget.HighImportance
}

// button makes a button for the dialog.
func (a *ask) button(word string, tapped func()) *askButton {
	b := &askButton{ask: a}
	b.Text, b.OnTapped = word, tapped
	b.ExtendBaseWidget(b)
	return b
}

// entry makes a field for the dialog.
func (a *ask) entry() *askEntry {
	e := &askEntry{ask: a}
	e.ExtendBaseWidget(e)
	e.OnSubmitted = func(string) { a.typedKey(fyne.KeyReturn) }
	return e
}

// show opens the dialog at no less than this size, with the keyboard in focus,
// or nowhere when that is nil.
func (a *ask) show(size fyne.Size, focus fyne.Focusable, body ...fyne.CanvasObject) {
	title := subheading(a.title)
	title.Truncation = fyne.TextTruncateEllipsis
	buttons := container.NewHBox(layout.NewSpacer(), a.dismiss)
	if a.agree != nil {
		buttons.Add(a.agree)
	}
	a.open(size, focus, container.NewBorder(title, container.NewPadded(buttons), nil, nil, container.New(newStack(6), body...)))
}

// showFilled opens the dialog with one object that takes all the room there is.
func (a *ask) showFilled(size fyne.Size, body fyne.CanvasObject) {
	a.open(size, nil, container.NewBorder(subheading(a.title), container.NewPadded(container.NewHBox(layout.NewSpacer(), a.dismiss)), nil, nil, body))
}

func (a *ask) open(size fyne.Size, focus fyne.Focusable, content fyne.CanvasObject) {
	a.size = size
	a.pop = widget.NewModalPopUp(container.NewPadded(container.NewPadded(content)), a.shell.window.Canvas())
	a.shell.asks = append(a.shell.asks, openDialog{key: a.typedKey, of: a})
	a.pop.Resize(size)
	a.pop.Show()
	a.fit()
	if focus != nil {
		a.shell.focus(focus)
	}
}

// fit gives the dialog the height that its text needs at its width.
func (a *ask) fit() {
	if a.pop == nil {
		return
	}
	room := a.shell.window.Canvas().Size()
	for range 2 { // text that wraps knows its height once it has its width
		width := min(a.size.Width*(1+textScale())/2, room.Width*0.96)
		a.pop.Resize(fyne.NewSize(width, max(a.size.Height, a.pop.MinSize().Height)))
	}
}

// refuse says in the dialog, where problem stands, why it cannot be confirmed.
func (a *ask) refuse(problem *fyne.Container, issue *table.Issue) {
	problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
	problem.Refresh()
	a.fit()
}

// explain says, over the dialog, what it asks for.
func (a *ask) explain() {
	if a.help == "" {
		return
	}
	a.shell.showText(say("Help"), say(a.help))
}

// hide closes the dialog.
func (a *ask) hide() {
	if a.pop == nil {
		return
	}
	a.pop.Hide()
	a.pop = nil
	a.shell.leaveDialog(a)
	if a.hidden != nil {
		a.hidden()
	}
}

// isOpen reports whether the dialog is still there.
func (a *ask) isOpen() bool { return a.pop != nil }

// typedKey closes the dialog on Escape and confirms it on Enter.
func (a *ask) typedKey(key fyne.KeyName) {
	switch key {
	case fyne.KeyEscape:
		a.hide()
	case fyne.KeyF1:
		a.explain()
	case fyne.KeyReturn, fyne.KeyEnter:
		if a.confirm != nil {
			a.confirm()
		} else {
			a.hide()
		}
	}
}

// askButton is a button of a dialog.
type askButton struct {
	widget.Button
	ask *ask
}

// TypedKey presses the button on the space bar; Enter presses the one that
// dismisses when it has the keyboard, and confirms the dialog otherwise.
func (b *askButton) TypedKey(event *fyne.KeyEvent) {
	enter := event.Name == fyne.KeyReturn || event.Name == fyne.KeyEnter
	switch {
	case enter && b == b.ask.dismiss:
		b.Tapped(nil)
	case enter || event.Name == fyne.KeyEscape || event.Name == fyne.KeyF1:
		b.ask.typedKey(event.Name)
	default:
		b.Button.TypedKey(event)
	}
}

// askEntry is a field of a dialog.
type askEntry struct {
	widget.Entry
	ask *ask
}

// TypedKey closes the dialog on Escape and explains it on F1.
func (e *askEntry) TypedKey(event *fyne.KeyEvent) {
	if event.Name == fyne.KeyEscape || event.Name == fyne.KeyF1 {
		e.ask.typedKey(event.Name)
		return
	}
	e.Entry.TypedKey(event)
}

// setSelected puts a text into the field and selects it, so that typing
// replaces it.
func (e *askEntry) setSelected(text string) {
	e.SetText(text)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// inset puts an object in line with the text around it.
func inset(object fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, newGap(3, 1), newGap(3, 1), framed(object))
}

// openDialog is something that lies over the window and hears keys that nothing
// in it has taken.
type openDialog struct {
	key func(fyne.KeyName)
	of  any
}

// leaveDialog forgets a dialog that was closed.
func (s *Shell) leaveDialog(of any) {
	s.asks = slices.DeleteFunc(s.asks, func(open openDialog) bool { return open.of == of })
}

// typedKey gives a key that nothing has taken to the dialog on top.
func (s *Shell) typedKey(event *fyne.KeyEvent) {
	if len(s.asks) > 0 {
		s.asks[len(s.asks)-1].key(event.Name)
		return
	}
	// The toolkit asks menus about keys with Ctrl or Alt only.
	switch event.Name {
	case fyne.KeyEscape:
		if shown, ok := s.shownPage().(escaper); ok {
			s.uncovered(func() { shown.escape() })()
		}
	case fyne.KeyF1:
		s.uncovered(s.showHelp)()
	case fyne.KeyF5:
		s.uncovered(s.goToShown)()
	case fyne.KeyF9:
		s.uncovered(s.reload)()
	case fyne.KeyF11:
		s.uncovered(s.nextChart)()
	default:
		s.uncovered(func() { s.scrollPage(event.Name) })()
	}
}

// covered reports whether something lies over the window: a dialog, a menu or
// a list to choose from.
func (s *Shell) covered() bool { return s.window.Canvas().Overlays().Top() != nil }

// uncovered is an action that rests while something lies over the window.
func (s *Shell) uncovered(action func()) func() {
	return func() {
		if !s.covered() {
			action()
		}
	}
}

// askFirst asks whether to do something that takes something away.
func (s *Shell) askFirst(title, agree, dismiss, words string, act func()) {
	question := s.newAsk(title, dismiss)
	question.agreeBy(agree, func() {
		question.hide()
		act()
	})
	question.show(fyne.NewSize(460, 150), nil, hintText(words))
}
