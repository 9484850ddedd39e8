package app

import (
	"reflect"
	"testing"

	"github.com/schoolbench/schoolbench/reports/push"
)

// A push goes out under several conditions, which the form shows again as they
// were said; one is taken away, and one that says nothing is not saved.
func TestSeveralConditions(t *testing.T) {
	d := newBoardDesk(t)
	p := d.publish()
	plan := p.list[0].Push
	f := d.newPushForm(p, plan, plan.Name)
	if len(f.conditions.rows) != 0 {
		t.Fatalf("conditions of a push without any: %+v", f.conditions.rows)
	}
	first := f.conditions.add(push.Condition{Is: push.Falls})
	first.by.SetText("2%")
	first.least.SetText("20")
	second := f.conditions.add(push.Condition{Is: push.IsAbove})
	second.tile.SetSelected("Meals")
	d.save(f)
	if len(f.problem.Objects) == 0 {
		t.Fatal("a condition without a number is saved")
	}
	second.by.SetText("100")
	d.save(f)
	want := []push.Condition{{Tile: "students", Is: push.Falls, By: 0.02, Least: 20}, {Tile: "meals", Is: push.IsAbove, By: 100}}
	kept, err := d.shell.bench.Push(t.Context(), plan.Name)
	if err != nil || !reflect.DeepEqual(kept.Conditions, want) {
		t.Fatalf("kept %+v, %v", kept.Conditions, err)
	}

	again := d.newPushForm(p, kept, kept.Name)
	if shown, err := again.conditions.read(); err != nil || !reflect.DeepEqual(shown, want) {
		t.Errorf("shown %+v, %v", shown, err)
	}
	again.conditions.remove(again.conditions.rows[0])
	d.save(again)
	if kept, err = d.shell.bench.Push(t.Context(), plan.Name); err != nil || !reflect.DeepEqual(kept.Conditions, want[1:]) {
		t.Errorf("kept %+v, %v", kept.Conditions, err)
	}
}

// Recipients that are listed beside those of a column stay, and the list is
// there only where it is asked for.
func TestRecipientsOfBothKinds(t *testing.T) {
	d := newBoardDesk(t)
	p := d.publish()
	f := d.newPushForm(p, p.list[0].Push, "Schools")
	if f.listed.Visible() || !f.each.Visible() {
		t.Error("the list is shown although recipients are made from a column")
	}
	f.source.SetSelectedIndex(2)
	f.list.SetText("Board | all")
	if !f.listed.Visible() || !f.each.Visible() {
		t.Error("not both are shown")
	}
	d.save(f)
	kept, err := d.shell.bench.Push(t.Context(), "Schools")
	if err != nil || kept.Each == nil || len(kept.Recipients) != 1 || !kept.Recipients[0].Whole {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	if again := d.newPushForm(p, kept, "Schools"); again.source.SelectedIndex() != 2 || again.list.Text == "" {
		t.Errorf("the form shows %q and %q", again.source.Selected, again.list.Text)
	}
}
