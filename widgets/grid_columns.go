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

	labels []float32 // the widths that row labels would have with room enough; nil before they are limited
	chosen bool      // a person has chosen widths, which are not limited any more
}

// reset makes count columns of the default width that wait to be fitted.
func (c *gridColumns) reset(count int) {
	c.widths = make([]float32, count)
	for i := range c.widths {
		c.widths[i] = defaultColumnWidth
	}
	c.fitted, c.chosen, c.labels = false, false, nil
	c.place()
}

// set gives one column a width within the limits.
func (c *gridColumns) set(column int, width float32) {
	c.widths[column] = max(minColumnWidth, min(width, maxColumnWidth))
	c.chosen = true
	c.place()
}

// limitLabels keeps the leading columns within a width, so that a long name does not take the room of the numbers. Those
// narrower than an even share of it keep their width.
func (c *gridColumns) limitLabels(count int, limit float32) {
	if c.chosen || count <= 0 || count > len(c.widths) || limit <= 0 {
		return
	}
	if len(c.labels) != count {
		c.labels = append([]float32(nil), c.widths[:count]...)
	}
	order := make([]int, count)
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return c.labels[order[a]] < c.labels[order[b]] })
	left := limit
	for done, column := range order {
		share := max(minColumnWidth, left/float32(count-done))
		c.widths[column] = min(c.labels[column], share)
		left -= c.widths[column]
	}
	c.place()
}

// labelRoom is how wide the leading columns would be with room enough.
func (c *gridColumns) labelRoom(count int) float32 {
	var sum float32
	for i := range min(count, len(c.widths)) {
		if !c.chosen && len(c.labels) == count {
			sum += c.labels[i]
		} else {
			sum += c.widths[i]
		}
	}
	return sum
}

// follow keeps widths in proportion when the size of the text changes.
func (c *gridColumns) follow(size float32) {
	if c.size > 0 && c.size != size {
		for i := range c.widths {
			c.widths[i] *= size / c.size
		}
		for i := range c.labels {
			c.labels[i] *= size / c.size
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
