package reports

import (
	"context"
	"slices"
)

// audit decides which cells are withheld.
type audit struct {
	least     int
	cells     []auditCell
	place     map[cellAt]int
	relations []relation
	// of lists the relations of each cell.
	of     [][]int
	hidden []bool
	// overlap is true if one person may be in several members of a total.
	overlap bool
}

// mostUnknown is how many withheld cells are checked by elimination. In a
// larger table all members are withheld, and only totals shown.
const mostUnknown = 3000

func (a *audit) run(ctx context.Context) error {
	for i, cell := range a.cells {
		a.hidden[i] = cell.small
	}
	for {
		for a.guardLines() {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		unknown := 0
		for _, hidden := range a.hidden {
			if hidden {
				unknown++
			}
		}
		if unknown == 0 {
			return nil
		}
		if unknown > mostUnknown {
			a.hideParts()
			return nil
		}
		told, err := a.determined(ctx)
		if err != nil || len(told) == 0 {
			return err
		}
		if !a.hideBeside(told) {
			// Nothing is left to hide it behind.
			for i := range a.hidden {
				a.hidden[i] = true
			}
			return nil
		}
	}
}

// guardLines withholds what each relation needs by itself, and tells whether
// there was anything to do.
func (a *audit) guardLines() (changed bool) {
	for _, each := range a.relations {
		withheld := 0
		for _, part := range each.parts {
			if a.hidden[part] {
				withheld++
			}
		}
		wholeHidden := each.whole >= 0 && a.hidden[each.whole]
		switch {
		case wholeHidden && withheld > 0, !wholeHidden && withheld == 0, !wholeHidden && withheld > 1 && a.enough(each):
			continue
		}
		if more := a.smallestShown(each.parts); more >= 0 {
			a.hidden[more], changed = true, true
		} else if each.whole >= 0 && !wholeHidden {
			a.hidden[each.whole], changed = true, true
		}
	}
	return changed
}

// smallestShown is the smallest cell that is not withheld; -1 if all are.
func (a *audit) smallestShown(cells []int) int {
	best := -1
	for _, i := range cells {
		if !a.hidden[i] && (best < 0 || a.cells[i].size() < a.cells[best].size()) {
			best = i
		}
	}
	return best
}

// hideBeside withholds one more cell in the lines of each of those that can be
// worked out, and tells whether there was any.
func (a *audit) hideBeside(told []int) (changed bool) {
	for _, i := range told {
		var beside []int
		for _, number := range a.of[i] {
			beside = append(beside, a.relations[number].parts...)
		}
		if more := a.smallestShown(beside); more >= 0 {
			a.hidden[more], changed = true, true
		}
	}
	if changed {
		return true
	}
	// Their lines are all withheld: what tells them is a line further off.
	var others []int
	for i := range a.cells {
		if !a.hidden[i] {
			others = append(others, i)
		}
	}
	if more := a.smallestShown(others); more >= 0 {
		a.hidden[more] = true
		return true
	}
	return false
}

// hideParts withholds everything but the totals of totals.
func (a *audit) hideParts() {
	isPart, isWhole := make([]bool, len(a.cells)), make([]bool, len(a.cells))
	for _, each := range a.relations {
		for _, part := range each.parts {
			isPart[part] = true
		}
		if each.whole >= 0 {
			isWhole[each.whole] = true
		}
	}
	for i := range a.cells {
		if isPart[i] || !isWhole[i] {
			a.hidden[i] = true
		}
	}
}

// prime is the modulus of the elimination: what has one solution in whole
// numbers has one here.
const prime = 2147483647

// determined lists the small groups whose numbers follow from what is shown.
// Every relation with something withheld is an equation; a cell is told if, in
// the reduced equations, one has that cell alone.
func (a *audit) determined(ctx context.Context) ([]int, error) {
	rows, err := a.reduced(ctx)
	if err != nil {
		return nil, err
	}
	var told []int
	for _, row := range rows {
		if len(row) == 1 {
			for i := range row {
				if a.cells[i].small {
					told = append(told, i)
				}
			}
		}
	}
	slices.Sort(told)
	return told, nil
}

// reduced is the equations in reduced form: each leads with a cell that is in
// no other.
func (a *audit) reduced(ctx context.Context) ([]map[int]uint64, error) {
	var done []map[int]uint64
	lead := map[int]int{} // the equation that leads with a cell
	for _, each := range a.relations {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		row := map[int]uint64{}
		for _, part := range each.parts {
			if a.hidden[part] {
				row[part] = 1
			}
		}
		if each.whole >= 0 && a.hidden[each.whole] {
			row[each.whole] = prime - 1
		}
		for i := range row {
			if at, leads := lead[i]; leads {
				subtract(row, done[at], row[i])
			}
		}
		// Subtracting may bring in no other lead: the equations done have none.
		if len(row) == 0 {
			continue
		}
		first := -1
		for i := range row {
			if first < 0 || i < first {
				first = i
			}
		}
		scale(row, inverse(row[first]))
		for _, other := range done {
			if by, has := other[first]; has {
				subtract(other, row, by)
			}
		}
		lead[first] = len(done)
		done = append(done, row)
	}
	return done, nil
}

// subtract takes a multiple of one equation from another.
func subtract(from, row map[int]uint64, by uint64) {
	for i, value := range row {
		left := (from[i] + prime - value*by%prime) % prime
		if left == 0 {
			delete(from, i)
		} else {
			from[i] = left
		}
	}
}

func scale(row map[int]uint64, by uint64) {
	for i := range row {
		row[i] = row[i] * by % prime
	}
}

// inverse is what times value is 1, by Fermat's little theorem.
func inverse(value uint64) uint64 {
	result, power := uint64(1), value
	for exponent := uint64(prime - 2); exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			result = result * power % prime
		}
		power = power * power % prime
	}
	return result
}
