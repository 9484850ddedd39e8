package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// pathEntry is a field for a path. Cells that were copied in a spreadsheet are
// no path: pasting them calls onCells, if it is set, and leaves the field as it
// is.
type pathEntry struct {
	widget.Entry
	onCells func()
}

func newPathEntry() *pathEntry {
	e := &pathEntry{}
	e.ExtendBaseWidget(e)
	return e
}

// TypedShortcut pastes a path, or hands cells on.
func (e *pathEntry) TypedShortcut(shortcut fyne.Shortcut) {
	if paste, ok := shortcut.(*fyne.ShortcutPaste); ok && e.onCells != nil && paste.Clipboard != nil {
		if strings.ContainsAny(strings.TrimSpace(paste.Clipboard.Content()), "\t\n") {
			e.onCells()
			return
		}
	}
	e.Entry.TypedShortcut(shortcut)
}
