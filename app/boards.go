package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/widgets"
)

// dashboardKey is the key of the page that shows a dashboard.
func dashboardKey(name string) string { return "dashboard:" + strings.ToLower(name) }

// openDashboard opens a saved dashboard for the whole district.
func (s *Shell) openDashboard(name string) {
	s.open(dashboardKey(name), func() page { return newBoardPage(s, name, "") })
}

// dashboard returns the dashboard of this name from the list, ignoring case.
func (s *Shell) dashboard(name string) (reports.Dashboard, bool) {
	for _, dashboard := range s.dashboards {
		if strings.EqualFold(dashboard.Name, name) {
			return dashboard, true
		}
	}
	return reports.Dashboard{}, false
}

// restoreDashboard opens a dashboard as it was shown, if it is still there.
func (s *Shell) restoreDashboard(tab openTab) {
	if dashboard, listed := s.dashboard(tab.Dashboard); listed {
		s.open(dashboardKey(dashboard.Name), func() page { return newBoardPage(s, dashboard.Name, tab.As) })
	}
}

// dashboardDestinations are the dashboards as Go to lists them.
func (s *Shell) dashboardDestinations() []destination {
	if s.bench != nil && len(s.dashboards) == 0 {
		return []destination{{"chart", "Dashboards", "room", s.openNoDashboards}}
	}
	var list []destination
	for _, dashboard := range s.dashboards {
		list = append(list, destination{"chart", dashboard.Name, "dashboard", func() { s.openDashboard(dashboard.Name) }})
	}
	return list
}

// dashboardCards are the dashboards as the home page shows them; nil without
// any.
func (p *homePage) dashboardCards() fyne.CanvasObject {
	s := p.shell
	if len(s.dashboards) == 0 {
		return nil
	}
	cards := container.New(newCards(330, 66, 10))
	for _, dashboard := range s.dashboards {
		detail := dashboard.Description
		if detail == "" {
			detail = counted(len(dashboard.Tiles), "tile", "tiles")
		}
		card := newCardButton("chart", dashboard.Name, detail, func() { s.openDashboard(dashboard.Name) })
		s.targets.object("home.dashboard:"+dashboard.Name, card)
		cards.Add(card)
	}
	return cards
}

// noBoardsPage says what a dashboard is where the workspace has none.
type noBoardsPage struct {
	shell *Shell
	body  fyne.CanvasObject
}

// openNoDashboards says what a dashboard is.
func (s *Shell) openNoDashboards() {
	s.open(dashboardKey(""), func() page { return newNoBoardsPage(s) })
}

func newNoBoardsPage(s *Shell) *noBoardsPage {
	return &noBoardsPage{shell: s, body: widgets.NewEmptyState(icon("chart"), "No dashboards yet",
		"A dashboard is a page of numbers with their targets, charts, lists and tasks. It keeps the questions, not the numbers, so that it is true again next week, and every school can be shown its own part. This workspace has none; the sample district has eight to look at.",
		primaryButton("Try the sample district", "school", s.makeSample))}
}

func (p *noBoardsPage) key() string                { return dashboardKey("") }
func (p *noBoardsPage) title() string              { return "Dashboards" }
func (p *noBoardsPage) iconName() string           { return "chart" }
func (p *noBoardsPage) room() room                 { return homeRoom }
func (p *noBoardsPage) content() fyne.CanvasObject { return p.body }
func (p *noBoardsPage) close()                     {}
