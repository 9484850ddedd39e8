package app

import (
	"context"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// A file whose rows repeat one another at several levels says what it is, and
// the level that a person chooses is where its cross-tabs begin.
func TestImportPicksLevel(t *testing.T) {
	d := newDesk(t)
	p := d.looking(shared(t, "data/caaspp/sb_ca2024entities_csv.txt"))
	plan := p.presenter.table().plan
	if profile := workbench.ProfileOf(plan); profile == nil || profile.Description == "" {
		t.Fatalf("recognised as %q, which says nothing", plan.Profile)
	}
	if len(plan.PickOne) == 0 || len(plan.PickOne[0].Members) < 2 {
		t.Fatalf("nothing is to be chosen: %+v", plan.PickOne)
	}
	one := plan.PickOne[0]
	var other string
	for _, member := range one.Members {
		if member.Value != one.Default {
			other = member.Value
		}
	}
	p.presenter.pick(one.Column, other)
	p.presenter.undo()
	if got := p.presenter.table().plan.PickOne[0].Default; got != one.Default {
		t.Errorf("undone, it begins with %q", got)
	}
	p.presenter.pick(one.Column, other)
	p.presenter.name("entities")
	p.start(false)
	d.until("it is imported", func() bool { _, listed := d.shell.dataset("entities"); return listed })
	levels, err := d.shell.bench.Levels(context.Background(), "entities")
	if err != nil {
		t.Fatal(err)
	}
	if filter := workbench.LevelFilter(levels); !strings.Contains(filter, `"`+other+`"`) {
		t.Errorf("it begins with %s", filter)
	}
}
