package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/schoolbench/schoolbench/reports"
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
		s.open(dashboardKey(dashboard.Name), func() page {
			page := newBoardPage(s, dashboard.Name, tab.As)
			if tab.Draft != nil && !s.bench.ReadOnly() {
				page.draft = &boardDraft{saved: dashboard, now: *tab.Draft}
				page.show()
				page.run()
			}
			return page
		})
	}
}

// dashboardDestinations are the dashboards as Go to lists them.
func (s *Shell) dashboardDestinations() []destination {
	if s.bench == nil {
		return nil
	}
	list := []destination{{"chart", say("Dashboards"), say("room"), s.openBoards}, {"export", say("Publish"), say("room"), s.openPublish}}
	for _, dashboard := range s.dashboards {
		list = append(list, destination{"chart", dashboard.Name, say("dashboard"), func() { s.openDashboard(dashboard.Name) }})
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
