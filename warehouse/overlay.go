package warehouse

import (
	"context"
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// Segments keep what files said. What people wrote since is laid over a column
// when it is read: over the vector of its segments, or over the vector before
// the latest edits, which is usually in memory still. So an edit writes no
// segment, however large the dataset is.

// laidValue is a value that is laid over a row of a vector.
type laidValue struct {
	row   int // as frames count
	value table.Value
}

// readOverlay returns what people wrote into a column after a count of edits:
// 0 for all. With handOnly only rows that people added count, since no file
// says anything of those.
func readOverlay(ctx context.Context, q querier, column storedColumn, batches []storedBatch, since int64, handOnly bool) ([]laidValue, error) {
	if column.edited <= since {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, "SELECT row, state, number, text FROM sb_edited WHERE column = ? AND change > ?", column.id, since)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	live := newLiveRows(batches)
	var laid []laidValue
	for rows.Next() {
		var id int64
		var logged loggedCell
		if err := rows.Scan(&id, &logged.state, &logged.number, &logged.text); err != nil {
			return nil, err
		}
		cell, err := logged.cell()
		if err != nil {
			return nil, err
		}
		if row, shown := live.index(id); shown && (!handOnly || inHandBatch(batches, id)) {
			laid = append(laid, laidValue{row, cell.Value})
		}
	}
	return laid, errors.Join(rows.Err(), rows.Close())
}

// inHandBatch reports whether people added the row.
func inHandBatch(batches []storedBatch, row int64) bool {
	return slices.ContainsFunc(batches, func(b storedBatch) bool {
		return b.hand && row >= b.firstRow && row < b.firstRow+int64(b.rows)
	})
}

// overlaid returns a vector like another with some values laid over it. The
// other stays as it is.
func overlaid(v *table.Vector, laid []laidValue) *table.Vector {
	if len(laid) == 0 {
		return v
	}
	if v.IsCoded() {
		o := newOverlaying(v.Dictionary(), laid, func(table.Value) bool { return true })
		if v.Column().Type.IsText() || len(o.dictionary) <= codedLimit {
			codes := widened(v.Codes(), v.Len(), len(o.dictionary))
			for _, one := range laid {
				o.set(codes, one.row, o.codes[one.value])
			}
			o.compact(codes, func(int) bool { return true })
			return table.NewCodedVector(v.Column(), codes, o.dictionary)
		}
		v = plainVector(v)
	}
	isMark := func(value table.Value) bool { return value.State != table.Reported }
	o := newOverlaying(v.Marks(), laid, isMark)
	numbers := slices.Clone(v.Numbers())
	var codes table.Codes
	if len(o.dictionary) > 0 {
		codes = widened(v.MarkCodes(), v.Len(), len(o.dictionary))
	}
	for _, one := range laid {
		if math.IsNaN(numbers[one.row]) {
			o.replaced[codes.At(one.row)] = true
		}
		numbers[one.row] = one.value.Number
		if isMark(one.value) {
			numbers[one.row] = math.NaN()
			codes.Set(one.row, o.codes[one.value])
		}
	}
	o.compact(codes, func(row int) bool { return math.IsNaN(numbers[row]) })
	if len(o.dictionary) == 0 {
		codes = table.Codes{}
	}
	return table.NewPlainVector(v.Column(), numbers, codes, o.dictionary)
}

// widened copies codes, with room for values below limit.
func widened(codes table.Codes, rows, limit int) table.Codes {
	fresh := table.MakeCodes(rows, limit)
	switch {
	case codes.Width() == 0:
	case fresh.Width() <= codes.Width():
		return table.Codes{U8: slices.Clone(codes.U8), U16: slices.Clone(codes.U16), U32: slices.Clone(codes.U32)}
	default:
		for row := range rows {
			fresh.Set(row, codes.At(row))
		}
	}
	return fresh
}

// plainVector turns a coded vector of numbers into a plain one.
func plainVector(v *table.Vector) *table.Vector {
	var marks []table.Value
	places := make([]uint32, len(v.Dictionary()))
	for code, value := range v.Dictionary() {
		if value.State != table.Reported {
			places[code] = uint32(len(marks))
			marks = append(marks, value)
		}
	}
	numbers := make([]float64, v.Len())
	var codes table.Codes
	if len(marks) > 0 {
		codes = table.MakeCodes(v.Len(), len(marks))
	}
	for row := range numbers {
		value := v.Value(row)
		numbers[row] = value.Number
		if value.State != table.Reported {
			numbers[row] = math.NaN()
			codes.Set(row, places[v.Codes().At(row)])
		}
	}
	return table.NewPlainVector(v.Column(), numbers, codes, marks)
}

// overlaying is a dictionary that takes in the values that are laid over it.
type overlaying struct {
	dictionary []table.Value
	codes      map[table.Value]uint32 // of the values that are laid over
	replaced   []bool                 // codes that some row has no longer
}

// fewValues is how many values a dictionary is compared with one by one.
const fewValues = 8

// newOverlaying adds the values that the dictionary should have.
func newOverlaying(dictionary []table.Value, laid []laidValue, wanted func(table.Value) bool) *overlaying {
	o := &overlaying{dictionary: slices.Clone(dictionary), codes: map[table.Value]uint32{}}
	missing := map[table.Value]bool{}
	for _, one := range laid {
		if wanted(one.value) {
			missing[one.value] = true
		}
	}
	if len(missing) <= fewValues {
		// A few comparisons are far quicker than looking up a million names.
		wanted := slices.Collect(maps.Keys(missing))
		for code := range dictionary {
			for _, value := range wanted {
				if dictionary[code] == value {
					o.codes[value] = uint32(code)
				}
			}
		}
	} else {
		for code, value := range dictionary {
			if missing[value] {
				o.codes[value] = uint32(code)
			}
		}
	}
	for _, one := range laid {
		if _, known := o.codes[one.value]; !known && missing[one.value] {
			o.codes[one.value] = uint32(len(o.dictionary))
			o.dictionary = append(o.dictionary, one.value)
		}
	}
	o.replaced = make([]bool, len(o.dictionary))
	return o
}

func (o *overlaying) set(codes table.Codes, row int, code uint32) {
	o.replaced[codes.At(row)] = true
	codes.Set(row, code)
}

// compact drops the entries that were replaced in every row. Those at the end
// take their places, so that few codes change.
func (o *overlaying) compact(codes table.Codes, means func(row int) bool) {
	unused := slices.Clone(o.replaced)
	if !slices.Contains(unused, true) {
		return
	}
	left := 0
	for _, replaced := range unused {
		left += boolNumber(replaced)
	}
	for row := 0; row < codes.Len() && left > 0; row++ {
		if code := codes.At(row); unused[code] && means(row) {
			unused[code] = false
			left--
		}
	}
	if left == 0 {
		return
	}
	moved := make([]uint32, len(o.dictionary))
	for code := range moved {
		moved[code] = uint32(code)
	}
	end, anyMoved := len(o.dictionary), false
	for hole := 0; hole < end; hole++ {
		if !unused[hole] {
			continue
		}
		for end > hole && unused[end-1] {
			end--
		}
		if end <= hole {
			break
		}
		end--
		o.dictionary[hole], moved[end], anyMoved = o.dictionary[end], uint32(hole), true
	}
	o.dictionary = o.dictionary[:end]
	if !anyMoved {
		return
	}
	for row := range codes.Len() {
		if code := codes.At(row); moved[code] != code {
			codes.Set(row, moved[code])
		}
	}
}
