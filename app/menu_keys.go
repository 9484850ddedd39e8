package app

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
)

// silentKeys are the keys of a menu item that the menu does not draw: the
// toolkit draws them too pale to read, so they stand in the item's words.
type silentKeys struct{ keys *desktop.CustomShortcut }

// ShortcutName is by what the window knows the keys.
func (s silentKeys) ShortcutName() string { return s.keys.ShortcutName() }

// shownKeys are keys that stand in a menu and that the window hears of by
// itself, after whatever has the keyboard: in a sheet with whole rows selected
// Ctrl+minus deletes them, as it does in a spreadsheet.
type shownKeys struct{ *desktop.CustomShortcut }

// ShortcutName is by what the menu knows the keys: no keys have this name.
func (s shownKeys) ShortcutName() string { return "" }

// nameKeys writes the keys of a menu's items beneath one another at the right
// of their words. On a Mac the system's own menu shows them.
func nameKeys(menu *fyne.Menu) {
	if runtime.GOOS == "darwin" {
		return
	}
	size := theme.TextSize()
	width := func(text string) float32 { return fyne.MeasureText(text, size, fyne.TextStyle{}).Width }
	var longest float32
	for _, item := range menu.Items {
		longest = max(longest, width(item.Label))
	}
	blank := max(1, width("x          x")-width("xx")) / 10
	for _, item := range menu.Items {
		gap := strings.Repeat(" ", int((longest-width(item.Label))/blank)+5)
		switch keys := item.Shortcut.(type) {
		case *desktop.CustomShortcut:
			item.Label += gap + keyWords(keys)
			item.Shortcut = silentKeys{keys}
		case shownKeys:
			item.Label += gap + keyWords(keys.CustomShortcut)
			item.Shortcut = nil
		}
	}
}

// keyWords writes keys as they are printed on a keyboard.
func keyWords(keys *desktop.CustomShortcut) string {
	var words []string
	for _, each := range []struct {
		modifier fyne.KeyModifier
		word     string
	}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}, {fyne.KeyModifierSuper, "Super"}} {
		if keys.Modifier&each.modifier != 0 {
			words = append(words, each.word)
		}
	}
	return strings.Join(append(words, string(keys.KeyName)), "+")
}
