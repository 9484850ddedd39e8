package all_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/golden"
	"github.com/schoolbench/schoolbench/table"
)

// The columns of the vendors' sample files, and the types that they must have.
// The golden file names columns and no child.
func TestAssessmentsTyped(t *testing.T) {
	folder := filepath.Join(realData(t), "assessments")
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	tested := 0
	for _, path := range files {
		switch filepath.Ext(path) {
		case ".csv", ".txt":
		default:
			continue
		}
		tested++
		fmt.Fprintf(&b, "%s\n", filepath.Base(path))
		for _, one := range importFile(t, path) {
			describeTypes(&b, one.plan)
		}
	}
	if tested < 50 {
		t.Errorf("only %d files were found", tested)
	}
	golden.Assert(t, "assessments.txt", []byte(b.String()))
}

// describeTypes lists the columns of each type, with the layout they have.
func describeTypes(b *strings.Builder, plan importers.Plan) {
	byKind := map[string][]string{}
	var kinds []string
	for _, column := range plan.Columns {
		kind := column.Type.String()
		if column.Layout != "" {
			kind += " " + column.Layout
		}
		if byKind[kind] == nil {
			kinds = append(kinds, kind)
		}
		byKind[kind] = append(byKind[kind], column.Name)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		if kind == table.Text.String() { // by far the most, and nothing can happen to them
			fmt.Fprintf(b, "  %s: %d columns\n", kind, len(byKind[kind]))
			continue
		}
		fmt.Fprintf(b, "  %s (%d): %s\n", kind, len(byKind[kind]), strings.Join(byKind[kind], ", "))
	}
	for _, finding := range plan.Findings {
		if finding.Asks {
			fmt.Fprintf(b, "  asks: %s %s\n", finding.Code, finding.Column)
		}
	}
}
