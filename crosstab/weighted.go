package crosstab

import (
	"context"
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// weigh multiplies each value by its weight. Both vectors that it returns, the
// products and the weights, are reported where value and weight are, and
// withheld where one of them is.
func weigh(ctx context.Context, values, weights *table.Vector) (products, weighing *table.Vector, err error) {
	length := values.Len()
	made := [2][]float64{make([]float64, length), make([]float64, length)}
	marks := table.MakeCodes(length, 2)
	x, w := readingOf(values), readingOf(weights)
	err = inBlocks(ctx, length, func(int) func(from, to int) {
		return func(from, to int) {
			for row := from; row < to; row++ {
				value, weight := x.at(row), w.at(row)
				if value == value && weight == weight {
					made[0][row], made[1][row] = value*weight, weight
					continue
				}
				made[0][row], made[1][row] = math.NaN(), math.NaN()
				if isWithheld(values, row) || isWithheld(weights, row) {
					marks.U8[row] = 1
				}
			}
		}
	})
	if err != nil {
		return nil, nil, err
	}
	states := []table.Value{table.Mark(table.Missing, ""), table.Mark(table.Withheld, "*")}
	column := table.Column{Name: values.Column().Name, Type: table.Decimal, Decimals: 15}
	return table.NewPlainVector(column, made[0], marks, states), table.NewPlainVector(column, made[1], marks, states), nil
}

func isWithheld(vector *table.Vector, row int) bool { return vector.Value(row).State == table.Withheld }

// weighted returns the products and weights of a weighted mean.
func (b *binding) weighted(measure Measure) (products, weights *table.Vector, err error) {
	value, err := b.vector(measure.Field)
	if err != nil {
		return nil, nil, err
	}
	weight, err := b.vector(measure.By)
	if err != nil {
		return nil, nil, err
	}
	bases := []*table.Vector{value, weight}
	var weighing *table.Vector
	products, err = b.engine.derive("products", bases, func() (made *table.Vector, err error) {
		made, weighing, err = weigh(b.ctx, value, weight)
		return made, err
	})
	if err != nil {
		return nil, nil, err
	}
	weights, err = b.engine.derive("weights", bases, func() (*table.Vector, error) {
		if weighing == nil {
			_, weighing, err = weigh(b.ctx, value, weight)
		}
		return weighing, err
	})
	return products, weights, err
}
