package widgets

import "sort"

// The widths of columns, in units. A person may drag a column wider than fitting would ever make it.
const (
	minColumnWidth     = 36
	maxFittedWidth     = 360
	maxColumnWidth     = 1600
	defaultColumnWidth = 96
)

// gridColumns holds the widths of all columns and where each begins. Positions are float64, exact for any number of columns
// a table can have.
type gridColumns struct {
	widths []float32
	starts []float64 // one more than widths: the last is the width of everything
	fitted bool
	size   float32 // the text size the widths were made for
}

// reset makes count columns of the default width that wait to be fitted.
func (c *gridColumns) reset(count int) {
	c.widths = make([]float32, count)
	for i := range c.widths {
		c.widths[i] = defaultColumnWidth
	}
	c.fitted = false
	c.place()
}

// set gives one column a width within the limits.
func (c *gridColumns) set(column int, width float32) {
	c.widths[column] = max(minColumnWidth, min(width, maxColumnWidth))
	c.place()
}

// follow keeps widths in proportion when the size of the text changes.
func (c *gridColumns) follow(size float32) {
	if c.size > 0 && c.size != size {
		for i := range c.widths {
			c.widths[i] *= size / c.size
		}
		c.place()
	}
	c.size = size
}

// place computes where each column begins.
func (c *gridColumns) place() {
	if len(c.starts) != len(c.widths)+1 {
		c.starts = make([]float64, len(c.widths)+1)
	}
	for i, width := range c.widths {
		c.starts[i+1] = c.starts[i] + float64(width)
	}
}

// total is the width of all columns.
func (c *gridColumns) total() float64 {
	return c.starts[len(c.starts)-1]
}

// at is the column that covers the position, the nearest one when none does.
func (c *gridColumns) at(position float64) int {
	column := sort.SearchFloat64s(c.starts, position)
	if column == len(c.starts) || c.starts[column] > position {
		column--
	}
	return max(0, min(column, len(c.widths)-1))
}
