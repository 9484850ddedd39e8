package unpivot_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/delimited"
	"github.com/schoolbench/schoolbench/table"
)

func planOf(t *testing.T, text string) (importers.Source, importers.Plan) {
	t.Helper()
	source := importers.BytesSource("a.csv", []byte(text))
	plans, err := delimited.Importer{}.Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return source, plans[0]
}

// offered returns the change that the plan offers, if it does.
func offered(plan importers.Plan) (importers.Change, bool) {
	for _, finding := range plan.Findings {
		if finding.Code == "wide" {
			return finding.Undo[0], true
		}
	}
	return importers.Change{}, false
}

// long reads the table of a plan, a line for each row: its number in the file
// and the texts of its cells.
func long(t *testing.T, source importers.Source, plan importers.Plan) []string {
	t.Helper()
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	plan = importers.Plan{}
	if err := json.Unmarshal(text, &plan); err != nil {
		t.Fatal(err)
	}
	reader, err := delimited.Importer{}.Open(t.Context(), source, plan)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	lines := []string{"0: " + strings.Join(reader.Schema().Names(), "|")}
	columns := plan.ReadColumns()
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return lines
		}
		if err != nil {
			t.Fatal(err)
		}
		texts := make([]string, len(row.Cells))
		for i, cell := range row.Cells {
			texts[i] = columns[i].Original(cell)
		}
		lines = append(lines, fmt.Sprintf("%d: %s", row.Number, strings.Join(texts, "|")))
	}
}

func TestFind(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want string // the long table; empty where none is to be offered
		keys table.Type
	}{
		"a column for every year": {
			text: "School,2017-18,2018-19,2019-20\nOak,12,*,7\nElm,3,4,\n",
			want: "0: School|Year|Value\n2: Oak|2017-18|12\n2: Oak|2018-19|*\n2: Oak|2019-20|7\n3: Elm|2017-18|3\n3: Elm|2018-19|4", keys: table.SchoolYear,
		},
		"years in names": {
			text: "School,Enrollment 2017,Enrollment 2018,Enrollment 2019\nOak,12,13,7\n",
			want: "0: School|Year|Enrollment\n2: Oak|2017|12\n2: Oak|2018|13\n2: Oak|2019|7", keys: table.Integer,
		},
		"a column for every grade": {
			text: "School,GR_TK,GR_KN,GR_01,GR_02,Total\nOak,1,2,3,4,10\n",
			want: "0: School|Total|Grade|GR\n2: Oak|10|TK|1\n2: Oak|10|KN|2\n2: Oak|10|01|3\n2: Oak|10|02|4", keys: table.Grade,
		},
		"groups that repeat": {
			text: "ID,Exam Code 01,Exam Grade 01,Exam Code 02,Exam Grade 02,Exam Code 03,Exam Grade 03,Sex\n007,20,5,31,4,,,F\n008,20,3,,,,,M\n009,,,,,,,F\n",
			want: "0: ID|Sex|Number|Exam Code|Exam Grade\n2: 007|F|01|20|5\n2: 007|F|02|31|4\n3: 008|M|01|20|3\n4: 009|F|||", keys: table.Code,
		},
		"a column for every test": {
			text: "ID,Math Score,Reading Score,Science Score,History Score\n007,1,2,3,4.5\n",
			want: "0: ID|Measure|Score\n2: 007|Math|1\n2: 007|Reading|2\n2: 007|Science|3\n2: 007|History|4.5", keys: table.Text,
		},
		"seasons": {
			text: "ID,Fall Score,Fall Percentile,Winter Score,Winter Percentile,Spring Score,Spring Percentile\n007,1,50,2,60,3,70\n",
			want: "0: ID|Measure|Score|Percentile\n2: 007|Fall|1|50\n2: 007|Winter|2|60\n2: 007|Spring|3|70", keys: table.Text,
		},
		"names of a person":   {text: "Student First Name,Student Middle Name,Student Last Name,Score\nA,B,C,1\n"},
		"lines of an address": {text: "Address 1,Address 2,Address 3\nA,B,C\n"},
		"counts of one thing": {text: "School,Enrolled,Absent,Suspended\nOak,1,2,3\n"},
		"dates of two orders": {text: "ID,2017 Date,2018 Date,2019 Date\n1,13/2/2017,2/13/2018,13/2/2019\n"},
	} {
		t.Run(name, func(t *testing.T) {
			source, plan := planOf(t, tt.text)
			change, found := offered(plan)
			if found != (tt.want != "") {
				t.Fatalf("offered is %v: %v", found, plan.Findings)
			}
			if !found {
				return
			}
			plan = plan.With(change)
			if got := strings.Join(long(t, source, plan), "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if plan.Unpivot.Key.Type != tt.keys {
				t.Errorf("the keys are %v, want %v", plan.Unpivot.Key.Type, tt.keys)
			}
		})
	}
}

// Every text of a wide table is in the long one, whatever it looks like, and
// nothing else is.
func TestNothingIsLost(t *testing.T) {
	texts := strings.Split("1|02|*|<11|1,234|$5|12.5%|x y|N/A| 7 |20-24|3.50||", "|")
	var b strings.Builder
	// The days beside the scores are plain numbers, so that a long table is
	// offered whatever the scores look like.
	b.WriteString("ID,Score 1,Days 1,Score 2,Days 2,Score 3,Days 3,Score 4,Days 4\n")
	want := map[string]int{}
	for i := range 300 {
		fmt.Fprintf(&b, "r%d", i)
		for j := range 4 {
			text := fmt.Sprint((i * (j + 3)) % 100)
			if i%10 == 3 { // every column has every one of them
				text = texts[(i/10+j)%len(texts)]
			}
			if strings.TrimSpace(text) != "" {
				want[text]++
			}
			if strings.ContainsAny(text, ",") {
				text = `"` + text + `"`
			}
			fmt.Fprintf(&b, ",%s,%d", text, j+1)
		}
		b.WriteString("\n")
	}
	source, plan := planOf(t, b.String())
	change, found := offered(plan)
	if !found {
		t.Fatal("the columns are not offered as rows")
	}
	got := map[string]int{}
	for _, line := range long(t, source, plan.With(change))[1:] {
		cells := strings.Split(line, "|")
		if text := cells[len(cells)-2]; text != "" {
			got[text]++
		}
	}
	for text, count := range want {
		if got[text] != count {
			t.Errorf("%q came %d times, want %d", text, got[text], count)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d different texts, want %d", len(got), len(want))
	}
}

// A plan that a person spoiled is refused with a sentence.
func TestUnfitPlans(t *testing.T) {
	source, plan := planOf(t, "School,2017-18,2018-19,2019-20\nOak,12,*,7\nElm,3,4,5\n")
	change, found := offered(plan)
	if !found {
		t.Fatal("nothing is offered")
	}
	for name, spoil := range map[string]func(u *importers.Unpivot){
		"a column twice":    func(u *importers.Unpivot) { u.Groups[1].Columns[0] = u.Groups[0].Columns[0] },
		"a column unknown":  func(u *importers.Unpivot) { u.Groups[1].Columns[0] = 99 },
		"too few columns":   func(u *importers.Unpivot) { u.Groups[1].Columns = nil },
		"one value too few": func(u *importers.Unpivot) { u.Values = nil },
	} {
		t.Run(name, func(t *testing.T) {
			spoiled := plan.With(change)
			u := *spoiled.Unpivot
			u.Groups = slices.Clone(u.Groups)
			for i := range u.Groups {
				u.Groups[i].Columns = slices.Clone(u.Groups[i].Columns)
			}
			spoil(&u)
			spoiled.Unpivot = &u
			reader, err := delimited.Importer{}.Open(t.Context(), source, spoiled)
			if err == nil {
				defer reader.Close()
				_, err = reader.Next()
			}
			if issue := table.IssueIn(err); issue == nil || issue.Code != "unpivot-unfit" {
				t.Errorf("got %v", err)
			}
		})
	}
}
