package app

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// newListWidth is how wide a list of names begins.
const newListWidth = 6

// askList asks for the columns of a list of names.
func (p *boardPage) askList(name string) {
	if len(p.shell.datasets) == 0 {
		p.shell.nothingTo("list", say("Import a file first."))
		return
	}
	form := p.newForm(say("A list of names"))
	tile := form.tile(name, reports.ListTile, newListWidth)
	if tile.List == nil {
		tile.List = &reports.Listing{Limit: 10}
	}
	list := *tile.List
	title, where, limit := form.ask.entry(), form.ask.entry(), form.ask.entry()
	title.SetText(cmp.Or(tile.Words[p.language()].Title, tile.Title))
	where.SetText(tile.Report.Spec.Where)
	limit.SetText(strconv.Itoa(list.Limit))
	var names []string
	for _, dataset := range p.shell.datasets {
		names = append(names, dataset.Name)
	}
	columns := widget.NewCheckGroup(nil, nil)
	proposed := []string(nil) // what nobody has chosen yet goes with its dataset
	sort := widget.NewSelect(nil, nil)
	descending := widget.NewCheck(say("largest first"), nil)
	descending.SetChecked(list.Descending)
	dataset := widget.NewSelect(names, func(chosen string) {
		found, _ := p.shell.dataset(chosen)
		columns.Options, sort.Options = columnNames(found.Schema), columnNames(found.Schema)
		kept := slices.DeleteFunc(slices.Clone(columns.Selected), func(name string) bool { return !slices.Contains(columns.Options, name) })
		if len(kept) == 0 || slices.Equal(columns.Selected, proposed) {
			proposed = nameColumns(found.Schema)
			kept = slices.Clone(proposed)
		}
		columns.SetSelected(kept)
		if !slices.Contains(sort.Options, sort.Selected) {
			sort.ClearSelected()
		}
		columns.Refresh()
		form.ask.fit()
	})
	dataset.SetSelected(cmp.Or(tile.Report.Dataset, names[0]))
	if len(list.Columns) > 0 {
		columns.SetSelected(slices.Clone(list.Columns))
	}
	sort.Selected = list.Sort
	form.ask.agreeBy(say("OK"), func() {
		most, fine := wholeNumber(limit.Text)
		if !fine || most < 0 {
			form.wrong(say("“%s” is no number of lines.", limit.Text), say("Write a whole number; 0 lists all."))
			return
		}
		setTitle(&tile, p.language(), title.Text)
		tile.Report.Dataset, tile.Report.Spec.Where = dataset.Selected, strings.TrimSpace(where.Text)
		list.Columns, list.Limit, list.Sort, list.Descending = inOrder(columns.Selected, list.Columns, columns.Options), most, sort.Selected, descending.Checked
		tile.List = &list
		form.put(name, tile)
	})
	scroll := container.NewVScroll(columns)
	scroll.SetMinSize(fyne.NewSize(200, 190))
	form.show(fyne.NewSize(680, 460), title,
		container.NewGridWithColumns(2, labelled(say("Title"), title), labelled(say("Dataset"), dataset)),
		labelled(say("Only rows where"), where),
		widget.NewLabel(say("Columns")), scroll,
		container.NewGridWithColumns(3, labelled(say("Sorted by"), sort), labelled(say("Order"), descending), labelled(say("Lines at most"), limit)))
	for target, object := range map[string]fyne.CanvasObject{"tile.title": title, "tile.dataset": dataset, "tile.where": where, "tile.columns": columns, "tile.sort": sort, "tile.limit": limit} {
		p.shell.targets.object(target, object)
	}
}

func columnNames(schema table.Schema) []string {
	var names []string
	for _, column := range schema {
		names = append(names, column.Name)
	}
	return names
}

// inOrder puts chosen columns in the order they had, and new ones behind them in
// the order of the dataset.
func inOrder(chosen, before, all []string) []string {
	var ordered []string
	for _, name := range slices.Concat(before, all) {
		if slices.Contains(chosen, name) && !slices.Contains(ordered, name) {
			ordered = append(ordered, name)
		}
	}
	return ordered
}

// nameColumns are the columns of a dataset with the names of people, by which a
// list of names begins.
func nameColumns(schema table.Schema) []string {
	var names []string
	for _, column := range schema {
		if workbench.IsPersonName(column.Name) {
			names = append(names, column.Name)
		}
	}
	return names
}
