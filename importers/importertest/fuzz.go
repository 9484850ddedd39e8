package importertest

import (
	"context"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// MustKeep checks what has to hold for every source, even one made up of random
// bytes: that it cannot be read is an issue; what is planned is read; and every
// text of the source is in a table, in a header, or set aside.
func MustKeep(t testing.TB, importer importers.Importer, source importers.Source) {
	t.Helper()
	ctx := context.Background()
	plans, err := importer.Plan(ctx, source, importers.Options{})
	if err != nil {
		if table.IssueIn(err) == nil {
			t.Fatalf("%v is no issue", err)
		}
		return
	}
	for _, plan := range plans {
		ReadPlan(t, importer, source, plan)
	}
	peeker, shows := importer.(importers.Peeker)
	asider, keeps := importer.(importers.Asider)
	if !shows || !keeps {
		return
	}
	first, err := peeker.Peek(ctx, source, plans[0], 1, math.MaxInt)
	if err != nil {
		t.Fatalf("peek: %v", err)
	}
	kept := map[place]string{}
	for _, plan := range plans {
		keepTable(t, importer, source, plan, kept)
	}
	err = asider.Aside(ctx, source, plans, func(aside importers.Aside) error {
		for i, text := range aside.Cells {
			if text != "" {
				kept[place{aside.Sheet, aside.Row, i}] = text
			}
		}
		return nil
	})
	if err != nil {
		t.Fatalf("aside: %v", err)
	}
	for _, sheet := range first.Sheets {
		plan := importers.Plan{Sheet: sheet.Name}
		for i := len(plans) - 1; i >= 0; i-- {
			if plans[i].Sheet == sheet.Name {
				plan = plans[i]
			}
		}
		view, err := peeker.Peek(ctx, source, plan, 1, math.MaxInt)
		if err != nil {
			t.Fatalf("peek at %q: %v", sheet.Name, err)
		}
		mustHoldAll(t, plans, view, kept)
	}
}

// place is where a text stands in a source.
type place struct {
	sheet       string
	row, column int
}

// keepTable enters the texts of a table.
func keepTable(t testing.TB, importer importers.Importer, source importers.Source, plan importers.Plan, kept map[place]string) {
	t.Helper()
	reader, err := importer.Open(context.Background(), source, plan)
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	defer func() { _ = reader.Close() }()
	for {
		row, err := reader.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("read: %v", err)
		}
		for i, cell := range row.Cells {
			kept[place{plan.Sheet, row.Number, plan.Columns[i].Index}] = plan.Columns[i].Original(cell)
		}
	}
}

// mustHoldAll compares a sheet as it is with what was kept of it.
func mustHoldAll(t testing.TB, plans []importers.Plan, view importers.View, kept map[place]string) {
	t.Helper()
	for _, row := range view.Rows {
		if isHeader(plans, view.Sheet, row.Number) {
			continue
		}
		for i, text := range row.Cells {
			if strings.TrimSpace(text) == "" {
				continue
			}
			if got := kept[place{view.Sheet, row.Number, i}]; strings.TrimSpace(got) != strings.TrimSpace(text) {
				t.Fatalf("sheet %q, row %d, cell %d: %q is lost; kept there is %q", view.Sheet, row.Number, i+1, text, got)
			}
		}
	}
}

func isHeader(plans []importers.Plan, sheet string, row int) bool {
	for _, plan := range plans {
		top := plan.HeaderTop
		if top == 0 {
			top = plan.HeaderRow
		}
		if plan.Sheet == sheet && plan.HeaderRow > 0 && row >= top && row <= plan.HeaderRow {
			return true
		}
	}
	return false
}
