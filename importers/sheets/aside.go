package sheets

import (
	"context"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
)

// Aside calls found for every row of a workbook with cells that are in none of
// the tables that plans describe, as importers.Asider asks.
func Aside(ctx context.Context, book Book, file string, plans []importers.Plan, found func(importers.Aside) error) error {
	for i, sheet := range book.Sheets() {
		var here []importers.Plan
		for _, plan := range plans {
			if plan.Sheet == sheet.Name {
				here = append(here, plan)
			}
		}
		scanner, err := book.Scan(i)
		if err != nil {
			return Failure(file, sheet.Name, err)
		}
		if err := rows.Aside(ctx, scanner, sheet.Name, here, found); err != nil {
			return Failure(file, sheet.Name, err)
		}
	}
	return nil
}
