package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// F1 on a number says where it stands, how it is made, from how many rows, and
// by which filter; elsewhere it explains the page.
func TestExplainANumber(t *testing.T) {
	d, p := exploring(t)
	p.presenter.add(rowsShelf, "School")
	p.presenter.setWhere(`Grade in ["Upper"]`)
	d.settled(p)
	text := p.explanation(1, 1)
	for _, want := range []string{"Birch", "10 rows", "Count of rows", "Grade is Upper", "attendance"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if got := p.explanation(1, 0); got != "" {
		t.Errorf("a label is explained as a number: %s", got)
	}
	p.crosstab.Select(rangeOf(1, 1))
	if p.explain() {
		t.Error("a number is explained while the keyboard is elsewhere")
	}
	d.shell.window.Canvas().Focus(p.crosstab)
	d.shell.showHelp()
	if len(d.shell.asks) != 1 {
		t.Fatalf("%d dialogs are open", len(d.shell.asks))
	}
	if title := d.shell.asks[0].of.(*ask).title; title != "How this number is made" {
		t.Errorf("the dialog is called %q", title)
	}
	d.shell.asks[0].key(fyne.KeyEscape)
}
