package crosstab

import (
	"context"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/table"
)

// Compute evaluates a cross-tab of the frame's rows. The frame must have the
// columns that Spec.Fields names and may have others.
//
// The error is a *table.Issue if the spec does not fit the frame, with the
// codes that Spec.Validate returns, or "too-many-cells"; it is the context's
// error if the work was cancelled, which takes effect within a fraction of a
// second. Compute uses all cores. The result does not depend on how many there
// are, and is read-only.
func Compute(ctx context.Context, frame *table.Frame, spec Spec) (*Result, error) {
	return compute(ctx, frame, spec, nil)
}

// compute is Compute with or without an engine that remembers.
func compute(ctx context.Context, frame *table.Frame, spec Spec, engine *Engine) (*Result, error) {
	p, err := newPlan(ctx, frame, spec, engine)
	if err != nil {
		return nil, err
	}
	found, err := engine.gather(ctx, frame, p)
	if err != nil {
		return nil, err
	}
	if err := p.head(found.n); err != nil {
		return nil, err
	}
	if err := p.compare(); err != nil {
		return nil, err
	}
	return p.finish(ctx, found)
}

// gathered is what is known about the leaf cells after the scan: how many rows
// there are, what adds up of each field, and its sets and histograms.
type gathered struct {
	n      []uint32
	leaves []leaves
	sets   []*gathering
}

// scanned is what one core gathered about the leaf cells.
type scanned struct {
	rows    *rowCount
	counted bool // by the sums of a field
	fields  []*gathering
}

// scan goes over the rows once and gathers everything that adds up.
func (p *plan) scan(ctx context.Context) (*gathered, error) {
	perCore := make([]*scanned, cores(p.length))
	err := inBlocks(ctx, p.length, func(core int) func(from, to int) {
		own := &scanned{rows: &rowCount{}}
		var all []accumulator
		counted := false
		for _, f := range p.fields {
			gathering := f.gather(p.cells(), p.length)
			own.fields = append(own.fields, gathering)
			if !counted {
				counted = gathering.countRows(own.rows, p.cells(), p.length)
			}
			gathering.each(func(a accumulator) { all = append(all, a) })
		}
		if !counted {
			own.rows.n = make([]uint32, p.cells())
			all = append(all, own.rows)
		}
		own.counted = counted
		perCore[core] = own
		r := newReader(p.finders, p.filter)
		if whole := inOneLoop(p, all, r); whole != nil {
			return whole
		}
		return func(from, to int) {
			r.each(from, to, func(cells []uint32, s strip) {
				for _, a := range all {
					a.add(cells, s)
				}
			})
		}
	})
	if err != nil {
		return nil, err
	}
	for _, core := range perCore {
		core.rows.settle()
	}
	whole := perCore[0]
	for _, other := range perCore[1:] {
		if !whole.counted {
			whole.rows.merge(other.rows)
		}
		for i, gathering := range whole.fields {
			gathering.merge(other.fields[i])
		}
	}
	for _, gathering := range whole.fields {
		gathering.settle()
	}
	all := &gathered{n: whole.rows.n, sets: whole.fields}
	for _, gathering := range whole.fields {
		all.leaves = append(all.leaves, gathering.leaves())
	}
	return all, nil
}

// head finds which rows and columns the result has, now that it is known which
// leaf cells have rows.
func (p *plan) head(n []uint32) error {
	width := p.columns.leaves
	rows, columns := make([]bool, p.rows.leaves), make([]bool, width)
	for r := range rows {
		for c, count := range n[r*width : (r+1)*width] {
			if count > 0 {
				rows[r], columns[c] = true, true
			}
		}
	}
	p.rows.parents = slices.ContainsFunc(p.spec.Measures, func(m Measure) bool { return m.Base == PercentParent })
	p.rows.head(func(leaf int) bool { return rows[leaf] }, p.look(p.spec.Rows))
	p.columns.head(func(leaf int) bool { return columns[leaf] }, p.look(p.spec.Columns))
	if r, c := len(p.rows.headers), len(p.columns.headers); r*c*max(1, len(p.measures)/2) > maxCells {
		return tooManyCells(fmt.Sprintf("%d rows by %d columns with %d measures", r, c, len(p.measures)), maxCells)
	}
	return nil
}

// look is what one side shows beside its leaves.
func (p *plan) look(dimensions []Dimension) look {
	l := look{totals: p.spec.Totals, empty: p.spec.Empty}
	for _, d := range dimensions {
		l.without = append(l.without, d.NoSubtotal)
	}
	return l
}

// finish rolls up what adds up and evaluates what does not.
func (p *plan) finish(ctx context.Context, found *gathered) (*Result, error) {
	result := &Result{plan: p}
	rolled := make([]outcome, len(p.fields))
	err := inParts(ctx, len(p.fields)+1, func(part int) {
		if part == 0 {
			result.n = rollUpSums(p, found.n)
			return
		}
		rolled[part-1].rollUp(p, p.fields[part-1], found.leaves[part-1])
	})
	if err != nil {
		return nil, err
	}
	outcomes := map[*field]*outcome{}
	for i, f := range p.fields {
		o := &rolled[i]
		if f.sets {
			if o.distinct, err = p.distinct(ctx, f, found.sets[i].sets); err != nil {
				return nil, err
			}
		}
		if len(f.quantiles) > 0 {
			if o.quantiles, err = p.quantiles(ctx, f, found.sets[i].histogram); err != nil {
				return nil, err
			}
		}
		outcomes[f] = o
	}
	for _, m := range p.measures {
		m.settle(outcomes)
	}
	if err := result.stand(ctx); err != nil {
		return nil, err
	}
	result.differ()
	return result, ctx.Err()
}

// settle gives a measure, and those it divides, what is known of its field.
func (m *planned) settle(outcomes map[*field]*outcome) {
	if m == nil {
		return
	}
	m.outcome = outcomes[m.field]
	m.of.settle(outcomes)
	m.over.settle(outcomes)
}
