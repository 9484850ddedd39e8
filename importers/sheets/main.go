package sheets

import (
	"regexp"

	"github.com/schoolbench/schoolbench/importers"
)

// supporting are the words by which sheets are called that explain the data on
// others.
var supporting = regexp.MustCompile(`(?i)\b(layouts?|revisions?|change ?log|read ?me|notes?|definitions?|descriptions?|glossary|dictionary|legend|key|instructions?|about|cover|contents|index|resources|values?|info|information|metadata)\b`)

// outweighs is how many times as many rows a sheet must have as the first one
// for the workbook to be about it.
const outweighs = 10

// mainSheet returns the sheet that a workbook is about, which takes its name:
// the first, or if that explains the others, or is dwarfed by one of them, the
// one with the most rows.
func mainSheet(plans []importers.Plan) string {
	rows := map[string]int{}
	for _, plan := range plans {
		rows[plan.Sheet] += plan.Rows
	}
	first, largest := plans[0].Sheet, ""
	for _, plan := range plans {
		if !supporting.MatchString(plan.Sheet) && (largest == "" || rows[plan.Sheet] > rows[largest]) {
			largest = plan.Sheet
		}
	}
	if largest != "" && (supporting.MatchString(first) || rows[largest] >= outweighs*rows[first]) {
		return largest
	}
	return first
}
