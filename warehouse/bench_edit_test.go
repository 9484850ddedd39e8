package warehouse_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// manyRows is a reader of rows that are made as they are read.
type manyRows struct {
	memoryReader
	length, at int
}

func (r *manyRows) Next() (table.Row, error) {
	if r.at == r.length {
		return r.memoryReader.Next()
	}
	r.at++
	row := table.Row{Number: r.at, Cells: make([]table.Cell, len(r.schema))}
	for i, column := range r.schema {
		row.Cells[i].Value = table.NumberValue(float64((r.at * (i + 7)) % 1000))
		if column.Type.IsText() {
			row.Cells[i].Value = table.TextValue(fmt.Sprintf("%s %d", column.Name, (r.at*(i+3))%(100*(i+1))))
		}
		if i == 0 {
			row.Cells[i].Value = table.TextValue(fmt.Sprintf("%07d", r.at))
		}
	}
	return row, nil
}

func openMillion(b *testing.B) *warehouse.Warehouse {
	b.Helper()
	w, err := warehouse.Create(b.Context(), filepath.Join(b.TempDir(), "a.schoolbench"), warehouse.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = w.Close() })
	schema := table.Schema{{Name: "ID", Type: table.Code}}
	for i := range 9 {
		schema = append(schema, table.Column{Name: fmt.Sprint("Text ", i), Type: table.Text}, table.Column{Name: fmt.Sprint("Number ", i), Type: table.Integer})
	}
	if _, err := w.Import(b.Context(), warehouse.ImportRequest{Dataset: "Many"}, &manyRows{memoryReader: memoryReader{schema: schema}, length: 1_000_000}); err != nil {
		b.Fatal(err)
	}
	if _, err := w.Frame(b.Context(), "Many"); err != nil {
		b.Fatal(err)
	}
	return w
}

// BenchmarkEditOneOfAMillion writes one cell of a dataset of a million rows and
// 19 columns and reads all columns again, as a window does.
func BenchmarkEditOneOfAMillion(b *testing.B) {
	w := openMillion(b)
	for _, column := range []string{"Text 1", "Number 1", "ID"} {
		b.Run(column, func(b *testing.B) {
			for i := range b.N {
				cell := table.Cell{Value: table.NumberValue(float64(i))}
				if column != "Number 1" {
					cell.Value = table.TextValue(fmt.Sprint("new ", i))
				}
				if _, err := w.SetCells(b.Context(), warehouse.EditRequest{Dataset: "Many", Kind: warehouse.EditSet, What: "Write"}, 0,
					[]warehouse.CellEdit{{Place: warehouse.Place{Row: (i * 7919) % 1_000_000, Column: column}, Cell: cell}}); err != nil {
					b.Fatal(err)
				}
				if _, err := w.Frame(b.Context(), "Many"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("undo and redo", func(b *testing.B) {
		for range b.N {
			if _, err := w.UndoEdit(b.Context(), "Many"); err != nil {
				b.Fatal(err)
			}
			if _, err := w.RedoEdit(b.Context(), "Many"); err != nil {
				b.Fatal(err)
			}
			if _, err := w.Frame(b.Context(), "Many"); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkReplaceManyOfAMillion writes 20,000 cells in one act and takes them
// back.
func BenchmarkReplaceManyOfAMillion(b *testing.B) {
	w := openMillion(b)
	cells := make([]warehouse.CellEdit, 20_000)
	for b.Loop() {
		for i := range cells {
			cells[i] = warehouse.CellEdit{Place: warehouse.Place{Row: i * 50, Column: "Text 2"}, Cell: table.Cell{Value: table.TextValue("replaced")}}
		}
		if _, err := w.SetCells(b.Context(), warehouse.EditRequest{Dataset: "Many", Kind: warehouse.EditReplace, What: "Replace"}, 0, cells); err != nil {
			b.Fatal(err)
		}
		if _, err := w.Frame(b.Context(), "Many"); err != nil {
			b.Fatal(err)
		}
		if _, err := w.UndoEdit(b.Context(), "Many"); err != nil {
			b.Fatal(err)
		}
		if _, err := w.Frame(b.Context(), "Many"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkReplaceManyEdited replaces 100,000 rows in which people wrote into
// 155,000 cells.
func BenchmarkReplaceManyEdited(b *testing.B) {
	const rows = 100_000
	schema := table.Schema{{Name: "ID", Type: table.Code}}
	for i := range 4 {
		schema = append(schema, table.Column{Name: fmt.Sprint("Text ", i), Type: table.Text}, table.Column{Name: fmt.Sprint("Number ", i), Type: table.Integer})
	}
	w, err := warehouse.Create(b.Context(), filepath.Join(b.TempDir(), "a.schoolbench"), warehouse.Options{})
	mustDo(b, err)
	b.Cleanup(func() { _ = w.Close() })
	file := func() *manyRows { return &manyRows{memoryReader: memoryReader{schema: schema}, length: rows} }
	request := warehouse.ImportRequest{Dataset: "Many", Key: []string{"ID"}}
	_, err = w.Import(b.Context(), request, file())
	mustDo(b, err)
	var cells []warehouse.CellEdit
	for row := range rows {
		cells = append(cells, warehouse.CellEdit{Place: warehouse.Place{Row: row, Column: "Text 1"}, Cell: table.Cell{Value: table.TextValue(fmt.Sprint("Room ", row%300))}})
		if row < 55_000 {
			cells = append(cells, warehouse.CellEdit{Place: warehouse.Place{Row: row, Column: "Number 1"}, Cell: table.Cell{Value: table.NumberValue(-1)}})
		}
	}
	_, err = w.SetCells(b.Context(), warehouse.EditRequest{Dataset: "Many", Kind: warehouse.EditReplace, What: "Replace"}, 0, cells)
	mustDo(b, err)
	for b.Loop() {
		_, _, err := w.Merge(b.Context(), warehouse.MergeRequest{
			ImportRequest: request, Mode: warehouse.Replace, Open: func() (table.Reader, error) { return file(), nil },
		})
		mustDo(b, err)
	}
}

// BenchmarkWidePaste pastes a block of 300 columns and 100 rows and takes it
// back.
func BenchmarkWidePaste(b *testing.B) {
	const rows, columns = 100, 300
	schema := table.Schema{{Name: "ID", Type: table.Code}}
	for i := range columns {
		schema = append(schema, table.Column{Name: fmt.Sprint("Text ", i), Type: table.Text})
	}
	w, err := warehouse.Create(b.Context(), filepath.Join(b.TempDir(), "a.schoolbench"), warehouse.Options{})
	mustDo(b, err)
	b.Cleanup(func() { _ = w.Close() })
	_, err = w.Import(b.Context(), warehouse.ImportRequest{Dataset: "Wide"}, &manyRows{memoryReader: memoryReader{schema: schema}, length: 2000})
	mustDo(b, err)
	var cells []warehouse.CellEdit
	for row := range rows {
		for column := range columns {
			cells = append(cells, warehouse.CellEdit{Place: warehouse.Place{Row: row, Column: fmt.Sprint("Text ", column)}, Cell: table.Cell{Value: table.TextValue(fmt.Sprint("new ", row%7))}})
		}
	}
	for _, way := range []string{"paste", "undo", "redo"} {
		b.Run(way, func(b *testing.B) {
			for range b.N {
				if way == "paste" {
					_, err = w.SetCells(b.Context(), warehouse.EditRequest{Dataset: "Wide", Kind: warehouse.EditPaste, What: "Paste"}, 0, cells)
					mustDo(b, err)
				}
				if way != "redo" {
					b.StopTimer()
					if way == "undo" {
						_, err = w.RedoEdit(b.Context(), "Wide") // all but the first time
						if issue := table.IssueIn(err); issue == nil || issue.Code != "nothing-to-redo" {
							mustDo(b, err)
						}
						b.StartTimer()
					}
					_, err = w.UndoEdit(b.Context(), "Wide")
					mustDo(b, err)
					b.StartTimer()
					continue
				}
				_, err = w.RedoEdit(b.Context(), "Wide")
				mustDo(b, err)
				b.StopTimer()
				_, err = w.UndoEdit(b.Context(), "Wide")
				mustDo(b, err)
				b.StartTimer()
			}
		})
	}
}
