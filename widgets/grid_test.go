package widgets_test

import (
	"runtime"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"github.com/schoolbench/schoolbench/widgets"
)

// crosstab is a small cross-tab with two header rows, a row label, totals and a withheld cell.
func crosstab() widgets.GridSource {
	return plain{
		rows: 6, columns: 5, frozen: 1, headerRows: 2,
		header: func(row, column int) widgets.GridCell {
			switch {
			case column == 0 && row == 1:
				return widgets.GridCell{Text: "School"}
			case row == 0 && column > 0 && column%2 == 1:
				return widgets.GridCell{Text: [...]string{"2025", "All"}[column/2], Span: 2, Align: widgets.AlignCenter}
			case row == 0:
				return widgets.GridCell{}
			}
			return widgets.GridCell{Text: [...]string{"Percent", "Students"}[column%2], Align: widgets.AlignTrailing}
		},
		cell: func(row, column int) widgets.GridCell {
			cell := widgets.GridCell{Text: string(rune('A'+row)) + string(rune('0'+column)), Align: widgets.AlignTrailing}
			switch {
			case column == 0:
				cell.Align, cell.Style = widgets.AlignLeading, widgets.StyleLabel
			case row == 5 || column > 2:
				cell.Style = widgets.StyleTotal
			case row == 2 && column == 2:
				cell.Text, cell.Style = "withheld", widgets.StyleMark
			}
			return cell
		},
	}
}

func TestTheLastOfAMillionRowsIsExact(t *testing.T) {
	reach := map[string]func(d *desk){
		"ScrollTo": func(d *desk) { d.ScrollTo(million-1, 0) },
		"Ctrl+End": func(d *desk) { d.combination(fyne.KeyModifierControl, fyne.KeyEnd); d.key(fyne.KeyHome) },
		"dragging the thumb": func(d *desk) {
			thumb, _, end := d.BarPlaces()
			d.drag(thumb, end)
		},
		"the wheel": func(d *desk) {
			d.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -1e12)})
		},
	}
	for name, act := range reach {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, plain{rows: million, columns: 3})
			act(d)
			last := textAt(d, "r999999c0")
			if last == nil {
				t.Fatal("the last row is not shown")
			}
			_, to := d.BodyEdges()
			if middle := d.CellPlace(million-1, 0).Y; middle > to.Y || middle < to.Y-30 {
				t.Errorf("the last row stands at %v, the body ends at %v", middle, to.Y)
			}
			if got := last.Position().Y + last.Size().Height/2; abs(got-d.CellPlace(million-1, 0).Y) > 1 {
				t.Errorf("its text stands at %v, the row at %v", got, d.CellPlace(million-1, 0).Y)
			}
		})
	}
}

// textAt is the visible text that reads exactly so.
func textAt(d *desk, text string) *canvas.Text {
	for _, each := range drawn(d.Grid) {
		if each.Text == text {
			return each
		}
	}
	return nil
}

func abs(x float32) float32 {
	return max(x, -x)
}

func TestEveryRowOfAMillionIsWhereItShouldBe(t *testing.T) {
	d := newDesk(t, plain{rows: million, columns: 2})
	for _, row := range []int{0, 1, 777, 65_535, 65_536, 100_003, 499_999, 500_000, 750_001, 999_983} {
		d.ScrollTo(row, 0)
		text := textAt(d, "r"+strconv.Itoa(row)+"c0")
		if text == nil {
			t.Errorf("row %d is not shown after ScrollTo", row)
			continue
		}
		d.click(d.CellPlace(row, 0), 0)
		d.wantSelection(t, one(row, 0))
	}
}

func TestPageClickOnTheBarTurnsAPage(t *testing.T) {
	d := newDesk(t, plain{rows: million, columns: 3})
	_, below, _ := d.BarPlaces()
	from, to := d.BodyEdges()
	height := d.CellPlace(1, 0).Y - d.CellPlace(0, 0).Y
	d.click(below, 0)
	row, _ := d.FirstVisible()
	if want := int((to.Y - from.Y) / height); row != want {
		t.Errorf("the page begins at row %d, want %d", row, want)
	}
	if len(d.selected) != 0 {
		t.Error("a click on the bar selected something")
	}
}

func TestDragTheBarBackToTheTop(t *testing.T) {
	d := newDesk(t, plain{rows: million, columns: 40})
	d.ScrollTo(million-1, 39)
	thumb, _, _ := d.BarPlaces()
	d.drag(thumb, fyne.NewPos(thumb.X, 0))
	side := d.SidewaysThumb()
	d.drag(side, fyne.NewPos(-100, side.Y))
	if row, column := d.FirstVisible(); row != 0 || column != 0 || d.TopOffset() != 0 {
		t.Errorf("the view begins at row %d, column %d", row, column)
	}
}

func TestObjectsAreReusedAndBounded(t *testing.T) {
	d := newDesk(t, plain{rows: million, columns: 40, frozen: 1})
	count := func() int {
		total := 0
		for _, object := range test.WidgetRenderer(d.Grid).Objects() {
			if layer, ok := object.(*fyne.Container); ok {
				total += len(layer.Objects)
			}
		}
		return total
	}
	for row := 0; row < million; row += 49_999 {
		d.ScrollTo(row, row%40)
	}
	first := count()
	for row := million - 1; row > 0; row -= 7_919 {
		d.ScrollTo(row, row%40)
	}
	if last := count(); last > first+first/4 || last > 1000 {
		t.Errorf("%d objects after twenty jumps, %d after a hundred more", first, last)
	}
}

func TestNoGoroutineIsStarted(t *testing.T) {
	d := newDesk(t, plain{rows: million, columns: 40})
	before := runtime.NumGoroutine()
	d.drag(d.CellPlace(1, 1), fyne.NewPos(5000, 5000))
	d.doubleClick(d.CellPlace(1, 1))
	for range 50 {
		d.key(fyne.KeyPageDown)
	}
	d.SetSource(plain{rows: 10, columns: 4})
	if after := runtime.NumGoroutine(); after > before {
		t.Errorf("%d goroutines, %d before", after, before)
	}
}

func TestTextsNeverRunIntoTheirNeighbours(t *testing.T) {
	long := "Fuentes de la Cruz y Martínez, María José Guadalupe — see the note of the attendance office"
	d := newDesk(t, plain{rows: 30, columns: 6, cell: func(row, column int) widgets.GridCell {
		return widgets.GridCell{Text: long[row%7:], Style: widgets.CellStyle(row % 5)}
	}})
	from := d.BorderPlace(2)
	d.drag(from, from.AddXY(-300, 0))
	checked := 0
	for _, text := range drawn(d.Grid) {
		checked++
		if wide := fyne.MeasureText(text.Text, text.TextSize, text.TextStyle).Width; wide > text.Size().Width+4 {
			t.Errorf("%q is %v wide in a room of %v", text.Text, wide, text.Size().Width)
		}
	}
	if checked < 20 {
		t.Fatalf("only %d texts were drawn", checked)
	}
}

func TestHalfANumberIsNeverShown(t *testing.T) {
	d := newDesk(t, plain{rows: 3, columns: 3, cell: func(_, _ int) widgets.GridCell {
		return widgets.GridCell{Text: "1,234,567,890,123", Align: widgets.AlignTrailing}
	}})
	from := d.BorderPlace(1)
	d.drag(from, from.AddXY(-80, 0))
	for _, text := range drawn(d.Grid) {
		if strings.HasPrefix(text.Text, "1,2") && text.Text != "1,234,567,890,123" {
			t.Errorf("the narrow column shows %q", text.Text)
		}
	}
	if !shows(d.Grid, "…") {
		t.Error("nothing tells that a number does not fit")
	}
}

func TestNewDataKeepsWidthsAndSelection(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	from := d.BorderPlace(1)
	d.drag(from, from.AddXY(77, 0))
	width := d.ColumnWidth(1)
	d.Select(one(80, 2))

	d.SetSource(plain{rows: 90, columns: 5})
	if got := d.ColumnWidth(1); got != width {
		t.Errorf("width %v after new data with as many columns, want %v", got, width)
	}
	d.wantSelection(t, one(80, 2))

	d.SetSource(plain{rows: 10, columns: 5})
	d.wantSelection(t, one(9, 2))
	if last := d.selected[len(d.selected)-1]; last != one(9, 2) {
		t.Errorf("OnSelect last heard %v, want the cell the selection moved to", last)
	}

	d.SetSource(plain{rows: 10, columns: 6})
	if got := d.ColumnWidth(1); got == width {
		t.Error("widths of another table were kept")
	}
	d.SetSource(nil)
	if !d.Selection().Empty() {
		t.Errorf("selected %+v without data", d.Selection())
	}
}

func TestWidthsFollowTheSizeOfTheText(t *testing.T) {
	d := newDesk(t, plain{rows: 10, columns: 3})
	before := d.ColumnWidth(1)
	test.ApplyTheme(t, largeText{theme.DefaultTheme()})
	d.Refresh()
	if after := d.ColumnWidth(1); after < before*1.4 {
		t.Errorf("width %v with text half as large again, %v before", after, before)
	}
}

func TestWidthsCanBeRemembered(t *testing.T) {
	d := newDesk(t, plain{rows: 10, columns: 3})
	d.SetColumnWidths([]float32{100, 50, 70})
	d.SetColumnWidths([]float32{1, 2})
	if got := d.ColumnWidths(); got[0] != 100 || got[1] != 50 || got[2] != 70 {
		t.Errorf("widths %v", got)
	}
}

func TestAGridWithoutRowsSaysWhy(t *testing.T) {
	d := newDesk(t, plain{columns: 3})
	d.Empty = "No rows match the filters"
	d.Refresh()
	if !shows(d.Grid, d.Empty) || !shows(d.Grid, "Column 1") {
		t.Error("the reason or the headings are not shown")
	}
	d.SetSource(plain{rows: 1, columns: 3})
	if shows(d.Grid, d.Empty) {
		t.Error("the reason is shown although there is a row")
	}
}

func TestRowLabelsScrollWhenTheyWouldTakeAllTheRoom(t *testing.T) {
	d := newDesk(t, plain{rows: 10, columns: 8, frozen: 7})
	d.ScrollTo(0, 7)
	if !shows(d.Grid, "r0c7") {
		t.Error("the only value column cannot be brought into view")
	}
}

func TestColoursFollowTheTheme(t *testing.T) {
	d := newDesk(t, crosstab())
	for _, variant := range []fyne.ThemeVariant{theme.VariantLight, theme.VariantDark} {
		fixed := fixedVariant{theme.DefaultTheme(), variant}
		test.ApplyTheme(t, fixed)
		d.Refresh()
		mark := textAt(d, "withheld")
		if mark == nil || !mark.TextStyle.Italic || mark.Color != fixed.Color(theme.ColorNamePlaceHolder, 0) {
			t.Errorf("variant %v: a withheld cell is not dim and italic: %+v", variant, mark)
		}
		total := textAt(d, "F1")
		if total == nil || !total.TextStyle.Bold || total.Color != fixed.Color(theme.ColorNameForeground, 0) {
			t.Errorf("variant %v: a total is not bold in the text's colour: %+v", variant, total)
		}
	}
}

func TestScreenReadersHearTheActiveCell(t *testing.T) {
	d := newDesk(t, plain{rows: 100, columns: 5})
	d.Name = "Students"
	d.Select(one(41, 2))
	var accessible fyne.Accessible = d.Grid
	label := accessible.AccessibilityLabel()
	if want := "Students, 100 rows, 5 columns. Row 42, Column 3: r41c2"; label != want {
		t.Errorf("label %q, want %q", label, want)
	}
	marked := newDesk(t, plain{rows: 3, columns: 2, cell: func(row, _ int) widgets.GridCell {
		return widgets.GridCell{Text: []string{"", "x", "y"}[row], Mark: []widgets.Mark{0, widgets.MarkEdited, widgets.MarkEdited | widgets.MarkComment}[row]}
	}})
	for row, want := range []string{"Row 1, Column 2: nothing", "Row 2, Column 2: x, written by hand", "Row 3, Column 2: y, written by hand, with a comment"} {
		marked.Select(one(row, 1))
		if label := marked.AccessibilityLabel(); !strings.HasSuffix(label, want) {
			t.Errorf("label %q, want %q at its end", label, want)
		}
	}
}
