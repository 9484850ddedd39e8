package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Cells pasted into the field for a path are cells; a path stays one.
func TestPasteIntoThePath(t *testing.T) {
	clipboard := test.NewClipboard()
	cells := 0
	entry := newPathEntry()
	entry.onCells = func() { cells++ }
	test.NewTempWindow(t, entry)
	for _, text := range []string{"a\tb\n1\t2\n", "a\nb\n"} {
		clipboard.SetContent(text)
		entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	}
	if cells != 2 || entry.Text != "" {
		t.Errorf("cells were pasted %d times, and the field holds %q", cells, entry.Text)
	}
	clipboard.SetContent("/home/office/roster.csv\n")
	entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if cells != 2 || entry.Text == "" {
		t.Errorf("a path was taken for cells, and the field holds %q", entry.Text)
	}
}
