package join

import (
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// rollUp makes one number a key of all its rows: it is a cross-tab of the other
// dataset by key, so that every measure means here what it means there.
func rollUp(ctx context.Context, column table.Column, there *table.Frame, join crosstab.Join, k *keys, account *Account) (*table.Vector, error) {
	keyed, name, err := withKeys(there, k)
	if err != nil {
		return nil, err
	}
	result, err := crosstab.Compute(ctx, keyed, join.Grouped(name))
	if err != nil {
		return nil, err
	}
	function := result.Spec().Measures[0].Function

	values := newBuilder()
	none := values.code(emptyValue(join, function))
	blank := values.code(table.Mark(table.Missing, ""))
	byKey := slices.Repeat([]uint32{none}, k.count)
	has := make([]bool, k.count)
	for i, header := range result.Rows() {
		if header.Total || len(header.Path) != 1 || header.Path[0].State != table.Reported {
			continue
		}
		key := int(header.Path[0].Number)
		cell := result.Cell(i, 0)
		has[key] = true
		byKey[key] = values.code(valueOf(join, cell))
	}
	account.Blank, account.Unmatched = k.blank, k.unknown
	for key, wanted := range k.wanted {
		if has[key] {
			account.Matched += wanted
		} else {
			account.Unmatched += wanted
		}
	}
	return spread(ctx, column, k, values, byKey, none, blank)
}

// withKeys is the frame with one more column, the number of each row's key.
func withKeys(frame *table.Frame, k *keys) (*table.Frame, string, error) {
	name := "key"
	for {
		if _, taken := frame.Column(name); !taken {
			break
		}
		name += "'"
	}
	dictionary := make([]table.Value, k.count+1)
	for key := range k.count {
		dictionary[key] = table.NumberValue(float64(key))
	}
	dictionary[k.count] = table.Mark(table.Missing, "")
	codes := table.MakeCodes(len(k.there), len(dictionary))
	for row, key := range k.there {
		if key < 0 {
			key = int32(k.count)
		}
		codes.Set(row, uint32(key))
	}
	vector := table.NewCodedVector(table.Column{Name: name, Type: table.Integer}, codes, dictionary)
	keyed, err := table.NewFrame(frame.Len(), append(slices.Clone(frame.Columns()), vector)...)
	return keyed, name, err
}

// emptyValue is the roll up of no rows at all.
func emptyValue(join crosstab.Join, function crosstab.Function) table.Value {
	if join.Measure == crosstab.AnyRow || function == crosstab.Count || function == crosstab.Distinct {
		return table.NumberValue(0)
	}
	return table.Mark(table.Missing, "")
}

func valueOf(join crosstab.Join, cell crosstab.Cell) table.Value {
	if join.Measure == crosstab.AnyRow {
		return table.NumberValue(1)
	}
	switch number := cell.Values[0]; number.State {
	case table.Reported:
		return table.NumberValue(number.Value)
	case table.Withheld:
		return table.Mark(table.Withheld, withheldText)
	default:
		return table.Mark(table.Missing, "")
	}
}
