package workbench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/schoolbench/schoolbench/reports/csv"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// ProblemKind says why a cell or a place is in the list of problems.
type ProblemKind string

// The kinds of problem, the gravest first.
const (
	ProblemMisfit    ProblemKind = "misfit"    // does not fit its column and is kept as text
	ProblemIssue     ProblemKind = "issue"     // an issue of the import, about a place or the whole file
	ProblemWithheld  ProblemKind = "withheld"  // hidden by whoever published the file
	ProblemMissing   ProblemKind = "missing"   // marked as not given
	ProblemRewritten ProblemKind = "rewritten" // a value that is kept in another form, with its text beside it
)

// CellProblem is one rejected or odd cell, or one issue of an import.
type CellProblem struct {
	Kind    ProblemKind `json:"kind"`
	Dataset string      `json:"dataset"`
	Batch   int64       `json:"batch"`
	// Where is the place in the file that was imported.
	Where table.Where `json:"where"`
	// Text is what the file says there; empty for an issue.
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// ProblemCounts says how many problems of each kind there are.
type ProblemCounts map[ProblemKind]int

// Total is how many problems there are of all kinds.
func (c ProblemCounts) Total() int {
	total := 0
	for _, n := range c {
		total += n
	}
	return total
}

// ProblemOptions narrow a list of problems.
type ProblemOptions struct {
	// Batch is the only import to look at; 0 for all.
	Batch int64
	// Kinds are the kinds to list; none lists all.
	Kinds []ProblemKind
}

// Problems visits every rejected or odd cell of a dataset, and the issues of
// its imports, import by import, until visit returns false. An empty name
// stands for every dataset. Nothing is kept in memory.
func (b *Workbench) Problems(ctx context.Context, dataset string, options ProblemOptions, visit func(CellProblem) bool) error {
	names := []string{dataset}
	if dataset == "" {
		datasets, err := b.Datasets(ctx)
		if err != nil {
			return err
		}
		names = nil
		for _, one := range datasets {
			names = append(names, one.Name)
		}
	}
	list := &problemList{options: options, visit: visit}
	for _, name := range names {
		if err := b.problemsIn(ctx, name, list); err != nil || list.stopped {
			return err
		}
	}
	return nil
}

// CountProblems counts what Problems lists.
func (b *Workbench) CountProblems(ctx context.Context, dataset string, options ProblemOptions) (ProblemCounts, error) {
	counts := ProblemCounts{}
	err := b.Problems(ctx, dataset, options, func(problem CellProblem) bool {
		counts[problem.Kind]++
		return true
	})
	return counts, err
}

// WriteProblems writes what Problems lists as CSV, one row a problem. The list
// is for people, so that texts are made harmless to spreadsheets; in the
// workspace they stay as they are.
func (b *Workbench) WriteProblems(ctx context.Context, w io.Writer, dataset string, options ProblemOptions) error {
	out := newCSVWriter(w)
	out.write([]string{"Kind", "Dataset", "Import", "File", "Sheet", "Row", "Column", "Text", "Reason"})
	err := b.Problems(ctx, dataset, options, func(p CellProblem) bool {
		row := ""
		if p.Where.Row > 0 {
			row = strconv.Itoa(p.Where.Row)
		}
		out.write([]string{
			string(p.Kind), p.Dataset, strconv.FormatInt(p.Batch, 10), p.Where.File, p.Where.Sheet, row,
			csv.Harmless(p.Where.Column), csv.Harmless(p.Text), p.Reason,
		})
		return out.err == nil
	})
	return errors.Join(err, out.flush())
}

// problemList hands problems on, if they are wanted.
type problemList struct {
	options ProblemOptions
	visit   func(CellProblem) bool
	stopped bool
}

func (l *problemList) add(problem CellProblem) bool {
	if l.options.Batch != 0 && problem.Batch != l.options.Batch {
		return true
	}
	wanted := len(l.options.Kinds) == 0
	for _, kind := range l.options.Kinds {
		wanted = wanted || kind == problem.Kind
	}
	if wanted && !l.visit(problem) {
		l.stopped = true
	}
	return !l.stopped
}

func (b *Workbench) problemsIn(ctx context.Context, name string, list *problemList) error {
	dataset, err := b.Dataset(ctx, name)
	if err != nil {
		return err
	}
	batches, err := b.warehouse.Batches(ctx, dataset.Name)
	if err != nil {
		return err
	}
	for _, batch := range batches {
		for _, issue := range batch.Issues {
			where := issue.Where
			if where.File == "" {
				where.File, where.Sheet = batch.File, batch.Sheet
			}
			if !list.add(CellProblem{Kind: ProblemIssue, Dataset: dataset.Name, Batch: batch.ID, Where: where, Reason: issue.Message}) {
				return nil
			}
		}
	}
	return b.warehouse.OddCells(ctx, dataset.Name, func(cell warehouse.OddCell) bool {
		problem := CellProblem{Dataset: dataset.Name, Batch: cell.Batch, Where: cell.Where, Text: cell.Text}
		problem.Kind, problem.Reason = reasonFor(cell)
		if cell.Carried {
			problem.Where.File, problem.Where.Sheet, problem.Where.Row = "", "", 0
			problem.Reason += " It was kept from an earlier import: the last file does not have this column."
		}
		return list.add(problem)
	})
}

// problemKind is the kind of an odd cell by its state.
func problemKind(state table.State) ProblemKind {
	switch state {
	case table.Misfit:
		return ProblemMisfit
	case table.Withheld:
		return ProblemWithheld
	case table.Missing:
		return ProblemMissing
	}
	return ProblemRewritten
}

// reasonFor says in words why a cell is odd.
func reasonFor(cell warehouse.OddCell) (ProblemKind, string) {
	kind := problemKind(cell.Value.State)
	switch kind {
	case ProblemMisfit:
		return kind, fmt.Sprintf("It does not fit a column of type %s and is kept as text.", cell.Column.Type)
	case ProblemWithheld:
		return kind, "It was withheld by whoever published the file; it is not counted as zero."
	case ProblemMissing:
		return kind, "It marks a value that was not given; it is not counted as zero."
	}
	return kind, fmt.Sprintf("It is read as %s; the text is kept beside it.", cell.Column.Text(cell.Value))
}
