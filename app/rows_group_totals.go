package app

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// groupTotals is what the lines of groups show of the rows beneath them.
type groupTotals string

// What the lines of groups can show.
const (
	noTotals groupTotals = "" // how many rows there are, and no more
	sums     groupTotals = "sums"
	averages groupTotals = "averages"
)

// strip is what the line above the table says of rows grouped by a column.
func (t groupTotals) strip() string {
	switch t {
	case sums:
		return toSay("Grouped by %s, with sums")
	case averages:
		return toSay("Grouped by %s, with averages")
	}
	return toSay("Grouped by %s")
}

// text is the total of a column of a group. A sum of which a part is withheld is
// not known; an average is that of the values there are.
func (t groupTotals) text(figures selectionFigures) string {
	decimals := min(figures.decimals, 6)
	switch {
	case t == sums && figures.withheld > 0:
		return "*"
	case figures.numbers == 0:
		return ""
	case t == sums:
		return table.FormatNumber(figures.sum, decimals)
	case t == averages:
		return table.FormatNumber(figures.sum/float64(figures.numbers), max(decimals, 1))
	}
	return ""
}

// addUpGroups adds up the rows of groups in the columns of numbers. Sorted are
// the rows of all groups, one group after the other.
func addUpGroups(ctx context.Context, columns []*table.Vector, groups []rowGroup, sorted []int) error {
	for i := range groups {
		groups[i].figures = map[string]selectionFigures{}
	}
	for _, vector := range columns {
		column := vector.Column()
		if column.Type != table.Integer && column.Type != table.Decimal {
			continue
		}
		at := 0
		for i := range groups {
			var figures selectionFigures
			for range groups[i].count {
				if at&0xffff == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				figures.add(column, vector.Value(sorted[at]))
				at++
			}
			groups[i].figures[column.Name] = figures
		}
	}
	return nil
}

// addUpAgain brings the totals of groups up to date whose rows stand where they
// stood and hold something else.
func (v *rowsView) addUpAgain() {
	if v.look.Totals == noTotals || len(v.groups) == 0 {
		return
	}
	columns, groups, sorted := v.columns, slices.Clone(v.groups), v.unfolded
	fetch(&v.adding, say("Adding up"), false, func(ctx context.Context, _ func(workbench.Progress)) ([]rowGroup, error) {
		return groups, addUpGroups(ctx, columns, groups, sorted)
	}, func(groups []rowGroup, err error) {
		if err == nil {
			v.lay(v.source.rows, groups)
		}
	})
}

// groupsItem offers what the lines of groups show, and to fold them.
func (v *rowsView) groupsItem() *fyne.MenuItem {
	item := fyne.NewMenuItem(say("Groups"), nil)
	item.ChildMenu = fyne.NewMenu("")
	for _, each := range []struct {
		totals groupTotals
		words  string
	}{{noTotals, toSay("With how many rows they have")}, {sums, toSay("With sums")}, {averages, toSay("With averages")}} {
		choice := fyne.NewMenuItem(say(each.words), func() {
			look := v.look
			look.Totals = each.totals
			v.setLook(look)
		})
		choice.Checked = v.look.Totals == each.totals
		item.ChildMenu.Items = append(item.ChildMenu.Items, choice)
	}
	item.ChildMenu.Items = append(item.ChildMenu.Items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(say("Fold all groups"), func() { v.foldAll(true) }),
		fyne.NewMenuItem(say("Unfold all groups"), func() { v.foldAll(false) }),
		fyne.NewMenuItem(say("Ungroup"), func() { v.setLook(v.look.grouped("")) }))
	return item
}

// groupFigures are what the rows of a group add up to in a column, for the line
// at the bottom of the window; "" where nothing is added up.
func (f *frameSource) groupFigures(row, column int) string {
	group, line := f.group(row)
	if !line || column < 0 || column >= len(f.columns) {
		return ""
	}
	figures := group.figures[f.columns[column].Column().Name]
	return figures.words()
}
