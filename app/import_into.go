package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// importInto asks what becomes of a dataset that is there already: add to it,
// replace its rows, or update them by a key.
type importInto struct {
	page         *importPage
	words        *widget.Label
	mode         *widget.Select
	key          *widget.Button
	drop         *widget.Check
	recalled     *widget.Button  // leads to the dataset that tables of this kind went into
	recalledRoom *fyne.Container // with the room around that button
	object       *fyne.Container
	filling      bool // shown, not chosen
}

// intoModes are the modes in the order of the menu.
func intoModes() []warehouse.Mode {
	return []warehouse.Mode{warehouse.Add, warehouse.Replace, warehouse.Upsert}
}

func newImportInto(p *importPage) *importInto {
	i := &importInto{page: p, words: hint("")}
	i.mode = widget.NewSelect([]string{say("Add the rows to it"), say("Replace its rows"), say("Update its rows by a key")}, nil)
	i.mode.OnChanged = func(string) {
		i.chosen(func(into *intoDataset) { into.mode = intoModes()[i.mode.SelectedIndex()] })
	}
	i.key = widget.NewButton("", i.askKey)
	i.key.Alignment = widget.ButtonAlignLeading
	i.drop = widget.NewCheck(say("Take out rows that are not in the file"), func(drop bool) {
		i.chosen(func(into *intoDataset) { into.dropGone = drop })
	})
	i.object = container.New(newStack(0), i.words, container.NewPadded(framed(i.mode)), container.NewPadded(i.key), i.drop)
	i.object.Hide()
	i.recalled = widget.NewButton("", nil)
	i.recalled.Alignment = widget.ButtonAlignLeading
	i.recalledRoom = container.NewPadded(i.recalled)
	i.showRecalled(false)
	p.shell.targets.object("import.recalled", i.recalled)
	p.shell.targets.text("import.mode", i.mode, func() string { return i.mode.Selected })
	p.shell.targets.object("import.key", i.key)
	return i
}

func (i *importInto) chosen(change func(*intoDataset)) {
	if !i.filling {
		i.page.presenter.setInto(change)
	}
}

// refresh follows the name of the dataset.
func (i *importInto) refresh() {
	p := i.page.presenter
	t := p.table()
	dataset, exists := p.target(t)
	i.showRecalled(false)
	if t != nil && t.recalled != "" && !strings.EqualFold(t.recalled, strings.TrimSpace(t.name)) && !t.stacked {
		i.recalled.SetText(say("A file of this kind is in “%s”: bring it up to date", t.recalled))
		i.recalled.OnTapped = func() { p.name(t.recalled) }
		i.showRecalled(true)
	}
	if !exists {
		i.object.Hide()
		return
	}
	i.filling = true
	defer func() { i.filling = false }()
	if words := say("This dataset is here already, with %s.", counted(dataset.Rows, "row", "rows")); i.words.Text != words {
		i.words.SetText(words)
	}
	if at := slices.Index(intoModes(), t.into.mode); at >= 0 && i.mode.SelectedIndex() != at {
		i.mode.SetSelectedIndex(at)
	}
	words := say("Choose the key…")
	if key := matchedBy(t, dataset); len(key) > 0 {
		words = say("Key: %s", strings.Join(key, " with "))
	}
	if i.key.Text != words {
		i.key.SetText(words)
	}
	if t.into.mode == warehouse.Upsert {
		i.drop.SetChecked(t.into.dropGone)
		i.drop.Show()
	} else {
		i.drop.Hide()
	}
	i.object.Show()
}

// showRecalled offers the dataset that such tables went into, or nothing.
func (i *importInto) showRecalled(offered bool) {
	i.recalled.Hidden, i.recalledRoom.Hidden = !offered, !offered
	i.recalledRoom.Refresh()
}

// askKey asks by which columns rows are matched.
func (i *importInto) askKey() {
	p := i.page.presenter
	t := p.table()
	dataset, exists := p.target(t)
	if !exists {
		return
	}
	chosen := map[string]bool{}
	key := matchedBy(t, dataset)
	if report := p.compared.report; len(key) == 0 && report != nil {
		key = proposedKey(report)
	}
	for _, column := range key {
		chosen[column] = true
	}
	question := i.page.shell.newAsk(say("Which columns name a row?"), say("Cancel"))
	ticks := container.NewVBox()
	for _, column := range dataset.Schema {
		tick := widget.NewCheck(column.Title(), func(on bool) { chosen[column.Name] = on })
		tick.SetChecked(chosen[column.Name])
		ticks.Add(tick)
	}
	question.agreeBy(say("Match by these"), func() {
		var key []string
		for _, column := range dataset.Schema {
			if chosen[column.Name] {
				key = append(key, column.Name)
			}
		}
		question.hide()
		p.setInto(func(into *intoDataset) {
			into.key = key
			if len(key) > 0 && into.mode == warehouse.Add {
				into.mode = warehouse.Upsert
			}
		})
	})
	scroll := container.NewVScroll(ticks)
	scroll.SetMinSize(fyne.NewSize(300, min(320, 40*float32(len(dataset.Schema)))))
	question.show(fyne.NewSize(460, 300), nil,
		hintText(say("A row of the file and a row of the dataset are the same student, or the same student on the same day, when these columns agree.")), scroll)
}

// already says, of an import that would have doubled rows, what can be done
// here, and offers it.
func (i *importInto) already(issue *table.Issue) (*table.Issue, []*widget.Button) {
	told := *issue
	told.Remedy = say("Nothing was changed. Put the rows of the file in the place of those that are there, or bring them up to date by the column that names a row.")
	choose := func(mode warehouse.Mode) func() {
		return func() { i.page.presenter.setInto(func(into *intoDataset) { into.mode = mode }) }
	}
	return &told, []*widget.Button{
		plainButton(say("Replace its rows"), "", choose(warehouse.Replace)),
		plainButton(say("Choose the key…"), "", i.askKey),
		plainButton(say("Add the rows to it"), "", choose(warehouse.Add)),
	}
}

// proposedKey are the columns that a comparison without a key found to name
// each row, if there are any.
func proposedKey(report *workbench.ChangeReport) []string {
	for _, finding := range report.Findings {
		if finding.Code == "no-key" && finding.Column != "" {
			return strings.Split(finding.Column, ", ")
		}
	}
	return nil
}

// chooseDataset offers the datasets that the table can go into.
func (s *importSide) chooseDataset() {
	var items []*fyne.MenuItem
	for _, dataset := range s.page.shell.datasets {
		items = append(items, fyne.NewMenuItem(dataset.Name, func() { s.page.presenter.name(dataset.Name) }))
	}
	if len(items) == 0 {
		items = append(items, fyne.NewMenuItem(say("There are no datasets yet"), nil))
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.choose)
	s.page.shell.popUp(corner.AddXY(0, s.choose.Size().Height), items...)
}
