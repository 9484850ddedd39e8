package crosstab

import (
	"context"
	"slices"
	"sync"

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
type Engine struct {
	budget int

	mu    sync.Mutex
	cubes []*cube // the most recently used first
	keys  []*key
	made  []derived
}

// derived is a vector that an expression made.
type derived struct {
	text   string
	bases  []*table.Vector
	vector *table.Vector
}

// rememberedParts is how many keys, and how many vectors of expressions, an
// engine remembers.
const rememberedParts = 32

// NewEngine returns an engine that remembers up to about so many bytes of
// gathered numbers. It also keeps the columns in memory that they are about,
// until they are forgotten.
func NewEngine(budget int) *Engine { return &Engine{budget: budget} }

// Forget lets go of all that is remembered.
func (e *Engine) Forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cubes, e.keys, e.made = nil, nil, nil
}

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
		if finer.addsUp() && finer.cells() <= finestCells {
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
	e.mu.Lock()
	defer e.mu.Unlock()
	for i, c := range e.cubes {
		if c.answers(p) {
			copy(e.cubes[1:i+1], e.cubes[:i])
			e.cubes[0] = c
			return c
		}
	}
	return nil
}

// remember keeps what was gathered and lets go of what was used longest ago.
func (e *Engine) remember(p *plan, g *gathered) *cube {
	if e == nil || !p.addsUp() {
		return nil
	}
	c := makeCube(p, g)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cubes = slices.Insert(e.cubes, 0, c)
	used := 0
	for i, c := range e.cubes {
		if used += c.size(); used > e.budget {
			e.cubes = slices.Delete(e.cubes, i, len(e.cubes))
			break
		}
	}
	return c
}

// key returns the key of a vector, from memory if it is there.
func (e *Engine) key(ctx context.Context, vector *table.Vector, a arrangement) (*key, error) {
	if e == nil || !a.plain() {
		return makeKey(ctx, vector, a)
	}
	e.mu.Lock()
	i := slices.IndexFunc(e.keys, func(k *key) bool { return k.vector == vector && k.descending == a.descending })
	if i >= 0 {
		known := e.keys[i]
		e.mu.Unlock()
		return known, nil
	}
	e.mu.Unlock()
	made, err := makeKey(ctx, vector, a)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.keys = slices.Insert(e.keys, 0, made)
	e.keys = e.keys[:min(len(e.keys), rememberedParts)]
	return made, nil
}

// derive returns the vector of an expression, from memory if it was made of
// the same columns before.
func (e *Engine) derive(text string, bases []*table.Vector, make func() (*table.Vector, error)) (*table.Vector, error) {
	if e == nil {
		return make()
	}
	e.mu.Lock()
	i := slices.IndexFunc(e.made, func(d derived) bool { return d.text == text && slices.Equal(d.bases, bases) })
	if i >= 0 {
		known := e.made[i].vector
		e.mu.Unlock()
		return known, nil
	}
	e.mu.Unlock()
	vector, err := make()
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.made = slices.Insert(e.made, 0, derived{text, bases, vector})
	e.made = e.made[:min(len(e.made), rememberedParts)]
	return vector, nil
}
