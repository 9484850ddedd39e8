package workbench

import (
	"context"
	"slices"
	"time"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Overview is what a list of datasets says of one of them.
type Overview struct {
	warehouse.Dataset
	// Owner looks after the dataset; empty when nobody was named.
	Owner string
	// Imports is how many imports it is made of, and Last the latest.
	Imports int
	Last    warehouse.Batch
	Freshness
}

// Freshness says how old a dataset is, and whether that is unusual.
type Freshness struct {
	// Days is how many days ago the last import was, by the calendar.
	Days int
	// Usual is how many days usually lie between its imports; 0 when there were
	// too few to tell.
	Usual int
	// Late is true when the next import would usually have come by now.
	Late bool
}

// The rhythm of imports.
const (
	leastGaps = 2 // between imports, from which a rhythm can be told
	slack     = 2 // days that an import may be late: a weekend
)

// FreshnessOf looks at the imports of a dataset, oldest first, on a day. Several
// imports of one day count as one.
func FreshnessOf(batches []warehouse.Batch, now time.Time) Freshness {
	var days []int
	for _, batch := range batches {
		if day := int(table.TimeDay(batch.Imported.Local())); len(days) == 0 || day > days[len(days)-1] {
			days = append(days, day)
		}
	}
	if len(days) == 0 {
		return Freshness{}
	}
	fresh := Freshness{Days: max(0, int(table.TimeDay(now.Local()))-days[len(days)-1])}
	if len(days) <= leastGaps {
		return fresh
	}
	gaps := make([]int, len(days)-1)
	for i := range gaps {
		gaps[i] = days[i+1] - days[i]
	}
	slices.Sort(gaps)
	fresh.Usual = gaps[len(gaps)/2]
	fresh.Late = fresh.Days > fresh.Usual+slack
	return fresh
}

// Overviews returns what there is to say of every dataset, by name.
func (b *Workbench) Overviews(ctx context.Context) ([]Overview, error) {
	datasets, err := b.warehouse.Datasets(ctx)
	if err != nil {
		return nil, err
	}
	owners, err := b.owners(ctx)
	if err != nil {
		return nil, err
	}
	overviews := make([]Overview, len(datasets))
	for i, dataset := range datasets {
		batches, err := b.warehouse.Batches(ctx, dataset.Name)
		if err != nil {
			return nil, err
		}
		overviews[i] = Overview{Dataset: dataset, Owner: owners[dataset.ID], Imports: len(batches), Freshness: FreshnessOf(batches, b.now())}
		if len(batches) > 0 {
			overviews[i].Last = batches[len(batches)-1]
		}
	}
	return overviews, nil
}
