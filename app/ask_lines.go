package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// askLines is a field of a dialog for several lines. Enter begins a line, Tab
// goes on to the next field as everywhere in a dialog, Escape closes the dialog
// and Ctrl+Enter confirms it.
type askLines struct {
	widget.Entry
	ask *ask
}

// lines makes a field for several lines, of which some are always seen.
func (a *ask) lines(text string, seen int) *askLines {
	e := &askLines{ask: a}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapWord
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(seen)
	e.SetText(text)
	return e
}

// AcceptsTab leaves Tab to the window, which would be caught in here otherwise.
func (e *askLines) AcceptsTab() bool { return false }

// TypedKey closes the dialog on Escape and explains it on F1.
func (e *askLines) TypedKey(event *fyne.KeyEvent) {
	if event.Name == fyne.KeyEscape || event.Name == fyne.KeyF1 {
		e.ask.typedKey(event.Name)
		return
	}
	e.Entry.TypedKey(event)
}

// TypedShortcut confirms the dialog on Ctrl+Enter.
func (e *askLines) TypedShortcut(shortcut fyne.Shortcut) {
	if custom, ok := shortcut.(*desktop.CustomShortcut); ok && (custom.KeyName == fyne.KeyReturn || custom.KeyName == fyne.KeyEnter) &&
		custom.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
		e.ask.typedKey(fyne.KeyReturn)
		return
	}
	e.Entry.TypedShortcut(shortcut)
}
