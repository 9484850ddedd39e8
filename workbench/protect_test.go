package workbench_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that no board that withholds small groups shows one: on every template,
// for the district and for a school, no number of a table about students stands
// for fewer, no list names them, and nothing that is said names a number of theirs.
func TestSmallGroupsAreWithheld(t *testing.T) {
	const least = 25
	bench := sampleBench(t)
	school := aSchool(t, bench)
	list, err := workbench.DashboardTemplates()
	if err != nil {
		t.Fatal(err)
	}
	languages, formats := reports.Languages(), workbench.BoardFormats()
	if testing.Short() { // the files are written in the plain run
		languages, formats = languages[:1], nil
	}
	withheld, leftOut := 0, 0
	for _, template := range list {
		for _, slice := range []reports.Slice{{}, {Label: school, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}}} {
			open, err := bench.RunDashboard(t.Context(), template.Name, slice)
			if err != nil {
				t.Fatal(err)
			}
			slice.SmallestGroup = least
			for _, language := range languages {
				slice.Language = language
				board, err := bench.RunDashboard(t.Context(), template.Name, slice)
				if err != nil {
					t.Fatalf("%s: %v", template.Name, err)
				}
				leftOut += len(board.LeftOut) - len(open.LeftOut)
				for _, section := range board.Sections {
					withheld += checkWithheld(t, template, board, section)
				}
				for _, format := range formats {
					var out bytes.Buffer
					if err := workbench.WriteBoard(t.Context(), &out, board, format); err != nil {
						t.Errorf("%s as %s: %v", template.Name, format, err)
					}
				}
			}
		}
	}
	t.Logf("%d numbers withheld, %d tiles left out", withheld, leftOut)
	if withheld == 0 || leftOut == 0 {
		t.Errorf("%d numbers are withheld and %d tiles left out", withheld, leftOut)
	}
}

// checkWithheld counts the numbers that a section withholds, and sees that
// nothing is said of them.
func checkWithheld(t *testing.T, template reports.Dashboard, board *reports.Board, section reports.Section) (withheld int) {
	t.Helper()
	if section.Kind == reports.ListTile {
		for _, tile := range template.Tiles {
			if tile.Name == section.Name && strings.Contains(strings.ToLower(strings.Join(tile.List.Columns, " ")), "student") {
				t.Errorf("%s lists students", section.Name)
			}
		}
	}
	if section.Document == nil {
		return 0
	}
	rows := section.Document.Table.Body
	for _, row := range rows {
		for _, cell := range row.Cells {
			if cell.State == table.Withheld {
				withheld++
				if cell.Number != 0 || cell.IsNumber || cell.Text != reports.WithheldMark {
					t.Errorf("%s, %s: a withheld cell is %+v", template.Name, section.Name, cell)
				}
			}
		}
	}
	for _, part := range [][]reports.Sentence{section.Narrative.Read, section.Narrative.Shows, section.Narrative.Next, section.Text} {
		for _, sentence := range part {
			if strings.Contains(sentence.Text, "-1") {
				t.Errorf("%s, %s says %q", template.Name, section.Name, sentence.Text)
			}
			for _, bound := range sentence.Bound {
				if bound.Row >= 0 && bound.Row < len(rows) && bound.To != reports.ToLabel && bound.Column < len(rows[bound.Row].Cells) &&
					rows[bound.Row].Cells[bound.Column].State == table.Withheld {
					t.Errorf("%s, %s speaks of a withheld number: %q", template.Name, section.Name, sentence.Text)
				}
			}
		}
	}
	return withheld
}

// Ensure that people outside the district get no small groups unless somebody
// says so, that those inside get them, and that the proof says which.
func TestOutsideRecipientsGetNoSmallGroups(t *testing.T) {
	bench := sampleBench(t)
	school := aSchool(t, bench)
	slice := reports.Slice{Label: school, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}}
	plan := push.Push{
		Name: "Partners", Dashboard: "Principal", Formats: []string{"html"},
		Recipients: []push.Recipient{{Name: "Principal", Slice: slice}, {Name: "After-school partner", Slice: slice, Outside: true}},
	}
	groups := func(plan push.Push) (inside, outside int) {
		t.Helper()
		if err := bench.SavePush(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		proof, err := bench.Proof(t.Context(), plan.Name, workbench.PushOptions{})
		if err != nil || len(proof.Lines) != 2 {
			t.Fatalf("the proof has %d lines (%v)", len(proof.Lines), err)
		}
		return proof.Lines[0].SmallestGroup, proof.Lines[1].SmallestGroup
	}
	tests := map[string]struct {
		all, out, inside, outside int
	}{
		"as usual":          {0, 0, 0, reports.UsualSmallestGroup},
		"others for all":    {5, 0, 5, reports.UsualSmallestGroup},
		"many for all":      {30, 0, 30, 30},
		"others outside":    {0, 20, 0, 20},
		"nothing for them":  {0, 1, 0, 1},
		"all before others": {15, 1, 15, 15},
	}
	for name, test := range tests {
		plan.SmallestGroup, plan.OutsideSmallestGroup = test.all, test.out
		if inside, outside := groups(plan); inside != test.inside || outside != test.outside {
			t.Errorf("%s: %d inside and %d outside, want %d and %d", name, inside, outside, test.inside, test.outside)
		}
	}
	own := []string{"district.example"}
	for email, want := range map[string]bool{"a@district.example": false, "A@Mail.District.Example": false, "b@partner.example": true} {
		if got := (push.Recipient{Emails: []string{email}}).IsOutside(own); got != want {
			t.Errorf("%s is outside: %v", email, got)
		}
	}
	plan.SmallestGroup = -1
	if err := bench.SavePush(t.Context(), plan); err == nil {
		t.Error("a smallest group below nothing is taken")
	}
}
