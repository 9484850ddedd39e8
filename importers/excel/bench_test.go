package excel_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/excel"
)

// BenchmarkRows200k20 reads 200,000 rows x 20 columns of a workbook into typed
// cells, and in the same run into texts with the row iterator of excelize.
// x-excelize is how many times faster ours is; x-excelize-planned counts the
// search for the table and the types of all its columns too.
func BenchmarkRows200k20(b *testing.B) {
	const rows, columns = 200_000, 20
	path := filepath.Join(b.TempDir(), "large.xlsx")
	writeLarge(b, path, rows, columns)
	source, err := importers.FileSource(path)
	if err != nil {
		b.Fatal(err)
	}
	var planning, reading, iterating time.Duration
	for b.Loop() {
		start := time.Now()
		plans, err := excel.Importer().Plan(b.Context(), source, importers.Options{})
		if err != nil || len(plans) != 1 || plans[0].Rows != rows {
			b.Fatal(err, len(plans))
		}
		planning += time.Since(start)
		start = time.Now()
		readTyped(b, source, plans[0])
		reading += time.Since(start)
		start = time.Now()
		iterate(b, path, rows+1)
		iterating += time.Since(start)
	}
	b.ReportMetric(reading.Seconds()/float64(b.N), "s-rows")
	b.ReportMetric(planning.Seconds()/float64(b.N), "s-plan")
	b.ReportMetric(iterating.Seconds()/float64(b.N), "s-excelize")
	b.ReportMetric(iterating.Seconds()/reading.Seconds(), "x-excelize")
	b.ReportMetric(iterating.Seconds()/(planning+reading).Seconds(), "x-excelize-planned")
}

func readTyped(b *testing.B, source importers.Source, plan importers.Plan) {
	b.Helper()
	reader, err := excel.Importer().Open(b.Context(), source, plan)
	if err != nil {
		b.Fatal(err)
	}
	read := 0
	for {
		_, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			b.Fatal(err)
		}
		read++
	}
	if err := reader.Close(); err != nil || read != plan.Rows {
		b.Fatal(err, read)
	}
}

func iterate(b *testing.B, path string, want int) {
	b.Helper()
	file, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		b.Fatal(err)
	}
	rows, err := file.Rows("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	read := 0
	for ; rows.Next(); read++ {
		if _, err := rows.Columns(); err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(rows.Close(), file.Close()); err != nil || read != want {
		b.Fatal(err, read)
	}
}

// writeLarge writes a workbook like an export of student records.
func writeLarge(b *testing.B, path string, rows, columns int) {
	b.Helper()
	file := excelize.NewFile()
	stream, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	line := make([]any, columns)
	for row := range rows + 1 {
		for i := range line {
			switch {
			case row == 0:
				line[i] = fmt.Sprintf("Column %c", 'A'+i)
			case i%4 == 0:
				line[i] = fmt.Sprintf("%07d", row%40_000)
			case i%4 == 1:
				line[i] = fmt.Sprintf("School %d", row*(i+7)%86)
			case i%4 == 2:
				line[i] = row * (i + 3) % 390
			default:
				line[i] = float64(row*(i+11)%100_000) / 100
			}
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", row+1), line); err != nil {
			b.Fatal(err)
		}
	}
	out, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(stream.Flush(), file.Write(out), out.Close(), file.Close()); err != nil {
		b.Fatal(err)
	}
}
