package app

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/widgets"
)

// Ensure that the fill handle repeats what was selected, downwards and to the
// right, and leaves it as it was.
func TestTheFillHandleRepeatsWhatIsSelected(t *testing.T) {
	d, p := openSheet(t)
	schools := func() []string {
		var texts []string
		for row := range 6 {
			texts = append(texts, cellText(p, row, "School"))
		}
		return texts
	}
	p.sheet.Fill(widgets.Range{Top: 0, Left: 1, Bottom: 1, Right: 1}, widgets.Range{Top: 0, Left: 1, Bottom: 4, Right: 1})
	d.written(p)
	if want := []string{"Alder", "Birch", "Alder", "Birch", "Alder", "Cedar"}; !slices.Equal(schools(), want) {
		t.Errorf("filled down it is %q, want %q", schools(), want)
	}
	p.sheet.Fill(widgets.Range{Top: 0, Left: 0, Bottom: 0, Right: 1}, widgets.Range{Top: 0, Left: 0, Bottom: 0, Right: 3})
	d.written(p)
	if got := []string{cellText(p, 0, "Student ID"), cellText(p, 0, "School"), cellText(p, 0, "Grade"), cellText(p, 0, "Student Name")}; !slices.Equal(got, []string{"000100", "Alder", "000100", "Alder"}) {
		t.Errorf("filled right it is %q", got)
	}
}

// Ensure that folding groups hides rows on the screen and from no export.
func TestFoldedGroupsAreExported(t *testing.T) {
	d, p := openSheet(t)
	p.rows.setLook(rowsLook{Group: "School"})
	d.written(p)
	open := slices.Clone(p.rows.shownRows())
	p.rows.foldAll(true)
	d.written(p)
	if p.rows.source.Rows() != 3 {
		t.Fatalf("%d lines are shown", p.rows.source.Rows())
	}
	if got := p.rows.shownRows(); len(got) != 12 || !slices.Equal(got, open) {
		t.Errorf("exported are %v, want %v", got, open)
	}
}
