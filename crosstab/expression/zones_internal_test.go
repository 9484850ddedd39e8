package expression

import (
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// A filter that passes over zones keeps the rows that it keeps row by row, and
// tells of zones that are kept whole.
func TestZones(t *testing.T) {
	const rows = 5*table.ZoneRows + 1234
	day := table.MakeCodes(rows, 400)
	mark := table.MakeCodes(rows, 3)
	dictionary := make([]table.Value, 400)
	for i := range dictionary {
		dictionary[i] = table.NumberValue(float64(i))
	}
	for row := range rows {
		day.Set(row, uint32(row*400/rows))
		mark.Set(row, uint32(min(2, row/(2*table.ZoneRows))))
	}
	frame, err := table.NewFrame(rows,
		table.NewCodedVector(table.Column{Name: "Day", Type: table.Integer}, day, dictionary),
		table.NewCodedVector(table.Column{Name: "Mark", Type: table.Integer}, mark, []table.Value{table.NumberValue(1), table.Mark(table.Withheld, "*"), table.NumberValue(2)}),
	)
	if err != nil {
		t.Fatal(err)
	}
	for where, want := range map[string]struct{ none, all int }{ // zones
		"Day < 30":                   {5, 0},
		"Day >= 30":                  {0, 5},
		"not (Day < 30)":             {0, 5},
		"Day < 30 and Mark = 1":      {5, 0},
		"Day < 30 or Mark = 2":       {3, 2},
		"Mark = 1":                   {4, 2},
		"Mark <> 2":                  {4, 2},
		"iswithheld(Mark)":           {4, 2},
		"not (Mark = 1)":             {4, 2},
		"Day = Day":                  {0, 6},
		"Day + Mark > 200":           {0, 0},
		"Day + Mark > 200 and Day<9": {5, 0},
		"1 = 1":                      {0, 6},
		"1 = 2":                      {6, 0},
	} {
		t.Run(where, func(t *testing.T) {
			compiled, err := Compile(where, frame.Schema())
			if err != nil {
				t.Fatal(err)
			}
			mask, err := compiled.Mask(frame) // looks at every row
			if err != nil {
				t.Fatal(err)
			}
			filter, err := compiled.Filter(frame)
			if err != nil {
				t.Fatal(err)
			}
			scanner := filter.Scanner()
			none, whole := map[int]bool{}, map[int]bool{}
			for from := 0; from < rows; from += stripLength {
				length := min(stripLength, rows-from)
				kept, all := scanner.Kept(from, make([]uint16, length))
				switch {
				case scanner.answers == mayBeTrue:
					whole[from/table.ZoneRows] = true
				case scanner.answers&mayBeTrue == 0:
					none[from/table.ZoneRows] = true
				}
				next := 0
				for i := range length {
					is := all || next < len(kept) && int(kept[next]) == i
					if is != mask[from+i] {
						t.Fatalf("row %d is %v, want %v", from+i, is, mask[from+i])
					}
					if is {
						next++
					}
				}
			}
			if len(none) != want.none || len(whole) != want.all {
				t.Errorf("%d zones are passed over and %d kept whole, want %d and %d", len(none), len(whole), want.none, want.all)
			}
		})
	}
}
