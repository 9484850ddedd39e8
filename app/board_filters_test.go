package app

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/reports"
)

// The filters of a page are made, changed and removed in the window; a tile that
// cannot be cut is left out and the page says so, and one can be told not to go
// by a filter.
func TestPageFilters(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	f := p.askFilter("")
	f.field.SetSelected("School")
	d.quiet()
	if !slices.Equal(f.values.Options, []string{"Alder", "Birch", "Cedar"}) {
		t.Fatalf("to choose from: %q", f.values.Options)
	}
	f.agree()
	d.quiet()
	if len(f.problem.Objects) == 0 {
		t.Fatal("a filter that keeps nothing is taken")
	}
	f.values.SetSelected([]string{"Birch"})
	f.agree()
	d.quiet()
	d.made(p)
	if words := says(p.object); !slices.Contains(words, "10") || len(p.board.LeftOut) != 1 {
		t.Errorf("filtered, the page says %q, left out %q", words, p.board.LeftOut)
	}
	if !strings.Contains(strings.ToLower(p.runAs.Text), "school is birch") {
		t.Errorf("run as %q", p.runAs.Text)
	}

	again := p.askFilter("School")
	d.quiet()
	if !slices.Equal(again.values.Selected, []string{"Birch"}) {
		t.Fatalf("the form shows %q", again.values.Selected)
	}
	again.values.SetSelected([]string{"Cedar", "Birch"})
	again.agree()
	d.quiet()
	d.made(p)
	want := []reports.Filter{{Field: "School", Values: []string{"Birch", "Cedar"}}}
	if !reflect.DeepEqual(p.draft.now.Filters, want) {
		t.Errorf("the filters are %+v", p.draft.now.Filters)
	}
	p.toggleFilter("students", "School")
	d.made(p)
	if words := says(p.object); !slices.Contains(words, "30") {
		t.Errorf("the tile goes by the filter still: %q", words)
	}
	p.save()
	if kept := d.savedBoard("Week"); !reflect.DeepEqual(kept.Filters, want) || !slices.Equal(kept.Tiles[0].Ignore, []string{"School"}) {
		t.Errorf("kept %+v, %q", kept.Filters, kept.Tiles[0].Ignore)
	}
	p.change(withoutFilter(p.draft.now, "School"))
	d.made(p)
	if len(p.draft.now.Filters) != 0 || len(p.board.LeftOut) != 0 {
		t.Errorf("removed: %+v", p.draft.now.Filters)
	}
}

// A budget is made of the columns that are chosen; those that are named like
// the parts of one are chosen to begin with, and an author's labels stay.
func TestBudgetForm(t *testing.T) {
	d := newBoardDesk(t)
	d.importFile(d.file("budget.csv", "Purpose,Budget,Spent,Encumbered,Balance\nBooks,100,60,10,30\nBuses,300,100,0,200\n"))
	d.until("the budget is listed", func() bool { _, listed := d.shell.dataset("budget"); return listed })
	p := d.edited("Week")
	f := p.askBudget("")
	var chosen []string
	for _, part := range f.parts {
		chosen = append(chosen, part.Selected)
	}
	if f.dataset.Selected != "budget" || !slices.Equal(chosen, []string{"Budget", "Spent", "Encumbered", "Balance"}) {
		t.Fatalf("it begins with %s: %q", f.dataset.Selected, chosen)
	}
	f.parts[0].SetSelected(noField)
	if _, fine := f.read(); fine {
		t.Error("a budget without a whole is taken")
	}
	f.parts[0].SetSelected("Budget")
	f.parts[2].SetSelected(noField)
	f.ask.confirm()
	d.quiet()
	d.made(p)
	words := says(p.object)
	for _, word := range []string{"Spent", "160", "Left", "230", "400"} {
		if !slices.Contains(words, word) {
			t.Errorf("the page does not say %q: %q", word, words)
		}
	}
	changed := p.draft.now.Clone()
	at := changed.TileAt("Budget")
	if at < 0 {
		t.Fatalf("the tiles are %+v", changed.Tiles)
	}
	changed.Tiles[at].Report.Labels = []string{"Plan", "Out", "Rest"}
	p.change(changed)
	d.made(p)
	again := p.askBudget("Budget")
	if tile, fine := again.read(); !fine || len(tile.Report.Spec.Measures) != 3 || tile.Report.Spec.Measures[1].Field != "Spent" {
		t.Errorf("read again: %+v", tile.Report)
	}
}

// A tile is dragged by its title to another place and made larger by its corner,
// as the pointer does it, and the frame shows where it will stand.
func TestDragTile(t *testing.T) {
	d := newBoardDesk(t)
	d.shell.window.Resize(fyne.NewSize(1400, 900))
	p := d.edited("Week")
	d.made(p)
	driver := d.shell.application.Driver()
	drag := func(handle fyne.Draggable, object fyne.CanvasObject, by fyne.Position) {
		from := driver.AbsolutePositionForObject(object).AddXY(20, 10)
		const steps = 4
		for i := range steps + 1 {
			share := float32(i) / steps
			at := from.AddXY(by.X*share, by.Y*share)
			handle.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}, Dragged: fyne.NewDelta(by.X/steps, by.Y/steps)})
		}
		if !p.frame.Visible() {
			t.Error("no frame shows where it will stand")
		}
		handle.DragEnd()
		if p.frame.Visible() {
			t.Error("the frame stays")
		}
		d.made(p)
	}
	place := func(name string) reports.Place { return p.draft.now.Tiles[p.draft.now.TileAt(name)].Place }

	names := p.cardOf("names")
	handle := p.handles["students"]
	down := driver.AbsolutePositionForObject(names).Y + names.Size().Height/2 - driver.AbsolutePositionForObject(handle).Y
	drag(handle, handle, fyne.NewPos(0, down))
	if got := place("students"); got.Row != 1 || got.Column != 0 || place("grades").Row != 0 || place("names").Row != 2 {
		t.Errorf("dragged onto a full row it stands at %+v, names at %+v", got, place("names"))
	}
	if !p.undo() {
		t.Fatal("it cannot be taken back")
	}
	d.made(p)

	handle = p.handles["meals"]
	up := driver.AbsolutePositionForObject(p.grid).Y - driver.AbsolutePositionForObject(handle).Y
	drag(handle, handle, fyne.NewPos(0, up-14))
	if got := place("meals"); got.Row != 0 || place("students").Row != 1 {
		t.Errorf("dragged above the first row it stands at %+v, the first ones at %+v", got, place("students"))
	}
	p.undo()
	d.made(p)

	unit := (p.grid.Size().Width + tileGap) / reports.GridColumns
	grip := findGrip(p.cardOf("names"))
	if grip == nil {
		t.Fatal("the tile has no corner")
	}
	drag(grip, grip, fyne.NewPos(-2*unit, 2*tileCell))
	if got := place("names"); got.Width != 4 || got.Height == 0 {
		t.Errorf("made smaller by its corner it is %+v", got)
	}

	// Beyond the edges of the grid a tile stays on it.
	handle = p.handles["students"]
	drag(handle, handle, fyne.NewPos(5000, 0))
	if got := place("students"); got.Column+got.Width > reports.GridColumns {
		t.Errorf("dragged off the grid it stands at %+v", got)
	}
	if err := d.shell.bench.SaveDashboard(t.Context(), p.draft.now); err != nil {
		t.Error(err)
	}
}

// findGrip is the corner of a tile's card.
func findGrip(object fyne.CanvasObject) *tileGrip {
	switch object := object.(type) {
	case *tileGrip:
		return object
	case *fyne.Container:
		for _, child := range object.Objects {
			if grip := findGrip(child); grip != nil {
				return grip
			}
		}
	}
	return nil
}
