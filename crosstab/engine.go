package crosstab

import (
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// Engine computes cross-tabs and remembers what it gathered. A cross-tab of
// the same fields in another arrangement, or of fewer of them, is then answered
// without looking at the rows again: a field moved from rows to columns, a
// subtotal switched off, a mean in place of a sum. Its results equal those of
// Compute; only counts, sums, means, smallest and largest values are answered
// from memory, because only they add up.
//
// What is remembered belongs to the vectors of a frame, not to the frame: it
// serves any frame that holds the same vectors. An Engine is safe for any
// number of goroutines.
type Engine struct{ memory memory }

// NewEngine returns an engine that remembers up to about so many bytes. The
// columns that what it remembers is about count, each once: those of frames,
// which it keeps in memory, as well as those that it made of expressions. What
// was used longest ago is forgotten first, and what does not fit alone is not
// remembered at all.
func NewEngine(budget int) *Engine { return &Engine{memory{budget: budget}} }

// Forget lets go of all that is remembered.
func (e *Engine) Forget() { e.memory.clear() }

// Bytes is about how much memory all takes that is remembered.
func (e *Engine) Bytes() int { return e.memory.bytes() }

// Compute evaluates a cross-tab as the function Compute does.
func (e *Engine) Compute(ctx context.Context, frame *table.Frame, spec Spec) (*Result, error) {
	return compute(ctx, frame, spec, e)
}

// finestCells is how many leaf cells a cube may have that is only made for the
// sake of cross-tabs to come.
const finestCells = 1 << 18

// gather finds out what the plan needs to know of its leaf cells, from memory
// if it is there and otherwise from the rows. An engine may be nil.
func (e *Engine) gather(ctx context.Context, frame *table.Frame, p *plan) (*gathered, error) {
	if known := e.recall(p); known != nil {
		return known.arrange(p), nil
	}
	scanned := p
	if e != nil && p.addsUp() && p.merges() {
		// Remembered with its members apart, it will serve other bands too.
		finer, err := newPlan(ctx, frame, p.spec.apart(), e)
		if err != nil {
			return nil, err
		}
		// Columns that were made of expressions and did not fit into memory were
		// made anew for the finer plan, and are not those of this one.
		if finer.addsUp() && finer.cells() <= finestCells && makeCube(finer, &gathered{}).answers(p) {
			scanned = finer
		}
	}
	found, err := scanned.scan(ctx)
	if err != nil {
		return nil, err
	}
	c := e.remember(scanned, found)
	if scanned != p {
		found = c.arrange(p)
	}
	return found, nil
}

// merges reports whether members of the plan stand for several values.
func (p *plan) merges() bool {
	return slices.ContainsFunc(slices.Concat(p.rows.keys, p.columns.keys), func(k *key) bool { return k.merged })
}

// apart is the spec with every value a member of its own.
func (s Spec) apart() Spec {
	for _, axis := range []*[]Dimension{&s.Rows, &s.Columns} {
		finer := make([]Dimension, len(*axis))
		for i, d := range *axis {
			finer[i] = Dimension{Field: d.Field}
		}
		*axis = finer
	}
	return s
}

// recall finds a cube that answers the plan; nil if there is none.
func (e *Engine) recall(p *plan) *cube {
	if e == nil || !p.addsUp() {
		return nil
	}
	if known := e.memory.find(func(r *remembered) bool { return r.cube != nil && r.cube.answers(p) }); known != nil {
		return known.cube
	}
	return nil
}

// remember keeps what was gathered and lets go of what was used longest ago.
func (e *Engine) remember(p *plan, g *gathered) *cube {
	if e == nil || !p.addsUp() {
		return nil
	}
	c := makeCube(p, g)
	e.memory.keep(&remembered{cube: c})
	return c
}

// key returns the key of a vector, from memory if it is there.
func (e *Engine) key(ctx context.Context, vector *table.Vector, a arrangement) (*key, error) {
	if e == nil || !a.plain() {
		return makeKey(ctx, vector, a)
	}
	known := e.memory.find(func(r *remembered) bool {
		return r.key != nil && r.key.vector == vector && r.key.descending == a.descending
	})
	if known != nil {
		return known.key, nil
	}
	made, err := makeKey(ctx, vector, a)
	if err != nil {
		return nil, err
	}
	e.memory.keep(&remembered{key: made})
	return made, nil
}

// derive returns the vector of an expression, from memory if it was made of
// the same columns before.
func (e *Engine) derive(text string, bases []*table.Vector, make func() (*table.Vector, error)) (*table.Vector, error) {
	if e == nil {
		return make()
	}
	known := e.memory.find(func(r *remembered) bool {
		return r.vector != nil && r.text == text && slices.Equal(r.bases, bases)
	})
	if known != nil {
		return known.vector, nil
	}
	vector, err := make()
	if err != nil {
		return nil, err
	}
	e.memory.keep(&remembered{text: text, bases: bases, vector: vector})
	return vector, nil
}
