package excel_test

import (
	"encoding/csv"
	"encoding/xml"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/renderertest"
	"github.com/xuri/excelize/v2"
)

// checkSeparated compares a first sheet, written as CSV by another program,
// with the document.
func checkSeparated(t *testing.T, document *reports.Document, content string) {
	t.Helper()
	reader := csv.NewReader(strings.NewReader(content))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	width := document.Table.Width()
	start := firstHeaderRow - 1
	// The reader leaves out lines that are wholly empty, as row 3 may be.
	for start > 0 && (start >= len(rows) || len(rows)-start < len(renderertest.Rows(document))) {
		start--
	}
	got := rows[min(start, len(rows)):]
	for i := range got {
		got[i] = got[i][:min(width, len(got[i]))]
	}
	if err := renderertest.Compare(document, got, renderertest.Shown); err != nil {
		t.Error(err)
	}
}

// checkSeries follows the chart's references and compares what stands there
// with the document's points.
func checkSeries(t *testing.T, file *excelize.File, document *reports.Document, drawing string) {
	t.Helper()
	type reference struct {
		Formula string `xml:"f"`
	}
	var chart struct {
		Series []struct {
			Name       reference `xml:"tx>strRef"`
			Categories reference `xml:"cat>strRef"`
			Values     reference `xml:"val>numRef"`
		} `xml:"ser"`
	}
	start, end := strings.Index(drawing, "<ser>"), strings.LastIndex(drawing, "</ser>")
	if start < 0 || end < 0 {
		t.Fatal("the chart has no series")
	}
	list := `<x xmlns:a="a">` + drawing[start:end] + "</ser></x>"
	if err := xml.Unmarshal([]byte(list), &chart); err != nil {
		t.Fatal(err)
	}
	if len(chart.Series) != len(document.Chart.Series) {
		t.Fatalf("%d series, want %d", len(chart.Series), len(document.Chart.Series))
	}
	for i, series := range chart.Series {
		want := document.Chart.Series[i]
		if got := at(t, file, series.Name.Formula); len(got) != 1 || got[0] != want.Name {
			t.Errorf("series %d is called %q, want %q", i, got, want.Name)
		}
		if got := at(t, file, series.Categories.Formula); strings.Join(got, "|") != strings.Join(document.Chart.Categories, "|") {
			t.Errorf("the categories are %q, want %q", got, document.Chart.Categories)
		}
		values := at(t, file, series.Values.Formula)
		if len(values) != len(want.Points) {
			t.Fatalf("series %d has %d points, want %d", i, len(values), len(want.Points))
		}
		for k, point := range want.Points {
			number, err := strconv.ParseFloat(values[k], 64)
			if point.Known && (err != nil || number != point.Value) || !point.Known && values[k] != "" {
				t.Errorf("series %d, point %d is %q, want %+v", i, k, values[k], point)
			}
		}
	}
}

// at reads the raw values of a reference.
func at(t *testing.T, file *excelize.File, reference string) []string {
	t.Helper()
	sheet, cells, found := strings.Cut(reference, "'!")
	if !found {
		t.Fatalf("the reference %q names no sheet", reference)
	}
	sheet = strings.ReplaceAll(strings.TrimPrefix(sheet, "'"), "''", "'")
	from, to, isRange := strings.Cut(strings.ReplaceAll(cells, "$", ""), ":")
	if !isRange {
		to = from
	}
	firstColumn, firstRow, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		t.Fatal(err)
	}
	lastColumn, lastRow, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for row := firstRow; row <= lastRow; row++ {
		for column := firstColumn; column <= lastColumn; column++ {
			ref, _ := excelize.CoordinatesToCellName(column, row)
			value, err := file.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, value)
		}
	}
	return values
}
