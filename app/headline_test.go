package app

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// Ensure that the head of a page has its tools beside the words, beneath them
// where these would be squeezed, and on several lines where one has no room,
// with nothing over anything else.
func TestHeadline(t *testing.T) {
	test.NewTempApp(t)
	for name, tt := range map[string]struct {
		width  float32
		beside bool
		lines  int
	}{"wide": {900, true, 1}, "narrow": {420, false, 1}, "very narrow": {110, false, 3}} {
		t.Run(name, func(t *testing.T) {
			words := widget.NewLabel("As the whole district, by the newest school year of all that there are")
			words.Wrapping = fyne.TextWrapWord
			tools := []fyne.CanvasObject{widget.NewButton("As a page", nil), widget.NewButton("Export it…", nil), widget.NewButton("Columns…", nil)}
			rest := widget.NewLabel("the page")
			head := newHeadline(words, tools...)
			page := container.New(settled{}, container.NewBorder(container.NewVBox(head), nil, nil, nil, rest))
			window := test.NewTempWindow(t, container.NewWithoutLayout(page))
			window.Resize(fyne.NewSize(1000, 600))
			for range 2 {
				page.Resize(fyne.NewSize(tt.width, 500))
			}
			if least := words.MinSize().Height; words.Size().Height < least {
				t.Errorf("the words have %v and need %v", words.Size().Height, least)
			}
			lines := map[float32]bool{}
			for _, tool := range tools {
				lines[tool.Position().Y] = true
				if right := tool.Position().X + tool.Size().Width; right > tt.width {
					t.Errorf("a tool ends at %v of %v", right, tt.width)
				}
			}
			at := head.Objects[1].Position()
			if len(lines) != tt.lines || (at.X > 0) != tt.beside {
				t.Errorf("%d lines of tools at %v", len(lines), at)
			}
			if !tt.beside && at.Y < words.Size().Height {
				t.Errorf("the tools lie over the words at %v", at.Y)
			}
			if bottom := at.Y + head.Objects[1].Size().Height; rest.Position().Y < bottom {
				t.Errorf("the page begins at %v, its head ends at %v", rest.Position().Y, bottom)
			}
		})
	}
}
