package workbench

import (
	"context"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/delimited"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Asides visits what the imports into a dataset have set aside: titles, notes,
// totals, repeated headers, hidden rows and sheets, as the file has them, and the
// comments and links of cells, until visit returns false. They are kept with the
// file's first table.
func (b *Workbench) Asides(ctx context.Context, dataset string, visit func(warehouse.Aside) bool) error {
	described, err := b.Dataset(ctx, dataset)
	if err != nil {
		return err
	}
	return b.warehouse.Asides(ctx, described.Name, visit)
}

// asidesOf hands over what the tables of a file leave out; nil if there is
// nothing to look for. Of sheets without a table only those count that belong
// to a whole file: who imports one sheet has no use for the others.
func asidesOf(ctx context.Context, request ImportRequest, tables []fileTable) func(keep func(warehouse.Aside) error) error {
	first := tables[0]
	asider, can := first.importer.(importers.Asider)
	plans := make([]importers.Plan, len(tables))
	sheets := map[string]bool{}
	for i, one := range tables {
		plans[i] = one.plan
		sheets[one.plan.Sheet] = true
	}
	if !can || len(plans) == 1 && isAllTable(plans[0]) {
		return nil
	}
	whole := len(request.Plans) == 0 && request.Sheet == ""
	return func(keep func(warehouse.Aside) error) error {
		return asider.Aside(ctx, first.source, plans, func(aside importers.Aside) error {
			if !whole && !sheets[aside.Sheet] {
				return nil
			}
			cells := slices.Clone(aside.Cells)
			if aside.Note != nil {
				cells = []string{aside.Note.String(), aside.Note.Text}
			}
			return keep(warehouse.Aside{Sheet: aside.Sheet, Row: aside.Row, Cells: cells})
		})
	}
}

// isAllTable reports whether a text file is one table from its first line to
// its last, as most large ones are: there is no need to go over it once more.
func isAllTable(plan importers.Plan) bool {
	return plan.Importer == delimited.Name && max(plan.HeaderRow, plan.HeaderTop) <= 1 && plan.FirstRow <= plan.HeaderRow+1 &&
		plan.LastRow == 0 && len(plan.Skip) == 0
}
