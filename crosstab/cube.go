package crosstab

import (
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// cube is what a scan gathered about the leaves of a cross-tab and can be
// added up again in any other arrangement of the same fields.
type cube struct {
	where  string
	days   string          // the school calendar that where goes by
	bases  []*table.Vector // the columns that where looks at
	keys   []*key          // the dimensions; the last one's members are side by side
	length int             // rows of the frame
	n      []uint32
	fields []*field
	leaves []leaves // by field
}

// makeCube keeps what a plan gathered.
func makeCube(p *plan, g *gathered) *cube {
	return &cube{
		where: p.spec.Where, days: calendarText(p.scope), bases: p.bases, length: p.length,
		keys: slices.Concat(p.rows.keys, p.columns.keys), n: g.n, fields: p.fields, leaves: g.leaves,
	}
}

// size is about how many bytes the cube takes, without the columns.
func (c *cube) size() int {
	size := 4 * len(c.n)
	for _, l := range c.leaves {
		size += l.size()
	}
	return size
}

// answers reports whether all that the plan needs is in the cube: the same
// rows, no other dimensions, and no other measures.
func (c *cube) answers(p *plan) bool {
	if c.length != p.length || c.where != p.spec.Where || c.days != calendarText(p.scope) || !slices.Equal(c.bases, p.bases) {
		return false
	}
	for _, k := range slices.Concat(p.rows.keys, p.columns.keys) {
		if c.dimension(k) < 0 {
			return false
		}
	}
	for _, f := range p.fields {
		if c.field(f) < 0 {
			return false
		}
	}
	return true
}

func (c *cube) dimension(wanted *key) int {
	return slices.IndexFunc(c.keys, func(k *key) bool { return k.vector == wanted.vector && !k.merged })
}

func (c *cube) field(wanted *field) int {
	return slices.IndexFunc(c.fields, func(f *field) bool {
		return f.vector == wanted.vector && (f.sums || !wanted.sums) && (f.spans || !wanted.spans) &&
			(f.moments || !wanted.moments) && slices.Equal(f.orders, wanted.orders)
	})
}

// arrange adds up the cube's leaves as the plan lays them out. A dimension
// that the plan does not have is added up over.
func (c *cube) arrange(p *plan) *gathered {
	to := c.destinations(p)
	cells := p.cells()
	g := &gathered{n: regroup(c.n, c.n, to, cells, 0, addNumber), sets: make([]*gathering, len(p.fields))}
	for i, f := range p.fields {
		g.leaves = append(g.leaves, c.leaves[c.field(f)].regroup(f, c.n, to, cells))
		g.sets[i] = &gathering{}
	}
	return g
}

// destinations returns for each leaf of the cube the plan's leaf it belongs to.
func (c *cube) destinations(p *plan) []uint32 {
	// What a member of each of the cube's dimensions adds to the plan's leaf.
	parts := make([][]uint32, len(c.keys))
	for i, k := range c.keys {
		parts[i] = make([]uint32, max(1, len(k.members)))
	}
	stride := 1
	for _, k := range slices.Backward(slices.Concat(p.rows.keys, p.columns.keys)) {
		i := c.dimension(k)
		for code, place := range k.places[:k.used] {
			parts[i][c.keys[i].places[code]] = place * uint32(stride)
		}
		stride *= max(1, len(k.members))
	}
	// The leaves are all combinations, the last dimension's members fastest.
	to := make([]uint32, 1, len(c.n))
	for _, part := range parts {
		longer := make([]uint32, 0, len(to)*len(part))
		for _, before := range to {
			for _, more := range part {
				longer = append(longer, before+more)
			}
		}
		to = longer
	}
	return to
}
