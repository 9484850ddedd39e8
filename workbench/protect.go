package workbench

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// errUnprotected is for a tile in which small groups cannot be withheld.
var errUnprotected = errors.New("small groups cannot be withheld")

// least is the smallest group of a dataset that the board shows: what is not
// about people, such as a budget, has no groups to protect.
func (m *boardMaker) least(dataset warehouse.Dataset) int {
	if m.board.SmallestGroup > 1 && aboutPeople(dataset.Schema) {
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

// unprotectable reports whether a tile takes numbers about people from a dataset
// that is not about people: how many of them are in a group is then not known.
func (m *boardMaker) unprotectable(ctx context.Context, made slicedReport) (bool, error) {
	if m.board.SmallestGroup < 2 || aboutPeople(made.dataset.Schema) {
		return false, nil
	}
	for _, join := range made.report.Spec.Joins {
		from, err := m.Dataset(ctx, join.Dataset)
		if err != nil {
			return false, err
		}
		if join.RollsUp() && aboutPeople(from.Schema) {
			return true, nil
		}
	}
	return false, nil
}

// protect withholds the small groups of a result. Where the data say who a row
// is about, people are counted, and else rows.
func (b *Workbench) protect(ctx context.Context, dataset warehouse.Dataset, from joined, spec crosstab.Spec, result *crosstab.Result, least int) (*reports.Protected, error) {
	student := studentColumn(dataset.Schema)
	if student == "" {
		return reports.Protect(result, spec, nil, least), nil
	}
	counting := spec
	counting.Measures = append(slices.Clone(spec.Measures), crosstab.Measure{Function: crosstab.Distinct, Field: student})
	// The column may have been left out of the frame, being in no measure.
	frame := from.frame
	if _, found := frame.Column(student); !found {
		again, err := b.join(ctx, dataset, counting)
		if err != nil {
			return nil, err
		}
		frame = again.frame
	}
	counted, err := b.engine.Compute(ctx, frame, counting)
	if err != nil {
		return nil, err
	}
	// The members stand in the same order: no sort looks at the last measure.
	if !sameHeaders(result.Rows(), counted.Rows()) || !sameHeaders(result.Columns(), counted.Columns()) {
		return nil, errors.New("the people behind a cross-tab cannot be counted")
	}
	last := len(counting.Measures) - 1
	people := func(row, column int) int { return int(counted.Cell(row, column).Values[last].Value) }
	return reports.Protect(result, spec, people, least), nil
}

func sameHeaders(a, b []crosstab.Header) bool {
	return slices.EqualFunc(a, b, func(x, y crosstab.Header) bool {
		return x.Total == y.Total && strings.Join(x.Labels, "\x00") == strings.Join(y.Labels, "\x00")
	})
}
