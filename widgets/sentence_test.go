package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

// The words of a sentence are reached with the keyboard and opened, and a
// narrow one takes more lines and loses no word.
func TestSentence(t *testing.T) {
	test.NewTempApp(t)
	sentence := widgets.NewSentence()
	sentence.SetParts([]widgets.SentencePart{
		{ID: "measure", Text: "Count of rows"}, {Text: " by "}, {ID: "row", Text: "School"}, {Text: " and "}, {ID: "column", Text: "Grade"}, {Text: "."},
	})
	if got, want := sentence.Text(), "Count of rows by School and Grade."; got != want {
		t.Errorf("the sentence says %q, want %q", got, want)
	}
	var opened []string
	sentence.OnOpen = func(id string, _ fyne.Position) { opened = append(opened, id) }
	window := test.NewTempWindow(t, sentence)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(900, 100))
	one := sentence.MinSize().Height
	window.Resize(fyne.NewSize(170, 300))
	if two := sentence.MinSize().Height; two <= one {
		t.Errorf("the narrow sentence is %v high, the wide one %v", two, one)
	}
	for _, id := range []string{"measure", "row", "column"} {
		at, size, found := sentence.WordBounds(id)
		if !found || at.X < 0 || at.X+size.Width > 170 || size.Width < 10 {
			t.Errorf("%s stands at %v with %v", id, at, size)
		}
	}

	window.Canvas().FocusNext()
	for range 2 {
		window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	test.TapAt(window.Canvas().Focused().(fyne.Tappable), fyne.NewPos(3, 3))
	if len(opened) != 3 || opened[0] != "measure" || opened[1] != "row" || opened[2] != "column" {
		t.Errorf("opened %v", opened)
	}
	// The focus stays on its words while others change.
	sentence.SetParts([]widgets.SentencePart{{ID: "measure", Text: "Sum of Days"}, {Text: " by "}, {ID: "column", Text: "Grade"}})
	window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if opened[len(opened)-1] != "column" {
		t.Errorf("opened %v", opened)
	}
}
