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

// What a person says of where the table stands is what happens.
func TestNamedRows(t *testing.T) {
	const text = "Report\nFall,,Spring,\nn,rate,n,rate\n2,0.5,4,0.25\nTotal,9,9,9\n\n1,2,3,4\n7,7,7,7\nSource: the office\n"
	for name, tt := range map[string]struct {
		options importers.Options
		want    string
	}{
		"header of one row":   {importers.Options{HeaderRow: 3}, "3/0 4-8 [4 5 7 8] n rate n 2 rate 2"},
		"header of two rows":  {importers.Options{HeaderTop: 2, HeaderRow: 3}, "3/2 4-8 [4 5 7 8] Fall n Fall rate Spring n Spring rate"},
		"first row of data":   {importers.Options{HeaderRow: 3, FirstRow: 5}, "3/0 5-8 [5 7 8] n rate n 2 rate 2"},
		"no header":           {importers.Options{HeaderRow: importers.NoHeader, FirstRow: 7}, "0/0 7-8 [7 8] Column 1 Column 2 Column 3 Column 4"},
		"last row":            {importers.Options{HeaderRow: 3, LastRow: 7}, "3/0 4-7 [4 5 7] n rate n 2 rate 2"},
		"all to the end":      {importers.Options{HeaderRow: 3, LastRow: importers.ToEnd}, "3/0 4-0 [4 5 7 8 9] n rate n 2 rate 2"},
		"nothing set aside":   {importers.Options{HeaderRow: 3, Skip: []importers.RowSpan{}}, "3/0 4-8 [4 5 7 8] n rate n 2 rate 2"},
		"rows set aside":      {importers.Options{HeaderRow: 3, Skip: []importers.RowSpan{{First: 5, Last: 6, Kind: "total"}}}, "3/0 4-8 [4 7 8] n rate n 2 rate 2"},
		"columns set aside":   {importers.Options{HeaderRow: 3, SkipColumns: []int{1, 3}}, "3/0 4-8 [4 5 7 8] n n 2"},
		"header found above":  {importers.Options{FirstRow: 4, SkipColumns: []int{2, 3}}, "3/0 4-8 [4 5 7 8] n rate"},
		"rows that are blank": {importers.Options{HeaderRow: 3, FirstRow: 6}, "3/0 6-8 [7 8] n rate n 2 rate 2"},
	} {
		t.Run(name, func(t *testing.T) {
			found := plan(t, text, tt.options)
			reader := rows.NewReader(context.Background(), scan(text), found, "a.csv")
			var numbers []int
			for {
				row, err := reader.Next()
				if err != nil {
					break
				}
				numbers = append(numbers, row.Number)
			}
			got := fmt.Sprintf("%d/%d %d-%d %v %s", found.HeaderRow, found.HeaderTop, found.FirstRow, found.LastRow, numbers, strings.Join(found.Schema().Names(), " "))
			if got != tt.want || len(numbers) != found.Rows {
				t.Errorf("got %s (%d rows), want %s", got, found.Rows, tt.want)
			}
		})
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

// aside returns what is in none of the tables, one row a text.
func aside(t *testing.T, text string, plans []importers.Plan) string {
	t.Helper()
	var got []string
	err := rows.Aside(context.Background(), scan(text), "", plans, func(row importers.Aside) error {
		got = append(got, fmt.Sprint(row.Row, ":", strings.Join(row.Cells, ",")))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(got, "|")
}

// What is no data is set aside, and said; what may be data stays.
func TestTables(t *testing.T) {
	const schools = "School,Days,Rate\nOak,12,0.5\nAsh,10,0.4\nElm,22,0.9\n"
	for name, tt := range map[string]struct {
		text    string
		tables  string // header, first and last row, and rows of each
		aside   string
		finding string // in one of the plans
	}{
		"footnote after a gap":      {schools + "\nPrinted in May,,\n", "1 2-4 3", "6:Printed in May", "note-rows"},
		"footnotes at once":         {schools + "* withheld,,\nSource: the office,,\n", "1 2-4 3", "5:* withheld|6:Source: the office", "note-rows"},
		"ragged last row":           {schools + "7,,\n", "1 2-0 4", "", ""},
		"short last row":            {"Name,Note\nAda,new\nBo,\nCy,\n", "1 2-0 3", "", ""},
		"total":                     {schools + "Total,44,1.8\n", "1 2-0 3", "5:Total,44,1.8", "rows-total"},
		"totals between":            {"School,Grade,n\nOak,1,5\nOak,2,6\nOak total,,11\nAsh,1,4\nAsh,2,4\nSubtotal,,8\nGrand total,,19\n", "1 2-0 4", "4:Oak total,,11|7:Subtotal,,8|8:Grand total,,19", "rows-total"},
		"total without a label":     {"School,Days,Late\nOak,12,3\nAsh,10,4\nElm,22,9\n,44,16\n", "1 2-0 3", "5:,44,16", "rows-total"},
		"counts add up by chance":   {"School,Suspensions,Expulsions\nAdams,0,0\nBaker,0,0\nCole,2,1\nDunn,2,1\nEliot,5,0\nFrost,1,0\n", "1 2-0 6", "", ""},
		"incidents add up":          {"Student,Incidents\nA,0\nB,0\nC,0\nD,0\nE,0\nF,0\nG,1\nH,1\nI,0\nJ,2\nK,3\n", "1 2-0 11", "", ""},
		"a number is a name":        {"Student ID,Tardies,Absences\n1001,0,0\n1002,0,0\n1003,1,0\n1004,0,1\n1005,1,1\n", "1 2-0 5", "", ""},
		"a school adds up":          {"School,Teachers,Aides,Nurses\nAdams,10,2,1\nBaker,12,3,1\nCole,8,1,1\nDunn High,30,6,3\nEast,9,2,1\n", "1 2-0 5", "", ""},
		"large numbers add up":      {"School,Pupils,Meals\nAdams,1210,802\nBaker,1312,903\nCole,808,701\nAll of us,3330,2406\n", "1 2-0 4", "", "total-kept"},
		"the year before it":        {"Year,District,Pupils,Rate\n2022-23,Oak,100,0.1\n2022-23,Ash,300,0.2\n2022-23,Elm,200,0.3\n2022-23,State Total,605,0.21\n", "1 2-0 3", "5:2022-23,State Total,605,0.21", "rows-total"},
		"statewide totals":          {"District,Pupils,Cost per pupil\nOak,100,10\nAsh,300,20\nElm,200,30\nStatewide Totals,600,21.67\n", "1 2-0 3", "5:Statewide Totals,600,21.67", "rows-total"},
		"statewide, adding up":      {"District,Pupils,Cost per pupil\nOak,100,10\nAsh,300,20\nElm,200,30\nStatewide,600,21.67\n", "1 2-0 3", "5:Statewide,600,21.67", "rows-total"},
		"a name that ends alike":    {"Programme,Pupils\nOak,100\nAsh,300\nSchoolwide,150\nElm,200\n", "1 2-0 4", "", ""},
		"no row has a label":        {"School,Late,Absent\nAdams,1,2\n,2,2\n,0,1\n,3,5\n,2,2\n", "1 2-0 5", "", ""},
		"a school named Total":      {"School,Town,n\nOak,X,5\nTotal Fitness,Y,6\n", "1 2-0 2", "", ""},
		"total is a category":       {"School,Group,n\nOak,Girls,5\nOak,Total,9\nAsh,Total,6\n", "1 2-0 3", "", ""},
		"header over again":         {schools + "School,Days,Rate\nFir,1,0.1\n", "1 2-0 4", "5:School,Days,Rate", "rows-header"},
		"pages":                     {"Report,,\n" + schools + "\nReport,,\nSchool,Days,Rate\nFir,1,0.1\n", "2 3-0 4", "1:Report|7:Report|8:School,Days,Rate", "rows-note"},
		"the table twice":           {schools + schools, "1 2-4 3; 5 6-0 3", "", "tables"},
		"twice, a column more":      {schools + "School,Days,Rate,New\nOak,12,0.5,1\n", "1 2-4 3; 5 6-0 1", "", "tables"},
		"two tables":                {schools + "\nTeacher,Room\nAda,7\nBo,8\n", "1 2-4 3; 6 7-0 2", "", "tables"},
		"two tables with titles":    {"Fall,,\n" + schools + "\nSpring,,\nSchool,Days,Rate\nFir,1,0.1\nYew,2,0.2\n", "2 3-5 3; 8 9-0 2", "1:Fall|7:Spring", "tables"},
		"a blank row in the data":   {schools + "\nFir,1,0.1\n", "1 2-0 4", "", ""},
		"sections in the data":      {"School,Days,Rate\nNorth,,\nOak,12,0.5\nSouth,,\nAsh,10,0.4\n", "1 2-0 4", "", ""},
		"notes as wide as a header": {"some notes...,,\nmore notes,...,\nnumber,text,date\n345.0,a,2000-12-13\n", "3 4-0 1", "1:some notes...|2:more notes,...", "title-rows"},
		"header twice at the top":   {"School,Days\nname,n\nOak,1\nAsh,2\nElm,3\n", "2 3-0 3", "1:School,Days|2:name,n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			plans, err := rows.Plans(context.Background(), scan(tt.text), importers.Plan{Name: "x"}, importers.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var tables []string
			found := tt.finding == ""
			for i, plan := range plans {
				tables = append(tables, fmt.Sprintf("%d %d-%d %d", plan.HeaderRow, plan.FirstRow, plan.LastRow, plan.Rows))
				if got, _, _ := read(t, tt.text, plan); len(got) != plan.Rows {
					t.Errorf("table %d: %d rows were read, and the plan has %d", i+1, len(got), plan.Rows)
				}
				found = found || slices.ContainsFunc(plan.Findings, func(f importers.Finding) bool { return f.Code == tt.finding })
			}
			if got := strings.Join(tables, "; "); got != tt.tables {
				t.Errorf("tables %q, want %q", got, tt.tables)
			}
			if got := aside(t, tt.text, plans); got != tt.aside {
				t.Errorf("aside %q, want %q", got, tt.aside)
			}
			if !found {
				t.Errorf("no finding %q in %v", tt.finding, plans[0].Findings)
			}
		})
	}
}

// What the file says of its marks goes before what they usually stand for.
func TestLegend(t *testing.T) {
	const text = "Counts of pupils\nSchool,Tested,Passed\nOak,40,20\nAsh,*,*\nElm,55,D\n\n* = blank cell,,\nD,Withheld to avoid disclosure,\nSource: the office,,\n"
	found := plan(t, text, importers.Options{})
	if got := fmt.Sprint(found.Columns[2].Missing, found.Columns[2].Withheld); got != "[*] [D]" || found.Rows != 3 {
		t.Errorf("%d rows, marks %s; legend %v", found.Rows, got, found.Legend)
	}
	var rowsOf []int
	for _, entry := range found.Legend {
		rowsOf = append(rowsOf, entry.Row)
	}
	if !slices.Equal(rowsOf, []int{7, 8}) {
		t.Errorf("the legend is from rows %v", rowsOf)
	}
	again := plan(t, "School,Tested\nOak,40\nAsh,*\n", importers.Options{Legend: found.Legend})
	if len(again.Columns[1].Missing) != 1 {
		t.Errorf("a legend from elsewhere changed nothing: %v", again.Columns[1])
	}
}

// hiddenScan is a scanner over a sheet of which a row and a column are hidden.
type hiddenScan struct{ *lines }

func (h hiddenScan) Next() (rows.Record, error) {
	record, err := h.lines.Next()
	record.Hidden = record.Number == 3
	return record, err
}

func (hiddenScan) HiddenColumns() []int { return []int{1} }

// What the workbook hides is read, or set aside when a person says so.
func TestSkipHidden(t *testing.T) {
	const text = "School,Note,Days\nOak,a,1\nAsh,b,2\nElm,c,3\n"
	for _, skip := range []bool{false, true} {
		found, _, err := rows.Plan(context.Background(), hiddenScan{scan(text)}, importers.Plan{}, importers.Options{SkipHidden: skip})
		if err != nil {
			t.Fatal(err)
		}
		reader := rows.NewReader(context.Background(), hiddenScan{scan(text)}, found, "a.xlsx")
		read := 0
		for {
			if _, err := reader.Next(); err != nil {
				break
			}
			read++
		}
		var left []string
		err = rows.Aside(context.Background(), hiddenScan{scan(text)}, "", []importers.Plan{found}, func(row importers.Aside) error {
			left = append(left, strings.Join(row.Cells, ","))
			return nil
		})
		wantRows, wantLeft := 3, ""
		if skip {
			wantRows, wantLeft = 2, ",Note|,a|Ash,b,2|,c"
		}
		if got := strings.Join(left, "|"); err != nil || read != wantRows || found.Rows != wantRows || got != wantLeft {
			t.Errorf("skip %v: %d rows planned, %d read, %q aside, %v", skip, found.Rows, read, got, err)
		}
	}
}
