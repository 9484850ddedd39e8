package app

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// askFilter lets a person choose which rows to see by one column: by ticking
// values, by a condition, or by both. The values are those of the rows that the
// other filters keep, as in a spreadsheet.
func (v *rowsView) askFilter(column int) {
	if column < 0 || column >= v.source.Columns() {
		return
	}
	vector := v.source.columns[column]
	name := vector.Column().Name
	others, columns, rows, length := v.look.filtered(name, columnFilter{}), v.columns, v.rows, v.length
	type found struct {
		list     []listedValue
		complete bool
	}
	fetch(&v.listing, say("Listing the values"), true, func(ctx context.Context, _ func(workbench.Progress)) (found, error) {
		kept, err := filteredRows(ctx, others.filteredColumns(columns), rows, length)
		if err != nil {
			return found{}, err
		}
		list, complete, err := listedValues(ctx, vector, kept)
		return found{list, complete}, err
	}, func(values found, err error) {
		if err != nil {
			if issue := v.shell.problemOf(err); issue != nil {
				v.shell.reportProblem(*issue)
			}
			return
		}
		newFilterDialog(v.shell, vector.Column(), v.look.Filters[name], values.list, values.complete, func(filter columnFilter) {
			v.setLook(v.look.filtered(name, filter))
		}).open()
	})
}

// filterDialog is the dialog of askFilter.
type filterDialog struct {
	shell    *Shell
	apply    func(columnFilter) // filters by what was chosen; by the zero value, not at all
	column   table.Column
	values   []listedValue
	ticked   map[string]bool
	complete bool
	found    []int // places of the values that the search has found

	question      *ask
	tests         *widget.Select
	value, second *askEntry
	search        *askEntry
	list          *widget.List
	all           *widget.Check
	problem       *fyne.Container
}

func newFilterDialog(shell *Shell, column table.Column, filter columnFilter, values []listedValue, complete bool, apply func(columnFilter)) *filterDialog {
	d := &filterDialog{shell: shell, apply: apply, column: column, values: values, complete: complete, ticked: map[string]bool{}, problem: container.NewStack()}
	for _, value := range values {
		d.ticked[value.text] = filter.Only == nil
	}
	for _, text := range filter.Only {
		d.ticked[text] = true
	}
	d.question = shell.newAsk(say("Filter %s", column.Title()), say("Cancel"))
	var words []string
	for _, each := range testsOf(column) {
		if each == anyValue {
			words = append(words, say("(no condition)"))
			continue
		}
		words = append(words, each.words())
	}
	d.value, d.second, d.search = d.question.entry(), d.question.entry(), d.question.entry()
	d.value.SetText(filter.Condition.Value)
	d.second.SetText(filter.Condition.Second)
	d.second.SetPlaceHolder(say("and"))
	d.search.SetPlaceHolder(say("Search these values"))
	d.tests = widget.NewSelect(words, func(string) { d.showFields() })
	for i, each := range testsOf(column) {
		if each == filter.Condition.Test {
			d.tests.SetSelectedIndex(i)
		}
	}
	d.list = widget.NewList(func() int { return len(d.found) }, func() fyne.CanvasObject {
		return container.NewBorder(nil, nil, nil, container.NewHBox(caption(""), newGap(10, 1)), widget.NewCheck("", nil))
	}, d.fill)
	d.all = widget.NewCheck(say("Select all"), d.tickAll)
	d.search.OnChanged = func(string) { d.find() }
	d.find()
	return d
}

// open shows the dialog.
func (d *filterDialog) open() {
	d.question.agreeBy(say("Filter"), d.agree)
	clear := plainButton(say("Clear this filter"), "", func() {
		d.question.hide()
		d.apply(columnFilter{})
	})
	condition := container.NewBorder(nil, nil, container.New(fixedWidth(190), framed(d.tests)), nil, container.NewGridWithColumns(2, d.value, d.second))
	body := []fyne.CanvasObject{condition}
	focus := fyne.Focusable(d.search)
	if d.complete {
		body = append(body, d.search, d.all, container.New(fixedHeight(240), d.list))
	} else {
		focus = d.value
		body = append(body, hintText(say("There are more than %s different values: too many to tick. Use a condition, such as “%s”.", number(mostListed), testsOf(d.column)[3].words())))
	}
	d.question.show(fyne.NewSize(480, 380), focus, append(body, d.problem, container.NewHBox(clear))...)
	d.showFields()
	d.shell.targets.text("filter.search", d.search, func() string { return d.search.Text })
	d.shell.targets.text("filter.value", d.value, func() string { return d.value.Text })
	d.shell.targets.object("filter.agree", d.question.agree)
	d.shell.targets.object("filter.all", d.all)
}

// showFields shows as many boxes as the test is asked with.
func (d *filterDialog) showFields() {
	fields := testsOf(d.column)[max(0, d.tests.SelectedIndex())].fields()
	for i, entry := range []*askEntry{d.value, d.second} {
		if entry == nil {
			continue
		}
		if fields > i {
			entry.Show()
		} else {
			entry.Hide()
		}
	}
}

// find lists the values that have the words of the search.
func (d *filterDialog) find() {
	wanted := strings.ToLower(strings.TrimSpace(d.search.Text))
	d.found = d.found[:0]
	for i, value := range d.values {
		if strings.Contains(strings.ToLower(value.text), wanted) {
			d.found = append(d.found, i)
		}
	}
	d.showAll()
	d.list.Refresh()
}

// fill draws one line of the list.
func (d *filterDialog) fill(id widget.ListItemID, object fyne.CanvasObject) {
	value := d.values[d.found[id]]
	line := object.(*fyne.Container)
	check, count := line.Objects[0].(*widget.Check), line.Objects[1].(*fyne.Container).Objects[0].(*widget.Label)
	check.OnChanged = nil
	check.Text = value.text
	if value.text == "" {
		check.Text = say("(blank)")
	}
	check.SetChecked(d.ticked[value.text])
	check.OnChanged = func(ticked bool) {
		d.ticked[value.text] = ticked
		d.showAll()
	}
	check.Refresh()
	count.SetText(number(value.count))
}

// tickAll ticks every value that is found, or none.
func (d *filterDialog) tickAll(ticked bool) {
	for _, i := range d.found {
		d.ticked[d.values[i].text] = ticked
	}
	d.list.Refresh()
}

// showAll shows whether all values that are found are ticked.
func (d *filterDialog) showAll() {
	all := len(d.found) > 0
	for _, i := range d.found {
		all = all && d.ticked[d.values[i].text]
	}
	d.all.Checked = all
	d.all.Refresh()
}

// filter is what the dialog says. With a search, the values that were not found
// are left out, as people expect who search and press Enter.
func (d *filterDialog) filter() columnFilter {
	filter := columnFilter{Condition: condition{Test: testsOf(d.column)[max(0, d.tests.SelectedIndex())]}}
	switch filter.Condition.Test.fields() {
	case 2:
		filter.Condition.Second = d.second.Text
		fallthrough
	case 1:
		filter.Condition.Value = d.value.Text
	}
	if !d.complete {
		return filter
	}
	only := []string{}
	for _, i := range d.found {
		if text := d.values[i].text; d.ticked[text] {
			only = append(only, text)
		}
	}
	if len(only) < len(d.values) {
		filter.Only = only
	}
	return filter
}

// agree filters the rows, or says what is wrong with the condition.
func (d *filterDialog) agree() {
	filter := d.filter()
	_, issue := filter.keeps(d.column)
	if issue == nil && filter.Only != nil && len(filter.Only) == 0 {
		issue = table.Failed(codeFilter, table.Where{}, say("No value is ticked, so no row would be left."), say("Tick at least one value."), nil)
	}
	if issue != nil {
		d.problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
		d.problem.Refresh()
		d.question.fit()
		return
	}
	d.question.hide()
	d.apply(filter)
}
