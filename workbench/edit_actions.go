package workbench

import (
	"context"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// CellText is a cell and what is written into it.
type CellText struct {
	Row    int
	Column string
	Text   string
}

// SetCells writes texts into cells, each read as its column's type says.
type SetCells struct{ Cells []CellText }

func (a SetCells) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	cells, err := e.read(ctx, a.Cells)
	if err != nil || len(cells) == 0 {
		return warehouse.Edit{}, err
	}
	first := a.Cells[0]
	what := fmt.Sprintf("Write %q into %s, row %d", shorten(first.Text), first.Column, first.Row+1)
	if len(cells) > 1 {
		what = fmt.Sprintf("Write into %d cells", len(cells))
	}
	return e.bench.warehouse.SetCells(ctx, e.request(warehouse.EditSet, "%s", what), 0, cells)
}

// read reads what is written into cells.
func (e *editing) read(ctx context.Context, texts []CellText) ([]warehouse.CellEdit, error) {
	cells := make([]warehouse.CellEdit, 0, len(texts))
	for i, one := range texts {
		if i%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		column, err := e.column(one.Column)
		if err != nil {
			return nil, err
		}
		cell, err := e.cell(ctx, column, one.Text)
		if err != nil {
			if issue := table.IssueIn(err); issue != nil && issue.Where.Row == 0 && len(texts) > 1 {
				issue.Where.Row = one.Row + 1
			}
			return nil, err
		}
		cells = append(cells, warehouse.CellEdit{Place: warehouse.Place{Row: one.Row, Column: column.Name}, Cell: cell})
	}
	return cells, nil
}

// PasteBlock writes a block of texts, rows of cells, into the rows and columns that
// are named, in order. Rows below the last are added, which a row number not in
// the dataset stands for: the number of its rows is the first new one.
type PasteBlock struct {
	Rows    []int
	Columns []string
	Block   [][]string
}

func (a PasteBlock) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	var texts []CellText
	newRows := 0
	for i, line := range a.Block {
		if i >= len(a.Rows) {
			break
		}
		newRows = max(newRows, a.Rows[i]+1-e.dataset.Rows)
		for j, text := range line {
			if j >= len(a.Columns) {
				return warehouse.Edit{}, table.Failed("paste-too-wide", table.Where{}, fmt.Sprintf("The block has %d columns, and only %d are left from here.", len(line), len(a.Columns)),
					"Begin further left, or copy fewer columns.", nil)
			}
			texts = append(texts, CellText{Row: a.Rows[i], Column: a.Columns[j], Text: text})
		}
	}
	cells, err := e.read(ctx, texts)
	if err != nil || len(cells) == 0 {
		return warehouse.Edit{}, err
	}
	return e.bench.warehouse.SetCells(ctx, e.request(warehouse.EditPaste, "Paste %d rows, %d cells", min(len(a.Block), len(a.Rows)), len(cells)), newRows, cells)
}

// FillDown writes what the first of some rows hold in each of some columns into
// the others, over and over.
type FillDown struct {
	Rows    []int
	Columns []string
	// First is how many of the rows are repeated, and stay as they are; 0 means
	// one.
	First int
}

func (a FillDown) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	first := max(1, a.First)
	if len(a.Rows) <= first || len(a.Columns) == 0 {
		return warehouse.Edit{}, table.Failed("nothing-to-fill", table.Where{}, "There is nothing to fill down into.", "Select the cell to copy and those below it.", nil)
	}
	frame, err := e.bench.warehouse.Frame(ctx, e.dataset.Name, a.Columns...)
	if err != nil {
		return warehouse.Edit{}, err
	}
	var cells []warehouse.CellEdit
	for _, vector := range frame.Columns() {
		for _, row := range a.Rows[:first] {
			if row < 0 || row >= vector.Len() {
				return warehouse.Edit{}, unknownRowIn(e.dataset, row)
			}
		}
		for i, row := range a.Rows[first:] {
			value := vector.Value(a.Rows[i%first])
			cells = append(cells, warehouse.CellEdit{Place: warehouse.Place{Row: row, Column: vector.Column().Name}, Cell: table.Cell{Value: value}})
		}
	}
	return e.bench.warehouse.SetCells(ctx, e.request(warehouse.EditFill, "Fill down %s, %d rows", strings.Join(a.Columns, ", "), len(a.Rows)-first), 0, cells)
}

func unknownRowIn(dataset warehouse.Dataset, row int) error {
	return table.Failed("unknown-row", table.Where{}, fmt.Sprintf("The dataset %q has no row %d.", dataset.Name, row+1),
		fmt.Sprintf("It has %d rows.", dataset.Rows), nil)
}

// InsertRows adds empty rows, at the end of the dataset or above one of its
// rows.
type InsertRows struct {
	Count int
	// Above is the row, as frames number them, that they are shown above; nil
	// shows them at the end.
	Above *int
}

// mostInserted is how many empty rows one act adds.
const mostInserted = 100_000

func (a InsertRows) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	if a.Count <= 0 || a.Count > mostInserted {
		return warehouse.Edit{}, table.Failed("rows-out-of-range", table.Where{}, fmt.Sprintf("%d rows cannot be added at once.", a.Count),
			fmt.Sprintf("Add from 1 to %d rows.", mostInserted), nil)
	}
	if a.Above != nil {
		return e.bench.warehouse.InsertRows(ctx, e.request(warehouse.EditInsert, "Insert %d rows", a.Count), a.Count, *a.Above)
	}
	return e.bench.warehouse.SetCells(ctx, e.request(warehouse.EditInsert, "Add %d rows", a.Count), a.Count, nil)
}

// DeleteRows takes rows out.
type DeleteRows struct{ Rows []int }

func (a DeleteRows) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	return e.bench.warehouse.DeleteRows(ctx, e.request(warehouse.EditDelete, "Delete %d rows", len(a.Rows)), a.Rows)
}

// AddColumn adds a column of people's own. The column's type follows from its
// kind.
type AddColumn struct{ Column warehouse.OwnColumn }

func (a AddColumn) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	column, err := e.settleOwn(a.Column, "")
	if err != nil {
		return warehouse.Edit{}, err
	}
	return e.bench.warehouse.AddColumn(ctx, e.request(warehouse.EditAddColumn, "Add the column %q", column.Column.Name), column)
}

// ChangeColumn gives an own column another name, kind, list of choices or
// formula.
type ChangeColumn struct {
	Name   string
	Column warehouse.OwnColumn
}

func (a ChangeColumn) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	column, err := e.settleOwn(a.Column, a.Name)
	if err != nil {
		return warehouse.Edit{}, err
	}
	if !strings.EqualFold(a.Name, column.Column.Name) {
		if err := e.checkFormulas(a.Name); err != nil {
			return warehouse.Edit{}, err
		}
	}
	return e.bench.warehouse.ChangeColumn(ctx, e.request(warehouse.EditChangeColumn, "Change the column %q", a.Name), a.Name, column)
}

// DescribeColumn says in plain words what the values of a column are; an empty
// text takes the words away.
type DescribeColumn struct{ Column, Text string }

func (a DescribeColumn) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	return e.bench.warehouse.Describe(ctx, e.request(warehouse.EditDescribe, "Describe the column %q", a.Column), a.Column, a.Text)
}

// RemoveColumn takes an own column away.
type RemoveColumn struct{ Name string }

func (a RemoveColumn) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	if err := e.checkFormulas(a.Name); err != nil {
		return warehouse.Edit{}, err
	}
	return e.bench.warehouse.RemoveColumn(ctx, e.request(warehouse.EditRemoveColumn, "Remove the column %q", a.Name), a.Name)
}

// checkFormulas sees that no formula looks at a column that is to lose its
// name.
func (e *editing) checkFormulas(name string) error {
	for _, own := range e.dataset.Own {
		for _, used := range expression.Names(own.Formula) {
			if strings.EqualFold(used, name) {
				return table.Failed("column-in-formula", table.Where{Column: name}, fmt.Sprintf("The formula of %q looks at the column %q.", own.Column.Name, name),
					fmt.Sprintf("Change the formula of %q first.", own.Column.Name), nil)
			}
		}
	}
	return nil
}

// settleOwn gives an own column the type of its kind and sees that it is
// complete. Self is the column's present name, if it has one.
func (e *editing) settleOwn(column warehouse.OwnColumn, self string) (warehouse.OwnColumn, error) {
	name := strings.TrimSpace(column.Column.Name)
	column.Column = table.Column{Name: name, Description: column.Column.Description}
	var choices []string
	for _, choice := range column.Choices {
		if choice = strings.TrimSpace(choice); choice != "" {
			choices = append(choices, choice)
		}
	}
	column.Choices = nil
	formula := strings.TrimSpace(column.Formula)
	column.Formula = ""
	switch column.Kind {
	case warehouse.OwnText:
	case warehouse.OwnNumber:
		column.Column.Type, column.Column.Role = table.Decimal, table.Measure
	case warehouse.OwnYesNo:
		column.Column.Type = table.YesNo
	case warehouse.OwnDate:
		column.Column.Type = table.Date
	case warehouse.OwnChoice:
		if column.Choices = choices; len(choices) == 0 {
			return column, table.Failed("choices-empty", table.Where{Column: name}, "A choice list needs at least one choice.", "Write the choices, such as: called, left a message, no answer.", nil)
		}
	case warehouse.OwnFormula:
		described, err := e.describeFormula(formula, self)
		if err != nil {
			return column, err
		}
		described.Name, described.Description = name, column.Column.Description
		column.Column, column.Formula = described, formula
	default:
		return column, table.Failed("own-kind-unknown", table.Where{Column: name}, fmt.Sprintf("There is no kind of column called %q.", column.Kind),
			"Use text, number, choice, yesno, date or formula.", nil)
	}
	return column, nil
}

// describeFormula tells what a formula evaluates to.
func (e *editing) describeFormula(formula, self string) (table.Column, error) {
	schema := plainSchema(e.dataset, self)
	compiled, err := expression.Compile(formula, schema)
	if err != nil {
		return table.Column{}, err
	}
	column := compiled.Column()
	column.Label = ""
	return column, nil
}

// plainSchema is the columns that formulas may look at: all but formulas.
func plainSchema(dataset warehouse.Dataset, self string) table.Schema {
	var schema table.Schema
	for _, column := range dataset.Schema {
		if own, found := dataset.OwnColumn(column.Name); (found && own.Formula != "") || (self != "" && strings.EqualFold(column.Name, self)) {
			continue
		}
		schema = append(schema, column)
	}
	return schema
}

// Comment writes a comment on a cell, in the place of one that is there; an
// empty text takes it away.
type Comment struct {
	Row    int
	Column string
	Text   string
}

func (a Comment) apply(ctx context.Context, e *editing) (warehouse.Edit, error) {
	text := strings.TrimSpace(a.Text)
	what := fmt.Sprintf("Comment on %s, row %d: %q", a.Column, a.Row+1, shorten(text))
	if text == "" {
		what = fmt.Sprintf("Take the comment off %s, row %d", a.Column, a.Row+1)
	}
	return e.bench.warehouse.SetComment(ctx, e.request(warehouse.EditComment, "%s", what), warehouse.Place{Row: a.Row, Column: a.Column}, text)
}
