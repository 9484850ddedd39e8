package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/schoolbench/schoolbench/table"
)

// shortcut is Ctrl (Command on a Mac) with a key.
func shortcut(key fyne.KeyName, more ...fyne.KeyModifier) *desktop.CustomShortcut {
	chord := &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	for _, modifier := range more {
		chord.Modifier |= modifier
	}
	return chord
}

// menuItem is a line of a menu with its shortcut, or without one.
func menuItem(label string, keys fyne.Shortcut, action func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, action)
	item.Shortcut = keys
	return item
}

// mainMenu is the menu bar. It is made again when a workspace is opened, since
// the recent files are in it.
func (s *Shell) mainMenu() *fyne.MainMenu {
	menus := s.menus()
	for _, menu := range menus {
		s.restWhileCovered(menu)
		nameKeys(menu)
	}
	return fyne.NewMainMenu(menus...)
}

// menus are the menus of the bar in plain words.
func (s *Shell) menus() []*fyne.Menu {
	recent := fyne.NewMenuItem(say("Open recent"), nil)
	recent.ChildMenu = fyne.NewMenu("")
	for _, path := range s.preferences.recentWorkspaces() {
		recent.ChildMenu.Items = append(recent.ChildMenu.Items, fyne.NewMenuItem(workspaceName(path), func() { s.OpenWorkspace(path, false) }))
	}
	recent.Disabled = len(recent.ChildMenu.Items) == 0
	quit := menuItem(say("Quit"), shortcut(fyne.KeyQ), s.Close)
	quit.IsQuit = true

	file := fyne.NewMenu(say("File"),
		menuItem(say("New workspace…"), shortcut(fyne.KeyN), s.askNewWorkspace),
		menuItem(say("Open workspace…"), shortcut(fyne.KeyO), s.askOpenWorkspace),
		recent,
		fyne.NewMenuItem(say("Sample district"), s.makeSample),
		fyne.NewMenuItemSeparator(),
		menuItem(say("Import a file…"), shortcut(fyne.KeyI), func() { s.withWorkspace(s.beginImport) }),
		menuItem(say("Export…"), shortcut(fyne.KeyE, fyne.KeyModifierShift), s.exportShown),
		menuItem(say("Save report"), shortcut(fyne.KeyS), s.saveShown),
		fyne.NewMenuItemSeparator(),
		menuItem(say("Close tab"), shortcut(fyne.KeyW), s.closeShown),
		quit,
	)
	edit := s.editMenu()
	look := s.preferences.look()
	size := fyne.NewMenuItem(say("Text size"), nil)
	size.ChildMenu = fyne.NewMenu("")
	for _, choice := range textSizes() {
		item := fyne.NewMenuItem(choice.word(), func() { s.setTextSize(choice) })
		item.Checked = look.textSize == choice
		size.ChildMenu.Items = append(size.ChildMenu.Items, item)
	}
	looks := []*fyne.MenuItem{}
	for _, choice := range appearances() {
		item := fyne.NewMenuItem(choice.word(), func() { s.setAppearance(choice) })
		item.Checked = look.appearance == choice
		looks = append(looks, item)
	}
	strong := fyne.NewMenuItem(say("High contrast"), func() { s.setContrast(!s.preferences.look().contrast) })
	strong.Checked = look.contrast
	looks = append(looks, strong, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Settings…"), s.openSettings))
	view := fyne.NewMenu(say("View"), append([]*fyne.MenuItem{
		menuItem(say("Explore"), shortcut(fyne.KeyE), s.explore),
		menuItem(say("Go to…"), shortcut(fyne.KeyK), s.showPalette),
		menuItem(say("Back"), shownKeys{backKeys()}, s.goBack),
		menuItem(say("Next part of the page"), shortcut(fyne.KeyF6), s.nextPart),
		menuItem(say("Next kind of chart"), &desktop.CustomShortcut{KeyName: fyne.KeyF11}, s.nextChart),
		menuItem(say("List of datasets"), shortcut(fyne.KeyB), s.toggleSide),
		fyne.NewMenuItemSeparator(),
		size,
		menuItem(say("Larger text"), shownKeys{shortcut(fyne.KeyEqual)}, func() { s.stepTextSize(1) }),
		menuItem(say("Smaller text"), shownKeys{shortcut(fyne.KeyMinus)}, func() { s.stepTextSize(-1) }),
		fyne.NewMenuItemSeparator(),
	}, looks...)...)
	help := fyne.NewMenu(say("Help"),
		menuItem(say("Help with this page"), &desktop.CustomShortcut{KeyName: fyne.KeyF1}, s.showHelp),
		fyne.NewMenuItem(say("Keys"), s.showKeys),
		fyne.NewMenuItem(say("About Schoolbench"), s.showAbout),
	)
	return []*fyne.Menu{file, edit, view, help}
}

// restWhileCovered keeps the keys of a menu from acting through a dialog.
func (s *Shell) restWhileCovered(menu *fyne.Menu) {
	for _, item := range menu.Items {
		if item.ChildMenu != nil {
			s.restWhileCovered(item.ChildMenu)
		}
		if item.Action != nil {
			item.Action = s.uncovered(item.Action)
		}
	}
}

// addShortcuts adds the keys that are in no menu.
func (s *Shell) addShortcuts() {
	canvas := s.window.Canvas()
	canvas.AddShortcut(shortcut(fyne.KeyPageDown), func(fyne.Shortcut) { s.uncovered(func() { s.turn(1) })() })
	canvas.AddShortcut(shortcut(fyne.KeyPageUp), func(fyne.Shortcut) { s.uncovered(func() { s.turn(-1) })() })
	canvas.AddShortcut(backKeys(), func(fyne.Shortcut) { s.uncovered(s.goBack)() })
	canvas.AddShortcut(&fyne.ShortcutCopy{}, func(fyne.Shortcut) { s.uncovered(s.copyShown)() })
	canvas.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.uncovered(s.undoTyped)() })
	canvas.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { s.uncovered(s.redoTyped)() })
	canvas.AddShortcut(shortcut(fyne.KeyEqual), func(fyne.Shortcut) { s.uncovered(func() { s.stepTextSize(1) })() })
	canvas.AddShortcut(shortcut(fyne.KeyMinus), func(fyne.Shortcut) { s.uncovered(func() { s.stepTextSize(-1) })() })
	canvas.AddShortcut(&fyne.ShortcutSelectAll{}, func(fyne.Shortcut) { s.uncovered(s.selectAllShown)() })
	canvas.AddShortcut(shortcut(fyne.KeyP), func(fyne.Shortcut) { s.uncovered(s.exportShown)() }) // paper comes out of a PDF
	canvas.AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { s.uncovered(s.pasteShown)() })
}

func (s *Shell) closeShown() {
	if item := s.tabs.Selected(); item != nil {
		s.closeTab(item)
	}
}

func (s *Shell) exportShown() {
	if shown, ok := s.shownPage().(exporter); ok {
		shown.export()
		return
	}
	s.nothingTo("export", say("Open a dataset, a cross-tab or the rows behind a number first."))
}

func (s *Shell) saveShown() {
	if shown, ok := s.shownPage().(saver); ok {
		shown.save()
		return
	}
	s.nothingTo("save", say("What you import is kept at once. A report is saved from its cross-tab: choose Explore."))
}

func (s *Shell) undoShown() {
	if shown, ok := s.shownPage().(importUndoer); ok {
		shown.undoImport()
		return
	}
	s.nothingTo("undo", say("Open the dataset whose last import you want to take out again."))
}

// nothingTo says that a menu has nothing to work on here, and where it would.
func (s *Shell) nothingTo(verb, remedy string) {
	s.reportProblem(table.Issue{Severity: table.Note, Message: say("There is nothing to %s on this page.", verb), Remedy: remedy})
}

func (s *Shell) copyShown() {
	if shown, ok := s.shownPage().(copier); ok {
		if text := shown.copyText(); text != "" {
			s.application.Clipboard().SetContent(text)
		}
	}
}

// nextChart draws the cross-tab that is shown as the next kind of chart.
func (s *Shell) nextChart() {
	if shown, ok := s.shownPage().(*explorePage); ok {
		shown.nextChart()
		return
	}
	s.nothingTo("draw", say("Open a cross-tab first: choose Explore."))
}

// toggleSide hides the list of datasets to make room, or shows it again.
func (s *Shell) toggleSide() {
	if s.side.object.Visible() {
		s.side.object.Hide()
	} else {
		s.side.object.Show()
	}
	s.split.Refresh()
}

func (s *Shell) setTextSize(size textSize) {
	chosen := s.preferences.look()
	chosen.textSize = size
	s.setLook(chosen)
}

func (s *Shell) stepTextSize(step int) {
	sizes := textSizes()
	for i, size := range sizes {
		if size == s.preferences.look().textSize && i+step >= 0 && i+step < len(sizes) {
			s.setTextSize(sizes[i+step])
			return
		}
	}
}

func (s *Shell) setAppearance(chosen appearance) {
	now := s.preferences.look()
	now.appearance = chosen
	s.setLook(now)
}

func (s *Shell) setLook(chosen look) {
	s.preferences.setLook(chosen)
	s.application.Settings().SetTheme(newTheme(chosen))
	s.window.SetMainMenu(s.mainMenu())
	if shown, open := s.find(settingsKey).(*settingsPage); open {
		shown.refresh()
	}
}
