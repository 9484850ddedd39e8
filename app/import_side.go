package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// importSide is the right side of an import: the name of the dataset, the
// tables of the file, what was found, and the columns.
type importSide struct {
	page     *importPage
	name     *widget.Entry
	choose   *widget.Button // a dataset that is there
	into     *importInto
	tables   *fyne.Container
	findings *importFindings
	columns  *widget.List
	tabs     *container.AppTabs
	found    *container.TabItem
	object   fyne.CanvasObject
	listed   listedTables
}

// listedTables is what the list of tables was drawn from.
type listedTables struct {
	file            *importPresenter
	tables, current int
	sheets, wanted  int
	busy            bool
	seen            int // sheets that were read as they are, with the titles on them
}

func newImportSide(p *importPage) *importSide {
	s := &importSide{page: p, tables: container.NewStack(), into: newImportInto(p)}
	s.name = widget.NewEntry()
	s.name.SetPlaceHolder(say("Name of the dataset"))
	s.name.OnChanged = func(name string) { p.presenter.name(name) }
	s.choose = widget.NewButtonWithIcon("", theme.MenuDropDownIcon(), s.chooseDataset)
	s.choose.Importance = widget.LowImportance
	p.shell.targets.object("import.into", s.choose)
	s.findings = newImportFindings(p)
	s.columns = widget.NewList(
		func() int {
			if t := p.presenter.table(); t != nil {
				return len(t.plan.Columns)
			}
			return 0
		},
		func() fyne.CanvasObject { return newColumnLine(p).object },
		func(i widget.ListItemID, object fyne.CanvasObject) { columnLineOf(object).show(i) })
	s.columns.HideSeparators = true
	columns := container.NewBorder(hint(say("Untick a column to leave it out; correct a name or a type.")), nil, nil, nil, s.columns)
	s.found = container.NewTabItem(say("Findings"), s.findings.object)
	s.tabs = container.NewAppTabs(s.found, container.NewTabItem(say("Columns"), columns))
	top := container.New(newStack(0), smallHeading(say("DATASET")), container.NewPadded(container.NewBorder(nil, nil, nil, s.choose, s.name)), s.into.recalledRoom, s.into.object, s.tables)
	s.object = container.NewBorder(top, nil, nil, nil, s.tabs)
	return s
}

// show draws what the plan of the table that is shown says.
func (s *importSide) show() {
	s.findings.show()
	s.columns.Refresh()
	words := say("Findings")
	if t := s.page.presenter.table(); t != nil {
		if count := len(t.plan.Findings); count > 0 {
			words += " (" + number(count) + ")"
		}
	}
	if s.found.Text != words {
		s.found.Text = words
		s.tabs.Refresh()
	}
}

// refresh follows the name and the tables.
func (s *importSide) refresh() {
	p := s.page.presenter
	name := ""
	if t := p.table(); t != nil {
		name = t.name
	}
	if s.name.Text != name {
		s.name.SetText(name)
	}
	s.into.refresh()
	now := listedTables{file: p, tables: len(p.tables), current: p.current, sheets: len(p.otherSheets()), wanted: len(p.wanted()), busy: p.busy(), seen: len(p.raw)}
	if now == s.listed {
		return
	}
	s.listed = now
	s.tables.Objects = nil
	if len(p.tables)+now.sheets > 1 {
		s.tables.Objects = []fyne.CanvasObject{s.tableList()}
	}
	s.tables.Refresh()
}

// hidden reports whether a sheet is hidden in its workbook.
func hidden(p *importPresenter, sheet string) bool {
	for _, each := range p.sheets {
		if each.Name == sheet {
			return each.Hidden
		}
	}
	return false
}
