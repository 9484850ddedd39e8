package fixedwidth_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/fixedwidth"
	"github.com/schoolbench/schoolbench/table"
)

func TestReadLayout(t *testing.T) {
	want := []importers.Place{{Name: "ID", First: 1, Last: 6}, {Name: "Name", First: 7, Last: 26}, {Name: "Grade", First: 28, Last: 29}}
	tests := map[string]string{
		"start and end":     "Field Name,Start,End,Type\nID,1,6,char\nName,7,26,char\nGrade,28,29,char\n",
		"start and length":  "name;begin;length\nID;1;6\nName;7;20\nGrade;28;2\n",
		"ranges":            "Position\tVariable\tMeaning\n1-6\tID\tstudent\n7–26\tName\t\n28-29\tGrade\t\n",
		"lines above":       "Record layout of the 2026 file\n\nColumn Name | Start_Pos | Width\nID|1|6\nName|7|20\n\nGrade|28|2\n",
		"a byte order mark": "\xEF\xBB\xBFname,from,to\nID,1,6\nName,7,26\nGrade,28,29\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := fixedwidth.ReadLayout(strings.NewReader(text), "layout.csv")
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, %v\nwant %v", got, err, want)
			}
		})
	}
	lengths, err := fixedwidth.ReadLayout(strings.NewReader("name,width\nID,6\nID,20\n"), "layout.csv")
	if err != nil || !reflect.DeepEqual(lengths, []importers.Place{{Name: "ID", First: 1, Last: 6}, {Name: "ID (2)", First: 7, Last: 26}}) {
		t.Errorf("by lengths: %v, %v", lengths, err)
	}
}

func TestReadLayoutRefuses(t *testing.T) {
	tests := map[string]struct {
		text string
		line int
		says string
	}{
		"nothing":    {"", 0, "no header"},
		"no places":  {"name,meaning\nID,student\n", 0, "no header"},
		"no columns": {"name,start,end\n", 0, "no columns"},
		"backwards":  {"name,start,end\nID,6,1\n", 2, `"ID"`},
		"words":      {"name,start,length\nID,1,6\nName,seven,20\n", 3, `"Name"`},
		"huge":       {"name,start,length\nID,1,99999999999\n", 2, `"ID"`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := fixedwidth.ReadLayout(strings.NewReader(test.text), "layout.csv")
			issue := table.IssueIn(err)
			if issue == nil || issue.Where.Row != test.line || !strings.Contains(issue.Message, test.says) || issue.Remedy == "" {
				t.Errorf("got %v, want an issue on line %d that says %s", err, test.line, test.says)
			}
		})
	}
}

// Ensure that columns stand where the layout says, and that text which it
// leaves out is not lost.
func TestPlanByLayout(t *testing.T) {
	path := filepath.Join(t.TempDir(), "students.txt")
	content := "000123Núñez     X09 new\n000124Đặng       10\n000125O'Brien   Y11\n"
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	source, err := importers.FileSource(path)
	if err != nil {
		t.Fatal(err)
	}
	plans, err := fixedwidth.Importer{}.Plan(t.Context(), source, importers.Options{Layout: []importers.Place{{Name: "ID", First: 1, Last: 6}, {Name: "Name", First: 7, Last: 16}, {Name: "Grade", First: 18, Last: 19}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(plans) != 1 {
		t.Fatalf("%d tables", len(plans))
	}
	reader, err := fixedwidth.Importer{}.Open(t.Context(), source, plans[0])
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close() //nolint:errcheck // nothing was written
	if got, want := reader.Schema().Names(), []string{"ID", "Name", "Characters 17 to 17", "Grade", "Characters from 20"}; !reflect.DeepEqual(got, want) {
		t.Errorf("columns %q, want %q", got, want)
	}
	row, err := reader.Next()
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for i, cell := range row.Cells {
		texts = append(texts, plans[0].Columns[i].Original(cell))
	}
	if want := []string{"000123", "Núñez", "X", "09", "new"}; !reflect.DeepEqual(texts, want) {
		t.Errorf("first row %q, want %q", texts, want)
	}
	if says := plans[0].Findings[len(plans[0].Findings)-1].Message; !strings.Contains(says, "3 columns as the layout says") || !strings.Contains(says, "2 more columns") {
		t.Errorf("the finding says %q", says)
	}
}
