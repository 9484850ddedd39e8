package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// NewEmptyState fills a page that has nothing to show yet: what belongs here, in a sentence, and the buttons that begin it.
// The icon may be nil, and the title or the text empty.
func NewEmptyState(icon fyne.Resource, title, text string, actions ...*widget.Button) fyne.CanvasObject {
	column := container.New(&emptyStateLayout{})
	if icon != nil {
		picture := widget.NewIcon(icon)
		column.Add(container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(48), picture)))
	}
	if title != "" {
		column.Add(centredText(title, widget.RichTextStyle{
			SizeName: theme.SizeNameSubHeadingText, ColorName: theme.ColorNameForeground, TextStyle: fyne.TextStyle{Bold: true},
		}))
	}
	if text != "" {
		column.Add(centredText(text, widget.RichTextStyle{SizeName: theme.SizeNameText, ColorName: theme.ColorNamePlaceHolder}))
	}
	if len(actions) > 0 {
		row := container.New(layout.NewCustomPaddedHBoxLayout(12))
		for _, action := range actions {
			row.Add(action)
		}
		column.Add(container.New(layout.NewCustomPaddedLayout(8, 0, 0, 0), container.NewCenter(row)))
	}
	return container.New(layout.NewCustomPaddedLayout(16, 16, 16, 16), column)
}

// centredText is a paragraph that wraps around its middle.
func centredText(text string, style widget.RichTextStyle) *widget.RichText {
	style.Alignment = fyne.TextAlignCenter
	paragraph := widget.NewRichText(&widget.TextSegment{Text: text, Style: style})
	paragraph.Wrapping = fyne.TextWrapWord
	return paragraph
}

// emptyStateWidth is the longest line that is read without losing the next.
const emptyStateWidth = 440

// emptyStateLayout stacks its objects in a column of readable width, a little above the middle of the room there is.
type emptyStateLayout struct{}

// MinSize is the column at its narrowest.
func (l *emptyStateLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, object := range objects {
		least := object.MinSize()
		size.Width = max(size.Width, least.Width)
		size.Height += least.Height + emptyStateGap
	}
	return size
}

// emptyStateGap is the room between two objects of the column.
const emptyStateGap = 4

// Layout places the column.
func (l *emptyStateLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width, emptyStateWidth)
	left := (size.Width - width) / 2

	// Wrapped text knows its height only once it has its width.
	var height float32
	for _, object := range objects {
		object.Resize(fyne.NewSize(width, object.MinSize().Height))
		height += object.MinSize().Height + emptyStateGap
	}
	y := max(0, (size.Height-height)*0.42)
	for _, object := range objects {
		least := object.MinSize().Height
		object.Resize(fyne.NewSize(width, least))
		object.Move(fyne.NewPos(left, y))
		y += least + emptyStateGap
	}
}
