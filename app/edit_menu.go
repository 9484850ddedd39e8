package app

import (
	"fyne.io/fyne/v2"
)

// undoer is a page on which the last thing done can be taken back. undo reports
// whether there was one.
type undoer interface{ undo() bool }

// allSelector is a page whose table can be selected as a whole.
type allSelector interface{ selectAll() }

// filterer is a page whose rows can be filtered by the headings of their
// columns.
type filterer interface{ toggleFilter() }

// finder is a page with a box to find something in.
type finder interface{ find() }

// editMenu is what can be done with what is shown. The keys of the clipboard
// and of Undo stay with whatever has the keyboard: a menu item with them would
// take them away from it, so they are named in the words.
func (s *Shell) editMenu() *fyne.Menu {
	return fyne.NewMenu(say("Edit"),
		fyne.NewMenuItem(say("Undo"), func() { s.edit(&fyne.ShortcutUndo{}, s.undoTyped) }),
		fyne.NewMenuItem(say("Redo"), func() { s.edit(&fyne.ShortcutRedo{}, s.redoTyped) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Copy"), func() {
			s.edit(&fyne.ShortcutCopy{Clipboard: s.application.Clipboard()}, s.copyShown)
		}),
		fyne.NewMenuItem(say("Paste a table"), s.pasteShown),
		fyne.NewMenuItem(say("Select all"), func() { s.edit(&fyne.ShortcutSelectAll{}, s.selectAllShown) }),
		fyne.NewMenuItemSeparator(),
		menuItem(say("Find…"), shortcut(fyne.KeyF), s.findShown),
		menuItem(say("Go to a row or column…"), shortcut(fyne.KeyG), s.goToShown),
		menuItem(say("Filter on or off"), shortcut(fyne.KeyL, fyne.KeyModifierShift), s.filterShown),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Undo the last import…"), s.undoShown),
	)
}

// edit gives a shortcut to what has the keyboard, or else does what the page
// does for it.
func (s *Shell) edit(keys fyne.Shortcut, otherwise func()) {
	if focused, ok := s.window.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(keys)
		return
	}
	otherwise()
}

// undoTyped takes back the last thing done on the page, or else the import that
// was just made.
func (s *Shell) undoTyped() {
	if shown, ok := s.shownPage().(undoer); ok && shown.undo() {
		return
	}
	if s.takeBack != nil {
		s.undoLast()
		return
	}
	s.nothingTo("undo", say("What was imported is taken out again on its dataset's page."))
}

// undoLast takes the import back that was made last.
func (s *Shell) undoLast() {
	if back := s.takeBack; back != nil {
		s.takeBack = nil
		back()
	}
}

func (s *Shell) selectAllShown() {
	if shown, ok := s.shownPage().(allSelector); ok {
		shown.selectAll()
	}
}

// filterShown shows the arrows that filter columns on the page, or takes them
// and the filters away.
func (s *Shell) filterShown() {
	if shown, ok := s.shownPage().(filterer); ok {
		shown.toggleFilter()
		return
	}
	s.nothingTo("filter", say("Open a dataset or the rows behind a number. A cross-tab is filtered by the box “Only rows where…”."))
}

// findShown goes to the box in which something is found on the page, or to the
// one that finds datasets and reports.
func (s *Shell) findShown() {
	if shown, ok := s.shownPage().(finder); ok {
		shown.find()
		return
	}
	s.showPalette()
}
