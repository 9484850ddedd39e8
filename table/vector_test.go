package table_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// Ensure that a vector gives back exactly what was appended, in every form a
// builder can choose.
func TestVectorBuilderRoundTrip(t *testing.T) {
	for name, tt := range map[string]struct {
		column   table.Column
		rows     int
		distinct int
		coded    bool
		width    int
	}{
		"no rows":                {table.Column{Type: table.Text}, 0, 1, true, 1},
		"few texts":              {table.Column{Type: table.Text}, 500, 20, true, 1},
		"many texts":             {table.Column{Type: table.Code}, 5000, 3000, true, 2},
		"very many texts":        {table.Column{Type: table.Code}, 150000, 140000, true, 4},
		"few numbers":            {table.Column{Type: table.Integer}, 500, 20, true, 1},
		"very many numbers":      {table.Column{Type: table.Decimal}, 150000, 140000, false, 0},
		"many dates, all marked": {table.Column{Type: table.Date}, 300, 5, true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(7, 7))
			builder := table.NewVectorBuilder(tt.column)
			values := make([]table.Value, tt.rows)
			for i := range values {
				values[i] = randomValue(random, tt.column, tt.distinct)
				builder.Append(values[i])
			}
			vector := builder.Vector()
			if vector.Len() != tt.rows {
				t.Fatalf("%d rows, want %d", vector.Len(), tt.rows)
			}
			if vector.IsCoded() != tt.coded {
				t.Fatalf("coded is %v, want %v", vector.IsCoded(), tt.coded)
			}
			if tt.coded && vector.Codes().Width() != tt.width {
				t.Errorf("%d bytes a code, want %d", vector.Codes().Width(), tt.width)
			}
			for i, want := range values {
				if got := vector.Value(i); got != want {
					t.Fatalf("row %d: %+v, want %+v", i, got, want)
				}
			}
		})
	}
}

func randomValue(random *rand.Rand, column table.Column, distinct int) table.Value {
	switch random.IntN(20) {
	case 0:
		return table.Mark(table.Missing, "")
	case 1:
		return table.Mark(table.Withheld, "*")
	case 2:
		return table.Mark(table.Misfit, fmt.Sprint("odd ", random.IntN(3)))
	}
	n := random.IntN(distinct)
	if column.Type.IsText() {
		return table.TextValue(fmt.Sprintf("%06d", n))
	}
	return table.NumberValue(float64(n) / 4)
}

// Ensure that a frame refuses what would make row numbers mean two things.
func TestNewFrameRefuses(t *testing.T) {
	column := func(name string, rows int) *table.Vector {
		builder := table.NewVectorBuilder(table.Column{Name: name})
		for range rows {
			builder.Append(table.TextValue("x"))
		}
		return builder.Vector()
	}
	if _, err := table.NewFrame(2, column("School", 2), column("Grade", 3)); err == nil {
		t.Error("columns of different lengths were taken")
	}
	if _, err := table.NewFrame(2, column("School", 2), column("SCHOOL", 2)); err == nil {
		t.Error("two columns of one name were taken")
	}
	frame, err := table.NewFrame(2, column("School", 2))
	if err != nil {
		t.Fatal(err)
	}
	if _, found := frame.Column("school"); !found {
		t.Error("a column is not found when its name is spelled in another case")
	}
}

// Ensure that values sort as people expect a list to: numbers by size, marks
// after them.
func TestValueCompare(t *testing.T) {
	values := []table.Value{
		table.Mark(table.Missing, ""), table.NumberValue(10), table.Mark(table.Withheld, "*"), table.NumberValue(-2), table.NumberValue(9),
	}
	slices.SortFunc(values, table.Value.Compare)
	want := []table.Value{
		table.NumberValue(-2), table.NumberValue(9), table.NumberValue(10), table.Mark(table.Withheld, "*"), table.Mark(table.Missing, ""),
	}
	if !slices.Equal(values, want) {
		t.Errorf("sorted as %+v", values)
	}
}
