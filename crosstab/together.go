package crosstab

import (
	"context"
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// DividesAmounts reports whether the measure divides the values of one field,
// added up, by those of another: a row that withholds one of them is then in
// neither, since students of a school whose absences are withheld are none
// without an absence.
func (m Measure) DividesAmounts() bool {
	if !m.divides() {
		return false
	}
	of, over, err := m.parts()
	adds := func(m Measure) bool { return m.Field != "" && (m.Function == Sum || m.Function == Mean) }
	return err == nil && adds(of) && adds(over) && of.Field != over.Field
}

// together returns the vectors of the two fields that a rate or a ratio
// divides, each withheld where the other one is. A row that reports nothing in
// one of them, but withholds nothing either, still counts in the other: a line
// of a budget of which nothing is spent is part of the budget.
func (b *binding) together(of, over Measure) (first, second *table.Vector, err error) {
	if first, err = b.vector(of.Field); err != nil {
		return nil, nil, err
	}
	if second, err = b.vector(over.Field); err != nil {
		return nil, nil, err
	}
	masked := func(values, by *table.Vector) (*table.Vector, error) {
		if !withholds(by) {
			return values, nil
		}
		return b.engine.derive("masked", []*table.Vector{values, by}, func() (*table.Vector, error) {
			return withheldWith(b.ctx, values, by)
		})
	}
	one, err := masked(first, second)
	if err != nil {
		return nil, nil, err
	}
	two, err := masked(second, first)
	return one, two, err
}

// withholds reports whether a vector may have values that are withheld.
func withholds(vector *table.Vector) bool {
	states := vector.Marks()
	if vector.IsCoded() {
		states = vector.Dictionary()
	}
	for _, value := range states {
		if value.State == table.Withheld {
			return true
		}
	}
	return false
}

// withheldWith returns the values that stand in rows in which another vector is
// not withheld; in the others they are withheld, too.
func withheldWith(ctx context.Context, values, by *table.Vector) (*table.Vector, error) {
	length := values.Len()
	numbers, marks := make([]float64, length), table.MakeCodes(length, 2)
	x := readingOf(values)
	err := inBlocks(ctx, length, func(int) func(from, to int) {
		return func(from, to int) {
			for row := from; row < to; row++ {
				value := x.at(row)
				withheld := isWithheld(by, row)
				if !withheld && value == value {
					numbers[row] = value
					continue
				}
				numbers[row] = math.NaN()
				if withheld || isWithheld(values, row) {
					marks.U8[row] = 1
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	states := []table.Value{table.Mark(table.Missing, ""), table.Mark(table.Withheld, "*")}
	return table.NewPlainVector(values.Column(), numbers, marks, states), nil
}
