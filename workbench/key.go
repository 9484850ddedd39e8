package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// SetKey says which columns together name a row of a dataset; none takes the
// key away.
func (b *Workbench) SetKey(ctx context.Context, dataset string, columns []string) error {
	return b.warehouse.SetKey(ctx, dataset, columns)
}

// ProposeKey looks for the columns that name each row of a dataset: one, or two
// together, of those that identify, that are blank nowhere and the same in no
// two rows. The finding says which and on what evidence, with the names in
// Column, and Code is empty when there are none.
func (b *Workbench) ProposeKey(ctx context.Context, name string) (importers.Finding, error) {
	dataset, err := b.Dataset(ctx, name)
	if err != nil {
		return importers.Finding{}, err
	}
	columns, err := b.proposeKey(ctx, dataset)
	if err != nil || len(columns) == 0 {
		return importers.Finding{}, err
	}
	count := table.FormatNumber(float64(dataset.Rows), 0)
	message := fmt.Sprintf("%s can be the key: it names each of the %s rows, and no two the same.", columns[0], count)
	if len(columns) > 1 {
		message = fmt.Sprintf("%s together can be the key: they name each of the %s rows, and no two the same.", strings.Join(columns, " and "), count)
	}
	return importers.Finding{Code: "key-proposed", Column: strings.Join(columns, ", "), Message: message}, nil
}

// fewestKeyed is how many rows a dataset must have before the fact that no
// value occurs twice says something.
const fewestKeyed = 3

// mostKeyCandidates bounds how many columns are tried in pairs.
const mostKeyCandidates = 6

func (b *Workbench) proposeKey(ctx context.Context, dataset warehouse.Dataset) ([]string, error) {
	if dataset.Rows < fewestKeyed {
		return nil, nil
	}
	var candidates []table.Column
	for _, column := range dataset.Schema {
		if _, own := dataset.OwnColumn(column.Name); keyRank(column) > 0 && !own {
			candidates = append(candidates, column)
		}
	}
	slices.SortStableFunc(candidates, func(a, b table.Column) int { return cmp.Compare(keyRank(b), keyRank(a)) })
	var whole []*table.Vector // blank nowhere, and identifying something
	for _, column := range candidates {
		frame, err := b.warehouse.Frame(ctx, dataset.Name, column.Name)
		if err != nil {
			return nil, err
		}
		vector := frame.Columns()[0]
		codes, blank := keyCodes(vector)
		if blank {
			continue
		}
		if identifies(column) && allDifferent(codes) {
			return []string{column.Name}, nil
		}
		if len(whole) < mostKeyCandidates {
			whole = append(whole, vector)
		}
	}
	for i, first := range whole {
		if !identifies(first.Column()) {
			continue
		}
		for j, second := range whole {
			if i == j || (j < i && identifies(second.Column())) {
				continue
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if allDifferent(together(first, second)) {
				return []string{first.Column().Name, second.Column().Name}, nil
			}
		}
	}
	return nil, nil
}

// keyRank says how likely a column is part of a key; 0 is not at all. A name
// or a number of days may happen to differ in every row and still name nobody.
func keyRank(column table.Column) int {
	switch {
	case identifies(column) && saysIdentifier(column.Name):
		return 4
	case identifies(column):
		return 3
	case column.Type == table.Date, column.Type == table.SchoolYear:
		return 2
	case column.Role == table.Dimension && (column.Type == table.Code || column.Type == table.Integer || column.Type == table.Grade || column.Type == table.Text):
		return 1
	}
	return 0
}

// identifies reports whether a column names persons or things.
func identifies(column table.Column) bool {
	return column.Role == table.Identifier || (column.Type.IsText() && saysIdentifier(column.Name))
}

// saysIdentifier reports whether a header says that its column identifies.
func saysIdentifier(header string) bool {
	for _, word := range headerWords(header) {
		switch word {
		case "id", "ids", "ssid", "key", "code", "number", "no", "num", "nbr", "identifier", "uuid", "guid", "cds", "sasid", "perm":
			return true
		}
	}
	return false
}

// keyCodes numbers the values of a column, equal ones the same. It stops at the
// first blank.
func keyCodes(vector *table.Vector) (codes []uint32, blank bool) {
	codes = make([]uint32, vector.Len())
	if vector.IsCoded() {
		dictionary := vector.Dictionary()
		for i := range codes {
			codes[i] = vector.Codes().At(i)
			if dictionary[codes[i]].State == table.Missing {
				return nil, true
			}
		}
		return codes, false
	}
	known := map[table.Value]uint32{}
	for i := range codes {
		value := vector.Value(i)
		if value.State == table.Missing {
			return nil, true
		}
		code, found := known[value]
		if !found {
			code = uint32(len(known))
			known[value] = code
		}
		codes[i] = code
	}
	return codes, false
}

// together numbers the pairs of values of two columns.
func together(first, second *table.Vector) []uint32 {
	a, _ := keyCodes(first)
	b, _ := keyCodes(second)
	known := make(map[[2]uint32]uint32, len(a))
	for i := range a {
		pair := [2]uint32{a[i], b[i]}
		code, found := known[pair]
		if !found {
			code = uint32(len(known))
			known[pair] = code
		}
		a[i] = code
	}
	return a
}

func allDifferent(codes []uint32) bool {
	seen := make(map[uint32]struct{}, len(codes))
	for _, code := range codes {
		if _, twice := seen[code]; twice {
			return false
		}
		seen[code] = struct{}{}
	}
	return true
}
