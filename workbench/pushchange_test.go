package workbench_test

import (
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a push is renamed and changed in one step or not at all, so that
// it never goes out under two names.
func TestChangePush(t *testing.T) {
	bench := manySchools(t, 2, push.ToFolder)
	plan, err := bench.Push(t.Context(), "Monday packets")
	if err != nil {
		t.Fatal(err)
	}
	other := plan
	other.Name = "Friday packets"
	if err := bench.SavePush(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	spoiled := *plan.Each
	spoiled.Address = "principal-{Nothing}@district.example"
	for name, tt := range map[string]struct {
		before string
		change func(p *push.Push)
		code   string
		names  []string
	}{
		"an address that names no column": {"monday packets", func(p *push.Push) { p.Name, p.Each = "New", &spoiled }, "unknown-column", []string{"Friday packets", "Monday packets"}},
		"the name of another":             {"Monday packets", func(p *push.Push) { p.Name = "friday packets" }, "push-exists", []string{"Friday packets", "Monday packets"}},
		"one that is gone":                {"Tuesday packets", func(p *push.Push) { p.Name = "New" }, "unknown-push", []string{"Friday packets", "Monday packets"}},
		"without a name":                  {"Monday packets", func(p *push.Push) { p.Name = " " }, "push-invalid", []string{"Friday packets", "Monday packets"}},
		"upper and lower case":            {"monday packets", func(p *push.Push) { p.Name = "MONDAY packets" }, "", []string{"Friday packets", "MONDAY packets"}},
		"renamed":                         {"Monday packets", func(p *push.Push) { p.Name = "New" }, "", []string{"Friday packets", "New"}},
	} {
		t.Run(name, func(t *testing.T) {
			changed := plan
			tt.change(&changed)
			err := bench.ChangePush(t.Context(), tt.before, changed)
			got := ""
			if err != nil {
				got = workbench.Problem(err).Code
			}
			if got != tt.code {
				t.Errorf("it ends with %q: %v", got, err)
			}
			list, listErr := bench.Pushes(t.Context())
			if listErr != nil {
				t.Fatal(listErr)
			}
			var names []string
			for _, each := range list {
				names = append(names, each.Name)
			}
			if !slices.Equal(names, tt.names) {
				t.Errorf("there are %q, want %q", names, tt.names)
			}
			if err == nil {
				if err := bench.ChangePush(t.Context(), changed.Name, plan); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
