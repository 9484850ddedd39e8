package fixedwidth_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/fixedwidth"
	"github.com/schoolbench/schoolbench/importers/importertest"
	"github.com/schoolbench/schoolbench/table"
)

const roster = "Name                School    ID\nJosé Smith          Oak       00417\nMary Hartford       Ash       00319\nEvan de la Cruz     Oak       00219\n"

func TestImporter(t *testing.T) {
	want := [][][]string{{{"José Smith", "Oak", "00417"}, {"Mary Hartford", "Ash", "00319"}, {"Evan de la Cruz", "Oak", "00219"}}}
	importertest.Run(t, fixedwidth.Importer{}, map[string]importertest.Fixture{
		"gaps":         {Name: "a.txt", Data: []byte(roster), Want: want},
		"windows-1252": {Name: "a.txt", Data: []byte("Name      School    ID\nJos\xE9      Oak       00417\nMary      Ash       00319\n"), Want: [][][]string{{{"José", "Oak", "00417"}, {"Mary", "Ash", "00319"}}}},
		"ruler":        {Name: "a.txt", Data: []byte("Name School Days\n---- ------ ----\nAda  Oak    175\nBo   Ash    170\n"), Want: [][][]string{{{"Ada", "Oak", "175"}, {"Bo", "Ash", "170"}}}},
		"right":        {Name: "a.txt", Data: []byte("School   Days\nOak       175\nAsh         5\n"), Want: [][][]string{{{"Oak", "175"}, {"Ash", "5"}}}},
		"short lines":  {Name: "a.txt", Data: []byte("Name    School  n\r\nAda     Oak     1\r\nBo      Ash\r\nCy      Elm     3\r\n"), Want: [][][]string{{{"Ada", "Oak", "1"}, {"Bo", "Ash", ""}, {"Cy", "Elm", "3"}}}},
		"narrow":       {Name: "a", Data: []byte("Name Year  n x\nOak  1971 40 x\nAsh9 1948 63 y\nElm  1920  4 z\n"), Want: [][][]string{{{"Oak", "1971", "40", "x"}, {"Ash9", "1948", "63", "y"}, {"Elm", "1920", "4", "z"}}}},
		"padded":       {Name: "a.txt", Data: []byte("Grade Last        ZIP    ID\nTK    Patel       99606  0609\n12    Smith-Jones 07461  0182\n11    van Dyke    91355  0746\n"), Want: [][][]string{{{"TK", "Patel", "99606", "0609"}, {"12", "Smith-Jones", "07461", "0182"}, {"11", "van Dyke", "91355", "0746"}}}},
		"first words":  {Name: "a.txt", Data: []byte("School           Days\nOak Elementary    175\nAsh Middle         12\nElm High            7\n"), Want: [][][]string{{{"Oak Elementary", "175"}, {"Ash Middle", "12"}, {"Elm High", "7"}}}},
		"blank":        {Name: "a.txt", Data: []byte("  \n \n"), Code: "file-empty"},
	})
}

func TestSniff(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want importers.Confidence
	}{
		"gaps":      {roster, importers.Likely},
		"ruler":     {"Name School\n---- ------\nAda  Oak\n", importers.Likely},
		"narrow":    {"Oak  1971 40 x\nAsh9 1948 63 y\nElm  1920  4 z\n", importers.Possible},
		"commas":    {"a  ,b\n1  ,2\n3  ,4\n", importers.No},
		"tabs":      {"a  \tb\n1  \t2\n3  \t4\n", importers.No},
		"prose":     {"It was the best of times,\nit was the worst of times,\nit was the age of wisdom.\n", importers.No},
		"two lines": {"a   b\n1   2\n", importers.No},
		"zeros":     {"a   b\n1   2\n\x00   4\n", importers.No},
		"nothing":   {"", importers.No},
	} {
		if got := (fixedwidth.Importer{}).Sniff("a.txt", []byte(tt.text)); got != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// Text without gaps is read by the places that the plan gives.
func TestLayoutOfThePlan(t *testing.T) {
	source := importers.BytesSource("keys.txt", []byte("01100170112607    Alameda94612\n01100170124172    Alameda94608\n"))
	plan := importers.Plan{Importer: fixedwidth.Name, FirstRow: 1, Rows: 2, Details: json.RawMessage(`{"columns":[{"from":0,"to":14},{"from":18,"to":25},{"from":25}]}`)}
	for i, name := range []string{"CDS", "County", "ZIP"} {
		plan.Columns = append(plan.Columns, importers.PlanColumn{Column: table.Column{Name: name, Type: table.Code}, Index: i})
	}
	got := importertest.ReadPlan(t, fixedwidth.Importer{}, source, plan)
	importertest.Compare(t, [][][]string{got}, [][][]string{{{"01100170112607", "Alameda", "94612"}, {"01100170124172", "Alameda", "94608"}}})

	plan.Details = json.RawMessage(`[]`)
	_, err := fixedwidth.Importer{}.Open(context.Background(), source, plan)
	if issue := table.IssueIn(err); issue == nil || issue.Code != "plan-unreadable" {
		t.Errorf("a plan without a layout: %v", err)
	}
}

func FuzzFixedWidth(f *testing.F) {
	f.Add(roster)
	f.Add("a b\n- --\n1 2\n")
	f.Fuzz(func(t *testing.T, text string) {
		source := importers.BytesSource("fuzz.txt", []byte(text))
		importertest.MustKeep(t, fixedwidth.Importer{}, source)
	})
}
