package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/importers"
)

// tableList has a tick and a name for each table of the file, those of a sheet
// beneath its name, and after them the sheets of which nothing is taken.
func (s *importSide) tableList() fyne.CanvasObject {
	p := s.page.presenter
	lines := container.NewVBox()
	for i, t := range p.tables {
		same := p.onSheet(t.plan.Sheet)
		if len(same) > 1 && same[0] == t && t.plan.Sheet != "" {
			lines.Add(s.sheetLine(t.plan.Sheet, same))
		}
		lines.Add(s.tableLine(i, t, len(same) > 1))
	}
	for _, sheet := range p.otherSheets() {
		lines.Add(s.otherLine(sheet))
	}
	scroll := container.NewVScroll(lines)
	scroll.SetMinSize(fyne.NewSize(100, min(172, 40*float32(len(lines.Objects)))))
	return container.New(newStack(0), smallHeading(say("TABLES IN THIS FILE")), scroll)
}

// sheetLine heads the tables of one sheet, with a tick for all of them.
func (s *importSide) sheetLine(sheet string, same []*importTable) fyne.CanvasObject {
	p := s.page.presenter
	tick := widget.NewCheck("", nil)
	for _, t := range same {
		tick.Checked = tick.Checked || t.wanted
	}
	tick.OnChanged = func(wanted bool) { p.wantAll(same, wanted) }
	name := widget.NewLabelWithStyle(sheet+": "+counted(len(same), "table", "tables"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	name.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, tick, nil, name)
}

// tableLine is one table: by the name of its sheet when that has no other, or
// else by what is written above it and where it stands.
func (s *importSide) tableLine(i int, t *importTable, several bool) fyne.CanvasObject {
	p := s.page.presenter
	tick := widget.NewCheck("", nil)
	tick.SetChecked(t.wanted)
	tick.OnChanged = func(wanted bool) { p.want(i, wanted) }
	label, figure := t.plan.Sheet, counted(t.plan.Rows, "row", "rows")
	if label == "" {
		label = t.plan.Name
	}
	if several {
		label = p.caption(t)
	}
	if hidden(p, t.plan.Sheet) {
		figure = say("hidden · %s", figure)
	}
	line := newSideItem("data", label, figure, func() { p.show(i) })
	line.choose(i == p.current)
	s.page.shell.targets.object("import.table:"+number(i+1), line)
	left := fyne.CanvasObject(tick)
	if several && t.plan.Sheet != "" {
		left = container.NewHBox(newGap(14, 1), tick)
	}
	return container.NewBorder(nil, nil, left, nil, line)
}

// otherLine is a sheet of which nothing is taken.
func (s *importSide) otherLine(sheet importers.Sheet) fyne.CanvasObject {
	p := s.page.presenter
	figure := say("left out")
	if sheet.Hidden {
		figure = "hidden"
	}
	look := widget.NewButton(say("Look"), func() { p.addSheet(sheet.Name) })
	look.Importance = widget.LowImportance
	line := newSideItem("note", sheet.Name, figure, func() { p.addSheet(sheet.Name) })
	s.page.shell.targets.object("import.sheet:"+sheet.Name, look)
	return container.NewBorder(nil, nil, nil, look, line)
}

// caption tells a table from the others of its sheet: by the title above it, or
// else by the row that it begins in and its first columns.
func (p *importPresenter) caption(t *importTable) string {
	if raw := p.raw[t.plan.Sheet]; raw != nil {
		if title := titleAbove(raw.head, t.top()); title != "" {
			return title
		}
	}
	words := say("Row %s", number(t.top()))
	if names := t.plan.Schema().Names(); len(names) > 1 {
		words += " · " + names[0] + ", " + names[1]
	} else if len(names) > 0 {
		words += " · " + names[0]
	}
	return words
}

// titleAbove is the only text of the nearest row with any above a table, unless
// that is far away.
func titleAbove(head []importers.ViewRow, top int) string {
	for _, row := range slices.Backward(head) {
		if row.Number >= top || row.Number < top-3 {
			continue
		}
		texts := slices.DeleteFunc(slices.Clone(row.Cells), func(text string) bool { return strings.TrimSpace(text) == "" })
		switch len(texts) {
		case 0:
		case 1:
			return strings.Join(strings.Fields(texts[0]), " ")
		default:
			return ""
		}
	}
	return ""
}

// wantAll says whether tables are to be imported.
func (p *importPresenter) wantAll(tables []*importTable, wanted bool) {
	for _, t := range tables {
		t.wanted = wanted
	}
	p.changed()
}
