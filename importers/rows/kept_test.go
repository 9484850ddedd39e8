package rows_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
)

// randomSheet makes a sheet of rows such as people make: headers, values,
// labels, titles, totals and blank rows, in any order.
func randomSheet(random *rand.Rand) [][][]byte {
	words := []string{"School", "Total", "Oak", "Ash", "Source: the office", "n", "rate", "2005", "(1,000)", "* = withheld", "Table 3. Counts", "North", "*", "Average"}
	values := []string{"1", "12", "3.5", "1,200", "45%", "$7.00", "*", "NA", "2004", "9/1/2005", "", "(3)"}
	width := 1 + random.IntN(7)
	sheet := make([][][]byte, 1+random.IntN(25))
	for i := range sheet {
		kind := random.IntN(6)
		cells := make([][]byte, width)
		for column := range cells {
			text := ""
			switch {
			case kind == 0 || kind == 1 && column > 0:
			case kind == 2 || column == 0:
				text = words[random.IntN(len(words))]
			case column == width/2 && random.IntN(3) > 0:
			default:
				text = values[random.IntN(len(values))]
			}
			cells[column] = []byte(text)
		}
		sheet[i] = cells
	}
	return sheet
}

// Whatever is made of a sheet, every cell of it is in one table or set aside,
// and none is in two places.
func TestEveryCellIsSomewhere(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	ctx := context.Background()
	for range 800 {
		cells := randomSheet(random)
		scan := func() rows.Scanner { return &sheetScan{cells: cells} }
		plans, err := rows.Plans(ctx, scan(), importers.Plan{}, importers.Options{})
		if err != nil {
			t.Fatalf("%q: %v", cells, err)
		}
		places := map[string]int{}
		for _, plan := range plans {
			countCells(t, scan(), plan, places)
			if plan.HeaderRow == 0 || plan.JoinsHeader() {
				continue // there is none, or its rows are aside as they stand
			}
			for _, column := range plan.Columns {
				places[fmt.Sprint(plan.HeaderRow, ",", column.Index)]++
			}
		}
		err = rows.Aside(ctx, scan(), "", plans, func(aside importers.Aside) error {
			for column, text := range aside.Cells {
				if text != "" {
					places[fmt.Sprint(aside.Row, ",", column)]++
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range cells {
			for column, cell := range row {
				if n := places[fmt.Sprint(i+1, ",", column)]; len(cell) > 0 && n != 1 {
					t.Fatalf("row %d column %d of %q is in %d places; plans %+v", i+1, column, cells, n, plans)
				}
			}
		}
	}
}

// countCells notes the places of the cells that reading by a plan yields.
func countCells(t *testing.T, scanner rows.Scanner, plan importers.Plan, places map[string]int) {
	t.Helper()
	reader := rows.NewReader(context.Background(), scanner, plan, "a.xlsx")
	read := 0
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		read++
		for _, column := range plan.Columns {
			places[fmt.Sprint(row.Number, ",", column.Index)]++
		}
	}
	if read != plan.Rows {
		t.Fatalf("%d rows were planned and %d read: %+v", plan.Rows, read, plan)
	}
}
