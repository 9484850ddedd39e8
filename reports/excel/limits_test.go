package excel_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/excel"
	"github.com/schoolbench/schoolbench/reports/renderertest"
	"github.com/schoolbench/schoolbench/table"
	"github.com/xuri/excelize/v2"
)

func TestSheetNames(t *testing.T) {
	for name, each := range map[string]struct{ title, want string }{
		"plain":              {"Budget", "Budget"},
		"none":               {"", "Table"},
		"only forbidden":     {`[]:*?/\`, "Table"},
		"forbidden between":  {"2025/26: K-5 [draft]?", "2025 26 K-5 draft"},
		"apostrophes":        {"'Lincoln's'", "Lincoln's"},
		"kept by Excel":      {"history", "Table"},
		"taken by the chart": {"chart", "chart (table)"},
		"long":               {strings.Repeat("Enrolment ", 9), "Enrolment Enrolment Enrolment E"},
		"long beyond plane":  {strings.Repeat("😀", 40), strings.Repeat("😀", 15)},
		"cut before a quote": {strings.Repeat("x", 30) + "'s", strings.Repeat("x", 30)},
		"lines":              {"one\ntwo\tthree\x00", "one two three"},
	} {
		t.Run(name, func(t *testing.T) {
			document := budget()
			document.Title = each.title
			got := open(t, render(t, document)).GetSheetName(0)
			if got != each.want || len(utf16.Encode([]rune(got))) > 31 {
				t.Errorf("the sheet is called %q, want %q", got, each.want)
			}
		})
	}
}

func TestTooLarge(t *testing.T) {
	header := [][]reports.Cell{{words("A")}}
	for name, each := range map[string]struct {
		grid *reports.Table
		code string
	}{
		"rows":    {&reports.Table{HeaderRows: header, Body: make([]reports.Row, excelize.TotalRows)}, "excel-too-many-rows"},
		"columns": {&reports.Table{HeaderRows: [][]reports.Cell{make([]reports.Cell, excelize.MaxColumns+1)}}, "excel-too-many-columns"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			err := excel.New().Render(context.Background(), &out, &reports.Document{Table: each.grid})
			if issue := table.IssueIn(err); issue == nil || issue.Code != each.code || issue.Remedy == "" || out.Len() > 0 {
				t.Errorf("%v and %d bytes", err, out.Len())
			}
		})
	}
}

// TestLongText cuts what no cell can hold and says so.
func TestLongText(t *testing.T) {
	document := budget()
	document.Table.Body[0].Cells[0].Text = strings.Repeat("é", 40000)
	file := open(t, render(t, document))
	got, err := file.GetCellValue(file.GetSheetName(0), "A6")
	if err != nil || len([]rune(got)) != 32767 || !strings.HasSuffix(got, "…") {
		t.Errorf("the cell has %d characters, %v", len([]rune(got)), err)
	}
	rows, err := file.GetRows("How to read")
	if err != nil || !strings.Contains(fmt.Sprint(rows), "32,767") {
		t.Errorf("nobody is told: %v, %v", rows, err)
	}
}

func TestPrintAndProperties(t *testing.T) {
	document := budget()
	workbook := render(t, document)
	file := open(t, workbook)
	sheet := file.GetSheetName(0)
	panes, err := file.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.TopLeftCell != "B6" || panes.XSplit != 1 || panes.YSplit != 5 {
		t.Errorf("panes: %+v, %v", panes, err)
	}
	names := file.GetDefinedName()
	if len(names) != 1 || names[0].RefersTo != "'Budget by school & year señal'!$A:$A,'Budget by school & year señal'!$4:$5" {
		t.Errorf("defined names: %+v", names)
	}
	merged, err := file.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	spans := map[string]string{}
	for _, cells := range merged {
		spans[cells.GetStartAxis()+":"+cells.GetEndAxis()] = cells.GetCellValue()
	}
	for span, want := range map[string]string{"B4:C4": "2025-26", "D4:E4": "2026-27", "F4:G4": "Total"} {
		if spans[span] != want {
			t.Errorf("%s says %q, want %q", span, spans[span], want)
		}
	}
	properties, err := file.GetDocProps()
	if err != nil || properties.Title != document.Title || properties.Creator != "Schoolbench" || properties.Created != "2026-11-22T17:30:00Z" {
		t.Errorf("properties: %+v, %v", properties, err)
	}
	layout, err := file.GetPageLayout(sheet)
	if err != nil || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("page layout: %+v, %v", layout, err)
	}
	printed, err := file.GetHeaderFooter(sheet)
	if err != nil || !strings.Contains(printed.OddFooter, "Page &P of &N") || !strings.Contains(printed.OddFooter, "21,390 rows") || !strings.Contains(printed.OddHeader, "school && year") {
		t.Errorf("header and footer: %+v, %v", printed, err)
	}
}

func TestCancelled(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out bytes.Buffer
	if err := excel.New().Render(ctx, &out, listing(1000, 5)); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Errorf("a cancelled render gave %v and %d bytes", err, out.Len())
	}
}

// countdown is a context that is cancelled after it was asked so many times.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestNothingLeftBehind cancels a table so long that it goes through a
// temporary file, at several moments.
func TestNothingLeftBehind(t *testing.T) {
	if testing.Short() {
		t.Skip("a table that goes through a temporary file is long")
	}
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	document := listing(30_000, 20)
	for _, moment := range []int{100, 1_000_000} {
		var out bytes.Buffer
		err := excel.New().Render(&countdown{context.Background(), moment}, &out, document)
		if finished := moment == 1_000_000; finished != (err == nil) || !finished && (!errors.Is(err, context.Canceled) || out.Len() > 0) {
			t.Errorf("cancelled at %d: %v and %d bytes", moment, err, out.Len())
		}
		left, err := os.ReadDir(folder)
		if err != nil || len(left) > 0 {
			t.Errorf("cancelled at %d: left behind: %v, %v", moment, left, err)
		}
	}
}

var errFull = errors.New("no room left")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestFullDisk(t *testing.T) {
	if err := excel.New().Render(context.Background(), full{}, budget()); !errors.Is(err, errFull) {
		t.Errorf("a full disk gave %v", err)
	}
}

// BenchmarkRender writes a long table. "x-csv" is how many times as long it
// takes as writing the same cells as CSV, "peak-MB" the most memory in use.
func BenchmarkRender(b *testing.B) {
	document := listing(50_000, 20)
	plain := time.Now()
	if err := csv.NewWriter(io.Discard).WriteAll(renderertest.Rows(document)); err != nil {
		b.Fatal(err)
	}
	asCSV := time.Since(plain)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	peak := uint64(0)
	for b.Loop() {
		if err := excel.New().Render(context.Background(), io.Discard, document); err != nil {
			b.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		peak = max(peak, after.HeapSys-before.HeapInuse)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(asCSV.Nanoseconds()), "x-csv")
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}
