package app

import (
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/widgets"
)

// homeKey is the key of the home page, whose tab stays open.
const homeKey = "home"

// homePage is the first tab: what is in the workspace and what to do next.
type homePage struct {
	shell *Shell
	body  *fyne.Container
}

func newHomePage(s *Shell) *homePage {
	p := &homePage{shell: s, body: container.NewStack()}
	p.refresh()
	return p
}

func (p *homePage) key() string                { return homeKey }
func (p *homePage) title() string              { return say("Home") }
func (p *homePage) iconName() string           { return "home" }
func (p *homePage) room() room                 { return homeRoom }
func (p *homePage) content() fyne.CanvasObject { return p.body }
func (p *homePage) close()                     {}

// refresh draws the page again after an import or a saved report.
func (p *homePage) refresh() {
	s := p.shell
	if s.bench == nil {
		return
	}
	importFile := primaryButton(say("Import a file…"), "import", s.beginImport)
	s.targets.object("home.import", importFile)
	if len(s.datasets) == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmptyState(icon("import"),
			say("Bring in your first file"),
			say("Drop a spreadsheet or a district extract anywhere on this window: Excel, CSV, tab or caret separated. You see what was found before anything is kept, and every import can be undone."),
			importFile,
			plainButton(say("Try the sample district"), "school", s.makeSample))}
		p.body.Refresh()
		return
	}

	home, _ := os.UserHomeDir()
	top := container.NewVBox(
		container.New(newStack(-12), heading(workspaceName(s.bench.Path())), caption(shortFolder(s.bench.Path(), home)+" · "+counted(len(s.datasets), "dataset", "datasets")+" · "+counted(len(s.reports), "report", "reports"))),
		newGap(1, 4),
		container.NewHBox(newGap(3, 1), importFile, plainButton(say("Explore"), "explore", s.explore)),
		newGap(1, 10),
	)

	sections := container.New(newStack(2), top)
	if dashboards := p.dashboardCards(); dashboards != nil {
		sections.Add(subheading(say("Dashboards")))
		sections.Add(dashboards)
		sections.Add(newGap(1, 12))
	}
	if len(s.reports) > 0 {
		sections.Add(subheading(say("Saved reports")))
		cards := container.New(newCards(330, 66, 10))
		for _, report := range s.reports {
			cards.Add(newCardButton("report", report.Name, say("from %s", report.Dataset), func() { s.openReport(report.Name) }))
		}
		sections.Add(cards)
		sections.Add(newGap(1, 12))
	}
	if examples := p.exampleCards(); examples != nil {
		sections.Add(subheading(say("Questions to begin with")))
		sections.Add(examples)
		sections.Add(newGap(1, 12))
	}
	sections.Add(subheading(say("Datasets")))
	cards := container.New(newCards(480, 66, 10))
	for _, dataset := range s.datasets {
		detail := counted(dataset.Rows, "row", "rows") + " · " + counted(len(dataset.Schema), "column", "columns") + " · " + when(dataset.Updated, s.now())
		card := newCardButton("data", dataset.Name, detail, func() { s.openDataset(dataset.Name) })
		card.onMenu = func(position fyne.Position) { s.showDatasetMenu(dataset.Name, position) }
		cards.Add(card)
	}
	sections.Add(cards)
	p.body.Objects = []fyne.CanvasObject{container.NewVScroll(container.NewBorder(newGap(1, 18), newGap(1, 18), newGap(20, 1), newGap(20, 1), sections))}
	p.body.Refresh()
}
