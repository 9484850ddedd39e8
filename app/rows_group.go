package app

import (
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// rowGroup is a line above the rows that have the same value in the column
// that rows are grouped by.
type rowGroup struct {
	label  string
	count  int
	folded bool // its rows are not shown
	// figures add up the rows of the group in the columns of numbers, by the
	// names of the columns; nil unless the lines of groups show totals.
	figures map[string]selectionFigures
}

// words are what the line says.
func (g rowGroup) words() string {
	sign := "▾ "
	if g.folded {
		sign = "▸ "
	}
	label := g.label
	if label == "" {
		label = say("(blank)")
	}
	return sign + label + "   " + counted(g.count, "row", "rows")
}

// groupLine is how a line of a group stands among the numbers of rows.
func groupLine(group int) int { return -1 - group }

// grouped returns the look with the rows grouped by a column; without one they
// are not.
func (l rowsLook) grouped(column string) rowsLook {
	l.Group, l.Folded = column, nil
	if column == "" {
		l.Totals = noTotals
	}
	return l
}

// folding returns the look with a group folded away, or shown again.
func (l rowsLook) folding(label string) rowsLook {
	if at := slices.Index(l.Folded, label); at >= 0 {
		l.Folded = slices.Delete(slices.Clone(l.Folded), at, at+1)
	} else {
		l.Folded = append(slices.Clone(l.Folded), label)
	}
	return l
}

// groupedRows puts rows with the same value of a column together, in the order
// of these values and else as given, with a line above each group. Shown leaves
// the rows of those that are folded out, sorted has all of them and no lines.
func groupedRows(ctx context.Context, vector *table.Vector, folded []string, rows []int, length int) (shown, sorted []int, groups []rowGroup, err error) {
	sorted, err = sortedRows(ctx, []sortColumn{{vector, false}}, rows, length)
	if err != nil {
		return nil, nil, nil, err
	}
	column := vector.Column()
	away := map[string]bool{}
	for _, label := range folded {
		away[label] = true
	}
	shown = make([]int, 0, len(sorted)+64)
	var before table.Value
	for i, row := range sorted {
		if i&0xffff == 0 && ctx.Err() != nil {
			return nil, nil, nil, ctx.Err()
		}
		value := vector.Value(row)
		if last := len(groups) - 1; last < 0 || value != before && column.Display(value) != groups[last].label {
			label := column.Display(value)
			groups = append(groups, rowGroup{label: label, folded: away[label]})
			shown = append(shown, groupLine(last+1))
		}
		before = value
		group := &groups[len(groups)-1]
		group.count++
		if !group.folded {
			shown = append(shown, row)
		}
	}
	return shown, sorted, groups, nil
}

// group returns the group whose line is shown in a row.
func (f *frameSource) group(row int) (rowGroup, bool) {
	if f.rows == nil || row < 0 || row >= len(f.rows) || f.rows[row] >= 0 {
		return rowGroup{}, false
	}
	return f.groups[-1-f.rows[row]], true
}

// groupCell is the line of a group: its words stand in the first column and run
// on over the others, up to the first that has a total.
func (f *frameSource) groupCell(group rowGroup, column int) widgets.GridCell {
	cell := widgets.GridCell{Style: widgets.StyleTotal}
	if column == 0 {
		cell.Text, cell.Over = group.words(), true
		return cell
	}
	described := f.columns[column].Column()
	if figures, added := group.figures[described.Name]; added {
		cell.Text, cell.Align = f.look.Totals.text(figures), alignOf(described)
	}
	return cell
}

// frameRows are the rows that are looked at, in the order shown, without the
// lines of groups: folding a group hides its rows on the screen alone.
func (f *frameSource) frameRows() []int {
	if len(f.groups) == 0 {
		return f.rows
	}
	return f.unfolded
}

// fold folds the group away whose line is shown in a row, or shows its rows
// again, and reports whether there is one.
func (v *rowsView) fold(row int) bool {
	group, found := v.source.group(row)
	if found {
		v.setLook(v.look.folding(group.label))
	}
	return found
}

// foldAll folds every group away, or shows the rows of all.
func (v *rowsView) foldAll(away bool) {
	look := v.look
	look.Folded = nil
	if away {
		for _, group := range v.source.groups {
			look.Folded = append(look.Folded, group.label)
		}
	}
	v.setLook(look)
}

// groupBy groups the rows by the column that the keyboard is in, or ends it.
func (v *rowsView) groupBy(group bool) {
	_, column, ok := v.grid.Active()
	switch {
	case !group:
		v.setLook(v.look.grouped(""))
	case ok && column < v.source.Columns():
		v.setLook(v.look.grouped(v.source.columns[column].Column().Name))
	}
}
