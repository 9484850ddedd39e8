package profiles

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// sampleRows is how many rows are looked at when values tell the extract.
const sampleRows = 50

// planningShare is the part of the work that finding the tables stands for;
// the rest is the reading by which profiles are checked.
const planningShare = 0.7

// Plan has the importer plan the tables of a source, and tells each plan what
// the profile that it is recognised by knows.
func (l *Library) Plan(ctx context.Context, importer importers.Importer, source importers.Source, options importers.Options) ([]importers.Plan, error) {
	report := options.Progress
	if report != nil {
		options.Progress = func(done float64) { report(done * planningShare) }
	}
	plans, err := importer.Plan(ctx, source, options)
	if err != nil {
		return nil, err
	}
	if plans, err = l.planHeadless(ctx, importer, source, options, plans); err != nil {
		return nil, err
	}
	matches := make([]*Match, len(plans))
	for i := range plans {
		open := func(plan importers.Plan) (table.Reader, error) { return importer.Open(ctx, source, plan) }
		if matches[i], err = l.settle(ctx, source.Name(), &plans[i], open); err != nil {
			return nil, err
		}
		if report != nil {
			report(planningShare + (1-planningShare)*float64(i+1)/float64(len(plans)))
		}
	}
	distinctNames(plans)
	linkPlans(plans)
	for _, issue := range l.issues {
		plans[0].Findings = append(plans[0].Findings, importers.Finding{Code: "profile-unusable", Message: fmt.Sprintf("Your profile %s was left out: %s", issue.Where.File, issue.Message)})
	}
	return plans, l.explainChanges(plans, matches, func(plan importers.Plan) (table.Reader, error) { return importer.Open(ctx, source, plan) })
}

// planHeadless plans a table anew when what was taken for its header is the
// first row of an extract that has none.
func (l *Library) planHeadless(ctx context.Context, importer importers.Importer, source importers.Source, options importers.Options, plans []importers.Plan) ([]importers.Plan, error) {
	if len(plans) != 1 || options.HeaderRow != 0 || !l.headless(plans[0]) {
		return plans, nil
	}
	options.HeaderRow = importers.NoHeader
	again, err := importer.Plan(ctx, source, options)
	if err != nil {
		return nil, err
	}
	sample, failed := Sample(again[0], func(plan importers.Plan) (table.Reader, error) { return importer.Open(ctx, source, plan) })
	match := l.Recognise(source.Name(), again[0], sample)
	if err := failed(); err != nil || match == nil {
		return plans, err // a column may be called SENR
	}
	return again, nil
}

// settle recognises one table and applies its profile.
func (l *Library) settle(ctx context.Context, file string, plan *importers.Plan, open Opener) (*Match, error) {
	sample, failed := Sample(*plan, open)
	match := l.Recognise(file, *plan, sample)
	if err := failed(); err != nil || match == nil {
		return nil, err
	}
	return match, match.Apply(ctx, file, plan, open)
}

// Sample returns a function that reads the first rows of a table when they are
// asked for, and one that says afterwards whether that failed.
func Sample(plan importers.Plan, open Opener) (sample func() [][]string, failed func() error) {
	var rows [][]string
	var err error
	sample = func() [][]string {
		if rows == nil && err == nil {
			rows, err = readTexts(plan, open, sampleRows)
		}
		return rows
	}
	return sample, func() error { return err }
}

// readTexts reads the texts of the first rows of a table.
func readTexts(plan importers.Plan, open Opener, most int) (rows [][]string, err error) {
	rows = [][]string{}
	columns := slices.Clone(plan.Columns)
	for i := range columns {
		columns[i].Skip = false
	}
	plan.Columns = columns
	reader, err := open(plan)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	for len(rows) < most {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		texts := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			texts[i] = columns[i].Text(cell.Value)
		}
		rows = append(rows, texts)
	}
	return rows, nil
}

// linkPlans has links name the dataset of the plan they lead to. What leads to
// none of the file's tables is dropped.
func linkPlans(plans []importers.Plan) {
	for i := range plans {
		var kept []importers.Link
		for _, link := range plans[i].Links {
			at := slices.IndexFunc(plans, func(other importers.Plan) bool { return other.Profile == link.Dataset })
			if at < 0 {
				continue
			}
			key := slices.IndexFunc(plans[at].Columns, func(column importers.PlanColumn) bool { return column.Known == link.Key })
			if key < 0 {
				continue
			}
			link.Dataset, link.Key = plans[at].Name, plans[at].Columns[key].Name
			kept = append(kept, link)
			plans[i].Findings = append(plans[i].Findings, importers.Finding{
				Code: "link", Column: link.Column,
				Message: fmt.Sprintf("%s names rows of %s by their %s.", link.Column, link.Dataset, link.Key),
			})
		}
		plans[i].Links = kept
	}
}

// distinctNames tells apart tables of one file whose profile gave them the same
// name: two files of users in one archive.
func distinctNames(plans []importers.Plan) {
	taken := map[string]bool{}
	for i := range plans {
		name := plans[i].Name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", plans[i].Name, n)
		}
		taken[name] = true
		plans[i].Name = name
	}
}

// explainChanges says of each table whether the list of files that came with it
// calls it complete or a list of changes.
func (l *Library) explainChanges(plans []importers.Plan, matches []*Match, open Opener) error {
	for i, match := range matches {
		if match == nil || match.Profile.Changes == nil {
			continue
		}
		changes := match.Profile.Changes
		name := slices.Index(match.Columns, match.Profile.column(changes.Name))
		value := slices.Index(match.Columns, match.Profile.column(changes.Value))
		if name < 0 || value < 0 {
			continue
		}
		const mostFiles = 1000
		rows, err := readTexts(plans[i], open, mostFiles)
		if err != nil {
			return err
		}
		for _, row := range rows {
			at := slices.IndexFunc(matches, func(other *Match) bool {
				return other != nil && other.Profile.File != "" && other.Profile.File == row[name]
			})
			if says := changes.Says[row[value]]; at >= 0 && says != "" {
				plans[at].Findings = append(plans[at].Findings, importers.Finding{Code: "changes", Message: says})
			}
		}
	}
	return nil
}
