package workbench

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// listedChanges is how many rows a change report lists, unless asked for more
// or fewer.
const listedChanges = 1000

// ChangeReport tells, before anything is changed, what importing a table of a
// file into its dataset would change.
type ChangeReport struct {
	// Exists is false if there is no such dataset yet: then every row would be
	// added, and Changes has only counts.
	Exists bool `json:"exists"`
	warehouse.Changes
	// Findings says in sentences what a person should know before deciding.
	Findings []importers.Finding `json:"findings,omitempty"`
	// Plan is how the table was read.
	Plan importers.Plan `json:"-"`
}

// Changes tells what importing a file would change, table by table, and changes
// nothing. The request is the one for Import. List is how many rows are listed
// in each report; 0 lists the first thousand, less than 0 none. The counts are
// always of all.
func (b *Workbench) Changes(ctx context.Context, request ImportRequest, list int) ([]ChangeReport, error) {
	tables, err := b.tablesOf(ctx, request)
	if err != nil {
		return nil, err
	}
	var reports []ChangeReport
	for _, one := range tables {
		report, err := b.changesOf(ctx, request, one, list)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func (b *Workbench) changesOf(ctx context.Context, request ImportRequest, one fileTable, list int) (ChangeReport, error) {
	merge, err := b.mergeRequest(ctx, request, one)
	if err != nil {
		return ChangeReport{}, err
	}
	merge.List = max(0, list)
	if list == 0 {
		merge.List = listedChanges
	}
	report := ChangeReport{Plan: one.plan}
	dataset, err := b.warehouse.Dataset(ctx, one.dataset)
	if errors.Is(err, warehouse.ErrUnknownDataset) {
		report.Changes = warehouse.Changes{
			Dataset: one.dataset, Rows: one.plan.Rows, Key: merge.Key, Counts: warehouse.Counts{Added: one.plan.Rows},
			NewColumns: profiles.Schema(one.plan).Names(), List: []warehouse.RowChange{},
		}
		return report, nil
	}
	if err != nil {
		return report, err
	}
	report.Exists = true
	for _, column := range dataset.Schema {
		if IsPersonName(column.Name) {
			merge.Names = append(merge.Names, column.Name)
		}
	}
	if report.Changes, err = b.warehouse.Compare(ctx, merge); err != nil {
		return report, err
	}
	report.Findings = append(driftFindings(report.Changes), keyFindings(report.Changes)...)
	if len(report.Key) > 0 {
		return report, nil
	}
	proposed, err := b.proposeKey(ctx, dataset)
	if err != nil {
		return report, err
	}
	finding := importers.Finding{Code: "no-key", Message: fmt.Sprintf("%q has no key, so a row that changed counts as one gone and one added.", dataset.Name)}
	if len(proposed) > 0 {
		finding.Column = strings.Join(proposed, ", ")
		finding.Message += fmt.Sprintf(" %s could be one: it names each of its rows.", strings.Join(proposed, " with "))
	}
	report.Findings = append(report.Findings, finding)
	return report, nil
}

// keyFindings says what is odd about the keys.
func keyFindings(changes warehouse.Changes) []importers.Finding {
	if len(changes.Key) == 0 {
		return nil
	}
	var findings []importers.Finding
	key := strings.Join(changes.Key, " with ")
	if unmatched(changes) {
		findings = append(findings, importers.Finding{Code: "key-unmatched", Column: key, Asks: true, Message: unmatchedWords(changes)})
	}
	if n := len(changes.Repeated) + changes.RepeatedMore; n > 0 {
		first := changes.Repeated[0]
		findings = append(findings, importers.Finding{
			Code: "key-repeated", Column: key,
			Message: fmt.Sprintf("%s of %s stand in several rows, such as %q (%d in the file, %d in the dataset). All are kept; equal rows are matched first, the others in their order.",
				counted(n, "value", "values"), key, strings.Join(first.Key, " "), first.Rows, first.Before),
		})
	}
	if changes.Keyless > 0 {
		findings = append(findings, importers.Finding{
			Code: "key-blank", Column: key,
			Message: fmt.Sprintf("%s of the file have no %s; each is new unless an equal row is there.", counted(changes.Keyless, "row", "rows"), key),
		})
	}
	return findings
}

// unmatched reports whether a dataset with rows has none of the file's keys.
func unmatched(changes warehouse.Changes) bool {
	return len(changes.Key) > 0 && changes.Matched == 0 && changes.Before > 0 && changes.Rows > 0
}

func unmatchedWords(changes warehouse.Changes) string {
	return fmt.Sprintf("No row of the file has a key that %q has. It writes %s as %q, the file as %q.",
		changes.Dataset, strings.Join(changes.Key, " with "), strings.Join(changes.ExampleBefore, " "), strings.Join(changes.Example, " "))
}

// refuseUnmatched stops an update that finds none of the rows it is to update:
// every row would be there twice, or with DropGone every old one be taken out.
// Most often the key is written otherwise, as without its leading zeros.
func refuseUnmatched(merge warehouse.MergeRequest, changes warehouse.Changes) error {
	if !unmatched(changes) {
		return nil
	}
	would := "All of them would be added"
	if merge.DropGone {
		would += fmt.Sprintf(", and all %d rows that are there taken out", changes.Before)
	}
	return table.Failed("key-unmatched", table.Where{File: merge.File, Sheet: merge.Sheet, Column: strings.Join(changes.Key, ", ")},
		unmatchedWords(changes)+" "+would+".",
		"Nothing was changed. Have the file's column read as the dataset writes it, or choose another key. If these are other rows indeed, say so: --again on the command line, \"Import anyway\" in the window.", nil)
}
