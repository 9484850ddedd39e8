package excel_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/xuri/excelize/v2"
)

// Every kind becomes Excel's own chart of that kind where there is one that
// shows the same, and a picture that says so otherwise.
func TestChartOfEveryKind(t *testing.T) {
	target := 0.5
	for kind, want := range map[chart.Kind]string{
		chart.Bar: `<barDir val="col"`, chart.Horizontal: `<barDir val="bar"`, chart.Grouped: `<grouping val="clustered"`,
		chart.Stacked: `<grouping val="stacked"`, chart.FullStacked: `<grouping val="percentStacked"`, chart.Line: "<lineChart>",
		chart.Area: "<areaChart>", chart.Scatter: "<scatterChart>", chart.Pie: "<pieChart>", chart.Histogram: `<gapWidth val="2"`,
		chart.HeatMap: "", chart.DotPlot: "", chart.Boxes: "", chart.Slope: "", chart.Dial: "", chart.SmallMultiples: "", chart.Sparkline: "", chart.Likert: "",
	} {
		document := budget()
		drawn := document.Chart
		drawn.Kind, drawn.SeriesAdd, drawn.CategoriesAdd, drawn.Target = kind, chart.Whole, chart.Whole, &target
		drawn.Times = kind == chart.Sparkline
		switch kind {
		case chart.Pie, chart.Histogram, chart.Dial:
			drawn.Series = drawn.Series[:1]
			drawn.Edges = []float64{0, 1, 2, 3, 4}
		case chart.Scatter:
			for i := range drawn.Series {
				drawn.Series[i].Across = drawn.Series[1-i].Points
			}
		case chart.Boxes:
			drawn.Series[0].Spreads = []chart.Spread{{Smallest: 1, LowerQuartile: 2, Median: 3, UpperQuartile: 4, Largest: 5, N: 9, Known: true}}
		}
		if fits, reason := chart.Fits(kind, drawn); !fits {
			t.Fatalf("%s: %s", kind, reason)
		}
		unpacked := parts(t, render(t, document))
		drawing := ""
		pictures := 0
		for name, content := range unpacked {
			if strings.HasPrefix(name, "xl/charts/chart") {
				drawing = string(content)
			}
			if strings.HasSuffix(name, ".png") {
				pictures++
			}
		}
		switch {
		case want == "" && (pictures != 1 || drawing != ""):
			t.Errorf("%s: %d pictures and a chart of %d bytes", kind, pictures, len(drawing))
		case want != "" && (pictures != 0 || !strings.Contains(drawing, want)):
			t.Errorf("%s: no %s in %.600s", kind, want, drawing)
		}
	}
}

// Where a number is withheld, Excel would draw shares of what is left as the
// whole: a picture says what is true.
func TestWithheldSharesAreNoNativeChart(t *testing.T) {
	document := budget()
	drawn := document.Chart
	drawn.Kind, drawn.SeriesAdd = chart.FullStacked, chart.Whole
	drawn.Series[0].Points[1] = chart.Point{Text: "*", Withheld: true}
	workbook := render(t, document)
	for name := range parts(t, workbook) {
		if strings.HasPrefix(name, "xl/charts/") {
			t.Errorf("there is a chart, %s", name)
		}
	}
	file, err := excelize.OpenReader(strings.NewReader(string(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows(file.GetSheetList()[1])
	if err != nil {
		t.Fatal(err)
	}
	said := false
	for _, row := range rows {
		said = said || strings.Contains(strings.Join(row, " "), "This is a picture")
	}
	if !said {
		t.Errorf("nothing says that it is a picture: %q", rows)
	}
}
