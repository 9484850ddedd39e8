package app

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
)

// newNumberWidth is how wide a number or a gauge begins.
const newNumberWidth = 3

// figureKind is something that one number can be.
type figureKind struct {
	word     string
	function crosstab.Function
}

// figureKinds are what one number can be of a field.
func figureKinds() []figureKind {
	return []figureKind{
		{say("Number of rows"), crosstab.Count},
		{say("Number of different …"), crosstab.Distinct},
		{say("Sum of …"), crosstab.Sum},
		{say("Average of …"), crosstab.Mean},
		{say("Median of …"), crosstab.Median},
		{say("Share of rows where … is yes"), crosstab.Yes},
	}
}

// numberForm is the form of a number or a gauge.
type numberForm struct {
	*boardForm
	tile                                        reports.Tile
	title, where, target, from, watch, act, end *askEntry
	dataset, what, field, trend, good           *widget.Select
	own                                         bool // the measure is one that the form cannot say, and stays
}

// The words of the form of a number.
const (
	noTrend     = "No trend"
	keepMeasure = "As it is"
)

func goodWords() []string { return []string{say("or more is good"), say("or less is good")} }

// askNumber asks for what one number is, and what it should come to. It
// returns the form, or nil if there is none.
func (p *boardPage) askNumber(name string, kind reports.TileKind) *numberForm {
	word := say("A number")
	if kind == reports.GaugeTile {
		word = say("A gauge")
	}
	if len(p.shell.datasets) == 0 {
		p.shell.nothingTo("count", say("Import a file first."))
		return nil
	}
	f := &numberForm{boardForm: p.newForm(word)}
	f.tile = f.boardForm.tile(name, kind, newNumberWidth)
	for _, entry := range []**askEntry{&f.title, &f.where, &f.target, &f.from, &f.watch, &f.act, &f.end} {
		*entry = f.ask.entry()
	}
	f.field, f.trend = widget.NewSelect(nil, nil), widget.NewSelect(nil, nil)
	f.good = widget.NewSelect(goodWords(), nil)
	f.good.SetSelectedIndex(0)
	f.what = widget.NewSelect(nil, func(string) { f.showField() })
	var names []string
	for _, dataset := range p.shell.datasets {
		names = append(names, dataset.Name)
	}
	f.dataset = widget.NewSelect(names, func(string) { f.showFields() })
	f.fill()
	f.ask.agreeBy(say("OK"), func() {
		if tile, fine := f.read(); fine {
			f.put(name, tile)
		}
	})
	body := []fyne.CanvasObject{
		container.NewGridWithColumns(2, labelled(say("Title"), f.title), labelled(say("Dataset"), f.dataset)),
		container.NewGridWithColumns(2, labelled(say("What it is"), f.what), labelled(say("Of which field"), f.field)),
		container.NewGridWithColumns(2, labelled(say("Only rows where"), f.where), labelled(say("Its trend goes by"), f.trend)),
		container.NewGridWithColumns(2, labelled(say("Target"), f.target), labelled(say("Of the target"), f.good)),
	}
	if kind == reports.GaugeTile {
		body = append(body, container.NewGridWithColumns(4, labelled(say("Scale from"), f.from), labelled(say("Act from"), f.act), labelled(say("Watch from"), f.watch), labelled(say("Scale to"), f.end)),
			hintText(say("The scale has three bands: act, watch and good. Where less is good, say where watch and act begin going up.")))
	}
	f.show(fyne.NewSize(680, 360), f.title, body...)
	targets := p.shell.targets
	for name, object := range map[string]fyne.CanvasObject{
		"tile.title": f.title, "tile.dataset": f.dataset, "tile.what": f.what, "tile.field": f.field, "tile.where": f.where, "tile.trend": f.trend,
		"tile.target": f.target, "tile.good": f.good, "tile.from": f.from, "tile.watch": f.watch, "tile.act": f.act, "tile.to": f.end,
	} {
		targets.object(name, object)
	}
	return f
}

// labelled is a field of a form with its word above.
func labelled(word string, object fyne.CanvasObject) fyne.CanvasObject {
	return container.New(newStack(-4), widget.NewLabel(word), inset(object))
}

// fill shows the tile in the form.
func (f *numberForm) fill() {
	tile := f.tile
	f.title.SetText(cmp.Or(tile.Words[f.page.language()].Title, tile.Title))
	f.where.SetText(tile.Report.Spec.Where)
	var kinds []string
	chosen := 0
	if len(tile.Report.Spec.Measures) > 0 {
		chosen = -1
		measure := tile.Report.Spec.Measures[0]
		for i, kind := range figureKinds() {
			plain := crosstab.Measure{Function: kind.function, Field: measure.Field}
			if measure == plain && (measure.Field != "" || kind.function == crosstab.Count) {
				chosen = i
			}
		}
		f.own = chosen < 0 || len(tile.Report.Spec.Rows) > 1 || len(tile.Report.Spec.Columns) > 0
	}
	for _, kind := range figureKinds() {
		kinds = append(kinds, kind.word)
	}
	if f.own {
		kinds, chosen = append([]string{say(keepMeasure)}, kinds...), 0
	}
	f.what.Options = kinds
	dataset := cmp.Or(tile.Report.Dataset, f.page.shell.datasets[0].Name)
	f.dataset.SetSelected(dataset)
	f.what.SetSelectedIndex(chosen)
	if len(tile.Report.Spec.Measures) > 0 {
		f.setSelected(f.field, tile.Report.Spec.Measures[0].Field)
	}
	if len(tile.Report.Spec.Rows) > 0 {
		f.setSelected(f.trend, tile.Report.Spec.Rows[0].Field)
	}
	if tile.Target != nil {
		f.target.SetText(plainNumber(tile.Target.Value))
		f.good.SetSelectedIndex(rank(tile.Target.Below))
	}
	f.fillBands()
}

// rank is 1 for true and 0 for false.
func rank(second bool) int {
	if second {
		return 1
	}
	return 0
}

// setSelected selects a word that is then among the choices.
func (f *numberForm) setSelected(choice *widget.Select, word string) {
	if word == "" {
		return
	}
	if !slices.Contains(choice.Options, word) {
		choice.Options = append(choice.Options, word)
	}
	choice.SetSelected(word)
}

// fillBands shows the bands of a gauge.
func (f *numberForm) fillBands() {
	bands := f.tile.Bands
	if len(bands) == 0 {
		return
	}
	f.from.SetText(plainNumber(bands[0].From))
	f.end.SetText(plainNumber(bands[len(bands)-1].To))
	f.good.SetSelectedIndex(rank(bands[0].Status == reports.Good))
	for _, band := range bands {
		edge := band.To
		if f.good.SelectedIndex() == 1 {
			edge = band.From
		}
		switch band.Status {
		case reports.Watch:
			f.watch.SetText(plainNumber(edge))
		case reports.Act:
			f.act.SetText(plainNumber(edge))
		}
	}
}

// showFields lists the fields of the chosen dataset.
func (f *numberForm) showFields() {
	dataset, _ := f.page.shell.dataset(f.dataset.Selected)
	var fields []string
	for _, column := range dataset.Schema {
		fields = append(fields, column.Name)
	}
	f.field.Options, f.trend.Options = fields, append([]string{say(noTrend)}, fields...)
	if !slices.Contains(fields, f.field.Selected) {
		f.field.ClearSelected()
	}
	f.trend.SetSelected(say(noTrend))
	f.field.Refresh()
	f.trend.Refresh()
}

// showField lets a field be chosen where one is needed.
func (f *numberForm) showField() {
	if f.what.Selected == say(keepMeasure) || f.what.Selected == figureKinds()[0].word {
		f.field.Disable()
	} else {
		f.field.Enable()
	}
}

// read is the tile that the form says, or says in the form what is wrong.
func (f *numberForm) read() (reports.Tile, bool) {
	tile := f.tile
	setTitle(&tile, f.page.language(), f.title.Text)
	if tile.Title == "" && tile.Words[f.page.language()].Title == "" {
		f.wrong(say("The tile has no title."), say("Say in a few words what the number is."))
		return tile, false
	}
	tile.Report.Dataset = f.dataset.Selected
	tile.Report.Spec.Where = strings.TrimSpace(f.where.Text)
	if f.what.Selected != say(keepMeasure) {
		at := slices.IndexFunc(figureKinds(), func(kind figureKind) bool { return kind.word == f.what.Selected })
		measure := crosstab.Measure{Function: figureKinds()[max(at, 0)].function, Field: f.field.Selected}
		if at <= 0 {
			measure.Field = ""
		} else if measure.Field == "" {
			f.wrong(say("It is not said of which field."), say("Choose one under “Of which field”."))
			return tile, false
		}
		tile.Report.Spec.Measures = []crosstab.Measure{measure}
		tile.Report.Spec.Columns = nil
	}
	if f.what.Selected != say(keepMeasure) || len(tile.Report.Spec.Rows) <= 1 {
		if trend := f.trend.Selected; trend == say(noTrend) || trend == "" {
			tile.Report.Spec.Rows, tile.Latest = nil, false
		} else if len(tile.Report.Spec.Rows) != 1 || tile.Report.Spec.Rows[0].Field != trend {
			tile.Report.Spec.Rows, tile.Latest = []crosstab.Dimension{{Field: trend}}, true
			tile.Ignore = f.page.ignoringLatest(tile.Ignore, trend)
		}
	}
	if !f.readTarget(&tile) {
		return tile, false
	}
	if tile.Kind == reports.GaugeTile {
		return tile, f.readBands(&tile)
	}
	return tile, true
}

// ignoringLatest are the filters of the page that a tile does not go by, with
// the one that keeps only the last of a field by which the tile has a trend: a
// trend of the last year alone would be none.
func (p *boardPage) ignoringLatest(ignored []string, field string) []string {
	for _, filter := range p.draft.now.Filters {
		if filter.Latest && strings.EqualFold(filter.Field, field) && !containsFold(ignored, field) {
			return append(slices.Clone(ignored), filter.Field)
		}
	}
	return ignored
}

func (f *numberForm) readTarget(tile *reports.Tile) bool {
	if strings.TrimSpace(f.target.Text) == "" {
		tile.Target = nil
		return true
	}
	value, fine := readLimit(f.target.Text)
	if !fine {
		f.wrong(say("“%s” is no number.", f.target.Text), say("Write the target like 25, 0.95 or 95%."))
		return false
	}
	target := reports.Target{Value: value, Below: f.good.SelectedIndex() == 1}
	if tile.Target != nil {
		target.Source = tile.Target.Source
	}
	tile.Target = &target
	return true
}

// readBands reads the three bands of a gauge's scale.
func (f *numberForm) readBands(tile *reports.Tile) bool {
	var ends [4]float64
	entries := []*askEntry{f.from, f.act, f.watch, f.end}
	less := f.good.SelectedIndex() == 1
	if less {
		entries = []*askEntry{f.from, f.watch, f.act, f.end}
	}
	for i, entry := range entries {
		value, fine := readLimit(entry.Text)
		if !fine {
			f.wrong(say("“%s” is no number.", entry.Text), say("Write where the scale begins and ends, and where watch and act begin, like 0, 5 and 10%."))
			return false
		}
		ends[i] = value
	}
	if !slices.IsSorted(ends[:]) || ends[0] == ends[3] {
		f.wrong(say("The limits of the scale are not in order."), say("Going up they are: from, act, watch, to; where less is good: from, watch, act, to."))
		return false
	}
	statuses := []reports.Status{reports.Act, reports.Watch, reports.Good}
	if less {
		statuses = []reports.Status{reports.Good, reports.Watch, reports.Act}
	}
	labels := map[reports.Status]string{reports.Good: "Good", reports.Watch: "Watch", reports.Act: "Act"}
	if f.page.language() == reports.Spanish {
		labels = map[reports.Status]string{reports.Good: "Bien", reports.Watch: "Atención", reports.Act: "Actuar"}
	}
	for _, band := range f.tile.Bands { // an author's own words stay
		if band.Label != "" && band.Status != reports.NoStatus {
			labels[band.Status] = band.Label
		}
	}
	tile.Bands = nil
	for i, status := range statuses {
		tile.Bands = append(tile.Bands, reports.Band{From: ends[i], To: ends[i+1], Label: labels[status], Status: status})
	}
	return true
}

// thousands is a number with commas where they part thousands.
var thousands = regexp.MustCompile(`^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$`)

// readLimit reads a number as it is typed; 95% is a fraction.
func readLimit(text string) (float64, bool) {
	text, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	text = strings.TrimSpace(text)
	if strings.Contains(text, ",") {
		if !thousands.MatchString(text) {
			return 0, false // 0,95 is not 95
		}
		text = strings.ReplaceAll(text, ",", "")
	}
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
		return 0, false
	}
	if percent {
		value /= 100
	}
	return value, true
}

// plainNumber writes a number as readLimit reads it.
func plainNumber(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }
