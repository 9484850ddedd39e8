package excel

import (
	"bytes"
	"fmt"
	"image/png"

	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/xuri/excelize/v2"
)

// nativeKind is Excel's own chart of a kind; false where Excel has none that
// shows the same, and a picture stands in its place.
func nativeKind(drawn *chart.Chart) (excelize.ChartType, bool) {
	kind, _ := chart.Settled(drawn)
	switch kind {
	case chart.Bar, chart.Grouped, chart.Histogram:
		return excelize.Col, true
	case chart.Horizontal:
		return excelize.Bar, true
	case chart.Stacked:
		return excelize.ColStacked, true
	case chart.FullStacked:
		// Excel would stretch the parts that are known to the whole length.
		return excelize.ColPercentStacked, !hides(drawn)
	case chart.Line:
		return excelize.Line, true
	case chart.Area:
		// Excel draws an area down to zero where a number is not known.
		if len(drawn.Series) > 1 {
			return excelize.AreaStacked, complete(drawn)
		}
		return excelize.Area, complete(drawn)
	case chart.Scatter:
		return excelize.Scatter, true
	case chart.Pie:
		return excelize.Pie, len(drawn.Series) == 1
	}
	return excelize.Col, false
}

// hides reports whether a number of the chart is withheld.
func hides(drawn *chart.Chart) bool {
	for _, series := range drawn.Series {
		for _, point := range series.Points {
			if point.Withheld {
				return true
			}
		}
	}
	return false
}

// complete reports whether every number of the chart is known.
func complete(drawn *chart.Chart) bool {
	for _, series := range drawn.Series {
		for i := range drawn.Categories {
			if i >= len(series.Points) || !plottable(series.Points[i]) {
				return false
			}
		}
	}
	return true
}

// shape gives a native chart the form of its kind.
func shape(native *excelize.Chart, drawn *chart.Chart) {
	kind, _ := chart.Settled(drawn)
	native.Type, _ = nativeKind(drawn)
	gap, overlap := uint(60), 0
	switch kind {
	case chart.Stacked, chart.FullStacked:
		overlap = 100
	case chart.Histogram:
		gap = 2
	case chart.Horizontal:
		// Excel lists bars from the bottom upwards; the first belongs on top.
		native.XAxis.ReverseOrder = true
	}
	switch native.Type {
	case excelize.Line, excelize.Area, excelize.AreaStacked, excelize.Scatter:
		return
	case excelize.Pie:
		native.PlotArea.ShowPercent, native.PlotArea.ShowCatName, native.PlotArea.ShowLeaderLines = true, true, true
		vary := true
		native.VaryColors = &vary
		return
	}
	native.GapWidth, native.Overlap = &gap, &overlap
}

// writePicture draws the chart as a picture, for kinds that Excel lacks.
func (b *workbook) writePicture(drawn *chart.Chart) error {
	// The sheet measures in pixels, of which three quarters are points.
	width := chartWidth * 3 / 4
	height := int(chart.Height(drawn, float64(width)))
	picture, err := chart.PNG(drawn, width, height, 2, chart.Light())
	if err != nil {
		return err
	}
	var encoded bytes.Buffer
	if err := png.Encode(&encoded, picture); err != nil {
		return err
	}
	kind, _ := chart.Settled(drawn)
	scale := float64(chartWidth) / float64(picture.Bounds().Dx())
	b.chartRows = height*4/3/rowPixels + 2
	return b.file.AddPictureFromBytes(b.names.chart, "A1", &excelize.Picture{
		Extension: ".png", File: encoded.Bytes(),
		Format: &excelize.GraphicOptions{
			AltText: cellText(fmt.Sprintf("%s. %s. %s", b.document.Title, kind.Title(), b.document.Sentence)),
			ScaleX:  scale, ScaleY: scale, Positioning: "oneCell",
		},
	})
}

// rowPixels is how high a row of ordinary height is.
const rowPixels = 20
