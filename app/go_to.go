package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// goToEntry is the box of Go to; Down and Up move in the list beneath it.
type goToEntry struct {
	widget.Entry
	step   func(by int)
	escape func()
}

// TypedKey handles the keys of the list.
func (e *goToEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyDown:
		e.step(1)
	case fyne.KeyUp:
		e.step(-1)
	case fyne.KeyEscape:
		e.escape()
	default:
		e.Entry.TypedKey(event)
	}
}

// showPalette shows a box that leads to everything by name.
func (s *Shell) showPalette() {
	if s.bench == nil {
		return
	}
	all := s.destinations()
	found := all
	chosen := 0
	lines := container.NewVBox()
	scroll := container.NewVScroll(besideScrollBar(lines))
	entry := &goToEntry{}
	entry.ExtendBaseWidget(entry)
	entry.SetPlaceHolder(say("Go to a student, a dataset, a field, a report or anything that can be done"))
	pop := widget.NewModalPopUp(container.NewPadded(container.NewBorder(entry, nil, nil, nil, scroll)), s.window.Canvas())
	take := func(i int) {
		if i < len(found) {
			pop.Hide()
			found[i].act()
		}
	}
	show := func() {
		lines.Objects = nil
		if len(found) == 0 {
			lines.Objects = []fyne.CanvasObject{hint(say("Nothing goes by these words."))}
		}
		for i, each := range found[:min(len(found), mostDestinations)] {
			line := newSideItem(each.icon, each.name, each.kind, func() { take(i) })
			line.choose(i == chosen)
			lines.Add(line)
		}
		lines.Refresh()
		if len(found) > 0 {
			height := lines.Objects[0].MinSize().Height + 4
			top := height * float32(chosen)
			if top < scroll.Offset.Y || top+height > scroll.Offset.Y+scroll.Size().Height {
				scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-height*2)))
			}
		}
	}
	find := func(words string) {
		found, chosen = withStudents(matching(all, words), s.students.matching(words)), 0
		show()
	}
	entry.OnChanged = find
	s.students.ready = func() {
		if pop.Visible() && chosen == 0 {
			find(entry.Text)
		}
	}
	s.students.prepare()
	entry.OnSubmitted = func(string) { take(chosen) }
	entry.step = func(by int) {
		chosen = max(0, min(chosen+by, min(len(found), mostDestinations)-1))
		show()
	}
	entry.escape = pop.Hide
	room := s.window.Canvas().Size()
	pop.Resize(fyne.NewSize(min(560, room.Width*0.8), min(440, room.Height*0.7)))
	show()
	pop.Show()
	s.focus(entry)
	s.targets.text("goto", entry, func() string { return entry.Text })
}
