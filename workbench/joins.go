package workbench

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/crosstab/join"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// JoinedSchema is a dataset's columns and after them those that the joins
// bring from other datasets, each checked: what a spec with these joins may
// name. A join that does not fit is a *table.Issue.
func (b *Workbench) JoinedSchema(ctx context.Context, dataset warehouse.Dataset, joins []crosstab.Join) (table.Schema, error) {
	days, err := b.Calendar(ctx)
	if err != nil {
		return nil, err
	}
	schema, _, err := b.resolveJoins(ctx, dataset, joins, days)
	return schema, err
}

// resolvedJoin is a join that fits its datasets.
type resolvedJoin struct {
	crosstab.Join
	there warehouse.Dataset
}

func (b *Workbench) resolveJoins(ctx context.Context, dataset warehouse.Dataset, joins []crosstab.Join, days *calendar.Calendar) (table.Schema, []resolvedJoin, error) {
	schema := slices.Clone(dataset.Schema)
	resolved := make([]resolvedJoin, len(joins))
	for i, described := range joins {
		there, err := b.Dataset(ctx, described.Dataset)
		if err != nil {
			return nil, nil, err
		}
		described.Dataset, described.Calendar = there.Name, days
		fitting, err := described.Resolve(schema, there.Schema)
		if err != nil {
			return nil, nil, err
		}
		resolved[i] = resolvedJoin{fitting, there}
		schema = append(schema, fitting.Describe(there.Schema))
	}
	return schema, resolved, nil
}

// joined is what a spec needs of a dataset, with columns of others beside its
// own, and the account of each of those.
type joined struct {
	schema   table.Schema
	frame    *table.Frame
	accounts []join.Account
}

// join checks a spec and reads the columns that it needs.
func (b *Workbench) join(ctx context.Context, dataset warehouse.Dataset, spec crosstab.Spec) (joined, error) {
	schema, resolved, err := b.resolveJoins(ctx, dataset, spec.Joins, spec.Calendar)
	if err != nil {
		return joined{}, err
	}
	if err := spec.Validate(schema); err != nil {
		return joined{}, err
	}
	needed := spec.NeededJoins(schema)
	resolved = slices.DeleteFunc(resolved, func(r resolvedJoin) bool {
		return !slices.ContainsFunc(needed, func(n crosstab.Join) bool { return n.Name == r.Name })
	})

	own := spec.FieldsIn(schema)
	for _, r := range resolved {
		own = append(own, r.FieldsHere()...)
	}
	var names []string
	for _, name := range own {
		if at := dataset.Schema.Index(name); at >= 0 && !slices.Contains(names, dataset.Schema[at].Name) {
			names = append(names, dataset.Schema[at].Name)
		}
	}
	frame, err := b.columns(ctx, dataset, names)
	if err != nil {
		return joined{}, err
	}
	result := joined{schema: schema, frame: frame}
	// A join may go by one before it, so that what is remembered about it
	// depends on all of those.
	path := fmt.Sprintf("%d.%d", dataset.ID, dataset.Version)
	if spec.Calendar != nil {
		days, err := json.Marshal(spec.Calendar)
		if err != nil {
			return joined{}, err
		}
		path += string(days)
	}
	for _, r := range resolved {
		text, err := json.Marshal(r.Join)
		if err != nil {
			return joined{}, err
		}
		path += fmt.Sprintf(" %d.%d%s", r.there.ID, r.there.Version, text)
		made, err := b.joins.get(path, func() (joinedColumn, error) {
			there, err := b.columns(ctx, r.there, r.FieldsThere(r.there.Schema))
			if err != nil {
				return joinedColumn{}, err
			}
			vector, account, err := join.Column(ctx, result.frame, there, r.Join)
			return joinedColumn{vector, account}, err
		})
		if err != nil {
			return joined{}, err
		}
		result.accounts = append(result.accounts, made.account)
		result.frame, err = table.NewFrame(dataset.Rows, append(slices.Clone(result.frame.Columns()), made.vector)...)
		if err != nil {
			return joined{}, err
		}
	}
	return result, nil
}

// joinedColumn is a column that was made, with its account.
type joinedColumn struct {
	vector  *table.Vector
	account join.Account
}

// joinedBytes is how much memory the columns of other datasets may take that
// are kept. The one that was used last is kept whatever it takes.
const joinedBytes = 256 << 20

// joinCache keeps the columns that were joined last. The same vector comes
// back for the same join, so that the cross-tab engine can recall what it knows
// of it. It is safe for any number of goroutines.
type joinCache struct {
	budget int

	mu      sync.Mutex
	entries []joinEntry // the most recently used first
}

type joinEntry struct {
	key   string
	value joinedColumn
}

// get returns what is kept under the key, or makes it. Two that ask at once
// may both make it; the first to finish is kept.
func (c *joinCache) get(key string, build func() (joinedColumn, error)) (joinedColumn, error) {
	if value, found := c.find(key); found {
		return value, nil
	}
	value, err := build()
	if err != nil {
		return value, err
	}
	if kept, found := c.find(key); found {
		return kept, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries = slices.Insert(c.entries, 0, joinEntry{key, value})
	used := 0
	for i, entry := range c.entries {
		if used += entry.value.vector.Bytes(); used > c.budget && i > 0 {
			clear(c.entries[i:])
			c.entries = c.entries[:i]
			break
		}
	}
	return value, nil
}

func (c *joinCache) find(key string) (joinedColumn, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := slices.IndexFunc(c.entries, func(e joinEntry) bool { return e.key == key })
	if at < 0 {
		return joinedColumn{}, false
	}
	found := c.entries[at]
	copy(c.entries[1:at+1], c.entries[:at])
	c.entries[0] = found
	return found.value, true
}
