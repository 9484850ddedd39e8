package reports

import (
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// UsualSmallestGroup is the smallest group whose numbers go to people outside
// the district where nobody says otherwise.
const UsualSmallestGroup = 10

// notSaid stands for a number of rows that is withheld with its cell.
const notSaid = -1

// Protected is a result in which the numbers of small groups are withheld, and
// those of as many others as it takes that none can be worked out from totals.
// A withheld cell holds neither its numbers nor how many rows are behind it:
// what is drawn from a Protected result has nothing to give away.
//
// It is read-only and safe for any number of goroutines if its Result is.
type Protected struct {
	Result
	// Least is the smallest group that is shown.
	Least  int
	hidden map[cellAt]bool
	// along are the measures whose numbers stand for other cells' too.
	along []int
	// letters are dropped in these rows, since they compare with what is
	// withheld.
	rows map[int]bool
	any  bool
}

type cellAt struct{ row, column int }

// Protect withholds in a result of spec what stands for fewer than least
// people, but for more than none. people says how many different people are
// behind a cell; nil takes each row for one. Numbers made from fewer values
// than that, because some are missing, are withheld as well.
//
// A withheld cell never stands alone between a total and its other members:
// the smallest of them is withheld too, until those withheld together are at
// least that many people. Then every withheld number of a small group is
// checked, by elimination, against all totals at once, as in "Statistical
// Methods for Protecting Personally Identifiable Information in Aggregate
// Reporting" (National Center for Education Statistics, 2011-603). Grand totals
// count even if the table does not show them: they are known from elsewhere.
func Protect(result Result, spec crosstab.Spec, people func(row, column int) int, least int) *Protected {
	p := &Protected{Result: result, Least: least, hidden: map[cellAt]bool{}, rows: map[int]bool{}}
	audit := newAudit(result, people, least)
	audit.run()
	for i, cell := range audit.cells {
		if audit.hidden[i] && !cell.elsewhere {
			p.hidden[cell.at], p.rows[cell.at.row], p.any = true, true, true
		}
	}
	for k, measure := range spec.Measures {
		if measure.Show != crosstab.NoShow {
			p.along = append(p.along, k)
		}
	}
	return p
}

// Withholds reports whether any number is withheld.
func (p *Protected) Withholds() bool { return p.any }

// Hidden reports whether a cell is withheld.
func (p *Protected) Hidden(row, column int) bool { return p.hidden[cellAt{row, column}] }

// Cell is the cell of the result, or one that says nothing.
func (p *Protected) Cell(row, column int) crosstab.Cell {
	cell := p.Result.Cell(row, column)
	if p.Hidden(row, column) {
		hidden := crosstab.Cell{N: notSaid, Values: make([]crosstab.Number, len(cell.Values))}
		for i := range hidden.Values {
			hidden.Values[i].State = table.Withheld
		}
		return hidden
	}
	if !p.any || cell.N == 0 {
		return cell
	}
	// What is compared with other cells, such as a running total, would tell
	// what is withheld next to it.
	values := slices.Clone(cell.Values)
	for _, k := range p.along {
		values[k] = crosstab.Number{State: table.Withheld}
	}
	for k := range values {
		if p.rows[row] {
			values[k].Higher = ""
		}
	}
	cell.Values = values
	return cell
}

// auditCell is a cell with rows behind it.
type auditCell struct {
	at   cellAt
	size int // people behind it
	// small is true for what must be withheld; others may be to protect it.
	small bool
	// elsewhere is true for a total that is not in the table.
	elsewhere bool
}

// relation says that a cell is the sum of others. whole is -1 for the sum of
// nobody.
type relation struct {
	whole int
	parts []int
}

func newAudit(result Result, people func(row, column int) int, least int) *audit {
	a := &audit{least: least, place: map[cellAt]int{}}
	rows, columns := result.Rows(), result.Columns()
	for i := range rows {
		for j := range columns {
			cell := result.Cell(i, j)
			if cell.N <= 0 {
				continue // nobody: it is left empty, and so known
			}
			size := cell.N
			if people != nil {
				size = min(size, people(i, j))
			}
			smallest := size
			for _, number := range cell.Values {
				if number.State == table.Reported && number.Used > 0 {
					smallest = min(smallest, number.Used)
				}
			}
			a.add(auditCell{at: cellAt{i, j}, size: size, small: smallest < least})
		}
	}
	rowFamilies, columnFamilies := familiesOf(rows), familiesOf(columns)
	// Totals that the table lacks are known from elsewhere, as if it had them.
	for j := range columns {
		a.addTotal(rowFamilies, len(rows), func(i int) cellAt { return cellAt{i, j} })
	}
	for i := range len(rows) + 1 {
		a.addTotal(columnFamilies, len(columns), func(j int) cellAt { return cellAt{i, j} })
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
func (a *audit) addTotal(families []family, behind int, at func(int) cellAt) {
	for _, each := range families {
		if each.whole >= 0 {
			continue
		}
		size := 0
		for _, part := range each.parts {
			if place, counted := a.place[at(part)]; counted {
				size += a.cells[place].size
			}
		}
		if size > 0 {
			a.add(auditCell{at: at(behind), size: size, small: size < a.least, elsewhere: true})
		}
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
