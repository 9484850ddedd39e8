package app

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/widgets"
)

// sizeFigure is the size of the number of a tile.
const sizeFigure fyne.ThemeSizeName = "schoolbenchFigure"

// addFigure adds a number with what it takes to judge it, or the parts of a
// budget.
func (c *tileCard) addFigure(figure *reports.Figure) {
	if len(figure.Parts) == 0 {
		c.addNumber(figure)
	}
	c.addPicture(figure)
	for _, part := range figure.Parts {
		amount := widget.NewLabelWithStyle(part.Number.Text, fyne.TextAlignTrailing, fyne.TextStyle{Bold: true})
		c.lines.Add(container.NewBorder(nil, nil, nil, amount, wrapped(part.Label)))
	}
}

func (c *tileCard) addNumber(figure *reports.Figure) {
	text := figure.Number.Text
	if text == "" {
		text = "–"
	}
	number := newFigureLabel(text, func() { c.page.behindAll(c.section.Name) })
	c.page.shell.targets.text("board.number:"+c.section.Name, number, func() string { return number.Text })
	line := container.NewHBox(number)
	if figure.Status != reports.NoStatus {
		line.Add(container.NewCenter(statusBadge(c.board, figure.Status)))
	}
	label := figure.Label
	if figure.Of != "" {
		label += ", " + figure.Of
	}
	lines := container.New(newStack(-12), line, hint(label))
	if words := c.targetWords(figure); words != "" {
		lines.Add(hint(words))
	}
	c.lines.Add(lines)
}

// targetWords says what a number should come to and whether it does.
func (c *tileCard) targetWords(figure *reports.Figure) string {
	if !figure.HasTarget {
		return ""
	}
	side, reached := "word.atleast", "word.short"
	if figure.TargetBelow {
		side = "word.atmost"
	}
	if figure.Reached {
		reached = "word.reached"
	}
	words := c.board.Word("word.target") + " " + c.board.Word(side) + " " + figure.Target.Text
	if figure.Number.IsNumber {
		words += ": " + c.board.Word(reached)
	}
	return words
}

// statusBadge says what a number means by a shape, a word and a colour.
func statusBadge(board *reports.Board, status reports.Status) fyne.CanvasObject {
	shape, shade, importance := "problem", theme.ColorNameError, widget.DangerImportance
	switch status {
	case reports.Good:
		shape, shade, importance = "check", theme.ColorNameSuccess, widget.SuccessImportance
	case reports.Watch:
		shape, shade, importance = "note", theme.ColorNameWarning, widget.WarningImportance
	}
	word := widget.NewLabelWithStyle(board.Word("word."+string(status)), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	word.Importance = importance
	return container.NewHBox(newGap(2, 1), widget.NewIcon(theme.NewColoredResource(icon(shape), shade)), word)
}

// addPicture adds the picture of a figure: its scale, its parts, or its trend.
func (c *tileCard) addPicture(figure *reports.Figure) {
	var draw func(on chart.Canvas, width, height float64, palette chart.Palette)
	tall := float32(64)
	switch {
	case c.section.Kind == reports.GaugeTile && len(figure.Bands) > 0:
		tall = 170
		draw = func(on chart.Canvas, width, height float64, palette chart.Palette) {
			chart.DrawGauge(reports.GaugeOf(figure), on, width, height, palette)
		}
	case c.section.Kind == reports.BudgetTile && len(figure.Parts) > 1:
		tall = 34
		draw = func(on chart.Canvas, width, height float64, palette chart.Palette) {
			chart.DrawShares(reports.SharesOf(figure), on, width, height, palette)
		}
	case figure.Trend != nil:
		draw = func(on chart.Canvas, width, height float64, palette chart.Palette) {
			chart.DrawSparkline(figure.Trend.Legible(chart.CanDraw), on, width, height, palette)
		}
	default:
		return
	}
	c.addDrawing(figure.Label+": "+figure.Number.Text, func(float32) float32 { return tall * textScale() }, draw)
}

// addChart adds a chart, if there is one, and reports whether it did.
func (c *tileCard) addChart(from *chart.Chart) bool {
	if from == nil || from.Kind == chart.None {
		return false
	}
	untitled := *from
	untitled.Title = "" // the card has it
	legible := untitled.Legible(chart.CanDraw)
	view := c.addDrawing(c.section.Title, func(width float32) float32 {
		zoom := chartZoom()
		return float32(chart.Height(legible, float64(width)/zoom) * zoom)
	}, func(on chart.Canvas, width, height float64, palette chart.Palette) {
		chart.Draw(legible, on, width, height, palette)
	})
	view.OnMark = func(x, y float32) { c.page.pickMark(c.section.Name, legible, x, y, view.Size()) }
	return true
}

// addDrawing adds a picture that is drawn for the room it has.
func (c *tileCard) addDrawing(words string, height func(width float32) float32, draw func(on chart.Canvas, width, height float64, palette chart.Palette)) *widgets.ChartView {
	view := widgets.NewChartView()
	view.Text, view.Empty = words, ""
	view.Draw = func(width, height int, scale float32, dark bool) image.Image {
		points := float64(scale) * chartZoom()
		across, down := float64(width)/points, float64(height)/points
		picture, err := chart.NewPicture(across, down, points)
		if err != nil || width < 40 || height < 20 {
			return nil
		}
		palette := chart.Light()
		if dark {
			palette = chart.Dark()
		}
		palette.Background = color.RGBAModel.Convert(theme.Color(theme.ColorNameBackground)).(color.RGBA)
		picture.Rectangle(chart.Box{Width: across, Height: down}, palette.Background)
		draw(picture, across, down, palette)
		return picture.Image()
	}
	c.lines.Add(newProportioned(view, height))
	return view
}
