package warehouse_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// memoryReader is a table.Reader over rows in memory. Like a real one it
// reuses the cells it hands out.
type memoryReader struct {
	schema table.Schema
	rows   [][]table.Cell
	issues []table.Issue
	fail   error       // returned instead of the end
	before func(n int) // called before each row
	next   int
	cells  []table.Cell
}

func (r *memoryReader) Schema() table.Schema { return r.schema }

func (r *memoryReader) Next() (table.Row, error) {
	if r.before != nil {
		r.before(r.next)
	}
	if r.next == len(r.rows) {
		if r.fail != nil {
			return table.Row{}, r.fail
		}
		return table.Row{}, io.EOF
	}
	r.cells = append(r.cells[:0], r.rows[r.next]...)
	r.next++
	return table.Row{Number: r.next + 1, Cells: r.cells}, nil
}

func (r *memoryReader) Issues() []table.Issue { return r.issues }
func (r *memoryReader) Progress() float64     { return float64(r.next) / float64(max(1, len(r.rows))) }
func (r *memoryReader) Close() error          { return nil }

// testClock is a clock that moves on by a second each time it is read.
func testClock() func() time.Time {
	now := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	return func() time.Time {
		now = now.Add(time.Second)
		return now
	}
}

func newWorkspace(t testing.TB) *warehouse.Warehouse {
	t.Helper()
	w, err := warehouse.Create(t.Context(), filepath.Join(t.TempDir(), "district.schoolbench"), warehouse.Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// wideSchema has a column of every type.
func wideSchema() table.Schema {
	return table.Schema{
		{Name: "Student ID", Label: "Student", Description: "The district's number.", Type: table.Code, Role: table.Identifier},
		{Name: "Name", Type: table.Text},
		{Name: "Grade", Type: table.Integer},
		{Name: "Score", Type: table.Decimal, Role: table.Measure, Decimals: 2},
		{Name: "Born", Type: table.Date, Layout: "1/2/2006"},
		{Name: "Year", Type: table.SchoolYear},
		{Name: "Lunch", Type: table.YesNo, Layout: "Y|N"},
		{Name: "select", Type: table.Text},
		{Name: "_row", Type: table.Integer},
		{Name: `odd "name"`, Type: table.Decimal},
	}
}

var oddTexts = []string{"", " ", "*", "Núñez", "nul\x00byte", "bad\xff\xfeutf8", "007", "1e5", "line\nbreak", "王小明", strings.Repeat("long ", 200)}

// randomCell makes a cell of this type: mostly reported, sometimes a mark or
// an original.
func randomCell(random *rand.Rand, column table.Column, distinct int) table.Cell {
	cell := table.Cell{}
	switch random.IntN(12) {
	case 0:
		cell.Value = table.Mark(table.Missing, []string{"", "", "N/A"}[random.IntN(3)])
	case 1:
		cell.Value = table.Mark(table.Withheld, []string{"*", "<11"}[random.IntN(2)])
	case 2:
		cell.Value = table.Mark(table.Misfit, oddTexts[random.IntN(len(oddTexts))])
	default:
		n := random.IntN(distinct)
		switch column.Type {
		case table.Text, table.Code:
			cell.Value = table.TextValue(fmt.Sprintf("value %d", n))
			if n < len(oddTexts) {
				cell.Value = table.TextValue(oddTexts[n])
			}
		case table.Integer:
			cell.Value = table.NumberValue(float64(n - distinct/2))
			if n == 1 {
				cell.Value = table.NumberValue(1 << 60)
			}
		case table.Decimal:
			cell.Value = table.NumberValue(float64(n)/7 - 3)
			if n == 1 {
				cell.Value = table.NumberValue(math.MaxFloat64)
			}
		case table.Date:
			cell.Value = table.NumberValue(float64(10000 + n))
			if n == 1 {
				cell.Value = table.NumberValue(-1e9)
			}
		case table.SchoolYear:
			cell.Value = table.NumberValue(float64(1800 + n%400))
		case table.YesNo:
			cell.Value = table.NumberValue(float64(n % 2))
		}
	}
	if random.IntN(15) == 0 {
		cell.Original, cell.HasOriginal = oddTexts[random.IntN(len(oddTexts))], true
	}
	return cell
}

func randomRows(random *rand.Rand, schema table.Schema, rows, distinct int) [][]table.Cell {
	all := make([][]table.Cell, rows)
	for i := range all {
		all[i] = make([]table.Cell, len(schema))
		for j, column := range schema {
			all[i][j] = randomCell(random, column, distinct)
		}
	}
	return all
}

func importRows(t testing.TB, w *warehouse.Warehouse, dataset string, schema table.Schema, rows [][]table.Cell) warehouse.Batch {
	t.Helper()
	batch, err := w.Import(t.Context(), warehouse.ImportRequest{Dataset: dataset, File: "roster.csv"}, &memoryReader{schema: schema, rows: rows})
	if err != nil {
		t.Fatal(err)
	}
	return batch
}

// checkFrame compares a frame and its originals with the rows that were put in.
func checkFrame(t *testing.T, w *warehouse.Warehouse, dataset string, schema table.Schema, rows [][]table.Cell) {
	t.Helper()
	frame, err := w.Frame(t.Context(), dataset)
	if err != nil {
		t.Fatal(err)
	}
	if frame.Len() != len(rows) || len(frame.Columns()) != len(schema) {
		t.Fatalf("the frame has %d rows and %d columns; want %d and %d", frame.Len(), len(frame.Columns()), len(rows), len(schema))
	}
	wanted := map[warehouse.Place]string{}
	var numbers []int
	for i, row := range rows {
		numbers = append(numbers, i)
		for j, cell := range row {
			if got := frame.Columns()[j].Value(i); got != cell.Value {
				t.Fatalf("row %d, column %q: got %#v, want %#v", i, schema[j].Name, got, cell.Value)
			}
			if cell.HasOriginal {
				wanted[warehouse.Place{Row: i, Column: schema[j].Name}] = cell.Original
			}
		}
	}
	originals, err := w.Originals(t.Context(), dataset, numbers)
	if err != nil {
		t.Fatal(err)
	}
	if len(originals) != len(wanted) {
		t.Fatalf("%d originals, want %d", len(originals), len(wanted))
	}
	for place, text := range wanted {
		if originals[place] != text {
			t.Fatalf("original at %+v: got %q, want %q", place, originals[place], text)
		}
	}
}

// dump writes out every table of a closed or open workspace as another tool
// would read it. What counts changes rather than tells a state is left out.
func dump(t *testing.T, path string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=rw&_pragma=query_only(1)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	query := func(text string) [][]any {
		rows, err := db.QueryContext(context.Background(), text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		defer func() { _ = rows.Close() }()
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		var all [][]any
		for rows.Next() {
			values := make([]any, len(names))
			places := make([]any, len(names))
			for i := range values {
				places[i] = &values[i]
			}
			if err := rows.Scan(places...); err != nil {
				t.Fatal(err)
			}
			for i, name := range names {
				if name == "version" {
					values[i] = nil
				}
			}
			all = append(all, values)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		return all
	}
	var out strings.Builder
	for _, entry := range query("SELECT name, sql FROM sqlite_schema WHERE name <> 'sqlite_sequence' ORDER BY name") {
		fmt.Fprintf(&out, "%v\n", entry)
	}
	for _, entry := range query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence' ORDER BY name") {
		name := entry[0].(string)
		var lines []string
		for _, row := range query(`SELECT * FROM "` + strings.ReplaceAll(name, `"`, `""`) + `"`) {
			lines = append(lines, fmt.Sprintf("%s %x", name, fmt.Sprintf("%T%v", row, row)))
		}
		sort.Strings(lines)
		out.WriteString(strings.Join(lines, "\n") + "\n")
	}
	return out.String()
}

func inf() float64          { return math.Inf(1) }
func negativeZero() float64 { return math.Copysign(0, -1) }
