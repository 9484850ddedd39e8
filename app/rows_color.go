package app

import (
	"maps"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// colouring is how the cells of a column are coloured by their values.
type colouring struct {
	Kind      colourKind `json:"kind"`
	Condition condition  `json:"condition,omitzero"` // of colourAlert and colourGood
}

// colourKind is a way to colour cells.
type colourKind string

// The ways to colour cells.
const (
	colourScale colourKind = "scale" // the larger, the stronger
	colourBars  colourKind = "bars"  // a bar as long as the value is large
	colourAlert colourKind = "alert" // what meets a condition stands out
	colourGood  colourKind = "good"  // the same, calmly
)

// coloured returns the look with a column coloured; a colouring without a kind
// takes its colours away.
func (l rowsLook) coloured(column string, colours colouring) rowsLook {
	l.Colours = maps.Clone(l.Colours)
	if l.Colours == nil {
		l.Colours = map[string]colouring{}
	}
	delete(l.Colours, column)
	if colours.Kind != "" {
		l.Colours[column] = colours
	}
	return l
}

// tints returns what colours the values of a column; nil when nothing does, as
// when the column is of another type by now than its condition.
func (c colouring) tints(vector *table.Vector) func(table.Value) widgets.Tint {
	column := vector.Column()
	switch c.Kind {
	case colourAlert, colourGood:
		meets, issue := c.Condition.compile(column)
		if issue != nil || c.Condition.Test == anyValue {
			return nil
		}
		kind := widgets.TintAlert
		if c.Kind == colourGood {
			kind = widgets.TintGood
		}
		return func(value table.Value) widgets.Tint {
			if meets(value) {
				return widgets.Tint{Kind: kind, Share: 1}
			}
			return widgets.Tint{}
		}
	case colourScale, colourBars:
		if !isSized(column) {
			return nil
		}
		least, most := valueSpan(vector)
		if least > most {
			return nil
		}
		kind := widgets.TintScale
		if c.Kind == colourBars {
			// A bar begins at zero, so that twice as long is twice as much.
			kind, least, most = widgets.TintBar, min(least, 0), max(most, 0)
		}
		width := most - least
		return func(value table.Value) widgets.Tint {
			if !value.IsReported() || width <= 0 {
				return widgets.Tint{}
			}
			if kind == widgets.TintBar && least < 0 {
				return widgets.Tint{Kind: kind, Share: float32(math.Abs(value.Number) / max(-least, most))}
			}
			return widgets.Tint{Kind: kind, Share: float32((value.Number - least) / width)}
		}
	}
	return nil
}

// valueSpan is the least and the largest value of a column.
func valueSpan(vector *table.Vector) (least, most float64) {
	least, most = math.Inf(1), math.Inf(-1)
	if vector.IsCoded() {
		for _, value := range vector.Dictionary() {
			if value.IsReported() {
				least, most = min(least, value.Number), max(most, value.Number)
			}
		}
		return least, most
	}
	for _, n := range vector.Numbers() {
		if n == n {
			least, most = min(least, n), max(most, n)
		}
	}
	return least, most
}

// colourItems offers to colour a column.
func (v *rowsView) colourItems(column int) *fyne.MenuItem {
	described := v.source.columns[column].Column()
	set := func(colours colouring) func() {
		return func() { v.setLook(v.look.coloured(described.Name, colours)) }
	}
	var items []*fyne.MenuItem
	if isSized(described) {
		items = append(items,
			fyne.NewMenuItem(say("Colour scale"), set(colouring{Kind: colourScale})),
			fyne.NewMenuItem(say("Bars"), set(colouring{Kind: colourBars})))
	}
	items = append(items, fyne.NewMenuItem(say("Where a condition holds…"), func() { v.askColour(described) }))
	if _, coloured := v.look.Colours[described.Name]; coloured {
		items = append(items, fyne.NewMenuItem(say("No colours"), set(colouring{})))
	}
	item := fyne.NewMenuItem(say("Colour the cells"), nil)
	item.ChildMenu = fyne.NewMenu("", items...)
	return item
}

// colourWords are the colours of a condition, in words.
var colourWords = [...]struct {
	kind  colourKind
	words string
}{{colourAlert, toSay("Orange: to be looked at")}, {colourGood, toSay("Blue: as it should be")}}

// askColour asks which cells of a column are to stand out.
func (v *rowsView) askColour(column table.Column) {
	question := v.shell.newAsk(say("Colour %s", column.Title()), say("Cancel"))
	before := v.look.Colours[column.Name]
	value, second := question.entry(), question.entry()
	value.SetText(before.Condition.Value)
	second.SetText(before.Condition.Second)
	second.SetPlaceHolder(say("and"))
	all := testsOf(column)[1:]
	var words, colours []string
	for _, each := range all {
		words = append(words, each.words())
	}
	for _, each := range colourWords {
		colours = append(colours, say(each.words))
	}
	test := widget.NewSelect(words, nil)
	test.OnChanged = func(string) {
		fields := all[max(0, test.SelectedIndex())].fields()
		value.Hidden, second.Hidden = fields < 1, fields < 2
		question.fit()
	}
	colour := widget.NewSelect(colours, nil)
	colour.SetSelectedIndex(0)
	if before.Kind == colourGood {
		colour.SetSelectedIndex(1)
	}
	test.SetSelectedIndex(0)
	for i, each := range all {
		if each == before.Condition.Test {
			test.SetSelectedIndex(i)
		}
	}
	problem := container.NewStack()
	question.agreeBy(say("Colour them"), func() {
		chosen := colouring{Kind: colourWords[colour.SelectedIndex()].kind, Condition: condition{Test: all[test.SelectedIndex()]}}
		switch chosen.Condition.Test.fields() {
		case 2:
			chosen.Condition.Second = second.Text
			fallthrough
		case 1:
			chosen.Condition.Value = value.Text
		}
		if _, issue := chosen.Condition.compile(column); issue != nil {
			problem.Objects = []fyne.CanvasObject{newProblemPanel(*issue)}
			problem.Refresh()
			question.fit()
			return
		}
		question.hide()
		v.setLook(v.look.coloured(column.Name, chosen))
	})
	question.show(fyne.NewSize(480, 260), value, widget.NewLabel(say("Cells where %s", column.Title())), inset(test),
		inset(container.NewGridWithColumns(2, value, second)), inset(colour), problem)
	v.shell.targets.text("colour.value", value, func() string { return value.Text })
	v.shell.targets.object("colour.agree", question.agree)
}
