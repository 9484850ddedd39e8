package xls_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/excel"
	"github.com/schoolbench/schoolbench/importers/xls"
)

// BenchmarkRows60k12 reads 60,000 rows x 12 columns of an old workbook, and in
// the same run the same cells of a new one. x-xlsx is how much longer a cell of
// the old one takes.
func BenchmarkRows60k12(b *testing.B) {
	const rows, columns = 60_000, 12
	one := tab{name: "Sheet1"}
	file := excelize.NewFile()
	stream, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	line := make([]any, columns)
	for row := range rows {
		for i := range line {
			switch {
			case row == 0 || i%3 == 0:
				text := fmt.Sprintf("text %d", row%5000+i)
				line[i] = text
				one.records = append(one.records, label(row, i, text)...)
			default:
				value := float64(row*(i+3)%10_000) / 4
				line[i] = value
				one.records = append(one.records, number(row, i, value)...)
			}
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", row+1), line); err != nil {
			b.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := errors.Join(stream.Flush(), file.Write(&out), file.Close()); err != nil {
		b.Fatal(err)
	}
	old := importers.BytesSource("a.xls", book{sheets: []tab{one}, bare: true}.bytes())
	current := importers.BytesSource("a.xlsx", out.Bytes())
	var oldTime, currentTime time.Duration
	for b.Loop() {
		oldTime += timeRows(b, xls.Importer(), old, rows-1)
		currentTime += timeRows(b, excel.Importer(), current, rows-1)
	}
	b.ReportMetric(oldTime.Seconds()/float64(b.N), "s-xls")
	b.ReportMetric(currentTime.Seconds()/float64(b.N), "s-xlsx")
	b.ReportMetric(oldTime.Seconds()/currentTime.Seconds(), "x-xlsx")
}

// timeRows is how long it takes to read the one table of a source.
func timeRows(b *testing.B, importer importers.Importer, source importers.Source, want int) time.Duration {
	b.Helper()
	plans, err := importer.Plan(b.Context(), source, importers.Options{})
	if err != nil || len(plans) != 1 {
		b.Fatal(err, len(plans))
	}
	start := time.Now()
	reader, err := importer.Open(b.Context(), source, plans[0])
	if err != nil {
		b.Fatal(err)
	}
	read := 0
	for ; ; read++ {
		if _, err := reader.Next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			b.Fatal(err)
		}
	}
	if err := reader.Close(); err != nil || read != want {
		b.Fatal(err, read)
	}
	return time.Since(start)
}
