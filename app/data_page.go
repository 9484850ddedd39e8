package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/widgets"
)

// dataKey is the key of the page that lists all datasets.
const dataKey = "data"

// dataPage lists the datasets of the workspace as a table.
type dataPage struct {
	shell *Shell
	grid  *widgets.Grid
	body  *fyne.Container
}

func newDataPage(s *Shell) *dataPage {
	p := &dataPage{shell: s, body: container.NewStack()}
	p.grid = widgets.NewGrid(datasetsSource{s})
	p.grid.Name = "Datasets"
	p.grid.OnActivate = func(row, _ int) { s.openDataset(s.datasets[row].Name) }
	p.grid.OnMenu = func(row, _ int, position fyne.Position) {
		if row >= 0 {
			s.showDatasetMenu(s.datasets[row].Name, position)
		}
	}
	p.refresh()
	return p
}

func (p *dataPage) key() string                { return dataKey }
func (p *dataPage) title() string              { return "Data" }
func (p *dataPage) iconName() string           { return "data" }
func (p *dataPage) room() room                 { return dataRoom }
func (p *dataPage) content() fyne.CanvasObject { return p.body }
func (p *dataPage) close()                     {}
func (p *dataPage) copyText() string           { return p.grid.CopyText() }

// refresh lists the datasets again.
func (p *dataPage) refresh() {
	s := p.shell
	importFile := primaryButton("Import a file…", "import", s.beginImport)
	if len(s.datasets) == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(icon("data"), "No data yet",
			"Each file you import becomes a dataset here. Drop a file on this window to begin.", importFile)}
		p.body.Refresh()
		return
	}
	open := plainButton("Open", "data", func() { p.withSelected(s.openDataset) })
	explore := plainButton("Explore", "explore", func() { p.withSelected(func(name string) { s.openExplore(reportFor(name)) }) })
	header := container.NewBorder(nil, nil, heading("Data"), container.NewHBox(open, explore, importFile))
	p.grid.SetSource(datasetsSource{s})
	p.grid.AutoFit()
	p.body.Objects = []fyne.CanvasObject{container.NewBorder(
		container.NewVBox(container.NewBorder(newGap(1, 4), newGap(1, 4), newGap(8, 1), newGap(8, 1), header), newRule()), nil, nil, nil, p.grid)}
	p.body.Refresh()
}

// withSelected does something with the dataset that is selected, or the first.
func (p *dataPage) withSelected(act func(name string)) {
	row, _, chosen := p.grid.Active()
	if !chosen {
		row = 0
	}
	if row >= 0 && row < len(p.shell.datasets) {
		act(p.shell.datasets[row].Name)
	}
}

// datasetsSource shows the list of datasets in a grid.
type datasetsSource struct{ shell *Shell }

var _ widgets.GridSource = datasetsSource{}

var datasetsHeader = [...]string{"Dataset", "Rows", "Columns", "Last import", "First import"}

func (d datasetsSource) Rows() int          { return len(d.shell.datasets) }
func (d datasetsSource) Columns() int       { return len(datasetsHeader) }
func (d datasetsSource) HeaderRows() int    { return 1 }
func (d datasetsSource) HeaderColumns() int { return 0 }

func (d datasetsSource) Header(_, column int) widgets.GridCell {
	cell := widgets.GridCell{Text: datasetsHeader[column], Style: widgets.StyleHeader}
	if column == 1 || column == 2 {
		cell.Align = widgets.AlignTrailing
	}
	return cell
}

func (d datasetsSource) Cell(row, column int) widgets.GridCell {
	dataset := d.shell.datasets[row]
	switch column {
	case 0:
		return widgets.GridCell{Text: dataset.Name}
	case 1:
		return widgets.GridCell{Text: number(dataset.Rows), Align: widgets.AlignTrailing}
	case 2:
		return widgets.GridCell{Text: number(len(dataset.Schema)), Align: widgets.AlignTrailing}
	case 3:
		return widgets.GridCell{Text: when(dataset.Updated, d.shell.now())}
	}
	return widgets.GridCell{Text: when(dataset.Created, d.shell.now())}
}
