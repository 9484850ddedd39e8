package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// askSelect is a list of a dialog to choose one line from. As everywhere in a
// dialog, Enter confirms and Escape leaves; the space bar opens the list.
type askSelect struct {
	widget.Select
	ask *ask
}

// choice makes a list for the dialog.
func (a *ask) choice(options []string, changed func(string)) *askSelect {
	c := &askSelect{ask: a}
	c.Options, c.OnChanged = options, changed
	c.PlaceHolder = say("Choose one")
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey confirms or leaves the dialog and gives other keys to the list.
func (c *askSelect) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape, fyne.KeyF1:
		c.ask.typedKey(event.Name)
	default:
		c.Select.TypedKey(event)
	}
}
