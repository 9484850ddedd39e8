package reports

import (
	"fmt"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// auditCell is a cell with rows behind it.
type auditCell struct {
	at cellAt
	// sizes are how many people are behind the cell and, by measure, how many
	// values. They are -1 where that is not known.
	sizes []int
	// small is true for what must be withheld; others may be to protect it.
	small bool
	// elsewhere is true for a total that is not in the table.
	elsewhere bool
}

// size is how many people are behind a cell.
func (c auditCell) size() int { return c.sizes[0] }

// relation says that a cell is the sum of others. whole is -1 for the sum of
// nobody.
type relation struct {
	whole int
	parts []int
}

func newAudit(result Result, spec crosstab.Spec, people People, least int) *audit {
	a := &audit{least: least, place: map[cellAt]int{}}
	rows, columns := result.Rows(), result.Columns()
	for i := range rows {
		for j := range columns {
			cell := result.Cell(i, j)
			if cell.N <= 0 {
				continue // nobody: it is left empty, and so known
			}
			made := auditCell{at: cellAt{i, j}, sizes: []int{cell.N}}
			if people != nil {
				made.sizes[0] = min(cell.N, people(i, j))
			}
			made.small = made.size() < least
			for k, number := range cell.Values {
				used := -1 // what is compared with others is withheld anyway
				if k < len(spec.Measures) && spec.Measures[k].Show == crosstab.NoShow {
					used = min(number.Used, cell.N)
					made.small = made.small || number.State == table.Reported && used > 0 && used < least
				}
				made.sizes = append(made.sizes, used)
			}
			a.add(made)
		}
	}
	// One person may be in several members, where rows repeat people and where
	// a row counts in several answers.
	a.overlap = people != nil || splits(spec.Rows) || splits(spec.Columns)
	rowFamilies, columnFamilies := familiesOf(rows), familiesOf(columns)
	// Totals that the table lacks are known from elsewhere, as if it had them.
	for j := range columns {
		a.addTotal(rowFamilies, len(rows), people, func(i int) cellAt { return cellAt{i, j} })
	}
	for i := range len(rows) + 1 {
		a.addTotal(columnFamilies, len(columns), people, func(j int) cellAt { return cellAt{i, j} })
	}
	a.hidden = make([]bool, len(a.cells))
	a.of = make([][]int, len(a.cells))
	for _, each := range rowFamilies {
		for j := range len(columns) + 1 {
			a.relate(each, len(rows), func(i int) cellAt { return cellAt{i, j} })
		}
	}
	for _, each := range columnFamilies {
		for i := range len(rows) + 1 {
			a.relate(each, len(columns), func(j int) cellAt { return cellAt{i, j} })
		}
	}
	return a
}

func (a *audit) add(cell auditCell) {
	a.place[cell.at] = len(a.cells)
	a.cells = append(a.cells, cell)
}

// addTotal adds the grand total of a line to the table if it lacks one, in the
// place behind the last.
func (a *audit) addTotal(families []family, behind int, people People, at func(int) cellAt) {
	for _, each := range families {
		if each.whole >= 0 {
			continue
		}
		made := auditCell{at: at(behind), elsewhere: true}
		most := 0 // people, if no two members have one in common
		for _, part := range each.parts {
			place, counted := a.place[at(part)]
			if !counted {
				continue
			}
			cell := a.cells[place]
			if made.sizes == nil {
				made.sizes = make([]int, len(cell.sizes))
			}
			for k, size := range cell.sizes {
				switch {
				case size < 0 || made.sizes[k] < 0:
					made.sizes[k] = -1
				case a.overlap:
					made.sizes[k] = max(made.sizes[k], size)
				default:
					made.sizes[k] += size
				}
			}
			most += cell.size()
		}
		if most == 0 {
			continue
		}
		if people != nil {
			if known := people(made.at.row, made.at.column); known >= 0 {
				made.sizes[0], most = known, known
			}
		}
		// What may be large may be known.
		made.small = most < a.least
		a.add(made)
	}
}

// relate adds the relation of a family in one line of the table. A total that
// the table lacks is in the place behind the last.
func (a *audit) relate(of family, behind int, at func(int) cellAt) {
	made := relation{whole: -1}
	if of.whole < 0 {
		of.whole = behind
	}
	if whole, counted := a.place[at(of.whole)]; counted {
		made.whole = whole
	}
	for _, part := range of.parts {
		if place, counted := a.place[at(part)]; counted {
			made.parts = append(made.parts, place)
		}
	}
	if len(made.parts) == 0 {
		return
	}
	number := len(a.relations)
	a.relations = append(a.relations, made)
	for _, part := range made.parts {
		a.of[part] = append(a.of[part], number)
	}
	if made.whole >= 0 {
		a.of[made.whole] = append(a.of[made.whole], number)
	}
}

// together is how many people, or values of a measure, the withheld members of a
// relation have between them at least: as many as the largest of them, and as
// many as the whole has more than those shown.
func (a *audit) together(each relation, layer int) int {
	largest, sum, shown := 0, 0, 0
	for _, part := range each.parts {
		size := max(0, a.cells[part].sizes[layer])
		if a.hidden[part] {
			largest, sum = max(largest, size), sum+size
		} else {
			shown += size
		}
	}
	if !a.overlap {
		return sum
	}
	if each.whole >= 0 {
		largest = max(largest, a.cells[each.whole].sizes[layer]-shown)
	}
	return min(largest, sum)
}

// enough reports whether the withheld members of a relation are a group that is
// large enough for its number to be worked out.
func (a *audit) enough(each relation) bool {
	for layer, size := range a.cells[each.parts[0]].sizes {
		if size < 0 {
			continue
		}
		together := a.together(each, layer)
		if together < a.least && (layer == 0 || together > 0) {
			return false
		}
	}
	return true
}

// family is a header that is a total, and the headers that add up to it. whole
// is -1 for a grand total that the table lacks.
type family struct {
	whole int
	parts []int
}

// familiesOf finds the totals among headers: each header belongs to the next
// shorter path that there is.
func familiesOf(headers []crosstab.Header) []family {
	key := func(path []table.Value) string { return fmt.Sprintf("%#v", path) }
	places := map[string]int{}
	for i, header := range headers {
		places[key(header.Path)] = i
	}
	parts := map[int][]int{}
	for i, header := range headers {
		if len(header.Path) == 0 {
			continue
		}
		nearest := -1
		for depth := len(header.Path) - 1; depth >= 0 && nearest < 0; depth-- {
			if at, found := places[key(header.Path[:depth])]; found {
				nearest = at
			}
		}
		parts[nearest] = append(parts[nearest], i)
	}
	var families []family
	for whole := -1; whole < len(headers); whole++ {
		if len(parts[whole]) > 0 {
			families = append(families, family{whole, parts[whole]})
		}
	}
	return families
}
