package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Ensure that the keys of a spreadsheet that belong to its window do what hands
// expect while the keyboard is in a sheet.
func TestHabitsInTheWindow(t *testing.T) {
	control := fyne.KeyModifierShortcutDefault
	for habit, tt := range map[string]struct {
		key      fyne.KeyName
		modifier fyne.KeyModifier
		title    string // of the dialog that opens
	}{
		"F5 goes to a row or column": {fyne.KeyF5, 0, "Go to"},
		"Ctrl+H finds and replaces":  {fyne.KeyH, control, "Find and replace"},
		"F1 helps":                   {fyne.KeyF1, 0, "Help"},
	} {
		t.Run(habit, func(t *testing.T) {
			d, p := openSheet(t)
			p.rows.grid.Select(cellAt(2, 2))
			if tt.modifier == 0 {
				p.rows.grid.TypedKey(&fyne.KeyEvent{Name: tt.key})
			} else {
				p.rows.grid.TypedShortcut(&desktop.CustomShortcut{KeyName: tt.key, Modifier: tt.modifier})
			}
			d.until("a dialog is open", func() bool { return len(d.shell.asks) == 1 })
			opened, ok := d.shell.asks[0].of.(*ask)
			if !ok || opened.title != tt.title {
				t.Errorf("%#v is open", d.shell.asks[0].of)
			}
		})
	}
}
