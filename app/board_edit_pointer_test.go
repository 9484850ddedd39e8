package app

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/widgets"
)

// A dialog that began the changing of a page gives it back when it is closed
// without an answer, and one that changed something does not.
func TestCancelledDialogsLeaveThePageAsItWas(t *testing.T) {
	d := newBoardDesk(t)
	p := d.board("Week")
	for name, ask := range map[string]func(){
		"a copy": p.askCopy,
		"change": func() { p.edit(func() { p.askTile("students") }) },
		"words":  func() { p.edit(func() { p.askWords("students") }) },
		"limits": func() { p.edit(func() { p.askLimits("students") }) },
	} {
		ask()
		d.quiet()
		if p.draft == nil || len(d.shell.asks) != 1 {
			t.Fatalf("%s: nothing is asked", name)
		}
		d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
		d.quiet()
		if p.draft != nil || p.bar.object.Visible() || !p.editing.Visible() {
			t.Errorf("%s: cancelled, and the page is being changed", name)
		}
	}

	p.edit(func() { p.askText("") })
	d.quiet()
	linesIn(d.shell.asks[0].of.(*ask))[0].SetText("Good morning.")
	d.confirm()
	d.quiet()
	d.made(p)
	if p.draft == nil || !p.draft.changed() {
		t.Error("what was agreed to is not to be saved")
	}

	p.leaveDraft()
	p.edit(nil)
	d.quiet()
	p.askCopy()
	d.quiet()
	d.shell.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.draft == nil {
		t.Error("cancelling the copy ends the changing that was begun before it")
	}
}

// A quick hand's first step counts: the tile lands where the pointer lets it go.
func TestDraggingCountsFromWhereItBegan(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	handle := p.handles["grades"]
	start := fyne.NewPos(700, 260)
	to := start.AddXY(-p.grid.Size().Width/2, 0)
	handle.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: to}, Dragged: fyne.NewDelta(to.X-start.X, 0)})
	handle.DragEnd()
	d.made(p)
	at := func(name string) reports.Place { return p.draft.now.Tiles[p.draft.now.TileAt(name)].Place }
	if at("grades").Column != 0 || at("students").Column != 8 || at("students").Row != at("grades").Row {
		t.Errorf("grades are at %+v, students at %+v", at("grades"), at("students"))
	}
}

// The wheel over a list that is at its end, or in a tile that is only so high,
// moves the page.
func TestWheelPassesOn(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	p.change(p.draft.now.WithPlace("to do", reports.Place{Row: 1, Column: 6, Width: 6, Height: 2}))
	d.made(p)
	d.shell.window.Resize(fyne.NewSize(900, 420))
	p.arrange()
	var boxes []fyne.Scrollable
	var tables []*widgets.CrosstabView
	walkVisible(p.body, func(object fyne.CanvasObject) {
		switch object := object.(type) {
		case *wheelBox:
			boxes = append(boxes, object)
		case *widgets.CrosstabView:
			tables = append(tables, object)
		}
	})
	if len(boxes) != 1 || len(tables) == 0 {
		t.Fatalf("%d tiles are only so high, %d have a table", len(boxes), len(tables))
	}
	down := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -2000)}
	for i, under := range []fyne.Scrollable{boxes[0], tables[0]} {
		p.scroll.ScrollToTop()
		for range 3 { // to its own end first
			under.Scrolled(down)
		}
		if p.scroll.Offset.Y <= 0 {
			t.Errorf("%d: the page stays where it is", i)
		}
	}
}

// A number that has a trend does not go by the page's filter to the last year,
// which would leave the trend one point.
func TestATrendIsNotCutToItsLast(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	changed := p.draft.now.Clone()
	changed.Filters = []reports.Filter{{Field: "Grade", Latest: true}}
	p.change(changed)
	d.made(p)
	f := p.askNumber("", reports.NumberTile)
	f.title.SetText("By grade")
	f.dataset.SetSelected("fall")
	f.trend.SetSelected("Grade")
	d.confirm()
	d.quiet()
	d.made(p)
	tile := p.draft.now.Tiles[p.draft.now.TileAt("By grade")]
	if !slices.Equal(tile.Ignore, []string{"Grade"}) {
		t.Fatalf("it does not go by %q", tile.Ignore)
	}
	for _, section := range p.board.Sections {
		if section.Name == "By grade" && len(section.Document.Table.Body) < 2 {
			t.Errorf("its trend has %d points", len(section.Document.Table.Body))
		}
	}
}

// A list of names begins with the columns that name people.
func TestAListBeginsWithNames(t *testing.T) {
	d := newBoardDesk(t)
	p := d.edited("Week")
	p.askList("")
	var chosen []string
	walkVisible(d.shell.asks[0].of.(*ask).pop.Content, func(object fyne.CanvasObject) {
		if group, ok := object.(*widget.CheckGroup); ok {
			chosen = group.Selected
		}
	})
	if !slices.Equal(chosen, []string{"Student Name"}) {
		t.Errorf("it begins with %q", chosen)
	}
}

// Chips that do not fit beside one another stand beneath one another, and have
// the room for it.
func TestChipsWrap(t *testing.T) {
	line := container.New(&flow{})
	for i := range 6 {
		box := canvas.NewRectangle(nil)
		box.SetMinSize(fyne.NewSize(100, 20))
		line.Add(container.NewStack(box, widget.NewLabel(fmt.Sprint(i))))
	}
	line.Resize(fyne.NewSize(330, 20))
	line.Resize(line.Size())
	least := line.MinSize()
	for i, object := range line.Objects {
		end := object.Position().Add(object.Size())
		if end.X > 330 || end.Y > least.Height {
			t.Errorf("%d ends at %v of %v", i, end, least)
		}
		for j, other := range line.Objects[:i] {
			if other.Position().Y == object.Position().Y && other.Position().X+other.Size().Width > object.Position().X {
				t.Errorf("%d covers %d", i, j)
			}
		}
	}
	if least.Width > 330 {
		t.Errorf("it asks for %v", least)
	}
}
