package crosstab

import "context"

// distinct counts the different reported values behind every cell and total.
// Adding up the counts of cells would count a value twice that occurs in two,
// so each total goes over all of its own values.
func (p *plan) distinct(ctx context.Context, f *field) ([]float64, error) {
	codes, places, values, err := f.reportedCodes(ctx)
	if err != nil {
		return nil, err
	}
	g, err := group(ctx, p.length, p.cells(), p.finders, p.filter, func(row int) (uint32, bool) {
		place := places[codes.At(row)]
		return place, place != 0
	})
	if err != nil {
		return nil, err
	}
	return p.eachCell(ctx, func() func(rows, columns header) float64 {
		// A value was met in this cell if it bears the cell's stamp.
		stamps := make([]uint32, len(values)+1)
		stamp := uint32(0)
		return func(rows, columns header) float64 {
			stamp++
			n := 0
			g.of(rows, columns, p.columns.leaves, func(found []uint32) {
				for _, value := range found {
					if stamps[value] != stamp {
						stamps[value] = stamp
						n++
					}
				}
			})
			return float64(n)
		}
	})
}
