package rows_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/table"
)

// lines is a scanner over lines of text with commas between the cells.
type lines struct {
	texts  []string
	at     int
	closed int
	fail   error // returned in place of the end
}

func scan(text string) *lines {
	return &lines{texts: strings.Split(strings.TrimSuffix(text, "\n"), "\n")}
}

func (l *lines) Next() (rows.Record, error) {
	if l.at == len(l.texts) {
		if l.fail != nil {
			return rows.Record{}, l.fail
		}
		return rows.Record{}, io.EOF
	}
	l.at++
	record := rows.Record{Number: l.at}
	for cell := range strings.SplitSeq(l.texts[l.at-1], ",") {
		record.Cells = append(record.Cells, []byte(cell))
	}
	return record, nil
}

func (l *lines) Issues() []table.Issue { return nil }
func (l *lines) Progress() float64     { return float64(l.at) / float64(len(l.texts)) }

func (l *lines) Close() error {
	l.closed++
	return nil
}

func plan(t *testing.T, text string, options importers.Options) importers.Plan {
	t.Helper()
	found, ok, err := rows.Plan(context.Background(), scan(text), importers.Plan{}, options)
	if err != nil || !ok {
		t.Fatalf("ok %v, %v", ok, err)
	}
	return found
}

func TestHeader(t *testing.T) {
	for name, tt := range map[string]struct {
		text  string
		row   int
		names string
		rows  int
	}{
		"first row":          {"School,Days\nOak,1\nAsh,2\n", 1, "School|Days", 2},
		"all text":           {"School,Town\nOak,Berkeley\nAsh,Albany\n", 1, "School|Town", 2},
		"under titles":       {"Report\n\nFall\nSchool,Days,Rate\nOak,1,2\n", 4, "School|Days|Rate", 1},
		"numbers only":       {"1,2\n3,4\n", 0, "Column 1|Column 2", 2},
		"text without names": {"Oak,Yes,x\nOak,No,x\nAsh,Yes,x\nOak,No,y\n", 0, "Column 1|Column 2|Column 3", 4},
		"grades as names":    {"School,K,1,2\nOak,20,21,22\nAsh,19,18,17\n", 0, "", 0},
		"two rows":           {"School,Fall,,Spring,\n,n,rate,n,rate\nOak,1,0.5,2,0.7\n", 2, "School|Fall n|Fall rate|Spring n|Spring rate", 1},
		"sparse groups":      {",Fall,,Spring,,Summer,\nSchool,n,rate,n,rate,n,rate\nOak,1,2,3,4,5,6\n", 2, "School|Fall n|Fall rate|Spring n|Spring rate|Summer n|Summer rate", 1},
		"stray words above":  {"As of:,Dec 27\nFirst,Last,Role,Subject,Certificate,Certificate\nAda,Bo,T,PE,x,y\n", 2, "First|Last|Role|Subject|Certificate|Certificate 2", 1},
		"blank rows between": {"a,b\n,\n1,2\n,\n3,4\n", 1, "a|b", 2},
	} {
		t.Run(name, func(t *testing.T) {
			got := plan(t, tt.text, importers.Options{})
			if tt.names == "" {
				return // no answer is right; there must be one
			}
			if names := strings.Join(got.Schema().Names(), "|"); got.HeaderRow != tt.row || names != tt.names || got.Rows != tt.rows {
				t.Errorf("header %d, names %q, %d rows; want %d, %q, %d", got.HeaderRow, names, got.Rows, tt.row, tt.names, tt.rows)
			}
		})
	}
}

func TestHeaderFarDown(t *testing.T) {
	text := strings.Repeat("note\n", 300) + "a,b\n1,2\n"
	got := plan(t, text, importers.Options{HeaderRow: 301})
	if got.HeaderRow != 301 || got.Rows != 1 || got.Columns[0].Name != "a" {
		t.Errorf("got %+v", got)
	}
}

func TestPlanStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	calls := 0
	options := importers.Options{Progress: func(float64) {
		if calls++; calls == 3 {
			cancel()
		}
	}}
	_, _, err := rows.Plan(ctx, scan("a,b\n"+strings.Repeat("1,2\n", 10_000)), importers.Plan{}, options)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancelled context", err)
	}
	broken := scan("a,b\n1,2\n")
	broken.fail = errors.New("the disk is gone")
	if _, _, err := rows.Plan(context.Background(), broken, importers.Plan{}, importers.Options{}); !errors.Is(err, broken.fail) {
		t.Errorf("got %v, want the scanner's error", err)
	}
}

func TestProgress(t *testing.T) {
	var seen []float64
	plan(t, "a,b\n"+strings.Repeat("1,2\n", 5000), importers.Options{Progress: func(done float64) { seen = append(seen, done) }})
	if !slices.IsSorted(seen) || len(seen) < 4 || seen[len(seen)-1] != 1 {
		t.Errorf("progress %v", seen)
	}
}

// read returns what a reader hands out, one text a row.
func read(t *testing.T, text string, plan importers.Plan) ([]string, []table.Issue, *lines) {
	t.Helper()
	scanner := scan(text)
	reader := rows.NewReader(context.Background(), scanner, plan, "x.csv")
	var got []string
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		cells := []string{}
		for _, cell := range row.Cells {
			cells = append(cells, fmt.Sprintf("%v:%v%v", cell.State, cell.Text, cell.Number))
		}
		got = append(got, fmt.Sprint(row.Number, " ", strings.Join(cells, " ")))
	}
	issues := reader.Issues()
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	return got, issues, scanner
}

// A person may have corrected the plan: everything in it is obeyed.
func TestReaderObeysPlan(t *testing.T) {
	text := "a,b,c\n1,x,5\n2,y,6\n3,z,7\n4,w,8\n"
	p := plan(t, text, importers.Options{})
	p.FirstRow, p.LastRow = 3, 4
	p.Columns[1].Skip = true
	p.Columns[2].Type, p.Columns[2].Withheld = table.Text, []string{"7"}
	got, _, scanner := read(t, text, p)
	want := []string{"3 reported:2 reported:60", "4 reported:3 withheld:70"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if scanner.closed == 0 {
		t.Error("the scanner was not closed")
	}
}

// A file may have grown wider since it was planned: nothing is lost in silence.
func TestReaderTellsOfMoreColumns(t *testing.T) {
	p := plan(t, "a,b\n1,2\n", importers.Options{})
	got, issues, _ := read(t, "a,b\n1,2\n3,4,5\n6,7,\n", p)
	if len(got) != 3 {
		t.Errorf("rows %q", got)
	}
	if len(issues) != 1 || issues[0].Code != "row-long" || issues[0].Where.Row != 3 {
		t.Errorf("issues %v", issues)
	}
}

func TestIssuesAreBounded(t *testing.T) {
	const columns = 500
	header := strings.TrimSuffix(strings.Repeat("n,", columns), ",")
	row := strings.TrimSuffix(strings.Repeat("x,", columns), ",")
	p := plan(t, header+"\n"+strings.ReplaceAll(row, "x", "1")+"\n", importers.Options{HeaderRow: 1})
	for i := range p.Columns {
		p.Columns[i].Type = table.Integer
	}
	_, issues, _ := read(t, header+"\n"+row+"\n", p)
	if len(issues) > 110 {
		t.Errorf("%d issues", len(issues))
	}
	if last := issues[len(issues)-1].Message; !strings.Contains(last, "400 more columns") {
		t.Errorf("the last issue is %q and does not count the rest", last)
	}
}
