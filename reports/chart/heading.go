package chart

import (
	"fmt"
	"math"
	"strings"
)

// heading writes the title, what the values are, and the legend, and takes
// their room from the top.
func (d *sketch) heading() {
	free := d.right - d.left
	// On a very small canvas the numbers come first, and words give way.
	room := func() float64 { return d.bottom - d.top }
	if d.chart.Title != "" && room() > 2*titleSize {
		most := 2
		if room() < 120 {
			most = 1
		}
		for _, line := range Wrap(d.chart.Title, titleSize, true, free, most) {
			d.text(XY{d.left, d.top + titleSize}, line, TextStyle{Size: titleSize, Bold: true, Color: d.palette.Text})
			d.top += titleSize * 1.3
		}
		d.top += 2
	}
	if words := d.valueWords(); words != "" && words != d.chart.Title && room() > 100 {
		d.text(XY{d.left, d.top + legendSize}, Fit(words, legendSize, false, free), TextStyle{Size: legendSize, Color: d.palette.Muted})
		d.top += legendSize * 1.5
	}
	if room() > 100 {
		d.legend()
		d.top += 4
	}
	d.top += 10
}

// valueWords say what the numbers are, beneath the title.
func (d *sketch) valueWords() string {
	switch {
	case d.kind == FullStacked || d.kind == Likert:
		if d.chart.ValueTitle == "" || d.chart.Percent {
			return d.chart.ValueTitle
		}
		return d.chart.say("%s, as shares of each whole", d.chart.ValueTitle)
	case d.kind == Scatter && d.chart.ValueTitle != "":
		return d.chart.say("%s (upwards)", d.chart.ValueTitle)
	}
	return d.chart.ValueTitle
}

// legendEntry is one name of the legend; the series is -1 for what is withheld.
type legendEntry struct {
	name   string
	series int
}

// legend names the series, in rows; the mark for withheld values joins it.
func (d *sketch) legend() {
	var entries []legendEntry
	if len(d.chart.Series) > 1 && !d.plan.unlabelled && !d.beside {
		for i, series := range d.chart.Series {
			entries = append(entries, legendEntry{Fit(series.Name, legendSize, false, 190), i})
		}
	}
	if d.hasWithheld() {
		entries = append(entries, legendEntry{d.chart.say("withheld"), -1})
	}
	if len(entries) == 0 {
		return
	}
	x, y := d.left, d.top+legendSize+4
	for _, entry := range entries {
		width := swatch + 6 + Measure(entry.name, legendSize, false)
		if x > d.left && x+width > d.right {
			x, y = d.left, y+legendSize*1.65
		}
		if y > d.top+(d.bottom-d.top)*0.4 {
			break
		}
		d.legendMark(entry.series, Box{X: x, Y: y - swatch + 1, Width: swatch, Height: swatch})
		name := Fit(entry.name, legendSize, false, d.right-x-swatch-6)
		d.text(XY{x + swatch + 6, y}, name, TextStyle{Size: legendSize, Color: d.palette.Text})
		x += width + 18
	}
	d.top = y + 6
}

// legendMark draws what stands for a series in the legend, as the chart does.
func (d *sketch) legendMark(series int, box Box) {
	middle := XY{box.X + box.Width/2, box.Y + box.Height/2}
	switch {
	case series < 0:
		d.hatch(box)
	case d.kind == Line:
		d.canvas.Line([]XY{{box.X - 2, middle.Y}, {box.X + box.Width + 2, middle.Y}}, Stroke{Color: d.ink(series), Width: 2.2, Dash: dashOf(series)})
	case d.kind == Scatter || d.kind == DotPlot:
		d.dot(middle, 4.2, series)
	case d.kind == Likert:
		d.canvas.Rectangle(box, d.answerColor(series))
	default:
		d.filled(box, series, d.fill(series))
	}
}

// namesFitBeside reports whether each line can be named at its own end.
func (d *sketch) namesFitBeside() bool {
	lines := len(d.chart.Series)
	if d.kind != Line && d.kind != Area || lines < 2 || lines > 8 {
		return false
	}
	if (d.height-160)/float64(lines) < labelSize*1.3 {
		return false
	}
	for _, series := range d.chart.Series {
		if series.Name == "" || Measure(series.Name, labelSize, false) > d.besideRoom() {
			return false
		}
	}
	return true
}

// besideRoom is how wide a name beside its line may be.
func (d *sketch) besideRoom() float64 { return math.Min(170, (d.right-d.left)*0.26) }

// settleCounts decides whether n is written at every category, or its span
// beneath the chart.
func (d *sketch) settleCounts() {
	counts := d.chart.Counts
	if len(counts) == 0 || len(counts) != len(d.chart.Categories) {
		return
	}
	fewest, most := 0, 0
	for _, n := range counts {
		if n > 0 && (fewest == 0 || n < fewest) {
			fewest = n
		}
		most = max(most, n)
	}
	if most == 0 {
		return
	}
	widest := Measure(countText(most), valueSize, false)
	switch d.kind {
	case Bar, Grouped, Stacked, FullStacked:
		d.counted = d.namesTooLong() && (d.height-150)/float64(len(counts)) >= 12.5 || widest <= d.slotGuess()-6
	case Line:
		d.counted = widest <= d.slotGuess()-6
	case Horizontal, DotPlot, Boxes, Likert:
		d.counted = (d.height-150)/float64(len(counts)) >= 12.5
	}
	d.counted = d.counted && d.height > 200 && d.width > 260
	switch {
	case d.counted:
	case fewest == most:
		d.remark(fmt.Sprintf("n = %s.", fixedText(float64(most), 0)))
	default:
		d.remark(fmt.Sprintf("n from %s to %s.", fixedText(float64(fewest), 0), fixedText(float64(most), 0)))
	}
}

// countText writes how many are behind a category; of one that is withheld or
// missing, n says nothing and is not written.
func countText(n int) string {
	if n <= 0 {
		return ""
	}
	return "n = " + fixedText(float64(n), 0)
}

// remarkOnKind says what a reader of this kind of chart must know.
func (d *sketch) remarkOnKind(f facts) {
	intervals := false
	d.each(func(_, _ int, point Point) { intervals = intervals || point.Known && point.Interval })
	switch {
	case d.kind == Boxes:
		d.remark("Each box holds the middle half of the values, its line is the median, and the ends reach the smallest and the largest.")
	case intervals && !d.stacked() && d.kind != HeatMap && d.kind != Sparkline && d.kind != Slope && d.kind != Scatter && d.kind != Pie:
		d.remark("The thin lines are intervals: what chance leaves open.")
	case d.kind == Slope && len(d.chart.Categories) > 2 && slopesAlong(d.chart):
		d.remark("From the first to the last; what lies between is not drawn.")
	case d.kind == Sparkline:
		d.remark("Each line has a scale of its own: compare their shapes, not their heights.")
	case d.kind == SmallMultiples:
		d.remark("All panels have the same scale.")
	case d.kind == HeatMap && f.any:
		d.remark("The stronger the color, the larger the number.")
	}
}

// footing writes what must be said beneath the chart, and takes its room from
// the bottom.
func (d *sketch) footing() {
	note := strings.TrimSpace(d.chart.Note + " " + strings.Join(d.remarks, " "))
	if note != "" && d.bottom-d.top > 100 {
		lines := Wrap(note, noteSize, false, d.right-d.left, 3)
		for i := len(lines) - 1; i >= 0; i-- {
			d.text(XY{d.left, d.bottom - 1}, lines[i], TextStyle{Size: noteSize, Color: d.palette.Muted})
			d.bottom -= noteSize * 1.4
		}
		d.bottom -= 4
	}
}

// quiet says a sentence in the middle of the free room.
func (d *sketch) quiet(sentence string) {
	sentence = Fit(d.chart.translate(sentence), labelSize+1, false, d.right-d.left)
	if sentence == "" || d.bottom-d.top < labelSize {
		return
	}
	at := XY{(d.left + d.right) / 2, (d.top + d.bottom + labelSize) / 2}
	d.text(at, sentence, TextStyle{Size: labelSize + 1, Color: d.palette.Muted, Anchor: Middle})
}
