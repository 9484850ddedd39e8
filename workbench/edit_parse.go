package workbench

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// cellParser reads what people write into a column, as the column's files are
// read: a mark that the column has already, such as *, is that mark.
type cellParser struct {
	column table.Column
	own    warehouse.OwnColumn
	parser *typing.Parser
}

// mostTypedMarks bounds how many marks of a column are known to who writes.
const mostTypedMarks = 100

func (e *editing) newParser(ctx context.Context, column table.Column) (*cellParser, error) {
	p := &cellParser{column: column}
	p.own, _ = e.dataset.OwnColumn(column.Name)
	if p.own.Formula != "" {
		return nil, table.Failed("column-is-formula", table.Where{Column: column.Name}, fmt.Sprintf("The column %q is computed by a formula.", column.Name),
			"Change the formula, or the cells that it looks at.", nil)
	}
	plan := importers.PlanColumn{Column: column}
	frame, err := e.bench.warehouse.Frame(ctx, e.dataset.Name, column.Name)
	if err != nil {
		return nil, err
	}
	vector := frame.Columns()[0]
	for _, value := range slices.Concat(vector.Dictionary(), vector.Marks()) {
		switch {
		case len(plan.Missing)+len(plan.Withheld) >= mostTypedMarks:
		case value.State == table.Missing && value.Text != "":
			plan.Missing = append(plan.Missing, value.Text)
		case value.State == table.Withheld:
			plan.Withheld = append(plan.Withheld, value.Text)
		}
	}
	// A blank that people leave is missing, also where a blank in the file is
	// no.
	if yes, no := column.YesNoWords(); column.Type == table.YesNo && no == "" {
		plan.Layout = yes + "|No"
	}
	p.parser = typing.NewParser(plan)
	return p, nil
}

// parse reads a text. The issue says why it does not fit; the cell is then the
// text as a misfit, or, in a choice list, as a text.
func (p *cellParser) parse(text string) (table.Cell, *table.Issue) {
	text = strings.TrimSpace(text)
	if text == "" {
		return table.Cell{Value: table.Value{State: table.Missing}}, nil
	}
	if p.own.Kind == warehouse.OwnChoice {
		for _, choice := range p.own.Choices {
			if strings.EqualFold(choice, text) {
				return table.Cell{Value: table.TextValue(choice)}, nil
			}
		}
		return table.Cell{Value: table.TextValue(text)}, p.misfit(text, "is not on the list of choices", "Choose one of "+strings.Join(p.own.Choices, ", ")+", or add it to the list.")
	}
	cell := p.parser.Parse([]byte(text))
	// What people write is kept as a value; only files have an original.
	cell.Original, cell.HasOriginal = "", false
	if p.column.Type.IsText() && cell.State == table.Reported {
		cell.Value = table.TextValue(text)
	}
	if cell.State != table.Misfit {
		return cell, nil
	}
	if yes, ok := yesOrNo(text); ok && p.column.Type == table.YesNo {
		return table.Cell{Value: table.NumberValue(yes)}, nil
	}
	says, remedy := p.expectation()
	return table.Cell{Value: table.Mark(table.Misfit, text)}, p.misfit(text, says, remedy)
}

func (p *cellParser) misfit(text, says, remedy string) *table.Issue {
	return table.Failed("value-does-not-fit", table.Where{Column: p.column.Title()}, fmt.Sprintf("%q %s.", shorten(text), says), remedy, nil)
}

// longestQuoted is how many characters of a text a message repeats.
const longestQuoted = 60

func shorten(text string) string {
	runes := []rune(text)
	if len(runes) <= longestQuoted {
		return text
	}
	return string(runes[:longestQuoted]) + "…"
}

// expectation says why a text does not fit the column's type, and what would.
func (p *cellParser) expectation() (says, remedy string) {
	switch p.column.Type {
	case table.Integer:
		return "is not a whole number", "Write a number such as 12, or leave the cell blank."
	case table.Decimal:
		return "is not a number", "Write a number such as 12.5, or leave the cell blank."
	case table.Date:
		return "is not a day", "Write it as 2025-09-01 or as the column does, or leave the cell blank."
	case table.SchoolYear:
		return "is not a school year", "Write it as 2025-26, or leave the cell blank."
	case table.Grade:
		return "is not a grade of school", "Write PK, TK, K or 1 to 12, or leave the cell blank."
	case table.YesNo:
		yes, no := p.column.YesNoWords()
		return "is neither yes nor no", fmt.Sprintf("Write %s or %s, or leave the cell blank.", yes, cmp.Or(no, "No"))
	}
	return "does not fit the column", "Leave the cell blank."
}

// yesOrNo reads the words for yes and no that any column of them takes.
func yesOrNo(text string) (float64, bool) {
	switch strings.ToLower(text) {
	case "yes", "y", "true", "1", "x", "sí", "si":
		return 1, true
	case "no", "n", "false", "0":
		return 0, true
	}
	return 0, false
}
