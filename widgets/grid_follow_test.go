package widgets_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/widgets"
)

// moved is a source whose rows stand some places lower than in the one before.
type moved struct {
	plain
	by int
}

func (m moved) CellOf(_ widgets.GridSource, row, column int) (nowRow, nowColumn int, ok bool) {
	return row + m.by, column, row+m.by < m.rows
}

// Ensure that what is written goes into the cell it was begun in when the rows
// come to stand elsewhere, and nowhere when nobody can tell where that is.
func TestAnOpenFieldFollowsItsCell(t *testing.T) {
	for name, tt := range map[string]struct {
		source widgets.GridSource
		open   func(d *desk)
		end    fyne.KeyName
		notes  []string
		lost   string
	}{
		"moved down":       {moved{plain{rows: 20, columns: 8}, 4}, func(d *desk) { d.TypedRune('9') }, fyne.KeyReturn, []string{"write 6 3 9"}, ""},
		"no longer there":  {moved{plain{rows: 20, columns: 8}, 40}, func(d *desk) { d.TypedRune('9') }, fyne.KeyReturn, nil, "9"},
		"nobody can tell":  {plain{rows: 20, columns: 8}, func(d *desk) { d.TypedRune('9') }, fyne.KeyReturn, nil, "9"},
		"nothing was said": {plain{rows: 20, columns: 8}, func(d *desk) { d.Edit() }, fyne.KeyReturn, nil, ""},
		"a list":           {moved{plain{rows: 20, columns: 8}, 4}, func(d *desk) { d.Select(one(2, 5)); d.combination(fyne.KeyModifierAlt, fyne.KeyDown) }, fyne.KeyReturn, []string{"write 6 5 called"}, ""},
		"a list that ends": {plain{rows: 20, columns: 8}, func(d *desk) { d.Select(one(2, 5)); d.combination(fyne.KeyModifierAlt, fyne.KeyDown) }, fyne.KeyReturn, nil, "called"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, &plain{rows: 20, columns: 8})
			notes, lost := &notebook{}, ""
			d.Grid.Editor, d.Grid.OnActivate = notes, nil
			d.OnAbandon = func(text string) { lost = text }
			d.Select(one(2, 3))
			d.window.Canvas().Focus(d.Grid)
			tt.open(d)
			d.SetSource(tt.source)
			if focused := d.window.Canvas().Focused(); focused != nil {
				focused.TypedKey(&fyne.KeyEvent{Name: tt.end})
			}
			if !slices.Equal(notes.notes, tt.notes) || lost != tt.lost {
				t.Errorf("the editor was told %q, want %q; lost was %q, want %q", notes.notes, tt.notes, lost, tt.lost)
			}
			if d.Editing() {
				t.Error("the field is still open")
			}
		})
	}
}

// Ensure that a text that runs on over the cells beside it is seen when its own
// column is scrolled away or is one of those that stay in place, and stops at the
// next cell that holds something.
func TestATextThatRunsOnStaysInView(t *testing.T) {
	const words = "Poppy Glen High School   322 rows"
	for name, frozen := range map[string]int{"nothing stays in place": 0, "a column stays in place": 1} {
		t.Run(name, func(t *testing.T) {
			source := plain{rows: 20, columns: 30, frozen: frozen, cell: func(row, column int) widgets.GridCell {
				switch {
				case row > 0:
					return widgets.GridCell{Text: "x"}
				case column == 0:
					return widgets.GridCell{Text: words, Style: widgets.StyleTotal, Over: true}
				case column == 25:
					return widgets.GridCell{Text: "4,711", Style: widgets.StyleTotal}
				}
				return widgets.GridCell{Style: widgets.StyleTotal}
			}}
			d := newDesk(t, source)
			for _, column := range []int{0, 12, 29} {
				d.ScrollTo(0, column)
				d.Refresh()
				seen := ""
				for _, text := range drawn(d.Grid) {
					if strings.HasPrefix(text.Text, "Poppy") && text.Position().X >= 0 && text.Position().X < 40 {
						seen = text.Text
					}
				}
				if column < 20 && seen != words {
					t.Errorf("scrolled to column %d the line says %q", column, seen)
				}
				if column == 29 && !shows(d.Grid, "4,711") {
					t.Error("the total is covered")
				}
			}
		})
	}
}
