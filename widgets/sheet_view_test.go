package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

// sheetDesk is a sheet of a title, a blank row, a header, data and a total in a window, and what it told its owner.
type sheetDesk struct {
	*widgets.SheetView
	moved   [][2]int
	menus   []int
	letters []string
}

func newSheetDesk(t *testing.T) *sheetDesk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(bandTheme{test.Theme()})
	d := &sheetDesk{SheetView: widgets.NewSheetView()}
	d.OnEdge = func(edge, row int) { d.moved = append(d.moved, [2]int{edge, row}) }
	d.OnRowMenu = func(number, _ int, _ fyne.Position) { d.menus = append(d.menus, number) }
	d.OnLetter = func(letter rune, number int) {
		d.letters = append(d.letters, string(letter)+strings.Repeat("+", number))
	}
	window := test.NewTempWindow(t, d.SheetView)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(600, 400))
	rows := []widgets.SheetRow{
		{Number: 1, Cells: []string{"A title that runs over the empty cells beside it"}},
		{Number: 2},
		{Number: 3, Cells: []string{"School", "Days"}},
		{Number: 4, Cells: []string{"Alder", "3"}},
		{Number: 5, Cells: []string{"Birch", "4"}},
		{Number: 6, Gap: "90 rows are not shown"},
		{Number: 96, Cells: []string{"Total", "7"}},
	}
	bands := []widgets.SheetBand{
		{Kind: widgets.BandTitle, First: 1, Last: 2},
		{Kind: widgets.BandHeader, First: 3, Last: 3},
		{Kind: widgets.BandData, First: 4, Last: 95},
		{Kind: widgets.BandTotal, First: 96, Last: 96},
	}
	edges := []widgets.SheetEdge{{Name: "Header begins", Row: 2, Least: 0, Most: 2}, {Name: "Header ends", Row: 3, Least: 3, Most: 90}, {Name: "Data ends", Row: 95, Least: 4, Most: 96}}
	d.SetSheet(rows, bands, edges)
	return d
}

// drag takes hold of an edge and lets it go over a row.
func (d *sheetDesk) drag(t *testing.T, edge, row int) {
	t.Helper()
	at, size, inside := d.EdgeBounds(edge)
	to, height, there := d.RowBounds(row)
	if !inside || !there {
		t.Fatalf("edge %d in view %v, row %d in view %v", edge, inside, row, there)
	}
	from := at.AddXY(20, size.Height/2)
	d.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: from}, Button: desktop.MouseButtonPrimary})
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(from.X, to.Y+height.Height*0.9)}})
	d.DragEnd()
}

// What rows were taken for is written at the first of each band, and their numbers are those of the sheet.
func TestSheetShowsBands(t *testing.T) {
	d := newSheetDesk(t)
	for _, text := range []string{"Title", "Header", "Data", "Total", "96", "School", "A", "B", "90 rows are not shown"} {
		if !shows(d.SheetView, text) {
			t.Errorf("%q is not shown", text)
		}
	}
	if shows(d.SheetView, "6") {
		t.Error("rows that are left out have a number")
	}
	if !shows(d.SheetView, "A title that runs over the empty cells beside it") {
		t.Error("a long title is cut although there is room beside it")
	}
	for number, want := range map[int]string{1: "Title", 3: "Header", 5: "Data", 96: "Total", 97: ""} {
		if got := d.BandWord(number); got != want {
			t.Errorf("row %d is taken for %q, want %q", number, got, want)
		}
	}
}

// An edge goes to the nearest border between rows, no further than it may, and the owner hears of it once.
func TestSheetEdges(t *testing.T) {
	for name, try := range map[string]struct {
		edge, row int
		want      [][2]int
	}{
		"header ends a row further down": {1, 4, [][2]int{{1, 4}}},
		"header ends where it did":       {1, 3, nil},
		"header cannot end above itself": {1, 1, nil},
		"data ends higher":               {2, 5, [][2]int{{2, 5}}},
		"data ends with the total in it": {2, 96, [][2]int{{2, 96}}},
		"header begins at the top":       {0, 1, [][2]int{{0, 1}}},
		"header begins no lower":         {0, 5, nil},
	} {
		t.Run(name, func(t *testing.T) {
			d := newSheetDesk(t)
			d.drag(t, try.edge, try.row)
			if len(d.moved) != len(try.want) || len(d.moved) == 1 && d.moved[0] != try.want[0] {
				t.Errorf("moved %v, want %v", d.moved, try.want)
			}
		})
	}
}

// Everything the mouse does can be reached by keys: the menu of a row, and letters for what is in it.
func TestSheetKeys(t *testing.T) {
	d := newSheetDesk(t)
	d.FocusGained()
	d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	d.TypedKey(&fyne.KeyEvent{Name: desktop.KeyMenu})
	d.TypedRune('h')
	if len(d.menus) != 1 || d.menus[0] != 2 {
		t.Errorf("menus for rows %v", d.menus)
	}
	if len(d.letters) != 1 || d.letters[0] != "h++" {
		t.Errorf("letters %q", d.letters)
	}
	d.Select(widgets.Range{Top: 3, Bottom: 4, Left: 2, Right: 2})
	if first, last, ok := d.SelectedRows(); !ok || first != 4 || last != 5 {
		t.Errorf("rows %d to %d are selected", first, last)
	}
	if label := d.AccessibilityLabel(); !strings.HasSuffix(label, "Sheet row 4, taken for: Data") {
		t.Errorf("a screen reader says %q", label)
	}
}

// A place far down is shown with what is above it.
func TestSheetShowRow(t *testing.T) {
	d := newSheetDesk(t)
	rows := make([]widgets.SheetRow, 500)
	for i := range rows {
		rows[i] = widgets.SheetRow{Number: i + 1, Cells: []string{"x"}}
	}
	d.SetSheet(rows, nil, nil)
	d.ShowRow(300)
	if _, _, inside := d.RowBounds(300); !inside {
		t.Error("the row is not in view")
	}
	if first, _ := d.FirstVisible(); first >= 299 {
		t.Errorf("nothing above it is in view: the first row is %d", first)
	}
}

func TestColumnLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := widgets.ColumnLetters(column); got != want {
			t.Errorf("column %d is %q, want %q", column, got, want)
		}
	}
}
