package workbench

import (
	"context"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// studentsBehind is how many different students a slice holds in the datasets
// that a board shows of it: of several datasets the most, since one may list
// only some of them. It is -1 where no dataset says who a row is about.
func (b *Workbench) studentsBehind(ctx context.Context, dashboard reports.Dashboard, board *reports.Board) (int, error) {
	most := -1
	var seen []string
	for _, tile := range dashboard.Tiles {
		shown := slices.ContainsFunc(board.Sections, func(s reports.Section) bool { return s.Name == tile.Name && !s.Comparison })
		if !shown || tile.Report.Dataset == "" || containsFold(seen, tile.Report.Dataset) {
			continue
		}
		seen = append(seen, tile.Report.Dataset)
		whole := reports.Tile{Name: tile.Name, Ignore: tile.Ignore, Report: reports.Report{Dataset: tile.Report.Dataset}}
		made, err := b.sliced(ctx, dashboard, whole, board.Slice)
		if err != nil {
			return -1, err
		}
		student := studentColumn(made.dataset.Schema)
		if made.lacks != "" || student == "" {
			continue
		}
		spec := made.report.Spec
		spec.Measures = []crosstab.Measure{{Function: crosstab.Distinct, Field: student}}
		joined, err := b.join(ctx, made.dataset, spec)
		if err != nil {
			return -1, err
		}
		result, err := b.engine.Compute(ctx, joined.frame, spec)
		if err != nil {
			return -1, err
		}
		if number := result.Cell(0, 0).Values[0]; number.State == table.Reported {
			most = max(most, int(number.Value))
		} else {
			most = max(most, 0) // no row is theirs, and so no student
		}
	}
	return most, nil
}

// studentColumn is the column with the number of the student whom a row is
// about; empty if there is none.
func studentColumn(schema table.Schema) string {
	for _, wanted := range []string{"student id", "student number", "student local id", "local student id", "pupil id", "ssid", "state student id"} {
		for _, column := range schema {
			if strings.Join(headerWords(column.Name), " ") == wanted {
				return column.Name
			}
		}
	}
	for _, column := range schema {
		if personKindOf(column.Name) == studentNumber {
			return column.Name
		}
	}
	return ""
}
