package chart_test

import (
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/reports/chart"
)

func percent(v float64) chart.Point {
	return chart.Point{Value: v, Text: fmt.Sprintf("%.1f%%", v*100), Known: true}
}

func percents(name string, values ...float64) chart.Series {
	s := chart.Series{Name: name}
	for _, v := range values {
		s.Points = append(s.Points, percent(v))
	}
	return s
}

// kinds are one chart of every kind as a school office would have it, and the
// same with what is hard: withheld and missing numbers, long names, intervals.
func kinds() map[string]*chart.Chart {
	withheld := chart.Point{Text: "*", Withheld: true}
	schools := []string{"Lincoln Elementary", "Niños Héroes", "Trường Đông", "Washington Middle", "Roosevelt High", "Harriet Tubman Preparatory Academy"}
	years := []string{"2019-20", "2020-21", "2021-22", "2022-23", "2023-24", "2024-25"}
	rates := percents("Chronic absence", 0.112, 0.243, 0.187, 0.305, 0.231, 0.09)
	counts := []int{412, 388, 96, 1204, 1655, 27}
	for i := range rates.Points {
		half := 1.96 * math.Sqrt(rates.Points[i].Value*(1-rates.Points[i].Value)/float64(counts[i]))
		half = math.Min(half, 0.9*rates.Points[i].Value)
		rates.Points[i].Low, rates.Points[i].High, rates.Points[i].Interval, rates.Points[i].N = rates.Points[i].Value-half, rates.Points[i].Value+half, true, counts[i]
	}
	rates.Points[2] = withheld
	base := chart.Chart{Title: "Chronic absence by school", ValueTitle: "Share of students absent 10 % of days or more", CategoryTitle: "School", Categories: schools, Percent: true, Decimals: 1, Counts: counts, Series: []chart.Series{rates}}
	of := func(kind chart.Kind, from chart.Chart) *chart.Chart {
		from.Kind = kind
		return &from
	}
	trend := chart.Chart{
		Title: "Graduation rate", ValueTitle: "Share of the cohort that graduated in four years", CategoryTitle: "School year", Categories: years, Percent: true, Decimals: 1, Times: true,
		Series: []chart.Series{percents("All students", 0.87, 0.84, 0.86, 0.885, 0.89, 0.9), percents("English learners", 0.71, 0.69, 0.7, 0.74, 0.76, 0.79), percents("Students with disabilities", 0.66, 0.64, 0.67, 0.7, 0.69, 0.72), percents("Foster youth", 0.55, 0.58, 0.52, 0.6, 0.61, 0.63)},
	}
	trend.Series[3].Points[1], trend.Series[3].Points[3] = withheld, chart.Point{}
	levels := []chart.Series{
		percents("Strongly disagree", 0.08, 0.02, 0.12, 0.2, 0.05, 0.1), percents("Disagree", 0.12, 0.1, 0.2, 0.25, 0.1, 0.15),
		percents("Neither", 0.2, 0.18, 0.18, 0.15, 0.25, 0.2), percents("Agree", 0.35, 0.4, 0.3, 0.25, 0.35, 0.3), percents("Strongly agree", 0.25, 0.3, 0.2, 0.15, 0.25, 0.25),
	}
	survey := chart.Chart{Title: "“I feel safe at my school”", ValueTitle: "Share of answers", CategoryTitle: "School", Categories: schools, Percent: true, Decimals: 0, Counts: counts, SeriesAdd: chart.Whole, Series: levels}
	for s := range levels {
		for i := range levels[s].Points {
			levels[s].Points[i].Text = fmt.Sprintf("%.0f%%", levels[s].Points[i].Value*100)
		}
	}
	for s := range 2 {
		levels[s].Points[5] = withheld
	}
	enrollment := chart.Chart{
		Title: "Students by grade span", ValueTitle: "Students", CategoryTitle: "School year", Categories: years, Times: true, SeriesAdd: chart.Whole,
		Series: []chart.Series{series("High", 9800, 9700, 9650, 9500, 9420, 9300), series("Middle", 7200, 7150, 7000, 6900, 6700, 6500), series("Elementary", 16400, 15800, 15500, 15100, 14800, 14400)},
	}
	scatter := chart.Chart{Title: "Scores and absence", ValueTitle: "Mean of Scale Score", Across: chart.Axis{Title: "Mean of Days Absent", Decimals: 1}, Series: []chart.Series{{Name: "Schools"}}}
	for i := range 34 {
		x := 4 + 0.4*float64(i%17) + 0.3*math.Sin(float64(i*7))
		y := 2600 - 14*x + 25*math.Cos(float64(i*5))
		scatter.Categories = append(scatter.Categories, fmt.Sprintf("%s %d", []string{"Lincoln", "Grant", "Niños", "Đông", "Tubman"}[i%5], i))
		scatter.Series[0].Across = append(scatter.Series[0].Across, chart.Point{Value: x, Text: fmt.Sprintf("%.1f", x), Known: true})
		scatter.Series[0].Points = append(scatter.Series[0].Points, point(y))
	}
	scatter.Series[0].Points[3] = withheld
	histogram := chart.Chart{Title: "Days absent of every student", ValueTitle: "Students", Across: chart.Axis{Title: "Days Absent"}, Series: []chart.Series{{Name: "Students"}}}
	for i, n := range []float64{820, 1204, 760, 410, 222, 130, 77, 41, 30, 12, 6, 2} {
		histogram.Edges = append(histogram.Edges, float64(i*5))
		histogram.Categories = append(histogram.Categories, fmt.Sprintf("%d to below %d", i*5, i*5+5))
		histogram.Series[0].Points = append(histogram.Series[0].Points, point(n))
	}
	histogram.Edges = append(histogram.Edges, 60)
	boxes := chart.Chart{Title: "Scale scores by school", ValueTitle: "Scale Score", CategoryTitle: "School", Categories: schools, Counts: counts, Series: []chart.Series{{Name: "Scale Score"}}}
	for i := range schools {
		m := 2480 + 25*float64((i*3)%5)
		boxes.Series[0].Spreads = append(boxes.Series[0].Spreads, chart.Spread{Smallest: m - 190, LowerQuartile: m - 62, Median: m, UpperQuartile: m + 55, Largest: m + 160 + 10*float64(i), N: counts[i], Known: true})
		boxes.Series[0].Points = append(boxes.Series[0].Points, point(m))
	}
	boxes.Series[0].Spreads[2], boxes.Series[0].Points[2] = chart.Spread{Withheld: true}, withheld
	heat := chart.Chart{Title: "Days absent by grade and month", ValueTitle: "Days absent a student", CategoryTitle: "Grade", Categories: []string{"K", "1", "2", "3", "4", "5", "6", "7", "8"}, Decimals: 1}
	for k, month := range []string{"Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May"} {
		s := chart.Series{Name: month}
		for i := range heat.Categories {
			v := 0.6 + 0.08*float64(k) + 0.5*math.Abs(math.Sin(float64(i+2*k)))
			s.Points = append(s.Points, chart.Point{Value: v, Text: fmt.Sprintf("%.1f", v), Known: true})
		}
		heat.Series = append(heat.Series, s)
	}
	heat.Series[4].Points[3], heat.Series[7].Points[6] = withheld, chart.Point{}
	pair := base
	pair.Series, pair.Counts = []chart.Series{percents("2023-24", 0.15, 0.22, 0.21, 0.33, 0.27, 0.12), percents("2024-25", 0.112, 0.243, 0.187, 0.305, 0.231, 0.09)}, nil
	pair.Series[1].Points[2] = withheld
	target := 0.1
	gauge := chart.Chart{
		Title: "Chronic absence", ValueTitle: "Share of students", Categories: []string{"Lincoln Elementary"}, Percent: true, Decimals: 1, Series: []chart.Series{{Points: rates.Points[1:2]}},
		Range: &chart.Range{High: 0.5}, Target: &target,
		Bands: []chart.GaugeBand{{To: 0.1, Label: "on track", Tone: chart.Good}, {From: 0.1, To: 0.2, Label: "watch", Tone: chart.Watch}, {From: 0.2, To: 0.5, Label: "act", Tone: chart.Act}},
	}
	gauges := base
	gauges.Range, gauges.Bands, gauges.Target, gauges.Counts = gauge.Range, gauge.Bands, &target, nil
	plainGauge := gauge
	plainGauge.Bands, plainGauge.Range, plainGauge.Target = nil, nil, nil
	pie := chart.Chart{Title: "Students by English learner status", ValueTitle: "Students", Categories: []string{"English only", "English learner", "Reclassified fluent", "Initially fluent", "To be determined"}, CategoriesAdd: chart.Whole, Series: []chart.Series{series("Students", 18212, 9790, 5120, 1220, 33)}}
	funds := chart.Chart{Title: "Budget by object", ValueTitle: "Budget, dollars", CategoryTitle: "School", Categories: schools, SeriesAdd: chart.Whole, Series: []chart.Series{series("Salaries", 2120, 1800, 604, 3550, 4800, 320), series("Benefits", 900, 820, 260, 1500, 2050, 140), series("Books", 110, 90, 33, 122, 210, 12)}}
	hidden := funds
	hidden.Series = append([]chart.Series{}, funds.Series...)
	hidden.Series[1] = chart.Series{Name: "Benefits", Points: append([]chart.Point{}, funds.Series[1].Points...)}
	hidden.Series[1].Points[3] = withheld
	horizontal := base
	horizontal.Title = "Chronic absence, as lying bars"
	return map[string]*chart.Chart{
		"bar": of(chart.Bar, base), "horizontal": of(chart.Horizontal, horizontal), "grouped": of(chart.Grouped, pair), "dot": of(chart.DotPlot, base),
		"dot-pair": of(chart.DotPlot, pair), "slope": of(chart.Slope, pair), "slope-times": of(chart.Slope, trend), "line": of(chart.Line, trend),
		"area": of(chart.Area, enrollment), "area-one": of(chart.Area, chart.Chart{Title: "Students", ValueTitle: "Students", Categories: years, Times: true, Series: enrollment.Series[2:]}),
		"stacked": of(chart.Stacked, hidden), "stacked100": of(chart.FullStacked, hidden), "likert": of(chart.Likert, survey), "scatter": of(chart.Scatter, scatter),
		"histogram": of(chart.Histogram, histogram), "box": of(chart.Boxes, boxes), "heatmap": of(chart.HeatMap, heat), "small-multiples": of(chart.SmallMultiples, trend),
		"small-multiples-bars": of(chart.SmallMultiples, survey), "sparkline": of(chart.Sparkline, trend), "gauge": of(chart.Dial, gauge), "gauge-plain": of(chart.Dial, plainGauge),
		"gauges": of(chart.Dial, gauges), "pie": of(chart.Pie, pie), "pie-refused": of(chart.Pie, base),
	}
}
