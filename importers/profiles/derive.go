package profiles

import (
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// Schema returns the columns of a plan's table with those that are derived.
func Schema(plan importers.Plan) table.Schema {
	schema := plan.Schema()
	for _, derived := range plan.Derived {
		schema = append(schema, derived.Column)
	}
	return schema
}

// Derive adds the plan's derived columns to what a reader reads by the plan.
// Closing what comes back closes the reader.
func Derive(reader table.Reader, plan importers.Plan) table.Reader {
	if len(plan.Derived) == 0 {
		return reader
	}
	schema := reader.Schema()
	d := &derivingReader{Reader: reader, schema: slices.Clone(schema)}
	for _, derived := range plan.Derived {
		from := -1
		if derived.From != "" {
			from = schema.Index(derived.From)
		}
		column := &derivedColumn{Derived: derived, from: from, known: map[string]table.Value{}}
		if from >= 0 {
			column.source = schema[from]
		}
		for prefix := range derived.Words {
			column.longest = max(column.longest, len(prefix))
		}
		d.columns = append(d.columns, column)
		d.schema = append(d.schema, derived.Column)
	}
	return d
}

type derivingReader struct {
	table.Reader
	schema  table.Schema
	columns []*derivedColumn
	cells   []table.Cell
}

func (d *derivingReader) Schema() table.Schema { return d.schema }

func (d *derivingReader) Next() (table.Row, error) {
	row, err := d.Reader.Next()
	if err != nil {
		return row, err
	}
	d.cells = append(d.cells[:0], row.Cells...)
	for _, column := range d.columns {
		d.cells = append(d.cells, table.Cell{Value: column.value(row.Cells)})
	}
	return table.Row{Number: row.Number, Cells: d.cells}, nil
}

// derivedColumn computes one column.
type derivedColumn struct {
	importers.Derived
	from    int // place of the column it is taken from, or -1
	source  table.Column
	longest int // of the texts that have words
	known   map[string]table.Value
}

// mostKnown bounds the texts of which the outcome is kept.
const mostKnown = 1 << 14

func (c *derivedColumn) value(cells []table.Cell) table.Value {
	text := c.Value
	switch {
	case c.from >= 0:
		cell := cells[c.from]
		if cell.State == table.Missing || cell.State == table.Withheld {
			return cell.Value
		}
		text = c.source.Text(cell.Value)
	case c.From != "":
		return table.Mark(table.Missing, "") // the column it needs was left out
	}
	value, known := c.known[text]
	if !known {
		value = c.compute(text)
		if len(c.known) < mostKnown {
			c.known[text] = value
		}
	}
	return value
}

func (c *derivedColumn) compute(text string) table.Value {
	if c.Part > 0 {
		pieces := strings.Split(text, c.Separator)
		if c.Part > len(pieces) {
			return table.Mark(table.Missing, "")
		}
		text = pieces[c.Part-1]
	}
	text = strings.TrimSpace(text)
	if short := c.Pad - len(text); short > 0 && text != "" {
		text = strings.Repeat("0", short) + text
	}
	if len(c.Words) > 0 {
		text = c.words(text)
	}
	if text == "" {
		return table.Mark(table.Missing, "")
	}
	if c.Type != table.SchoolYear {
		return table.TextValue(text)
	}
	if start, _, ok := table.ParseSchoolYear(text); ok {
		return table.NumberValue(float64(start))
	}
	return table.Mark(table.Misfit, text)
}

// words returns what the longest beginning of a code that has words means.
func (c *derivedColumn) words(code string) string {
	for n := min(len(code), c.longest); n > 0; n-- {
		if words, found := c.Words[code[:n]]; found {
			return words
		}
	}
	return ""
}
