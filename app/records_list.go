package app

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

// recordsList is the list of the rows behind a cell, names first, in the columns
// that were chosen. A row opens the person whom it is about. The side sheet and
// the page of rows are made of it.
type recordsList struct {
	shell   *Shell
	request recordsRequest
	loading latest
	rows    *rowsView
	found   []int // nil before the rows are there
	count   *widget.Label
	body    *fyne.Container
	known   []string // the columns that were chosen last

	back   func()         // leaves the list
	filled func()         // the rows are there; nil when nobody waits
	said   func(string)   // what the selection adds up to
	trail  func() []crumb // the way to this list, for the person's page
}

func newRecordsList(s *Shell, back func(), said func(string)) *recordsList {
	l := &recordsList{shell: s, loading: latest{jobs: s.jobs}, count: caption(""), body: container.NewStack(), back: back, said: said}
	l.count.Truncation = fyne.TextTruncateEllipsis
	l.rows = newRowsView(s, l.changed)
	l.rows.opened = func(row int) { l.open(row, "") }
	l.rows.extraItems = l.personItems
	s.targets.text("records.count", l.count, func() string { return l.count.Text })
	return l
}

// show finds the rows of another cell.
func (l *recordsList) show(request recordsRequest) {
	l.request, l.found = request, nil
	l.count.SetText("")
	bench := l.shell.bench
	l.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(nil, "", say("Finding the rows…"))}
	l.body.Refresh()
	fetch(&l.loading, say("Finding the rows"), true, func(ctx context.Context, _ func(workbench.Progress)) (found recordsContent, err error) {
		if found.rows, err = bench.Records(ctx, request.view, request.row, request.column); err != nil {
			return found, err
		}
		// Row numbers belong to one version of the rows. The version is looked
		// at after they are read: if it is the view's, so are they.
		if found.frame, err = bench.Frame(ctx, request.view.Dataset.Name); err != nil {
			return found, err
		}
		if found.names, err = bench.PersonNames(ctx, request.view.Dataset.Name); err != nil {
			return found, err
		}
		now, err := bench.Dataset(ctx, request.view.Dataset.Name)
		if err == nil && now.Version != request.view.Dataset.Version {
			err = table.Failed("view-outdated", table.Where{}, say("The dataset has changed since this cross-tab was made."), say("Go back to it; it is made anew from the rows as they are now."), nil)
		}
		return found, err
	}, l.fill)
}

// recordsContent is what is read at once.
type recordsContent struct {
	rows  []int
	frame *table.Frame
	names *table.Vector // of the people, where the rows have only their IDs; else nil
}

func (l *recordsList) fill(found recordsContent, err error) {
	if err != nil {
		l.body.Objects = []fyne.CanvasObject{container.NewPadded(container.NewVBox(newProblemPanel(workbench.Problem(err), plainButton(say("Back"), "", l.back))))}
		l.body.Refresh()
		return
	}
	l.found = found.rows
	if l.found == nil {
		l.found = []int{} // no rows, and not all of them
	}
	l.count.SetText(l.request.countWords(len(l.found)))
	columns := found.frame.Columns()
	if found.names != nil && found.names.Len() == found.frame.Len() {
		columns = append([]*table.Vector{found.names}, columns...)
	}
	columns = l.request.columns(columns)
	l.known = l.request.listed
	l.rows.look.Hidden = hiddenBut(columns, l.request.listed)
	l.rows.show(columns, l.found, found.frame.Len())
	l.body.Objects = []fyne.CanvasObject{l.rows.object}
	if len(l.found) == 0 {
		l.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(icon("records"), say("No rows here"), say("The cell you opened is empty: no row of the dataset belongs to it."), plainButton(say("Back"), "", l.back))}
	}
	l.body.Refresh()
	if l.filled != nil {
		l.filled()
	}
}

// hiddenBut are the names of the columns that are not among those to show. None
// to show is all of them, and so are none that are there.
func hiddenBut(columns []*table.Vector, listed []string) []string {
	var hidden []string
	for _, vector := range columns {
		if !slices.Contains(listed, vector.Column().Name) {
			hidden = append(hidden, vector.Column().Name)
		}
	}
	if len(listed) == 0 || len(hidden) == len(columns) {
		return nil
	}
	return hidden
}

// changed hears of the selection, and of columns that were hidden or shown.
func (l *recordsList) changed() {
	l.said(l.rows.words)
	if l.found == nil || l.request.list == nil {
		return
	}
	var listed []string
	if len(l.rows.look.Hidden) > 0 {
		for _, vector := range l.rows.look.shown(l.rows.columns) {
			listed = append(listed, vector.Column().Name)
		}
	}
	if !slices.Equal(listed, l.known) {
		l.known = listed
		l.request.listed = listed
		l.request.list(listed)
	}
}

// askColumns asks which columns are listed.
func (l *recordsList) askColumns() {
	if l.found == nil {
		return
	}
	columns := make(table.Schema, len(l.rows.columns))
	for i, vector := range l.rows.columns {
		columns[i] = vector.Column()
	}
	l.shell.askListed(columns, l.rows.look.Hidden, func(hidden []string) {
		look := l.rows.look
		look.Hidden = hidden
		l.rows.setLook(look)
	})
}

// export writes the rows, in the order shown, to a file.
func (l *recordsList) export() {
	if l.found == nil {
		return
	}
	bench, name, rows, title := l.shell.bench, l.request.view.Dataset.Name, l.rows.shownRows(), l.request.path()
	var columns []string
	for _, vector := range l.rows.source.columns {
		columns = append(columns, vector.Column().Name)
	}
	l.shell.askExport(fmt.Sprintf("%s – %s", name, title), listFormats(), func(ctx context.Context) (*reports.Document, error) {
		return bench.RecordsDocument(ctx, name, rows, title, spoken(), columns)
	})
}

func (l *recordsList) copyText() string { return l.rows.grid.CopyTextWithHeaders() }

func (l *recordsList) close() {
	l.loading.cancel()
	l.rows.close()
}

// keys are the people whom a row is about, students before staff.
func (l *recordsList) keys(row int) []workbench.PersonKey {
	if row < 0 || row >= l.rows.source.Rows() {
		return nil
	}
	return peopleInRow(l.request.view.Dataset.Name, l.rows.columns, l.rows.source, row)
}

// open shows the person whom a row is about: by a column, or with none by the
// first that names anybody.
func (l *recordsList) open(row int, column string) {
	for _, key := range l.keys(row) {
		if column == "" || key.Column == column {
			l.shell.openPersonFrom(key, l.trail(), l.walk(key.Column, row))
			return
		}
	}
	if columns := workbench.PersonColumns(l.request.view.Dataset.Schema); len(columns) == 0 {
		l.shell.notice.tell(say("These rows have no student ID or staff ID, so there is no person to open."))
	} else if row >= 0 && row < l.rows.source.Rows() {
		l.shell.notice.tell(say("This row has no ID, so there is no person to open."))
	}
}

// walk is the list as a way from person to person.
func (l *recordsList) walk(column string, row int) *personWalk {
	walk := &personWalk{}
	for i := range l.rows.source.Rows() {
		for _, key := range l.keys(i) {
			if key.Column != column {
				continue
			}
			if !slices.Contains(walk.keys, key) {
				walk.keys = append(walk.keys, key)
			}
			if i == row {
				walk.at = slices.Index(walk.keys, key)
			}
		}
		if len(walk.keys) >= mostWalked && i >= row {
			break
		}
	}
	return walk
}

// personItems are the lines of a row's menu that open people.
func (l *recordsList) personItems(row, _ int) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, key := range l.keys(row) {
		items = append(items, fyne.NewMenuItem(say("Open %s %s", l.columnTitle(key.Column), key.ID), func() { l.open(row, key.Column) }))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	return items
}

func (l *recordsList) columnTitle(name string) string {
	if vector := vectorNamed(l.rows.columns, name); vector != nil {
		return vector.Column().Title()
	}
	return name
}

// peopleInRow are the people whom a row of a grid is about.
func peopleInRow(dataset string, columns []*table.Vector, source *frameSource, row int) []workbench.PersonKey {
	if source.rows != nil {
		if row = source.rows[row]; row < 0 {
			return nil // the line of a group
		}
	}
	schema := make(table.Schema, len(columns))
	for i, vector := range columns {
		schema[i] = vector.Column()
	}
	var keys []workbench.PersonKey
	for _, each := range workbench.PersonColumns(schema) {
		vector := vectorNamed(columns, each.Name)
		if id := workbench.PersonID(vector.Column(), vector.Value(row)); id != "" {
			keys = append(keys, workbench.PersonKey{Dataset: dataset, Column: each.Name, ID: id})
		}
	}
	return keys
}
