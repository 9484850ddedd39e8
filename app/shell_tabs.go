package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// tabLetters is how long a title on a tab may be.
const tabLetters = 28

// open shows the page with this key, which make makes unless its tab is open
// already. It returns the page that is shown.
func (s *Shell) open(key string, make func() page) page {
	for _, item := range s.tabs.Items {
		if s.pages[item].key() == key {
			s.tabs.Select(item)
			return s.pages[item]
		}
	}
	s.notice.clear() // what was said belongs to what was done before
	opened := make()
	// A page that needs more room than the window has, as with large text, is
	// scrolled: it never makes the window larger than the screen.
	item := container.NewTabItemWithIcon(shortened(opened.title(), tabLetters), icon(opened.iconName()), container.NewScroll(opened.content()))
	s.pages[item] = opened
	s.openers[item] = s.tabs.Selected()
	s.tabs.Append(item)
	s.tabs.Select(item)
	s.selected()
	return opened
}

// shownPage is the page of the selected tab, or nil.
func (s *Shell) shownPage() page {
	item := s.tabs.Selected()
	if item == nil {
		return nil
	}
	return s.pages[item]
}

// find returns the open page with this key, or nil.
func (s *Shell) find(key string) page {
	for _, item := range s.tabs.Items {
		if s.pages[item].key() == key {
			return s.pages[item]
		}
	}
	return nil
}

// selected follows a change of the selected tab in the rail, the list and the
// status bar.
func (s *Shell) selected() {
	s.remember()
	s.status.say("")
	shown := s.shownPage()
	if shown == nil {
		return
	}
	s.leaveHidden()
	s.rail.show(shown.room())
	s.side.mark(shown.key())
	if with, ok := shown.(selector); ok {
		s.status.say(with.selectionWords())
	}
}

// leaveHidden takes the keyboard from what is on a page that is not shown any
// more, where keys would change what nobody sees.
func (s *Shell) leaveHidden() {
	canvas := s.window.Canvas()
	if focused, ok := canvas.Focused().(fyne.CanvasObject); ok && s.place(focused).IsZero() {
		canvas.Unfocus()
	}
}

// retitle puts a page's title on its tab again.
func (s *Shell) retitle(p page) {
	for i, item := range s.tabs.Items {
		if s.pages[item] != p {
			continue
		}
		before := item.Text
		item.Text = shortened(p.title(), tabLetters)
		s.tabs.Refresh()
		if item.Text != before && item == s.tabs.Selected() {
			s.showWholeTab(i)
		}
	}
	s.selected()
}

// closePage closes the tab of a page.
func (s *Shell) closePage(p page) {
	for _, item := range s.tabs.Items {
		if s.pages[item] == p {
			s.closeTab(item)
			return
		}
	}
}

// closeTab closes a tab and goes back to the one it was opened from. The home
// page stays: it is the way to everything else.
func (s *Shell) closeTab(item *container.TabItem) {
	closing := s.pages[item]
	if closing == nil || closing.key() == homeKey {
		return
	}
	if asking, ok := closing.(guarded); ok && !asking.mayClose() {
		return
	}
	closing.close()
	opener, shown := s.openers[item], s.tabs.Selected() == item
	delete(s.pages, item)
	delete(s.openers, item)
	s.tabs.Remove(item)
	if shown && opener != nil && s.pages[opener] != nil {
		s.tabs.Select(opener)
	}
	s.selected()
}

// closeDataset closes every tab about a dataset that is gone.
func (s *Shell) closeDataset(name string) {
	for i := len(s.tabs.Items) - 1; i >= 0; i-- {
		item := s.tabs.Items[i]
		if about, ok := s.pages[item].(explorable); ok && about.datasetName() == name {
			s.closeTab(item)
		}
	}
}

// turn selects the tab this many places further on, round and round.
func (s *Shell) turn(step int) {
	if count := len(s.tabs.Items); count > 0 {
		s.tabs.SelectIndex((s.tabs.SelectedIndex() + step + count) % count)
	}
}

func (s *Shell) openHome() { s.open(homeKey, func() page { return newHomePage(s) }) }
func (s *Shell) openData() { s.open(dataKey, func() page { return newDataPage(s) }) }

// enter goes to a room of the rail.
func (s *Shell) enter(r room) {
	switch r {
	case homeRoom:
		s.openHome()
	case dataRoom:
		s.openData()
	case exploreRoom:
		s.explore()
	case boardsRoom:
		s.openBoards()
	case peopleRoom:
		s.openPeople()
	case publishRoom:
		s.openPublish()
	case settingsRoom:
		s.openSettings()
	}
}

// explore opens an exploration of the dataset that the present page is about;
// else goes to one that is open; else lets the person choose a dataset.
func (s *Shell) explore() {
	if s.bench == nil {
		return
	}
	shown := s.shownPage()
	if shown != nil && shown.room() == exploreRoom {
		return
	}
	if about, ok := shown.(explorable); ok {
		s.openExplore(reportFor(about.datasetName()))
		return
	}
	for i := len(s.tabs.Items) - 1; i >= 0; i-- {
		if s.pages[s.tabs.Items[i]].room() == exploreRoom {
			s.tabs.SelectIndex(i)
			return
		}
	}
	if len(s.datasets) == 1 {
		s.openExplore(reportFor(s.datasets[0].Name))
		return
	}
	s.openData()
}

// focus gives the keyboard to an object of the window.
func (s *Shell) focus(object fyne.Focusable) { s.window.Canvas().Focus(object) }
