package app

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// importFiles lists the files of a queue at the left of an import, each with
// what became of it. A single file has no list.
type importFiles struct {
	page    *importPage
	lines   *fyne.Container
	items   []*sideItem
	stack   *widget.Check // files alike into one dataset
	object  *fyne.Container
	filling bool // shown, not chosen
}

func newImportFiles(p *importPage) *importFiles {
	f := &importFiles{page: p, lines: container.NewVBox()}
	f.stack = widget.NewCheck("", func(together bool) {
		if !f.filling {
			p.queue.stack(together)
		}
	})
	list := container.NewBorder(smallHeading(say("FILES")), f.stack, nil, nil, container.NewVScroll(f.lines))
	p.shell.targets.text("import.stack", f.stack, func() string { return f.stack.Text })
	f.object = container.NewBorder(nil, nil, nil, newRule(), container.New(fixedWidth(200), container.NewStack(newFill(colorSide), list)))
	f.object.Hide()
	return f
}

// refresh follows the queue.
func (f *importFiles) refresh() {
	q := f.page.queue
	if len(q.files) < 2 {
		f.object.Hide()
		return
	}
	if len(f.items) != len(q.files) {
		f.items, f.lines.Objects = nil, nil
		for i := range q.files {
			item := newSideItem("data", "", "", func() { q.show(i) })
			item.onMenu = func(position fyne.Position) {
				f.page.shell.popUp(position, fyne.NewMenuItem(say("Take out of the list"), func() { q.remove(i) }))
			}
			f.items = append(f.items, item)
			f.page.shell.targets.text("import.file:"+number(i+1), item, func() string { return item.name + " · " + item.figure })
			f.lines.Add(item)
		}
	}
	for i, file := range q.files {
		item := f.items[i]
		sign, words := file.stateWords()
		if item.name != filepath.Base(file.path) || item.figure != words || item.icon != sign || item.chosen != (i == q.current) {
			item.icon, item.name, item.figure, item.chosen = sign, filepath.Base(file.path), words, i == q.current
			item.captions = item.name + ", " + words
			item.Refresh()
		}
	}
	f.filling = true
	if alike := q.alike(); len(alike) > 1 {
		f.stack.Text = say("%s as one dataset", number(len(alike)))
		f.stack.SetChecked(q.stacked())
		f.stack.Refresh()
		f.stack.Show()
	} else {
		f.stack.Hide()
	}
	f.filling = false
	f.object.Show()
}

// stateWords say how far a file has come, with the icon for it.
func (p *importPresenter) stateWords() (sign, words string) {
	switch p.state {
	case fileReading:
		return "data", say("reading…")
	case fileReady:
		if p.problem != nil {
			return "problem", say("not imported")
		}
		return "data", number(p.rowsWanted())
	case fileRefused:
		return "problem", say("not read")
	case fileStopped:
		return "problem", "stopped"
	case fileImporting:
		return "import", say("importing…")
	case fileImported:
		return "check", "imported"
	}
	return "data", "waiting"
}

// words say how far a queue has come.
func (q *importQueue) words() string {
	read, troubled := 0, 0
	for _, file := range q.files {
		if file.state != fileWaiting && file.state != fileReading {
			read++
		}
		if file.problem != nil {
			troubled++
		}
	}
	words := counted(len(q.files), "file", "files")
	if read < len(q.files) {
		words = say("%s of %s read", number(read), words)
	}
	if troubled > 0 {
		words += "; " + counted(troubled, "has a problem", "have a problem")
	}
	return words + "."
}
