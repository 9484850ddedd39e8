package app

import (
	"slices"

	"fyne.io/fyne/v2/container"
)

// redraw makes the whole window anew, as after a change of its language. Pages
// come back as they are after a restart, with what was not saved; those that do
// not come back, such as rows behind a number or an import under way, stay as
// they are.
func (s *Shell) redraw() {
	share, restoring, chosen := s.split.Offset, s.restoring, s.tabs.SelectedIndex()
	s.restoring = true // what is open is not to be forgotten meanwhile
	items, before := slices.Clone(s.tabs.Items), s.pages
	s.build()
	s.split.SetOffset(share)
	s.window.SetMainMenu(s.mainMenu())
	if s.bench == nil {
		s.restoring = restoring
		s.showStart()
		return
	}
	clear(s.openers)
	s.pages = map[*container.TabItem]page{}
	for _, item := range items {
		s.redrawTab(before[item])
	}
	if chosen >= 0 && chosen < len(s.tabs.Items) {
		s.tabs.SelectIndex(chosen)
	}
	s.showBench()
	s.restoring = restoring
	s.reload()
}

// redrawTab opens a page again in the window that was made anew.
func (s *Shell) redrawTab(old page) {
	if _, home := old.(*homePage); home {
		old.close()
		s.openHome()
		return
	}
	kept, keeps := old.(keeper)
	_, importing := old.(*importPage)
	if keeps && !importing {
		if tab, worth := kept.keep(); worth {
			count := len(s.tabs.Items)
			if s.restoreTab(tab); len(s.tabs.Items) > count {
				old.close()
				return
			}
		}
	}
	s.open(old.key(), func() page { return old })
}
