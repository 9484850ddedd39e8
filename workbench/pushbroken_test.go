package workbench_test

import (
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a push that cannot be sent any more, and one that has nobody to
// go to, keep no other from going and no recipient from being found.
func TestPushBroken(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	bench := moving(t, &now)
	onImport := push.Schedule{When: push.OnImport}
	setPush(t, bench, func(p *push.Push) { p.Schedule = onImport })
	page, err := bench.Dashboard(t.Context(), "Page")
	if err != nil {
		t.Fatal(err)
	}
	page.Name = "Other page"
	if err := bench.SaveDashboard(t.Context(), page); err != nil {
		t.Fatal(err)
	}
	lincoln := push.Recipient{Name: "Lincoln", Slice: reports.Slice{Filters: []reports.Filter{{Field: "School", Values: []string{"B"}}}}}
	imported := mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "principals.csv", "School,Principal\nA,Ada\nB,Bob\n"), Dataset: "principals"})
	for _, plan := range []push.Push{
		{Name: "A first one", Dashboard: "Other page", Formats: []string{"txt"}, Schedule: onImport, Recipients: []push.Recipient{lincoln}},
		{Name: "Before all", Dashboard: "Page", Formats: []string{"txt"}, Schedule: onImport, Each: &push.Each{Dataset: "principals", Field: "School"}},
	} {
		if err := bench.SavePush(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
	}
	if err := bench.DeleteDashboard(t.Context(), "Other page"); err != nil {
		t.Fatal(err)
	}
	if err := bench.Undo(t.Context(), imported[0].Batch.ID); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "more.csv", "Student ID,School\n0003,A\n"), Dataset: "students"})
	now = now.Add(time.Hour)
	due, err := bench.DuePushes(t.Context())
	if issue := table.IssueIn(err); len(due) != 2 || issue == nil || issue.Code != "unknown-dashboard" {
		t.Errorf("due: %+v, %v", due, err)
	}
	results, err := bench.SendDue(t.Context(), atOnce())
	if err == nil || len(results) != 1 || results[0].Push != "Monday packets" || results[0].Sent != 2 || results[0].Deliveries[0].State != warehouse.Sent {
		t.Errorf("sent: %+v, %v", results, err)
	}
	if slice, err := bench.RecipientSlice(t.Context(), "lincoln"); err != nil || slice.Filters[0].Values[0] != "B" {
		t.Errorf("found %+v, %v", slice, err)
	}
	if _, err := bench.RecipientSlice(t.Context(), "Hoover"); table.IssueIn(err) == nil || table.IssueIn(err).Code != "recipient-unknown" {
		t.Errorf("found nobody: %v", err)
	}
}
