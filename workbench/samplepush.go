package workbench

import (
	"context"

	"github.com/schoolbench/schoolbench/reports/push"
)

// saveSamplePush keeps the push "Monday packets", which sends the principal's
// page to every school.
func (b *Workbench) saveSamplePush(ctx context.Context) error {
	return b.SavePush(ctx, push.Push{
		Name: "Monday packets", Dashboard: "Principal",
		// No such domain can exist, so that trying it out reaches nobody.
		Each:    &push.Each{Dataset: "schools", Field: "School Name", As: "School", Address: "principal-{School Code}@district.example"},
		Formats: []string{"xlsx", "pdf", "html"}, Where: push.ToFolder,
		Schedule: push.Schedule{When: push.Weekly, Day: "monday", At: "06:30"},
		// The sample sends nothing until somebody asks for it.
		Paused: true,
	})
}
