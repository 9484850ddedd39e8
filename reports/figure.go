package reports

import (
	"github.com/schoolbench/schoolbench/reports/chart"
)

// GaugeOf is a figure as a gauge to be drawn.
func GaugeOf(figure *Figure) chart.Gauge {
	gauge := chart.Gauge{
		Text: figure.Number.Text, Value: figure.Number.Number, Known: figure.Number.IsNumber,
		HasTarget: figure.HasTarget, Target: figure.Target.Number, TargetText: figure.Target.Text,
	}
	for _, band := range figure.Bands {
		gauge.Bands = append(gauge.Bands, chart.GaugeBand{From: band.From, To: band.To, Label: band.Label, Tone: toneOf(band.Status)})
	}
	low, high := gauge.Span()
	decimals := figure.Number.Decimals
	if figure.Number.Percent {
		decimals = 0
	}
	gauge.LowText, gauge.HighText = NumberText(low, decimals, figure.Number.Percent), NumberText(high, decimals, figure.Number.Percent)
	return gauge
}

func toneOf(status Status) chart.Tone {
	switch status {
	case Good:
		return chart.Good
	case Watch:
		return chart.Watch
	case Act:
		return chart.Act
	}
	return chart.Plain
}

// SharesOf are the parts of a budget that make up its whole, which is the
// first. What is left over is the rest of the bar.
func SharesOf(figure *Figure) []chart.Share {
	var shares []chart.Share
	for _, part := range figure.Spending() {
		shares = append(shares, chart.Share{Label: part.Label, Text: part.Number.Text, Fraction: part.Share})
	}
	return shares
}

// Spending are the parts of a budget that use it up: all but the whole, and
// but the last if that is what is left over.
func (f *Figure) Spending() []FigurePart {
	if len(f.Parts) < 2 {
		return nil
	}
	parts := f.Parts[1:]
	used := 0.0
	for _, part := range parts[:len(parts)-1] {
		used += part.Number.Number
	}
	left := parts[len(parts)-1].Number
	if len(parts) > 1 && left.IsNumber && abs(f.Parts[0].Number.Number-used-left.Number) < 0.005 {
		parts = parts[:len(parts)-1]
	}
	return parts
}

func abs(value float64) float64 { return max(value, -value) }
