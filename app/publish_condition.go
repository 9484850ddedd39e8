package app

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
)

func turnWords() []string {
	return []string{say("has fallen by"), say("has risen by"), say("has changed by"), say("is below"), say("is above")}
}

func turnsOf() []push.Turn {
	return []push.Turn{push.Falls, push.Rises, push.Changes, push.IsBelow, push.IsAbove}
}

// conditionList is the part of a form that says under which conditions a push
// goes out. All of them must hold.
type conditionList struct {
	shell  *Shell
	ask    *ask
	tiles  []conditionTile
	rows   []*conditionRow
	lines  *fyne.Container
	all    *widget.Label
	object fyne.CanvasObject
}

// conditionTile is a tile with a number: its name, and what people call it.
type conditionTile struct{ name, title string }

// conditionRow is one condition.
type conditionRow struct {
	tile, turn *widget.Select
	by, least  *askEntry
	object     fyne.CanvasObject
}

func newConditionList(s *Shell, question *ask) *conditionList {
	c := &conditionList{shell: s, ask: question, lines: container.New(newStack(2)), all: hintText(say("All of them must hold. A change is counted from the number that was last sent."))}
	c.all.Hide()
	add := question.button(say("Add a condition"), func() {
		c.add(push.Condition{Is: push.Falls})
		c.ask.fit()
	})
	s.targets.object("push.condition.add", add)
	c.object = container.New(newStack(0), widget.NewLabel(say("Only if a number calls for it")), c.lines, c.all, container.NewHBox(add))
	return c
}

// setTiles says of which dashboard the numbers are.
func (c *conditionList) setTiles(dashboard reports.Dashboard) {
	c.tiles = nil
	for _, tile := range dashboard.Tiles {
		if tile.Kind == reports.NumberTile || tile.Kind == reports.GaugeTile || tile.Kind == reports.BudgetTile {
			title := titleIn(tile, dashboard.Language)
			if slices.ContainsFunc(c.tiles, func(other conditionTile) bool { return other.title == title }) {
				title += " (" + tile.Name + ")" // a list tells its lines apart by their words
			}
			c.tiles = append(c.tiles, conditionTile{tile.Name, title})
		}
	}
	for _, row := range c.rows {
		row.setTiles(c.tiles)
	}
}

// titleIn is the title of a tile in a language, or else its name.
func titleIn(tile reports.Tile, language reports.Language) string {
	if language == "" {
		language = reports.English
	}
	for _, title := range []string{tile.Words[language].Title, tile.Title} {
		if title != "" {
			return title
		}
	}
	return tile.Name
}

func (r *conditionRow) setTiles(tiles []conditionTile) {
	r.tile.Options = nil
	for _, tile := range tiles {
		r.tile.Options = append(r.tile.Options, tile.title)
	}
	if !slices.Contains(r.tile.Options, r.tile.Selected) {
		r.tile.ClearSelected()
	}
	r.tile.Refresh()
}

// fill shows conditions in place of those that are shown.
func (c *conditionList) fill(conditions []push.Condition) {
	c.rows, c.lines.Objects = nil, nil
	for _, condition := range conditions {
		c.add(condition)
	}
	c.lines.Refresh()
}

// add adds a condition beneath the others.
func (c *conditionList) add(condition push.Condition) *conditionRow {
	row := &conditionRow{tile: widget.NewSelect(nil, nil), turn: widget.NewSelect(turnWords(), nil), by: c.ask.entry(), least: c.ask.entry()}
	row.tile.PlaceHolder = say("(number)")
	row.by.SetPlaceHolder(say("2% or 0.02"))
	row.least.SetPlaceHolder(say("of at least … rows"))
	row.setTiles(c.tiles)
	at := slices.IndexFunc(c.tiles, func(tile conditionTile) bool { return strings.EqualFold(tile.name, condition.Tile) })
	switch {
	case at >= 0:
		row.tile.SetSelectedIndex(at)
	case condition.Tile != "": // one that the dashboard no longer has
		row.tile.Options = append(row.tile.Options, condition.Tile)
		row.tile.SetSelected(condition.Tile)
	case len(c.tiles) > 0:
		row.tile.SetSelectedIndex(0)
	}
	row.turn.SetSelectedIndex(max(0, slices.Index(turnsOf(), condition.Is)))
	if condition.By != 0 || condition.Tile != "" {
		row.by.SetText(plainNumber(condition.By))
	}
	if condition.Least > 0 {
		row.least.SetText(fmt.Sprint(condition.Least))
	}
	remove := c.ask.button("", func() { c.remove(row) })
	remove.Icon = icon("close")
	row.object = container.NewBorder(nil, nil, nil, remove, container.NewGridWithColumns(4, inset(row.tile), inset(row.turn), inset(row.by), inset(row.least)))
	c.rows = append(c.rows, row)
	c.lines.Add(row.object)
	place := fmt.Sprint(len(c.rows))
	for name, object := range map[string]fyne.CanvasObject{"tile": row.tile, "turn": row.turn, "by": row.by, "least": row.least, "remove": remove} {
		c.shell.targets.object("push.condition."+name+":"+place, object)
	}
	c.all.Show()
	return row
}

// remove takes a condition away.
func (c *conditionList) remove(row *conditionRow) {
	c.rows = slices.DeleteFunc(c.rows, func(other *conditionRow) bool { return other == row })
	c.lines.Remove(row.object)
	showIf(c.all, len(c.rows) > 0)
	c.ask.fit()
}

// read returns the conditions, or a *table.Issue about what is written.
func (c *conditionList) read() ([]push.Condition, error) {
	var conditions []push.Condition
	for _, row := range c.rows {
		condition, err := c.readRow(row)
		if err != nil {
			return nil, err
		}
		conditions = append(conditions, condition)
	}
	return conditions, nil
}

func (c *conditionList) readRow(row *conditionRow) (push.Condition, error) {
	condition := push.Condition{Tile: row.tile.Selected, Is: turnsOf()[max(0, row.turn.SelectedIndex())]}
	if at := row.tile.SelectedIndex(); at >= 0 && at < len(c.tiles) {
		condition.Tile = c.tiles[at].name
	}
	if condition.Tile == "" {
		return condition, table.Failed("push-condition", table.Where{}, say("A condition does not say which number it looks at."), say("Choose one, or remove the condition."), nil)
	}
	var fine bool
	if condition.By, fine = readLimit(row.by.Text); !fine {
		return condition, table.Failed("push-condition", table.Where{}, say("%q is no number.", row.by.Text), say("Write how much, like 2%, 0.02 or 5."), nil)
	}
	if strings.TrimSpace(row.least.Text) != "" {
		if condition.Least, fine = wholeNumber(row.least.Text); !fine {
			return condition, table.Failed("push-condition", table.Where{}, say("%q is no number of rows.", row.least.Text), say("Write a whole number, such as 20."), nil)
		}
	}
	return condition, nil
}

// showIf shows an object, or hides it.
func showIf(object fyne.CanvasObject, shown bool) {
	if shown {
		object.Show()
	} else {
		object.Hide()
	}
}
