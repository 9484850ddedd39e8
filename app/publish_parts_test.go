package app

import (
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/widgets"
)

// The form says by what a dashboard can be cut and writes a line for each school
// that no line names yet; kinds of files are called what people call them.
func TestALineForEachSchool(t *testing.T) {
	d := newBoardDesk(t)
	p := d.publish()
	f := d.newPushForm(p, push.Push{}, "")
	f.source.SetSelectedIndex(1)
	if !strings.Contains(f.parts.words.Text, "School") {
		t.Errorf("it says %q", f.parts.words.Text)
	}
	f.list.SetText("The principal | School=Birch | birch@district.example")
	f.parts.choice.SetSelected("School")
	d.quiet()
	want := "The principal | School=Birch | birch@district.example\nAlder | School=Alder | \nCedar | School=Cedar | "
	if f.list.Text != want {
		t.Fatalf("the list is %q", f.list.Text)
	}
	f.parts.choice.SetSelected("School")
	d.quiet()
	if f.list.Text != want {
		t.Errorf("chosen again, the list is %q", f.list.Text)
	}
	f.name.SetText("Typed")
	f.formats.SetSelected([]string{"Web page", "Excel"})
	d.save(f)
	kept := d.keptPush("Typed")
	if len(kept.Recipients) != 3 || !slices.Equal(kept.Formats, []string{"xlsx", "html"}) || kept.Recipients[2].Slice.Filters[0].Values[0] != "Cedar" {
		t.Errorf("kept %+v", kept)
	}
	if words := pushWords(p.list[len(p.list)-1]); !strings.Contains(words, "as Excel, Web page, into folders") {
		t.Errorf("the page says %q", words)
	}
}

// The proof of a push that only fills folders names no addresses, says all there
// is to look at of the recipient that is selected, and offers to say how mail is
// sent where that is what is missing.
func TestProofSaysWhereTo(t *testing.T) {
	d := newBoardDesk(t)
	plan := schoolPush("Packets")
	plan.Each = nil
	plan.Recipients = []push.Recipient{toSchool("Alder", "alder@district.example"), toSchool("Nowhere", "nowhere@district.example")}
	d.keepPush(plan)
	proof := d.proofOf("Packets")
	to := func(row int) string { return proof.proof.Document().Table.Body[row].Cells[1].Text }
	if to(0) != "Folder" || slices.ContainsFunc(says(proof.body), func(words string) bool { return strings.Contains(words, "@") }) {
		t.Errorf("to %q, the page says %q", to(0), says(proof.body))
	}
	proof.table.Select(widgets.Range{Top: 1, Bottom: 1, Left: 2, Right: 2})
	if words := strings.Join(says(proof.body), "\n"); !strings.Contains(words, "Nothing is sent to this recipient.\nNo row of the data is theirs.") {
		t.Errorf("of the second it says %q", words)
	}
	proof.table.Select(widgets.Range{Left: 2, Right: 2})
	if words := says(proof.body); !slices.Contains(words, "Alder") || !slices.Contains(words, "Nothing to look at.") && !strings.Contains(strings.Join(words, " "), "Meals") {
		t.Errorf("of the first it says %q", words)
	}

	plan.Name, plan.Where = "Both", push.ToBoth
	d.keepPush(plan)
	proof = d.proofOf("Both")
	if to(0) != "Folder, alder@district.example" || !slices.Contains(says(proof.body), "Mail…") {
		t.Errorf("to %q, the page says %q", to(0), says(proof.body))
	}
	plan.Name, plan.Where = "Mail", push.ToEmail
	d.keepPush(plan)
	proof = d.proofOf("Mail")
	if to(0) != "alder@district.example" {
		t.Errorf("to %q", to(0))
	}
}
