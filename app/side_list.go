package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/warehouse"
)

// sideList is the list at the left of the tabs: the datasets of the workspace
// with their rows, the saved reports and the dashboards.
type sideList struct {
	openDataset, openReport func(name string)
	openDashboard           func(name string)
	aboutDashboards         func()
	datasetMenu, reportMenu func(name string, position fyne.Position)
	workspace               *widget.Label
	lines                   *fyne.Container
	items                   map[string]*sideItem // by the key of the page they open
	object                  fyne.CanvasObject
	targets                 *targets
}

func newSideList(importFile func(), targets *targets) *sideList {
	s := &sideList{targets: targets, lines: container.NewVBox(), items: map[string]*sideItem{}}
	s.workspace = widget.NewLabelWithStyle("", fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	s.workspace.Truncation = fyne.TextTruncateEllipsis
	add := plainButton(say("Import a file…"), "import", importFile)
	targets.object("side.import", add)
	s.object = container.NewStack(newFill(colorSide),
		container.NewBorder(
			container.NewVBox(newGap(1, 4), s.workspace),
			container.NewPadded(container.NewPadded(add)), nil, nil,
			container.NewVScroll(container.NewPadded(besideScrollBar(s.lines)))))
	return s
}

// show lists these datasets, reports and dashboards.
func (s *sideList) show(workspace string, datasets []warehouse.Dataset, saved []reports.Report, dashboards []reports.Dashboard) {
	s.workspace.SetText(workspace)
	s.items = map[string]*sideItem{}
	s.lines.Objects = nil
	s.showDashboards(dashboards, len(datasets) > 0)
	s.lines.Add(smallHeading(say("DATASETS")))
	if len(datasets) == 0 {
		s.lines.Add(hint(say("None yet. Import a file, or drop one on this window.")))
	}
	for _, dataset := range datasets {
		item := newSideItem("data", dataset.Name, number(dataset.Rows), func() { s.openDataset(dataset.Name) })
		item.onMenu = func(position fyne.Position) { s.datasetMenu(dataset.Name, position) }
		s.items[datasetKey(dataset.Name)] = item
		s.targets.object("side:dataset:"+dataset.Name, item)
		s.lines.Add(item)
	}
	if len(saved) > 0 {
		s.lines.Add(newGap(1, 8))
		s.lines.Add(smallHeading(say("REPORTS")))
	}
	for _, report := range saved {
		item := newSideItem("report", report.Name, "", func() { s.openReport(report.Name) })
		item.onMenu = func(position fyne.Position) { s.reportMenu(report.Name, position) }
		s.items[reportKey(report.Name)] = item
		s.targets.object("side:report:"+report.Name, item)
		s.lines.Add(item)
	}
	s.lines.Refresh()
}

// mostSideBoards is how many lines the dashboards take: they stand first, and the
// datasets are not to be pushed out of sight by them.
const mostSideBoards = 5

// showDashboards lists the dashboards, or says what they are once there is
// something to show on one.
func (s *sideList) showDashboards(dashboards []reports.Dashboard, data bool) {
	if len(dashboards) == 0 && !data {
		return
	}
	s.lines.Add(smallHeading(say("DASHBOARDS")))
	if len(dashboards) == 0 {
		item := newSideItem("chart", say("What is a dashboard?"), "", func() { s.aboutDashboards() })
		s.items[dashboardKey("")] = item
		s.lines.Add(item)
	}
	shown := dashboards
	if len(shown) > mostSideBoards {
		shown = shown[:mostSideBoards-1]
	}
	for _, dashboard := range shown {
		item := newSideItem("chart", dashboard.Name, "", func() { s.openDashboard(dashboard.Name) })
		s.items[dashboardKey(dashboard.Name)] = item
		s.targets.object("side:dashboard:"+dashboard.Name, item)
		s.lines.Add(item)
	}
	if len(shown) < len(dashboards) {
		item := newSideItem("more", say("All %s dashboards", number(len(dashboards))), "", func() { s.aboutDashboards() })
		s.items[dashboardKey("")] = item
		s.targets.object("side:dashboards", item)
		s.lines.Add(item)
	}
	s.lines.Add(newGap(1, 8))
}

// mark shows which dataset, report or dashboard the present tab is about.
func (s *sideList) mark(key string) {
	for other, item := range s.items {
		item.choose(other == key)
	}
}

// hint is a sentence in small type that wraps.
func hint(text string) *widget.Label {
	label := caption(text)
	label.Wrapping = fyne.TextWrapWord
	return label
}

// datasetKey and reportKey are the keys of the pages that show a dataset's rows
// and a saved report.
func datasetKey(name string) string { return "dataset:" + strings.ToLower(name) }
func reportKey(name string) string  { return "report:" + strings.ToLower(name) }
