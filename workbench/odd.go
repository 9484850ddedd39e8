package workbench

import (
	"context"
	"errors"
	"io"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// OddCells is what Problems lists for a table that is not imported yet: every
// cell that its plan does not read as a value, with the reason. Values that are
// kept in another form are counted only. It reads the whole table and lists as
// many as limit says; the counts are of all.
func OddCells(ctx context.Context, path string, plan importers.Plan, limit int) (list []CellProblem, counts ProblemCounts, err error) {
	source, importer, err := recognise(path)
	if err != nil {
		return nil, nil, err
	}
	reader, err := importer.Open(ctx, source, plan)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	schema := reader.Schema()
	counts = ProblemCounts{}
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return list, counts, nil
		}
		if err != nil {
			return nil, nil, err
		}
		for i, cell := range row.Cells {
			if !isOdd(cell) {
				continue
			}
			odd := warehouse.OddCell{Column: schema[i], Value: cell.Value, Text: cell.Text}
			if cell.HasOriginal {
				odd.Text = cell.Original
			}
			kind, reason := reasonFor(odd)
			counts[kind]++
			if kind != ProblemRewritten && len(list) < limit {
				list = append(list, CellProblem{
					Kind: kind, Text: odd.Text, Reason: reason,
					Where: table.Where{File: source.Name(), Sheet: plan.Sheet, Row: row.Number, Column: schema[i].Name},
				})
			}
		}
	}
}

// isOdd tells a cell that is not simply a value or blank.
func isOdd(cell table.Cell) bool {
	if cell.State == table.Missing {
		return cell.Text != "" || cell.HasOriginal && cell.Original != ""
	}
	return cell.State != table.Reported || cell.HasOriginal
}

// OddCells is the function OddCells.
func (b *Workbench) OddCells(ctx context.Context, path string, plan importers.Plan, limit int) ([]CellProblem, ProblemCounts, error) {
	return OddCells(ctx, path, plan, limit)
}
