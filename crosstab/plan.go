package crosstab

import (
	"context"
	"fmt"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

const (
	// maxCells is how many cells, totals included, a result may have.
	maxCells = 5_000_000
	// denseCells is how many leaf cells are counted in a plain array although
	// many of them may turn out empty.
	denseCells = 1 << 22
)

// plan is a spec bound to the columns of a frame: what to scan and what to
// gather.
type plan struct {
	spec     Spec
	scope    expression.Scope
	length   int // rows of the frame
	rows     axis
	columns  axis
	fields   []*field
	measures []*planned
	filter   *expression.Filter // nil keeps every row
	finders  []finder           // how a row's leaf cell is found
	bases    []*table.Vector    // the columns that the filter looks at
}

// cells is the number of leaf cells.
func (p *plan) cells() int { return p.rows.leaves * p.columns.leaves }

// newPlan resolves the spec and decides how to go about it.
func newPlan(ctx context.Context, frame *table.Frame, spec Spec, engine *Engine) (*plan, error) {
	in, err := spec.scope(frame.Schema())
	if err != nil {
		return nil, err
	}
	if spec, err = spec.resolve(in); err != nil {
		return nil, err
	}
	p := &plan{spec: spec, scope: in, length: frame.Len()}
	condition, err := spec.condition(in)
	if err != nil {
		return nil, err
	}
	if condition != nil {
		if p.filter, err = condition.Filter(frame); err != nil {
			return nil, err
		}
		p.bases = columnsOf(frame, condition.Fields())
	}
	bound := &binding{ctx: ctx, frame: frame, scope: in, calendar: spec.Calendar, engine: engine, where: spec.Where, vectors: map[string]*table.Vector{}, listed: map[string][]string{}}
	if p.rows.keys, err = bound.keys(spec.Rows); err != nil {
		return nil, err
	}
	if p.columns.keys, err = bound.keys(spec.Columns); err != nil {
		return nil, err
	}
	if p.rows.within, err = bound.withins(spec.Rows); err != nil {
		return nil, err
	}
	if p.columns.within, err = bound.withins(spec.Columns); err != nil {
		return nil, err
	}
	if err := p.planMeasures(bound); err != nil {
		return nil, err
	}
	return p, p.lay(ctx)
}

// lay decides how leaf cells are numbered: by all combinations of members if
// those are few, and otherwise by those that occur.
func (p *plan) lay(ctx context.Context) error {
	limit := min(denseCells, max(1<<16, 4*p.length))
	r, c := p.rows.product(limit), p.columns.product(limit)
	if r*c <= limit {
		p.rows.leaves, p.columns.leaves = r, c
	} else if p.spec.Empty {
		return tooManyCells(fmt.Sprintf("more than %d cells with those that are empty", limit), limit)
	} else {
		for _, a := range []*axis{&p.rows, &p.columns} {
			if err := a.compact(ctx, p.length, p.filter); err != nil {
				return err
			}
		}
		if p.rows.leaves*p.columns.leaves > maxCells {
			return tooManyCells(fmt.Sprintf("%d rows by %d columns", p.rows.leaves, p.columns.leaves), maxCells)
		}
	}
	if p.spec.Empty && (p.rows.splits() || p.columns.splits()) {
		return problem(codeSplit, "Empty combinations cannot be shown beside a field with several answers.", "Leave one of them out.")
	}
	if p.spec.Empty && (p.rows.limits() || p.columns.limits()) {
		return problem(codeOrder, "Empty combinations cannot be shown beside a field that is limited within its groups.", "Leave one of them out.")
	}
	p.finders = append(p.rows.finders(p.columns.leaves), p.columns.finders(1)...)
	return nil
}

// addsUp reports whether all that is gathered of the leaves can be added up
// again in another arrangement.
func (p *plan) addsUp() bool {
	for _, f := range p.fields {
		if f.sets || len(f.quantiles) > 0 {
			return false
		}
	}
	return p.rows.paths == nil && p.columns.paths == nil
}

// columnsOf returns the columns of these names.
func columnsOf(frame *table.Frame, names []string) []*table.Vector {
	vectors := make([]*table.Vector, len(names))
	for i, name := range names {
		vectors[i], _ = frame.Column(name)
	}
	return vectors
}

// binding finds the vectors of fields, evaluating each expression once.
type binding struct {
	ctx      context.Context
	frame    *table.Frame
	scope    expression.Scope
	calendar *calendar.Calendar // of the spec
	engine   *Engine            // may be nil
	where    string
	vectors  map[string]*table.Vector
	listed   map[string][]string // by expression: its texts as people list them
}

func (b *binding) vector(name string) (*table.Vector, error) {
	if vector, known := b.vectors[name]; known {
		return vector, nil
	}
	if err := b.ctx.Err(); err != nil {
		return nil, err
	}
	from, err := sourceOf(name, b.scope)
	if err != nil {
		return nil, err
	}
	var vector *table.Vector
	if from.value == nil {
		vector = b.frame.Columns()[from.index]
	} else {
		b.listed[name] = from.value.Order()
		vector, err = b.engine.derive(name+calendarText(b.scope), columnsOf(b.frame, from.value.Fields()), func() (*table.Vector, error) {
			return from.value.VectorContext(b.ctx, b.frame)
		})
		if err != nil {
			return nil, err
		}
	}
	b.vectors[name] = vector
	return vector, nil
}

// calendarText tells one school calendar from another; it is empty without one.
func calendarText(in expression.Scope) string {
	if in.Calendar == nil {
		return ""
	}
	return in.Calendar.String()
}

func (b *binding) keys(dimensions []Dimension) ([]*key, error) {
	var keys []*key
	for _, dimension := range dimensions {
		vector, err := b.vector(dimension.Field)
		if err != nil {
			return nil, err
		}
		numbers, err := b.ranking(dimension)
		if err != nil {
			return nil, err
		}
		k, err := b.engine.key(b.ctx, vector, arrangement{
			listed: b.listed[dimension.Field], descending: dimension.Descending && !dimension.ownOrder(), order: dimension.Order, numbers: numbers, sorted: dimension.By != "" && !dimension.Within,
			limit: dimension.limitOfAll(), apart: dimension.Within && dimension.Limit > 0, bands: dimension.Bands, groups: dimension.Groups, split: dimension.Split,
		})
		if err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	return keys, nil
}
