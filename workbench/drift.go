package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/warehouse"
)

// driftFrom says which columns come and go, when a table is imported into a
// dataset that is there and nothing that is remembered has said so.
func (b *Workbench) driftFrom(ctx context.Context, one fileTable) ([]importers.Finding, error) {
	dataset, err := b.warehouse.Dataset(ctx, one.dataset)
	recalled := slices.ContainsFunc(one.plan.Findings, func(finding importers.Finding) bool { return finding.Code == "recalled" })
	if recalled || errors.Is(err, warehouse.ErrUnknownDataset) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	changes := warehouse.Changes{Dataset: dataset.Name}
	schema := one.plan.Schema()
	for _, column := range schema {
		if dataset.Schema.Index(column.Name) < 0 {
			changes.NewColumns = append(changes.NewColumns, column.Name)
		}
	}
	for _, column := range dataset.Schema {
		if schema.Index(column.Name) < 0 && column.Name != FileColumn {
			changes.MissingColumns = append(changes.MissingColumns, column.Name)
		}
	}
	return driftFindings(changes), nil
}

// mostProposed is how many rows a dataset may have for a key to be looked for
// without being asked.
const mostProposed = 200_000

// proposeFor looks for a key when a dataset has been imported for the first
// time.
func (b *Workbench) proposeFor(ctx context.Context, batch warehouse.Batch) (importers.Finding, error) {
	dataset, err := b.warehouse.Dataset(ctx, batch.Dataset)
	if err != nil || len(dataset.Key) > 0 || dataset.Rows != batch.Rows || dataset.Rows > mostProposed {
		return importers.Finding{}, err
	}
	return b.ProposeKey(ctx, dataset.Name)
}

// driftFindings says which columns came and went.
func driftFindings(changes warehouse.Changes) []importers.Finding {
	var findings []importers.Finding
	for _, column := range changes.NewColumns {
		findings = append(findings, importers.Finding{
			Code: "column-new", Column: column,
			Message: fmt.Sprintf("Column %q is new: %q does not have it yet, and earlier rows will be blank there.", column, changes.Dataset),
		})
	}
	for _, column := range changes.MissingColumns {
		findings = append(findings, importers.Finding{
			Code: "column-missing", Column: column,
			Message: fmt.Sprintf("The file has no column %q, which %q has.", column, changes.Dataset),
		})
	}
	return findings
}
