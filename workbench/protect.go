package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// errUnprotected is for a tile in which small groups cannot be withheld.
var errUnprotected = errors.New("small groups cannot be withheld")

// least is the smallest group of a dataset that the board shows. What is known
// not to be about people, such as a budget, has no groups to protect.
func (m *boardMaker) least(dataset warehouse.Dataset) int {
	if m.board.SmallestGroup > 1 && !notAboutPeople(dataset.Schema) {
		return m.board.SmallestGroup
	}
	return 0
}

// protectable refuses a tile whose rows or columns stand for one person each:
// their labels alone would tell who they are.
func (m *boardMaker) protectable(ctx context.Context, made slicedReport, tile reports.Tile) error {
	tile.Report = made.report
	err := m.checkComparison(ctx, made.dataset, tile)
	if issue := table.IssueIn(err); issue != nil {
		return errUnprotected
	}
	return err
}

// unprotectable reports whether a tile's numbers are about people who cannot be
// counted: those of a dataset in which somebody may have several rows and nothing
// says who, and those that are rolled up into rows that are no person each.
func (m *boardMaker) unprotectable(ctx context.Context, made slicedReport) (bool, error) {
	if m.board.SmallestGroup < 2 {
		return false, nil
	}
	if m.least(made.dataset) > 1 {
		if count, known := headcountOf(made.dataset); !known {
			return true, nil
		} else if !count.byRows() {
			return false, nil
		}
	}
	for _, join := range made.report.Spec.Joins {
		from, err := m.Dataset(ctx, join.Dataset)
		if err != nil {
			return false, err
		}
		if join.RollsUp() && !notAboutPeople(from.Schema) {
			return true, nil
		}
	}
	return false, nil
}

// protectedResult is a result with its small groups withheld.
type protectedResult struct {
	shown  *reports.Protected
	result *crosstab.Result
	spec   crosstab.Spec // what was computed
}

// protect withholds the small groups of what a spec gives. Members that stand in
// an order by numbers of which some are withheld are put in the order of their
// labels, and all shown, since their places would tell those numbers.
func (b *Workbench) protect(ctx context.Context, dataset warehouse.Dataset, from joined, spec crosstab.Spec, result *crosstab.Result, least int) (protectedResult, error) {
	made := protectedResult{result: result, spec: spec}
	people, err := b.peopleBehind(ctx, dataset, spec, result)
	if err != nil {
		return made, err
	}
	if made.shown, err = reports.Protect(ctx, result, spec, people, least); err != nil {
		return made, err
	}
	plain, ordered := withoutOrder(spec)
	if !ordered || !made.shown.Withholds() {
		return made, nil
	}
	made.spec = plain
	if made.result, err = b.engine.Compute(ctx, from.frame, plain); err != nil {
		return made, err
	}
	if people, err = b.peopleBehind(ctx, dataset, plain, made.result); err != nil {
		return made, err
	}
	made.shown, err = reports.Protect(ctx, made.result, plain, people, least)
	if made.shown != nil {
		made.shown.Unordered = true
	}
	return made, err
}

// withoutOrder is a spec whose members stand in the order of their labels, and
// whether they did not before. A limit that goes by a number goes with it.
func withoutOrder(spec crosstab.Spec) (crosstab.Spec, bool) {
	changed := false
	plain := func(dimensions []crosstab.Dimension) []crosstab.Dimension {
		dimensions = slices.Clone(dimensions)
		for i := range dimensions {
			if d := &dimensions[i]; d.By != "" {
				d.By, d.Within, d.Descending, d.Limit = "", false, false, 0
				changed = true
			}
		}
		return dimensions
	}
	spec.Rows, spec.Columns = plain(spec.Rows), plain(spec.Columns)
	return spec, changed
}

// peopleBehind counts the different people behind each cell of a result, and
// behind the totals that it lacks; nil where each row is one.
func (b *Workbench) peopleBehind(ctx context.Context, dataset warehouse.Dataset, spec crosstab.Spec, result *crosstab.Result) (reports.People, error) {
	count, known := headcountOf(dataset)
	if !known {
		return nil, errUnprotected
	}
	if count.byRows() {
		return nil, nil
	}
	counting := spec
	counting.Totals, counting.Differ, counting.Confidence = crosstab.AllTotals, crosstab.NoTests, 0
	fields := slices.Concat(count.numbers, count.names)
	counting.Measures = slices.Clone(spec.Measures)
	first := len(counting.Measures)
	for _, field := range fields {
		counting.Measures = append(counting.Measures, crosstab.Measure{Function: crosstab.Distinct, Field: field})
	}
	// The columns may have been left out of the frame, being in no measure.
	from, err := b.join(ctx, dataset, counting)
	if err != nil {
		return nil, err
	}
	counted, err := b.engine.Compute(ctx, from.frame, counting)
	if err != nil {
		return nil, err
	}
	rows, columns := placesIn(result.Rows(), counted.Rows()), placesIn(result.Columns(), counted.Columns())
	if slices.Contains(rows[:len(rows)-1], -1) || slices.Contains(columns[:len(columns)-1], -1) {
		return nil, errors.New("the people behind a cross-tab cannot be counted")
	}
	return func(row, column int) int {
		row, column = rows[row], columns[column]
		if row < 0 || column < 0 {
			return -1
		}
		values := counted.Cell(row, column).Values[first:]
		fewest, named := -1, 0
		for i, number := range values {
			n := 0
			if number.State == table.Reported {
				n = int(number.Value)
			}
			if i >= len(count.numbers) {
				named = max(named, n)
			} else if fewest < 0 || n < fewest {
				fewest = n
			}
		}
		if len(count.names) > 0 && (fewest < 0 || named < fewest) {
			fewest = named
		}
		return fewest
	}, nil
}

// placesIn finds headers among others, and behind them the grand total; -1 for
// one that is not there.
func placesIn(headers, among []crosstab.Header) []int {
	key := func(header crosstab.Header) string { return fmt.Sprintf("%#v %q", header.Path, header.Labels) }
	at := map[string]int{}
	for i, header := range among {
		at[key(header)] = i
	}
	places := make([]int, 0, len(headers)+1)
	for _, header := range append(slices.Clip(headers), crosstab.Header{Path: []table.Value{}, Labels: []string{}}) {
		place, found := at[key(header)]
		if !found {
			place = -1
		}
		places = append(places, place)
	}
	return places
}
