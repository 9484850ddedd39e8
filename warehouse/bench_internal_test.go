package warehouse

import (
	"database/sql"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// repeatReader makes rows up as they are asked for.
type repeatReader struct {
	schema table.Schema
	rows   int
	next   int
	cells  []table.Cell
	names  []string
}

func (r *repeatReader) Schema() table.Schema  { return r.schema }
func (r *repeatReader) Issues() []table.Issue { return nil }
func (r *repeatReader) Progress() float64     { return float64(r.next) / float64(r.rows) }
func (r *repeatReader) Close() error          { return nil }

func (r *repeatReader) Next() (table.Row, error) {
	if r.next == r.rows {
		return table.Row{}, io.EOF
	}
	if r.cells == nil {
		r.cells = make([]table.Cell, len(r.schema))
		for i := range 50_000 {
			r.names = append(r.names, fmt.Sprintf("Student Núñez %d", i))
		}
	}
	n := r.next
	r.next++
	for i, column := range r.schema {
		switch {
		case column.Name == "ID":
			r.cells[i].Number = float64(100_000 + n)
		case column.Type.IsText() && i < 2:
			r.cells[i].Text = r.names[n%len(r.names)]
		case column.Type.IsText():
			r.cells[i].Text = r.names[n%300]
		case column.Type == table.Decimal:
			r.cells[i].Number = float64(n%10_000) / 7
		case column.Type == table.Date:
			r.cells[i].Number = float64(13_000 + n*31%5000)
		default:
			r.cells[i].Number = float64(n % 180)
		}
	}
	return table.Row{Number: r.next, Cells: r.cells}, nil
}

func benchSchema() table.Schema {
	return table.Schema{
		{Name: "ID", Type: table.Integer},
		{Name: "Name"},
		{Name: "School"},
		{Name: "Grade", Type: table.Integer},
		{Name: "Born", Type: table.Date},
		{Name: "Score", Type: table.Decimal},
		{Name: "Days", Type: table.Integer},
		{Name: "Note"},
	}
}

// BenchmarkImport1M8 imports 1 million rows of 8 columns, and in the same run
// inserts the same rows into a bare table with statements of 64 rows. The
// ratio is what types, segments and originals cost.
func BenchmarkImport1M8(b *testing.B) {
	const rows = 1_000_000
	for b.Loop() {
		folder := b.TempDir()
		start := time.Now()
		bareInsert(b, filepath.Join(folder, "bare.db"), rows)
		bare := time.Since(start)
		start = time.Now()
		w, err := Create(b.Context(), filepath.Join(folder, "a.schoolbench"), Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := w.Import(b.Context(), ImportRequest{Dataset: "d"}, &repeatReader{schema: benchSchema(), rows: rows}); err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
		ours := time.Since(start)
		b.ReportMetric(rows/ours.Seconds(), "rows/s")
		b.ReportMetric(ours.Seconds()/bare.Seconds(), "x-bare")
	}
}

func bareInsert(b *testing.B, path string, rows int) {
	b.Helper()
	db, err := sql.Open("sqlite", dataSource(path, "mode=rwc", "_pragma=journal_mode(WAL)", "_pragma=synchronous(NORMAL)"))
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	check := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	_, err = db.Exec("CREATE TABLE d (id INTEGER, name TEXT, school TEXT, grade INTEGER, born TEXT, score REAL, days INTEGER, note TEXT)")
	check(err)
	tx, err := db.Begin()
	check(err)
	const perInsert = 64
	insert, err := tx.Prepare("INSERT INTO d VALUES " + strings.TrimSuffix(strings.Repeat("(?, ?, ?, ?, ?, ?, ?, ?), ", perInsert), ", "))
	check(err)
	reader := &repeatReader{schema: benchSchema(), rows: rows}
	var args []any
	for {
		row, err := reader.Next()
		if err == io.EOF {
			break
		}
		for i, cell := range row.Cells {
			args = append(args, bareValue(reader.schema[i].Type, cell.Value))
		}
		if len(args) == perInsert*len(row.Cells) {
			_, err := insert.Exec(args...)
			check(err)
			args = args[:0]
		}
	}
	if len(args) > 0 {
		b.Fatal("the number of rows must be a multiple of the rows of a statement")
	}
	check(tx.Commit())
	check(db.Close())
}

func bareValue(t table.Type, v table.Value) any {
	switch {
	case t.IsText():
		return v.Text
	case t == table.Date:
		return dateText(v.Number)
	case t == table.Decimal:
		return v.Number
	default:
		return int64(v.Number)
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "a.schoolbench")
	w, err := Create(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	for i := range 20 {
		if _, err := w.Import(b.Context(), ImportRequest{Dataset: fmt.Sprint("d", i)}, &repeatReader{schema: benchSchema(), rows: 100}); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		w, err := Open(b.Context(), path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFrameCold loads three columns of 3 million rows from the file.
func BenchmarkFrameCold(b *testing.B) {
	const rows = 3_000_000
	path := filepath.Join(b.TempDir(), "a.schoolbench")
	w, err := Create(b.Context(), path, Options{})
	if err != nil {
		b.Fatal(err)
	}
	schema := table.Schema{{Name: "ID", Type: table.Integer}, {Name: "Name"}, {Name: "School"}}
	if _, err := w.Import(b.Context(), ImportRequest{Dataset: "d"}, &repeatReader{schema: schema, rows: rows}); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		w, err := Open(b.Context(), path, Options{ReadOnly: true})
		if err != nil {
			b.Fatal(err)
		}
		frame, err := w.Frame(b.Context(), "d")
		if err != nil || frame.Len() != rows {
			b.Fatal(err)
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(rows*3*float64(b.N)/b.Elapsed().Seconds(), "cells/s")
}
