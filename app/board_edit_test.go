package app

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
)

// savedReport saves a report of students by grade.
func (d *desk) savedReport() {
	d.Helper()
	if err := d.shell.bench.SaveReport(d.Context(), reports.Report{Name: "By grade", Dataset: "fall", Spec: crosstab.Spec{Rows: []crosstab.Dimension{{Field: "Grade"}}}}); err != nil {
		d.Fatal(err)
	}
	d.shell.reload()
	d.until("the report is listed", func() bool { return len(d.shell.reports) == 1 && !d.shell.loading.busy() })
}

// board opens a dashboard and waits until it is worked out.
func (d *desk) board(name string) *boardPage {
	d.Helper()
	d.shell.openDashboard(name)
	p, ok := d.shell.shownPage().(*boardPage)
	if !ok {
		d.Fatalf("%s is shown", d.shell.shownPage().key())
	}
	d.made(p)
	return p
}

// edited opens a dashboard to be changed.
func (d *desk) edited(name string) *boardPage {
	d.Helper()
	p := d.board(name)
	p.edit(nil)
	d.until("it can be changed", func() bool { return p.draft != nil })
	return p
}

// saved waits until everything is written and returns the dashboard as it is
// kept.
func (d *desk) savedBoard(name string) reports.Dashboard {
	d.Helper()
	d.until("everything is written", func() bool { return len(d.shell.jobs.running) == 0 })
	kept, err := d.shell.bench.Dashboard(d.Context(), name)
	if err != nil {
		d.Fatal(err)
	}
	return kept
}

// A saved report becomes a tile beneath the others; the step can be taken back,
// and is in the workspace only once it is saved.
func TestAddReportToBoard(t *testing.T) {
	d := newDesk(t)
	d.dashboardOfSchools()
	d.savedReport()
	p := d.edited("Week")
	p.askAddReport()
	d.shell.asks[0].of.(*ask).confirm()
	d.made(p)
	if !slices.ContainsFunc(p.board.Sections, func(section reports.Section) bool { return section.Title == "By grade" }) {
		t.Errorf("the tile is not on the page: %q", says(p.object))
	}
	if kept := d.savedBoard("Week"); len(kept.Tiles) != 5 {
		t.Errorf("before it is saved, %d tiles are kept", len(kept.Tiles))
	}
	if !p.undo() || p.draft.changed() || p.undo() {
		t.Error("the step cannot be taken back once")
	}
	p.addTile(reports.TileOf(d.shell.reports[0]))
	p.save()
	kept := d.savedBoard("Week")
	at := kept.TileAt("By grade")
	if at < 0 || kept.Tiles[at].Place.Row != 3 || p.draft.changed() {
		t.Errorf("kept: %+v", kept.Tiles)
	}
	p.askLeave()
	if p.draft != nil {
		t.Error("the page is still being changed")
	}
}

// What is explored is added to a dashboard that is there, to a new one, and to
// one that is open with changes; and it can be taken back.
func TestAddExplorationToBoard(t *testing.T) {
	d := newDesk(t)
	d.dashboardOfSchools()
	d.savedReport()
	d.shell.openReport("By grade")
	explored := d.shell.shownPage().(*explorePage)
	d.until("it is explored", func() bool { return explored.presenter.view != nil })
	explored.askAddToBoard()
	d.shell.asks[0].of.(*ask).confirm()
	if kept := d.savedBoard("Week"); kept.TileAt("By grade") != 5 || kept.Tiles[5].Kind != reports.CrosstabTile {
		t.Errorf("kept: %+v", kept.Tiles)
	}
	tapNotice(d, "Undo")
	if kept := d.savedBoard("Week"); kept.TileAt("By grade") != -1 {
		t.Error("it cannot be taken back")
	}

	tile := reports.TileOf(explored.presenter.asked())
	d.shell.addToBoard("Fresh", tile)
	if kept := d.savedBoard("Fresh"); len(kept.Tiles) != 1 || kept.Tiles[0].Place.Width != 6 {
		t.Errorf("kept: %+v", kept.Tiles)
	}

	p := d.edited("Week")
	d.shell.addToBoard("Week", tile)
	if !p.draft.changed() || d.savedBoard("Week").TileAt("By grade") != -1 {
		t.Error("a dashboard that is being changed was saved behind its back")
	}
}

// tapNotice presses a button of the line above the status bar.
func tapNotice(d *desk, words string) {
	d.Helper()
	tapButton(d.shell.notice.object, words)
}

// A dashboard that a push sends is not deleted; another one is, and comes back.
func TestDeleteBoard(t *testing.T) {
	d := newDesk(t)
	d.dashboardOfSchools()
	d.shell.deleteBoard("Week")
	d.savedBoard("Week")
	d.shell.saveBoard(reports.Dashboard{Name: "Mine"}, nil)
	d.savedBoard("Mine")
	d.shell.deleteBoard("Mine")
	d.until("it is deleted", func() bool { return len(d.shell.jobs.running) == 0 })
	if _, err := d.shell.bench.Dashboard(d.Context(), "Mine"); err == nil {
		t.Error("it is still there")
	}
	tapNotice(d, "Undo")
	d.savedBoard("Mine")
}
