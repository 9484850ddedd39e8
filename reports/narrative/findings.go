package narrative

import (
	"cmp"
	"math"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// What findings are worth. Tested ones are above all others; within a kind,
// a larger one counts more, by less than one.
const (
	worthTested  = 8
	worthChange  = 6
	worthRun     = 5
	worthExtreme = 4
	worthOutlier = 3
	worthColumns = 2
)

// line is a row of comparable cells: the members of one axis, for one member
// or the total of the other.
type line struct {
	cells  []At
	labels []string
	within string // the other axis's member; empty for its total
}

// alongRows are the members on the rows, in the total's column.
func (g grid) alongRows() (line, bool) {
	column := g.totalColumn
	if len(g.leafColumns) == 1 {
		column = g.leafColumns[0]
	}
	if column < 0 || len(g.leafRows) < 2 {
		return line{}, false
	}
	var along line
	for _, row := range g.leafRows {
		along.cells = append(along.cells, g.at(row, column, 0))
		along.labels = append(along.labels, g.rowLabel(row))
	}
	return along, true
}

// alongColumns are the members on the columns, in the total's row.
func (g grid) alongColumns() (line, bool) {
	row := g.totalRow
	if len(g.leafRows) == 1 {
		row = g.leafRows[0]
	}
	if row < 0 || len(g.leafColumns) < 2 {
		return line{}, false
	}
	var along line
	for _, column := range g.leafColumns {
		along.cells = append(along.cells, g.at(row, column, 0))
		along.labels = append(along.labels, g.columnLabel(column))
	}
	return along, true
}

// known keeps the places in the line whose numbers may be said.
func (l line) known(g grid) []int {
	var places []int
	for i, at := range l.cells {
		if g.known(at) {
			places = append(places, i)
		}
	}
	return places
}

// withholds reports whether a number of the line is withheld, so that the
// largest of those shown need not be the largest of all.
func (l line) withholds(g grid) bool {
	return slices.ContainsFunc(l.cells, func(at At) bool { return g.cell(at).State == table.Withheld })
}

// isWhole reports whether each number of the line is all of something, so that
// they are alike whatever the data: 100 % of each row.
func isWhole(measure crosstab.Measure, rows bool) bool {
	return rows && measure.Base == crosstab.PercentRow || !rows && measure.Base == crosstab.PercentColumn
}

// members finds the largest and the smallest.
func (s *scribe) members(tile Tile, g grid) []finding {
	var findings []finding
	measure := tile.Report.Spec.Measures[0]
	if measure.Show == crosstab.Rank || measure.Show == crosstab.Running {
		return nil // the largest is the last
	}
	if along, exists := g.alongRows(); exists && !isWhole(measure, true) && !isCalendar(tile.Report.Spec.Rows, tile.Schema) {
		findings = append(findings, s.extremes(tile, g, along, worthExtreme)...)
	}
	if along, exists := g.alongColumns(); exists && !isWhole(measure, false) && !isCalendar(tile.Report.Spec.Columns, tile.Schema) {
		findings = append(findings, s.extremes(tile, g, along, worthColumns)...)
	}
	return findings
}

func (s *scribe) extremes(tile Tile, g grid, along line, worth float64) []finding {
	places := along.known(g)
	if len(places) < 2 {
		return nil
	}
	value := func(place int) float64 { return g.cell(along.cells[place]).Number }
	top := slices.MaxFunc(places, func(a, b int) int { return cmp.Compare(value(a), value(b)) })
	bottom := slices.MinFunc(places, func(a, b int) int { return cmp.Compare(value(a), value(b)) })
	data := map[string]any{
		"Within": s.label(along.within), "Test": "", "Partly": along.withholds(g), "Count": s.fact(len(places)), "Of": s.fact(len(along.cells)),
		"Top": s.label(along.labels[top]), "TopValue": s.number(g, along.cells[top]), "TopN": s.countOf(g, along.cells[top]),
		"Bottom": s.label(along.labels[bottom]), "BottomValue": s.number(g, along.cells[bottom]), "BottomN": s.countOf(g, along.cells[bottom]),
	}
	if g.cell(along.cells[top]).Text == g.cell(along.cells[bottom]).Text {
		return []finding{{s.sentence("shows.equal", data), worth}}
	}
	tied := 0
	for _, place := range places {
		if g.cell(along.cells[place]).Text == g.cell(along.cells[top]).Text {
			tied++
		}
	}
	if tied > 1 {
		data["Count"] = s.fact(tied)
		return []finding{{s.sentence("shows.tied", data), worth}}
	}
	if g.cell(along.cells[bottom]).Text == textOfSecond(g, along, places, bottom) {
		return nil // several share the smallest: it belongs to nobody
	}
	data["Test"] = s.tested(tile, along.cells[top], along.cells[bottom])
	key := "shows.extremes"
	if adds(tile.Report.Spec.Measures[0]) {
		key = "shows.extremes.count"
	}
	return []finding{{s.sentence(key, data), worth + share(value(top), value(bottom))}}
}

// textOfSecond is the text of a number that is as small as the smallest but
// somebody else's; empty if there is none.
func textOfSecond(g grid, along line, places []int, bottom int) string {
	text := g.cell(along.cells[bottom]).Text
	for _, place := range places {
		if place != bottom && g.cell(along.cells[place]).Text == text {
			return text
		}
	}
	return ""
}

// tested says what a test found about two numbers; nothing without one.
func (s *scribe) tested(tile Tile, a, b At) string {
	tested, differ := tile.Tests.differ(a, b)
	switch {
	case differ:
		return s.Word("test.differ")
	case tested:
		return s.Word("test.chance")
	}
	return ""
}

// share is how far two numbers are apart, between 0 and 1.
func share(a, b float64) float64 {
	size := math.Abs(a) + math.Abs(b)
	if size == 0 {
		return 0
	}
	return min(math.Abs(a-b)/size, 0.99)
}

// inTime are the numbers in the order of time, if rows or columns are times.
func (g grid) inTime(tile Tile) (line, bool) {
	spec := tile.Report.Spec
	if isCalendar(spec.Rows, tile.Schema) && !isWhole(spec.Measures[0], true) {
		return g.alongRows()
	}
	if isCalendar(spec.Columns, tile.Schema) && !isWhole(spec.Measures[0], false) {
		return g.alongColumns()
	}
	return line{}, false
}

// changes compares the latest time with the one before it.
func (s *scribe) changes(tile Tile, g grid) []finding {
	along, exists := g.inTime(tile)
	if !exists || tile.Report.Spec.Measures[0].Show != crosstab.NoShow {
		return nil
	}
	last := len(along.cells) - 1
	if last < 1 || !g.known(along.cells[last]) || !g.known(along.cells[last-1]) {
		return nil
	}
	now, before := along.cells[last], along.cells[last-1]
	gap, points, visible := s.gap(g, now, before)
	data := map[string]any{
		"Measure": s.measure(tile, 0), "Value": s.number(g, now), "Of": s.label(along.labels[last]),
		"Before": s.number(g, before), "BeforeOf": s.label(along.labels[last-1]), "Gap": gap, "Points": points,
		"Up": g.cell(now).Number > g.cell(before).Number, "Test": s.tested(tile, now, before),
	}
	worth := worthChange + share(g.cell(now).Number, g.cell(before).Number)
	key := "shows.moved"
	if tile.Figure != nil && tile.Figure.Of != "" {
		key = "shows.down"
		if g.cell(now).Number > g.cell(before).Number {
			key = "shows.up"
		}
	}
	if !visible {
		if key == "shows.moved" {
			return nil
		}
		key = "shows.same"
	}
	return []finding{{s.sentence(key, data), worth}}
}

// leastRun is how many steps in the same direction make a run.
const leastRun = 3

// runs finds a rise or a fall that goes on until the latest time.
func (s *scribe) runs(tile Tile, g grid) []finding {
	along, exists := g.inTime(tile)
	if !exists || tile.Report.Spec.Measures[0].Show != crosstab.NoShow {
		return nil
	}
	last := len(along.cells) - 1
	steps, direction := 0, 0
	for i := last; i > 0 && g.known(along.cells[i]) && g.known(along.cells[i-1]); i-- {
		step := cmp.Compare(g.cell(along.cells[i]).Number, g.cell(along.cells[i-1]).Number)
		if g.cell(along.cells[i]).Text == g.cell(along.cells[i-1]).Text {
			step = 0
		}
		if step == 0 || direction != 0 && step != direction {
			break
		}
		direction = step
		steps++
	}
	if steps < leastRun {
		return nil
	}
	first := last - steps
	key := "shows.run.up"
	if direction < 0 {
		key = "shows.run.down"
	}
	return []finding{{s.sentence(key, map[string]any{
		"Steps": s.fact(steps), "From": s.number(g, along.cells[first]), "FromOf": s.label(along.labels[first]),
		"To": s.number(g, along.cells[last]), "ToOf": s.label(along.labels[last]),
	}), worthRun}}
}

// outliers finds a number far from all others: more than five times as far from
// the middle one as the middle of these distances, among at least eight.
func (s *scribe) outliers(tile Tile, g grid) []finding {
	measure := tile.Report.Spec.Measures[0]
	along, exists := g.alongRows()
	if !exists || isWhole(measure, true) || measure.Show != crosstab.NoShow {
		return nil
	}
	places := along.known(g)
	if len(places) < 8 {
		return nil
	}
	value := func(place int) float64 { return g.cell(along.cells[place]).Number }
	ordered := slices.Clone(places)
	slices.SortStableFunc(ordered, func(a, b int) int { return cmp.Compare(value(a), value(b)) })
	middle := ordered[len(ordered)/2]
	distances := make([]float64, len(places))
	for i, place := range places {
		distances[i] = math.Abs(value(place) - value(middle))
	}
	slices.Sort(distances)
	typical := distances[len(distances)/2]
	for _, place := range []int{ordered[len(ordered)-1], ordered[0]} {
		at := along.cells[place]
		if typical == 0 || math.Abs(value(place)-value(middle)) <= 5*typical || !adds(measure) && g.count(at) < crosstab.SmallGroup {
			continue
		}
		return []finding{{s.sentence("shows.outlier", map[string]any{
			"At": s.label(along.labels[place]), "Value": s.number(g, at), "N": s.countOf(g, at),
			"Middle": s.label(along.labels[middle]), "MiddleValue": s.number(g, along.cells[middle]),
		}), worthOutlier}}
	}
	return nil
}

// pairs finds the widest gap inside a row that a test confirms.
func (s *scribe) pairs(tile Tile, g grid) []finding {
	if len(g.leafColumns) < 2 || len(tile.Tests.Higher) == 0 {
		return nil
	}
	type candidate struct {
		high, low   At
		row         int
		first, last int // columns
		size        float64
	}
	var widest *candidate
	for _, row := range g.leafRows {
		for _, high := range g.leafColumns {
			for _, low := range g.leafColumns {
				a, b := g.at(row, high, 0), g.at(row, low, 0)
				if !tile.Tests.Higher[[2]At{a, b}] || !g.known(a) || !g.known(b) {
					continue
				}
				size := math.Abs(g.cell(a).Number - g.cell(b).Number)
				if widest == nil || size > widest.size {
					widest = &candidate{a, b, row, high, low, size}
				}
			}
		}
	}
	if widest == nil || g.cell(widest.high).Text == g.cell(widest.low).Text {
		return nil
	}
	within := g.rowLabel(widest.row)
	return []finding{{s.sentence("shows.pair", map[string]any{
		"Within": s.label(within), "High": s.label(g.columnLabel(widest.first)), "Low": s.label(g.columnLabel(widest.last)),
		"HighValue": s.number(g, widest.high), "HighN": s.countOf(g, widest.high),
		"LowValue": s.number(g, widest.low), "LowN": s.countOf(g, widest.low),
	}), worthTested}}
}
