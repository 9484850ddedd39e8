package app

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

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
	d := newBoardDesk(t)
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
	d := newBoardDesk(t)
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
	d := newBoardDesk(t)
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

// A tab with changes that are not saved asks before it closes.
func TestCloseChangedBoard(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	p.removeTile("meals")
	d.made(p)
	d.shell.closePage(p)
	if len(d.shell.asks) != 1 || d.shell.find(p.key()) == nil {
		t.Fatal("the tab closed without asking")
	}
	d.confirm()
	d.quiet()
	if d.shell.find(p.key()) != nil || len(d.savedBoard("Week").Tiles) != 4 {
		t.Error("it is not saved and closed")
	}
}

// A tile is moved and given another size by keys and by the mouse, and removed.
func TestMoveTiles(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	place := func(name string) reports.Place {
		d.made(p)
		return p.draft.now.Tiles[p.draft.now.TileAt(name)].Place
	}
	handle := p.handles["students"]
	if handle == nil {
		t.Fatal("the tile has no handle")
	}
	handle.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if at := place("students"); at.Column != 8 || place("grades").Column != 0 {
		t.Errorf("moved right, students are at %+v, grades at %+v", at, place("grades"))
	}
	handle = p.handles["students"]
	handle.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	handle.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if at := place("students"); at.Width != 3 {
		t.Errorf("narrower, it is %+v", at)
	}
	p.nudge("meals", 0, -1, false)
	if at := place("meals"); at.Row != 1 || place("names").Row != 2 {
		t.Errorf("moved up, meals are at %+v, names at %+v", at, place("names"))
	}
	unit := (p.grid.Size().Width + tileGap) / reports.GridColumns
	p.setSize("names", fyne.NewPos(3*unit, 0))
	if at := place("names"); at.Width != 9 || at.Height != 0 {
		t.Errorf("drawn out, it is %+v", at)
	}
	p.setSize("names", fyne.NewPos(0, 2*tileCell*textScale()))
	if at := place("names"); at.Height < 3 {
		t.Errorf("drawn down, it is %+v", at)
	}
	if got, want := p.cardOf("names").Size().Height, float32(place("names").Height)*tileCell*textScale(); got != want {
		t.Errorf("it is %v high, not %v", got, want)
	}
	p.removeTile("meals")
	d.made(p)
	if p.draft.now.TileAt("meals") >= 0 {
		t.Error("it is not removed")
	}
	for p.undo() {
		d.made(p)
	}
	if p.draft.changed() {
		t.Error("not every step was taken back")
	}
}

// What is picked on a tile cuts the others, stands above them as a chip, and is
// taken back by Escape; rows behind a number are those of the recipient.
func TestPickOnBoard(t *testing.T) {
	d := newBoardDesk(t)
	p := d.board("Week")
	p.pickRow("grades", 0)
	d.made(p)
	if len(p.cuts) != 1 || !slices.Contains(says(p.object), "15") || !strings.Contains(p.runAs.Text, "Grade is ") {
		t.Errorf("cut by %+v, the page says %q", p.cuts, says(p.object))
	}
	if words := says(p.picks); !slices.Equal(words, []string{"Picked:", filterWords(p.cuts[0].Filter)}) {
		t.Errorf("picked, the line above the tiles says %q", words)
	}
	if words := p.notCut("meals"); !strings.Contains(words, "Grade") {
		t.Errorf("the meals say %q", words)
	}
	p.pickRow("grades", 0)
	d.made(p)
	if len(p.cuts) != 0 || p.picks.Visible() {
		t.Error("picked once more, it still cuts")
	}
	p.pickRow("grades", 1)
	d.made(p)
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.made(p)
	if len(p.cuts) != 0 || !slices.Contains(says(p.object), "30") {
		t.Error("Escape does not take it back")
	}
	p.showAs("Birch")
	d.made(p)
	p.behindAll("students")
	rows := p.sheet
	d.until("the rows are found", func() bool { return rows.found != nil })
	if len(rows.found) != 10 {
		t.Errorf("behind Birch's number are %d rows", len(rows.found))
	}
	d.shell.goBack()
	if d.shell.shownPage() != page(p) || rows.bound {
		t.Error("it does not go back to the dashboard")
	}
	p.behindAll("students")
	p.showAs("")
	if rows.bound {
		t.Error("rows of one recipient stay beside the dashboard of another")
	}
	d.made(p)
}

// A part of the data that no push names is chosen by a field and a value.
func TestBoardAsPart(t *testing.T) {
	d := newBoardDesk(t)
	p := d.board("Week")
	if fields := p.partFields(); len(fields) == 0 || fields[0].field != "School" {
		t.Fatalf("fields %+v", fields)
	}
	values, err := fieldValues(t.Context(), d.shell.bench, "fall", "School")
	if err != nil || !slices.Equal(values, []string{"Alder", "Birch", "Cedar"}) {
		t.Fatalf("values %q, %v", values, err)
	}
	p.showAs("School=Cedar")
	d.made(p)
	if !strings.HasPrefix(p.runAs.Text, "As Cedar") || !slices.Contains(says(p.object), "10") {
		t.Errorf("run as %q: %q", p.runAs.Text, says(p.object))
	}
}

// A copy of one's own stands beside the shared dashboard and is reset to it.
func TestOwnCopy(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	p.askCopy()
	d.shell.asks[0].of.(*ask).confirm()
	d.savedBoard("Week")
	own, ok := d.shell.shownPage().(*boardPage)
	if !ok || own == p {
		t.Fatalf("%s is shown", d.shell.shownPage().key())
	}
	d.made(own)
	kept := d.savedBoard(own.name)
	if kept.CopyOf != "Week" || kept.Owner == "" || len(kept.Tiles) != 5 {
		t.Errorf("kept %+v", kept)
	}
	own.edit(func() { own.removeTile("meals") })
	d.savedBoard("Week")
	own.save()
	if kept = d.savedBoard(own.name); len(kept.Tiles) != 4 || len(d.savedBoard("Week").Tiles) != 5 {
		t.Errorf("kept %d tiles", len(kept.Tiles))
	}
	own.resetCopy()
	d.until("it is reset", func() bool { return own.draft.changed() })
	own.save()
	if kept = d.savedBoard(own.name); len(kept.Tiles) != 5 || kept.CopyOf != "Week" {
		t.Errorf("reset to %+v", kept)
	}
}

// The form of a number reads what is typed, and says what is wrong.
func TestNumberForm(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	f := p.askNumber("", reports.GaugeTile)
	f.ask.confirm()
	if len(f.problem.Objects) == 0 {
		t.Error("a gauge without a title is not refused")
	}
	f.title.SetText("Days absent")
	f.dataset.SetSelected("fall")
	f.what.SetSelected("Average of …")
	f.field.SetSelected("Days Absent")
	f.target.SetText("3")
	f.good.SetSelectedIndex(1)
	for entry, text := range map[*askEntry]string{f.from: "0", f.watch: "4", f.act: "6", f.end: "12"} {
		entry.SetText(text)
	}
	f.ask.confirm()
	d.quiet()
	d.made(p)
	tile := p.draft.now.Tiles[len(p.draft.now.Tiles)-1]
	if tile.Kind != reports.GaugeTile || len(tile.Bands) != 3 || tile.Bands[0].Status != reports.Good || tile.Target == nil || !tile.Target.Below {
		t.Fatalf("made %+v", tile)
	}
	again := p.askNumber(tile.Name, reports.GaugeTile)
	if again.watch.Text != "4" || again.act.Text != "6" || again.what.Selected != "Average of …" || again.field.Selected != "Days Absent" || again.target.Text != "3" {
		t.Errorf("shown again: %q %q %q", again.watch.Text, again.act.Text, again.what.Selected)
	}
	again.ask.confirm()
	d.quiet()
	if after := p.draft.now.Tiles[p.draft.now.TileAt(tile.Name)]; !reflect.DeepEqual(after, tile) {
		t.Errorf("shown and agreed to, it is changed:\n%+v\n%+v", after, tile)
	}
}

func TestReadLimit(t *testing.T) {
	for text, want := range map[string]float64{"25": 25, "95%": 0.95, " 1,200 ": 1200, "-3": -3, "0.1": 0.1, "1,234.5": 1234.5, " 2.5 %": 0.025, "12,345,678": 12345678} {
		if got, fine := readLimit(text); !fine || got != want {
			t.Errorf("%q is %v, %v", text, got, fine)
		}
	}
	for _, text := range []string{"", "many", "NaN", "Inf", "%", "0,95", "2,5%", "1,00", "0,950"} {
		if got, fine := readLimit(text); fine {
			t.Errorf("%q is %v", text, got)
		}
	}
}
