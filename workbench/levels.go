package workbench

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Levels returns the columns of a dataset of which a total must keep one
// member, as the profiles of its imports know them.
func (b *Workbench) Levels(ctx context.Context, dataset string) ([]importers.PickOne, error) {
	batches, err := b.warehouse.Batches(ctx, dataset)
	if err != nil {
		return nil, err
	}
	var levels []importers.PickOne
	for _, batch := range batches {
		var plan importers.Plan
		if json.Unmarshal(batch.Plan, &plan) != nil {
			continue // an older plan knows of none
		}
		for _, level := range plan.PickOne {
			if !slices.ContainsFunc(levels, func(other importers.PickOne) bool { return strings.EqualFold(other.Column, level.Column) }) {
				levels = append(levels, level)
			}
		}
	}
	return levels, nil
}

// LevelFilter is the filter with which to begin on a dataset whose rows repeat
// one another; empty when nothing has to be chosen.
func LevelFilter(levels []importers.PickOne) string {
	var conditions []string
	for _, level := range levels {
		if level.Default != "" {
			conditions = append(conditions, fmt.Sprintf(`[%s] = "%s"`, level.Column, strings.ReplaceAll(level.Default, `"`, `""`)))
		}
	}
	return strings.Join(conditions, " and ")
}

// levelNotes warns of each column of which the rows of a cross-tab hold several
// members that repeat one another.
func (b *Workbench) levelNotes(ctx context.Context, dataset warehouse.Dataset, where string) ([]string, error) {
	levels, err := b.Levels(ctx, dataset.Name)
	if err != nil || len(levels) == 0 {
		return nil, err
	}
	rows, err := b.Where(ctx, dataset.Name, where)
	if err != nil {
		// The filter speaks of another dataset's columns, too: then the levels
		// of all rows count.
		if rows, err = b.Where(ctx, dataset.Name, ""); err != nil {
			return nil, err
		}
	}
	var notes []string
	for _, level := range levels {
		if dataset.Schema.Index(level.Column) < 0 {
			continue
		}
		frame, err := b.columns(ctx, dataset, []string{level.Column})
		if err != nil {
			return nil, err
		}
		vector := frame.Columns()[0]
		members := map[string]bool{}
		for _, row := range rows {
			if value := vector.Value(row); value.State == table.Reported {
				members[vector.Column().Text(value)] = true
			}
		}
		if len(members) > 1 && (level.Whole == "" || members[level.Whole]) {
			notes = append(notes, fmt.Sprintf("The rows repeat one another: they hold %s. Totals count the same several times unless one is kept.", membersNamed(level, members)))
		}
	}
	if filter := LevelFilter(levels); len(notes) > 0 && filter != "" {
		notes = append(notes, "A filter to begin with: "+filter)
	}
	return notes, nil
}

// membersNamed lists the members of a column that occur, known ones first.
func membersNamed(level importers.PickOne, members map[string]bool) string {
	const most = 6
	var named []string
	for _, member := range level.Members {
		if members[member.Value] {
			named = append(named, member.Title())
		}
	}
	if extra := len(named) - most; extra > 0 {
		named = append(named[:most], fmt.Sprintf("and %d more", extra))
	}
	return fmt.Sprintf("several members of %s: %s", level.Column, strings.Join(named, ", "))
}
