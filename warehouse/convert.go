package warehouse

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// importColumn brings the cells of one column of a file into the dataset's
// column of the same name.
type importColumn struct {
	source table.Column
	target storedColumn
	isNew  bool       // the dataset had no such column
	was    table.Type // what the dataset's column was, if the file's type has changed that

	converts  bool // the types differ
	rewrites  bool // the file writes its values another way than the dataset
	converted int
	misfits   int
	padded    int // digits of a code that would lose zeros as a number
}

func newImportColumn(source table.Column, target storedColumn) *importColumn {
	c := &importColumn{source: source, target: target}
	c.converts = source.Type != target.Type && (!source.Type.IsText() || !target.Type.IsText())
	c.rewrites = !c.converts && !source.Type.IsText() && source.Layout != target.Layout
	return c
}

// keepsAsRead reports whether adapt depends on nothing but the cell and counts
// nothing.
func (c *importColumn) keepsAsRead() bool { return !c.converts && !c.rewrites }

// adapt makes the cell one as the dataset keeps it. What the file said can
// always be told again: from the value, or else from the original.
func (c *importColumn) adapt(cell *table.Cell) {
	if !isNormal(c.source.Type, &cell.Value) {
		cell.Value = normalize(c.source.Type, cell.Value)
	}
	if cell.State != table.Reported || (!c.converts && !c.rewrites) {
		return
	}
	text := cell.Original
	if !cell.HasOriginal {
		text = c.source.Text(cell.Value)
	}
	if c.converts {
		c.converted++
		cell.Value = c.convert(cell.Value, text)
		if cell.State == table.Misfit {
			c.misfits++
		}
	}
	written := c.target.Text(cell.Value)
	cell.Original, cell.HasOriginal = "", written != text
	if cell.HasOriginal {
		cell.Original = text
		if c.source.Type == table.Code && cell.State == table.Reported {
			c.padded++
		}
	}
}

// again is adapt for values that the dataset has already: what did not fit its
// type before may fit this one.
func (c *importColumn) again(cell *table.Cell) {
	if cell.State != table.Misfit {
		c.adapt(cell)
		return
	}
	text := cell.Text
	if cell.HasOriginal {
		text = cell.Original
	}
	asText := &importColumn{source: table.Column{Type: table.Text}, target: c.target}
	cell.Value = asText.convert(table.TextValue(text), text)
	written := c.target.Text(cell.Value)
	cell.Original, cell.HasOriginal = "", written != text
	if cell.HasOriginal {
		cell.Original = text
	}
}

// convert returns the value as one of the dataset's type, or a misfit.
func (c *importColumn) convert(v table.Value, text string) table.Value {
	switch c.target.Type {
	case table.Text, table.Code:
		return table.TextValue(text)
	case table.Integer, table.Decimal:
		number, ok := v.Number, c.source.Type == table.Integer || c.source.Type == table.Decimal
		if !ok && (c.source.Type.IsText() || c.source.Type == table.SchoolYear) {
			number, ok = parseNumber(text) // a school year may be written as one year
		}
		if ok && (c.target.Type == table.Decimal || number == math.Trunc(number)) {
			return normalize(c.target.Type, table.NumberValue(number))
		}
	case table.Date:
		if c.source.Type.IsText() {
			for _, layout := range []string{time.DateOnly, c.target.Layout} {
				if day, err := time.Parse(layout, text); layout != "" && err == nil {
					return table.NumberValue(table.TimeDay(day))
				}
			}
		}
	case table.SchoolYear:
		if start, ok := table.ReadSchoolYear(text, c.target.Layout); ok {
			return table.NumberValue(float64(start))
		}
	case table.Grade:
		if grade, ok := table.ParseGrade(text); ok {
			return table.NumberValue(float64(grade))
		}
	case table.YesNo:
		yes, no := c.target.YesNoWords()
		switch {
		case strings.EqualFold(text, yes):
			return table.NumberValue(1)
		case strings.EqualFold(text, no):
			return table.NumberValue(0)
		}
	}
	return table.Mark(table.Misfit, text)
}

// parseNumber reads plain decimal notation and nothing else that Go or C would
// take for a number.
func parseNumber(text string) (float64, bool) {
	if strings.Trim(text, "0123456789.+-") != "" {
		return 0, false
	}
	number, err := strconv.ParseFloat(text, 64)
	return number, err == nil
}

// issue tells what the difference in types came to.
func (c *importColumn) issue() table.Issue {
	where := table.Where{Column: c.source.Name}
	if c.misfits == 0 {
		return table.Issue{
			Code: "append-converted", Severity: table.Note, Where: where,
			Message: fmt.Sprintf("The file has %s values here and the dataset %s values; all %d were converted.",
				c.source.Type, c.target.Type, c.converted),
		}
	}
	return table.Issue{
		Code: "append-misfit", Severity: table.Warning, Where: where,
		Message: fmt.Sprintf("The file has %s values here and the dataset %s values; %d of %d do not fit and were kept as they were written.",
			c.source.Type, c.target.Type, c.misfits, c.converted),
		Remedy: "Look at these rows. If the file is right, import it into a dataset of its own, or undo this import and change the column's type in the plan.",
	}
}

// widened tells that the dataset's column has another type now, and why.
func (c *importColumn) widened(from, to table.Type, evidence string) table.Issue {
	return table.Issue{
		Code: "append-widened", Severity: table.Warning, Where: table.Where{Column: c.source.Name},
		Message: fmt.Sprintf("The column was %s and is %s from now on: %s. Every value is kept as it was written.", from, to, evidence),
		Remedy:  "Undoing this import gives the column its type back.",
	}
}

func (c *importColumn) misfitWords() string {
	if c.misfits == 0 {
		return fmt.Sprintf("%d of %d values begin with 0", c.padded, c.converted)
	}
	return fmt.Sprintf("%d of %d values do not fit", c.misfits, c.converted)
}
