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

// pastHeir is a page that takes over from the one it replaces what can be undone.
type pastHeir interface{ inherit(old page) }

// inherit takes over what was asked before.
func (p *explorePage) inherit(old page) {
	if before, ok := old.(*explorePage); ok {
		p.presenter.past = before.presenter.past
	}
}

// inherit takes over what was changed before and not saved.
func (p *boardPage) inherit(old page) {
	if before, ok := old.(*boardPage); ok && p.draft != nil && before.draft != nil {
		p.draft.past = before.draft.past
	}
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
				if heir, ok := s.shownPage().(pastHeir); ok {
					heir.inherit(old)
				}
				old.close()
				return
			}
		}
	}
	s.open(old.key(), func() page { return old })
}
