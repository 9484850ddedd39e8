package push_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
)

func sliceOf(value string) reports.Slice {
	return reports.Slice{Label: value, Filters: []reports.Filter{{Field: "School", Values: []string{value}}}}
}

// Ensure that a push that lacks something is refused with words, and a good one
// is not.
func TestValidate(t *testing.T) {
	good := func() push.Push {
		return push.Push{Name: "Packets", Dashboard: "Principal", Formats: []string{"pdf"}, Recipients: []push.Recipient{{Name: "Lincoln", Emails: []string{"Jane Doe <jane@d.example>"}, Slice: sliceOf("Lincoln")}}}
	}
	if err := good().Validate([]string{"xlsx", "pdf"}); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		spoil func(*push.Push)
		code  string
	}{
		"no name":          {func(p *push.Push) { p.Name = " " }, "push-invalid"},
		"nothing to send":  {func(p *push.Push) { p.Dashboard = "" }, "push-invalid"},
		"both":             {func(p *push.Push) { p.Report = "Absence" }, "push-invalid"},
		"nobody":           {func(p *push.Push) { p.Recipients = nil }, "push-invalid"},
		"each of nothing":  {func(p *push.Push) { p.Each = &push.Each{Dataset: "schools"} }, "push-invalid"},
		"one address":      {func(p *push.Push) { p.Each = &push.Each{Dataset: "a", Field: "b", Address: "all@d.example"} }, "push-invalid"},
		"no format":        {func(p *push.Push) { p.Formats = nil }, "push-invalid"},
		"unknown format":   {func(p *push.Push) { p.Formats = []string{"docx"} }, "push-invalid"},
		"a format twice":   {func(p *push.Push) { p.Formats = []string{"pdf", "pdf"} }, "push-invalid"},
		"by pigeon":        {func(p *push.Push) { p.Where = "pigeon" }, "push-invalid"},
		"in Klingon":       {func(p *push.Push) { p.Language = "tlh" }, "push-invalid"},
		"a negative limit": {func(p *push.Push) { p.DailyLimit = -1 }, "push-invalid"},
		"a bad schedule":   {func(p *push.Push) { p.Schedule.When = "hourly" }, "push-schedule"},
		"a bad condition":  {func(p *push.Push) { p.Conditions = []push.Condition{{Tile: "x", Is: "wobbles"}} }, "push-condition"},
		"a change below 0": {func(p *push.Push) { p.Conditions = []push.Condition{{Tile: "x", Is: push.Falls, By: -0.1}} }, "push-condition"},
		"nameless":         {func(p *push.Push) { p.Recipients[0].Name = "" }, "push-recipient"},
		"twice": {func(p *push.Push) {
			p.Recipients = append(p.Recipients, push.Recipient{Name: "LINCOLN", Slice: sliceOf("x")})
		}, "push-recipient"},
		"all by accident":   {func(p *push.Push) { p.Recipients[0].Slice = reports.Slice{} }, "push-recipient"},
		"all and a part":    {func(p *push.Push) { p.Recipients[0].Whole = true }, "push-recipient"},
		"a part of nothing": {func(p *push.Push) { p.Recipients[0].Slice.Filters[0].Values = nil }, "push-recipient"},
		"an empty value":    {func(p *push.Push) { p.Recipients[0].Slice.Filters[0].Values = []string{""} }, "push-recipient"},
		"no address":        {func(p *push.Push) { p.Recipients[0].Emails = []string{"jane at district"} }, "push-recipient"},
		"a smuggled header": {func(p *push.Push) { p.Recipients[0].Emails = []string{"a@b.example\r\nBcc: c@d.example"} }, "push-recipient"},
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := good()
			test.spoil(&spoiled)
			issue := table.IssueIn(spoiled.Validate([]string{"xlsx", "pdf"}))
			if issue == nil || issue.Code != test.code || issue.Remedy == "" || issue.Message == "" {
				t.Errorf("got %v, want %s", issue, test.code)
			}
		})
	}
}

// Ensure that a condition holds exactly when its number calls for it.
func TestConditions(t *testing.T) {
	figure := func(value float64, n int, known bool) []push.Figure {
		return []push.Figure{{Tile: "Attendance", Title: "Attendance", Value: value, Text: fmt.Sprintf("%.1f%%", value*100), N: n, Known: known}}
	}
	falls := push.Condition{Tile: "Attendance", Is: push.Falls, By: 0.02, Least: 20}
	for name, test := range map[string]struct {
		condition push.Condition
		now, last []push.Figure
		want      bool
		why       string
	}{
		"fell by exactly two points":   {falls, figure(0.9, 20, true), figure(0.92, 20, true), true, ""},
		"fell by less":                 {falls, figure(0.9001, 20, true), figure(0.92, 20, true), false, "was 92.0% and is 90.0%"},
		"rose":                         {falls, figure(0.94, 20, true), figure(0.92, 20, true), false, ""},
		"of too few":                   {falls, figure(0.8, 19, true), figure(0.92, 30, true), false, "is of 19, and 20"},
		"was of too few":               {falls, figure(0.8, 30, true), figure(0.92, 19, true), false, "was of 19, and 20"},
		"never sent before":            {falls, figure(0.8, 30, true), nil, false, "no earlier number"},
		"withheld now":                 {falls, figure(0, 30, false), figure(0.92, 30, true), false, "is not known"},
		"withheld then":                {falls, figure(0.8, 30, true), figure(0, 30, false), false, "no earlier number"},
		"no such tile":                 {push.Condition{Tile: "Absence", Is: push.Rises}, figure(0.8, 30, true), nil, false, "no number of a tile"},
		"rises by nothing at all":      {push.Condition{Tile: "Attendance", Is: push.Rises}, figure(0.8, 30, true), figure(0.8, 30, true), false, ""},
		"changes either way":           {push.Condition{Tile: "Attendance", Is: push.Changes, By: 0.05}, figure(0.8, 30, true), figure(0.9, 30, true), true, ""},
		"is below":                     {push.Condition{Tile: "Attendance", Is: push.IsBelow, By: 0.9}, figure(0.8, 30, true), nil, true, ""},
		"is not above what it equals":  {push.Condition{Tile: "Attendance", Is: push.IsAbove, By: 0.8}, figure(0.8, 30, true), nil, false, ""},
		"is above a number below zero": {push.Condition{Tile: "Attendance", Is: push.IsAbove, By: -1}, figure(-0.5, 30, true), nil, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			holds, why := test.condition.Holds(test.now, test.last)
			if holds != test.want || !strings.Contains(why, test.why) {
				t.Errorf("holds %v, %q", holds, why)
			}
		})
	}
}

func codesOf(line push.Line) []string {
	codes := []string{}
	for _, warning := range line.Warnings {
		codes = append(codes, warning.Code)
	}
	return codes
}

// Ensure that the proof sees what a person should look at, and holds back what
// must not leave.
func TestJudge(t *testing.T) {
	plan := push.Push{Name: "Packets", Dashboard: "Principal", Formats: []string{"pdf"}, Where: push.ToEmail, Outside: []string{"Grandma <GRANDMA@home.example>"}}
	recipient := func(name string, emails ...string) push.Recipient {
		return push.Recipient{Name: name, Emails: emails, Slice: sliceOf(name)}
	}
	last := &push.Last{Rows: 100, Students: 40, Figures: []push.Figure{{Tile: "a", Title: "Absent", Text: "9.0%"}}}
	for name, test := range map[string]struct {
		made push.Made
		want []string
		held bool
	}{
		"all is well":          {push.Made{Recipient: recipient("A", "a@d.example"), Rows: 100, Students: 40, Last: last}, []string{}, false},
		"a part of the domain": {push.Made{Recipient: recipient("A", "a@mail.d.example"), Rows: 1, Students: -1}, []string{}, false},
		"another domain":       {push.Made{Recipient: recipient("A", "a@evil-d.example"), Rows: 1, Students: -1}, []string{"push-outside-domain"}, true},
		"outside, and allowed": {push.Made{Recipient: recipient("A", "grandma@home.example"), Rows: 1, Students: -1}, []string{}, false},
		"no rows":              {push.Made{Recipient: recipient("A", "a@d.example"), Students: -1}, []string{"push-no-rows"}, true},
		"no address":           {push.Made{Recipient: recipient("A"), Rows: 1, Students: -1}, []string{"push-no-address"}, true},
		"an unreadable one":    {push.Made{Recipient: push.Recipient{Name: "A", Slice: sliceOf("A"), Unreadable: []string{"ask Ada"}}, Rows: 1, Students: -1}, []string{"push-bad-address"}, true},
		"two parts to one":     {push.Made{Recipient: recipient("B", "Both <BOTH@d.example>"), Rows: 1, Students: -1}, []string{"push-shared-address"}, false},
		"half of them gone":    {push.Made{Recipient: recipient("A", "a@d.example"), Rows: 100, Students: 20, Last: last}, []string{"push-count-jumped"}, false},
		"a few more":           {push.Made{Recipient: recipient("A", "a@d.example"), Rows: 500, Students: 45, Last: last}, []string{}, false},
		"rows, if no students": {push.Made{Recipient: recipient("A", "a@d.example"), Rows: 500, Students: -1, Last: last}, []string{"push-count-jumped"}, false},
		"a tile left out":      {push.Made{Recipient: recipient("A", "a@d.example"), Rows: 1, Students: -1, LeftOut: []string{"Meals is not shown."}}, []string{"push-tile-left-out"}, false},
		"it could not be made": {push.Made{Recipient: recipient("A", "a@d.example"), Students: -1, Failure: table.Failed("unknown-column", table.Where{}, "No such column.", "", nil)}, []string{"unknown-column"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			others := []push.Recipient{recipient("B", "both@d.example"), recipient("C", "both@d.example"), recipient("A", "a@d.example")}
			line := push.NewJudge(plan, others, []string{"d.example"}).Line(test.made)
			if got := codesOf(line); !slices.Equal(got, test.want) || line.Held != test.held || line.Held != (line.HeldWhy() != "") {
				t.Errorf("got %q, held %v", got, line.Held)
			}
		})
	}
	changed := push.NewJudge(plan, nil, nil).Line(push.Made{
		Recipient: recipient("A", "a@d.example"), Rows: 1, Students: -1, Last: last, Figures: []push.Figure{{Tile: "a", Title: "Absent", Text: "8.5%"}},
	})
	if want := []string{"Absent: 8.5%, was 9.0%"}; !slices.Equal(changed.Changes, want) {
		t.Errorf("changes %q", changed.Changes)
	}
}

// Ensure that the proof's sheet has a line for each recipient and says plainly
// who gets nothing.
func TestProofDocument(t *testing.T) {
	three := 3
	proof := push.Proof{Push: "Packets", What: `dashboard "Principal"`, Formats: []string{"pdf"}, Lines: []push.Line{
		{Recipient: "A", Emails: []string{"a@d.example"}, Rows: 1200, Students: &three},
		{Recipient: "B", Held: true, Warnings: []table.Issue{{Severity: table.Failure, Message: "No row."}}},
	}}
	document := proof.Document(reports.English)
	if len(document.Table.Body) != 2 || document.Table.Width() != len(document.Table.Body[0].Cells) {
		t.Fatalf("the sheet is %d x %d", len(document.Table.Body), document.Table.Width())
	}
	if got := document.Table.Body[0].Cells[2].Text; got != "1,200" {
		t.Errorf("rows %q", got)
	}
	if got := document.Table.Body[1].Cells[6].Text; got != "NOT SENT. No row." {
		t.Errorf("B: %q", got)
	}
}

// Ensure that the words of a message say whose part it is in both languages and
// begin with the author's own if there are any.
func TestCompose(t *testing.T) {
	letter := push.Letter{Title: "Principal", Recipient: "Lincoln", RunAs: "as Lincoln", Data: "students: import 1", Date: moment(t, "2026-01-05T06:30:00Z")}
	plan := push.Push{Name: "Packets", Formats: []string{"xlsx", "pdf"}, Words: map[reports.Language]string{reports.Spanish: "Buenos días."}}
	english := push.Compose(plan, letter)
	if english.Subject != "Principal: Lincoln, 5 Jan 2026" || !strings.HasPrefix(english.Text, "Attached: Principal, for Lincoln (XLSX, PDF).") || !strings.Contains(english.Text, "as Lincoln") {
		t.Errorf("%+v", english)
	}
	letter.Language = reports.Spanish
	spanish := push.Compose(plan, letter)
	if spanish.Subject != "Principal: Lincoln, 5 ene 2026" || !strings.HasPrefix(spanish.Text, "Buenos días.\n\nLos archivos") {
		t.Errorf("%+v", spanish)
	}
}

// Ensure that the folder of a recipient is the same whoever else is listed, in
// whichever order, and that names that are one folder on some system are two.
func TestFolderNames(t *testing.T) {
	named := func(names ...string) []push.Recipient {
		var recipients []push.Recipient
		for _, name := range names {
			recipients = append(recipients, push.Recipient{Name: name})
		}
		return recipients
	}
	forward, backward := push.FolderNames(named("evil", "evil/", "evil.", "Lincoln")), push.FolderNames(named("Lincoln", "evil.", "evil/", "evil"))
	slices.Reverse(backward)
	if !slices.Equal(forward, backward) || forward[0] != "evil" || forward[3] != "Lincoln" {
		t.Errorf("%q and %q", forward, backward)
	}
	if alone := push.FolderNames(named("evil/")); alone[0] != forward[1] {
		t.Errorf("alone %q, among others %q", alone[0], forward[1])
	}
	for _, pair := range [][2]string{{"Núñez", "Nu\u0301n\u0303ez"}, {"Smith", "\u017fmith"}, {"Weiß", "WEIẞ"}, {forward[1], "evil/"}} {
		names := push.FolderNames(named(pair[:]...))
		if strings.EqualFold(names[0], names[1]) || names[0] == pair[0] && names[1] == pair[1] {
			t.Errorf("%q became %q", pair, names)
		}
	}
	for _, device := range []string{"COM¹", "lpt³.txt", "conin$", "CONOUT$", "com7"} {
		if got := push.SafeName(device); got != "_"+device {
			t.Errorf("%q became %q", device, got)
		}
	}
}

// Ensure that no name of a recipient leads out of the folder, onto a device, or
// onto another recipient's folder.
func FuzzSafeName(f *testing.F) {
	for _, seed := range []string{"Lincoln Elementary", "../../etc/passwd", `..\..\x`, "CON", "nul.txt", "com1 .x", " .hidden", "a/b:c*d?", "Señor Núñez\u202e", "\x00\n", "", strings.Repeat("é", 300), "COM¹", "lpt² .x", "conin$", "\u017fmith", "Nu\u0303ez"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		name := push.SafeName(text)
		if name == "" || len(name) > 160 || !utf8.ValidString(name) || name != filepath.Base(name) || strings.ContainsAny(name, `<>:"/\|?*`) {
			t.Errorf("%q became %q", text, name)
		}
		if strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
			t.Errorf("%q became %q", text, name)
		}
		if push.SafeName(name) != name {
			t.Errorf("%q became %q and then %q", text, name, push.SafeName(name))
		}
		recipients := []push.Recipient{{Name: text}, {Name: text + "."}}
		if upper := strings.ToUpper(text); upper != text {
			recipients = append(recipients, push.Recipient{Name: upper})
		}
		names := push.FolderNames(recipients)
		seen := map[string]bool{}
		for _, one := range names {
			if seen[strings.ToLower(one)] {
				t.Errorf("%q: two folders are named %q", text, one)
			}
			seen[strings.ToLower(one)] = true
		}
	})
}
