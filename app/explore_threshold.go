package app

import (
	"context"
	"math"
	"reflect"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/workbench"
)

// sliderSteps is how many places a threshold can be moved to.
const sliderSteps = 200

// slide opens sliders for the limits of a dimension's bands, beneath its chip.
// The table and the chart follow while one is moved. A field that has no limits
// yet gets one in the middle of its numbers.
func (p *explorePage) slide(where shelf, i int) {
	field := (*p.presenter.axis(where))[i].Field
	report := p.presenter.asked()
	report.Spec.Rows, report.Spec.Columns, report.Spec.Totals = nil, nil, crosstab.NoTotals
	report.Spec.Confidence, report.Spec.Differ = 0, crosstab.NoTests
	report.Spec.Measures = []crosstab.Measure{{Function: crosstab.Min, Field: field}, {Function: crosstab.Max, Field: field}}
	report.Chart = ""
	bench := p.shell.bench
	fetch(&p.listing, say("Looking at the numbers"), true, func(ctx context.Context, _ func(workbench.Progress)) ([2]float64, error) {
		view, err := bench.Run(ctx, report)
		if err != nil {
			return [2]float64{}, err
		}
		values := view.Result.Cell(0, 0).Values
		return [2]float64{values[0].Value, values[1].Value}, nil
	}, func(ends [2]float64, err error) {
		if err != nil {
			if issue := p.shell.problemOf(err); issue != nil {
				p.shell.reportProblem(*issue)
			}
			return
		}
		if at := dimensionIndex(*p.presenter.axis(where), field); at >= 0 {
			p.showSliders(where, at, ends[0], ends[1])
		}
	})
}

// showSliders shows a slider for each limit, from the smallest number to the
// largest.
func (p *explorePage) showSliders(where shelf, i int, low, high float64) {
	dimension := (*p.presenter.axis(where))[i]
	limits := []float64{}
	if dimension.Bands != nil {
		limits = slices.Clone(dimension.Bands.At)
	}
	step := niceStep((high - low) / sliderSteps)
	if column, known := p.presenter.column(dimension.Field); known && column.Decimals == 0 && !column.Type.IsText() && low == math.Trunc(low) && high == math.Trunc(high) {
		step = max(1, step)
	}
	if len(limits) == 0 {
		limits = []float64{math.Round((low+high)/2/step) * step}
	}
	moved := false
	lines := container.New(newStack(0), widget.NewLabelWithStyle(say("Thresholds of %s", p.fieldTitle(dimension.Field)), fyne.TextAlignLeading, fyne.TextStyle{Bold: true}))
	set := func() { moved = p.presenter.setLimits(where, dimension.Field, limits, moved) || moved }
	for k := range limits {
		says := widget.NewLabel(limitsText(limits[k : k+1]))
		slider := widget.NewSlider(min(low, limits[k]), max(high, limits[k]))
		slider.Step = step
		slider.SetValue(limits[k])
		slider.OnChanged = func(value float64) {
			value = math.Round(value/step) * step
			value = math.Round(value*1e6) / 1e6
			if k > 0 && value <= limits[k-1] || k < len(limits)-1 && value >= limits[k+1] {
				return // the limits keep their order
			}
			limits[k] = value
			says.SetText(limitsText(limits[k : k+1]))
			set()
		}
		lines.Add(container.NewBorder(nil, nil, nil, container.New(fixedWidth(70), says), slider))
	}
	canvas := p.shell.window.Canvas()
	pop := widget.NewPopUp(container.NewPadded(lines), canvas)
	pop.Resize(fyne.NewSize(340*textScale(), pop.MinSize().Height))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.shelves[where])
	pop.ShowAtPosition(fyne.NewPos(max(0, min(at.X+80, canvas.Size().Width-350*textScale())), at.Y+p.shelves[where].Size().Height))
	canvas.FocusNext() // the first slider: the arrows move it
	set()
}

// niceStep is the 1, 2 or 5 times a power of ten that is next to a number.
func niceStep(step float64) float64 {
	if !(step > 0) || math.IsInf(step, 0) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(step)))
	for _, times := range []float64{1, 2, 5} {
		if times*power >= step {
			return times * power
		}
	}
	return 10 * power
}

// setLimits cuts a field into bands at these numbers. However often a slider
// moves, that is one step to take back: what was asked before the first
// move is kept. It reports whether anything else is asked now.
func (p *explorePresenter) setLimits(where shelf, field string, limits []float64, moved bool) bool {
	at := dimensionIndex(*p.axis(where), field)
	if at < 0 {
		return false
	}
	asked, current := p.past.asked, p.past.current
	dimension := (*p.axis(where))[at]
	dimension.Bands, dimension.Groups = &crosstab.Bands{At: slices.Clone(limits)}, nil
	p.setDimension(where, at, dimension)
	if moved {
		p.past.asked = asked
	}
	return !reflect.DeepEqual(current, p.past.current)
}
