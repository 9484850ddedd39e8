package crosstab_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

func ExampleCompute() {
	grade := table.NewVectorBuilder(table.Column{Name: "Grade", Type: table.Text})
	program := table.NewVectorBuilder(table.Column{Name: "Program", Type: table.Text})
	absent := table.NewVectorBuilder(table.Column{Name: "Days Absent", Type: table.Integer, Role: table.Measure})
	for _, student := range []struct {
		grade, program string
		absent         float64
	}{
		{"1", "Dual language", 4},
		{"K", "General", 2},
		{"1", "General", 9},
		{"TK", "General", 0},
		{"K", "General", 3},
	} {
		grade.Append(table.TextValue(student.grade))
		program.Append(table.TextValue(student.program))
		absent.Append(table.NumberValue(student.absent))
	}
	frame, err := table.NewFrame(5, grade.Vector(), program.Vector(), absent.Vector())
	if err != nil {
		fmt.Println(err)
		return
	}

	measures, _ := crosstab.ParseMeasures("count, mean(Days Absent)")
	result, err := crosstab.Compute(context.Background(), frame, crosstab.Spec{
		Rows:     []crosstab.Dimension{{Field: "Grade"}},
		Columns:  []crosstab.Dimension{{Field: "Program"}},
		Measures: measures,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r, row := range result.Rows() {
		fmt.Printf("%-6s", strings.Join(row.Labels, " "))
		for c := range result.Columns() {
			cell := result.Cell(r, c)
			fmt.Printf(" | %d", cell.N)
			if mean := cell.Values[1]; mean.State == table.Reported {
				fmt.Printf(" (%.1f)", mean.Value)
			}
		}
		fmt.Println()
	}
	row, column, _ := result.Find([]string{"K"}, nil)
	records, _ := result.Records(context.Background(), row, column)
	fmt.Println("kindergarten:", records)
	// Output:
	// TK     | 0 | 1 (0.0) | 1 (0.0)
	// K      | 0 | 2 (2.5) | 2 (2.5)
	// 1      | 1 (4.0) | 1 (9.0) | 2 (6.5)
	//        | 1 (4.0) | 4 (3.5) | 5 (3.6)
	// kindergarten: [1 4]
}
