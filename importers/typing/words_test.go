package typing_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
)

// typed is what a column of texts must become: its type, layout, findings, and
// what its cells hold, one for each text. A number stands for a reported value,
// "?" for a missing one, "w" for one withheld, "!" for one that does not fit.
type typed struct {
	header   string
	texts    string
	want     table.Type
	layout   string
	cells    string // "" for no check
	findings string // codes in alphabetical order
	asks     bool
}

func (tt typed) check(t *testing.T) {
	t.Helper()
	texts := words(tt.texts)
	column, findings := decide(tt.header, texts)
	if column.Type != tt.want || column.Layout != tt.layout {
		t.Errorf("got %v with layout %q, want %v with %q", column.Type, column.Layout, tt.want, tt.layout)
	}
	var codes []string
	asks := false
	for _, finding := range findings {
		codes = append(codes, finding.Code)
		asks = asks || finding.Asks
		checkUndo(t, finding, texts)
	}
	slices.Sort(codes)
	if got := strings.Join(codes, " "); got != tt.findings {
		t.Errorf("findings %q, want %q: %v", got, tt.findings, findings)
	}
	if asks != tt.asks {
		t.Errorf("asks is %v: %v", asks, findings)
	}
	if tt.cells != "" {
		if got := cellsOf(column, texts); got != tt.cells {
			t.Errorf("cells are %s\n         want %s", got, tt.cells)
		}
	}
	checkRoundTrip(t, column, texts)
}

// checkUndo carries out what a finding offers: no text may be lost by it.
func checkUndo(t *testing.T, finding importers.Finding, texts []string) {
	t.Helper()
	for _, change := range finding.Undo {
		if len(change.LeaveOut) > 0 {
			continue // nothing is read then
		}
		if change.Label == "" || len(change.Columns) != 1 {
			t.Errorf("%s: the change %+v says nothing", finding.Code, change)
			continue
		}
		checkRoundTrip(t, change.Columns[0], texts)
	}
}

// cellsOf writes what the texts of a column became.
func cellsOf(column importers.PlanColumn, texts []string) string {
	parser := typing.NewParser(column)
	var cells []string
	for _, text := range texts {
		cell := parser.Parse([]byte(text))
		switch {
		case cell.State == table.Missing:
			cells = append(cells, "?")
		case cell.State == table.Withheld:
			cells = append(cells, "w")
		case cell.State == table.Misfit:
			cells = append(cells, "!")
		case column.Type.IsText():
			cells = append(cells, cell.Text)
		case column.Type == table.Date:
			cells = append(cells, table.DayTime(cell.Number).Format("2006-01-02"))
		default:
			cells = append(cells, table.Column{Type: table.Decimal}.Text(cell.Value))
		}
	}
	return strings.Join(cells, " ")
}

func runTyped(t *testing.T, cases map[string]typed) {
	t.Helper()
	for name, tt := range cases {
		t.Run(name, tt.check)
	}
}

func TestSchoolYears(t *testing.T) {
	runTyped(t, map[string]typed{
		"plain":             {header: "Year", texts: "2018-19|2019-20", want: table.SchoolYear, cells: "2018 2019"},
		"every spelling":    {header: "School Year", texts: "2018-19|1819|2018-2019|SY 18-19|2018/19|SY2018-19|201819|2018 - 19|2018–19|AY 2018-19", want: table.SchoolYear, cells: strings.Repeat("2018 ", 9) + "2018", findings: "school-year"},
		"four digits":       {header: "SY", texts: "1819|1718|9900", want: table.SchoolYear, layout: "1819", cells: "2018 2017 1999", findings: "school-year"},
		"calendar years":    {header: "Year", texts: "2018|2019", want: table.Integer},
		"words around them": {header: "Term", texts: "School Year 2018-19|School Year 2019-20", want: table.SchoolYear, layout: "School Year 2018-19", cells: "2018 2019"},
		"months":            {header: "Year", texts: "2018-09|2018-10", want: table.Text},
		"fiscal":            {header: "Fiscal year", texts: "2017-18|2018-19", want: table.SchoolYear, cells: "2017 2018"},
	})
}

func TestGrades(t *testing.T) {
	runTyped(t, map[string]typed{
		"numbers":              {header: "Grade", texts: "9|10|11|12", want: table.Grade, cells: "9 10 11 12", findings: "grade"},
		"with zeros":           {header: "Grade Level", texts: "KN|01|02|12|TK", want: table.Grade, layout: "PK|TK|KN|01", cells: "0 1 2 12 -1", findings: "grade"},
		"without a header":     {header: "lvl2", texts: "K|1|2|3|3", want: table.Grade, cells: "0 1 2 3 3", findings: "grade"},
		"ordinals":             {header: "Student Grade", texts: "1st|2nd|3rd|11th|Kindergarten", want: table.Grade, layout: "PK|TK|Kindergarten|1st", cells: "1 2 3 11 0", findings: "grade"},
		"in words":             {header: "Grade", texts: "Grade 1|Grade 12|Pre-K", want: table.Grade, layout: "Pre-K|TK|K|Grade 1", cells: "1 12 -2", findings: "grade"},
		"below zero":           {header: "GR", texts: "-2|-1|0|1|12", want: table.Grade, layout: "-2|-1|0|1", cells: "-2 -1 0 1 12", findings: "grade"},
		"preschool is no mark": {header: "Grade", texts: "PS|K|1|2", want: table.Grade, layout: "PS|TK|K|1", cells: "-2 0 1 2", findings: "grade"},
		"marks of a course":    {header: "Final Grade", texts: "4|3|2|1", want: table.Integer},
		"marks in letters":     {header: "Grade", texts: "A|B|C|F", want: table.Text},
		"marks of a hundred":   {header: "Grade", texts: "85|92|77", want: table.Integer},
		"marks in a subject":   {header: "Math Grade", texts: "4|3|2|1", want: table.Integer},
		"marks run together":   {header: "readinggrade", texts: "4|3|2|1", want: table.Integer},
		"marks by standards":   {header: "Standards Grade", texts: "4|3|2|1", want: table.Integer},
		"levels of a subject":  {header: "Reading Grade Level", texts: "4|3|2|1", want: table.Integer},
		"a K under a subject":  {header: "Math Grade", texts: "PK|1|2|K", want: table.Grade, cells: "-2 1 2 0", findings: "grade"},
		"words for students":   {header: "CurrentGrade", texts: "4|3|2|1", want: table.Grade, cells: "4 3 2 1", findings: "grade"},
		"when they enrolled":   {header: "Grade Enrolled", texts: "9|10", want: table.Grade, cells: "9 10", findings: "grade"},
		"of next year":         {header: "Next Year Grade", texts: "9|10", want: table.Grade, cells: "9 10", findings: "grade"},
		"of a student":         {header: "studentgrade", texts: "9|10", want: table.Grade, cells: "9 10", findings: "grade"},
		"the level tested":     {header: "Tested Grade Level", texts: "9|10", want: table.Grade, cells: "9 10", findings: "grade"},
		"of an assessment":     {header: "Assessment Grade", texts: "3|4|11", want: table.Grade, cells: "3 4 11", findings: "grade"},
		"exam grades":          {header: "Exam Grade 01", texts: "4|3|5|1", want: table.Integer},
		"spans":                {header: "Grades", texts: "K-5|6-8|9-12", want: table.Text},
		"averages":             {header: "Grade", texts: "3.5|2.0", want: table.Decimal, layout: "0.0"},
		"a letter k":           {header: "Group", texts: "K|L|M", want: table.Text},
	})
}

func TestYesNo(t *testing.T) {
	crosses := "X" + strings.Repeat("|", 4) + "X|X"
	runTyped(t, map[string]typed{
		"letters":          {header: "EL", texts: "Y|N|n", want: table.YesNo, layout: "Y|N", cells: "1 0 0", findings: "yes-no"},
		"mixed spellings":  {header: "EL", texts: "Y|No|Yes|N|y", want: table.YesNo, layout: "Y|N", cells: "1 0 1 0 1", findings: "yes-no"},
		"true and false":   {header: "EL", texts: "T|F|T", want: table.YesNo, layout: "T|F", cells: "1 0 1", findings: "yes-no"},
		"f alone":          {header: "Sex", texts: "F|F", want: table.Text},
		"f and m":          {header: "Sex", texts: "F|M", want: table.Text},
		"crosses":          {header: "Retained", texts: crosses, want: table.YesNo, layout: "X|No", cells: "1 ? ? ? 1 1", findings: "cross", asks: true},
		"flags":            {header: "Migrant Indicator", texts: "1|0|0", want: table.YesNo, layout: "1|0", cells: "1 0 0", findings: "yes-no"},
		"counts":           {header: "Suspensions", texts: "1|0|0", want: table.Integer, cells: "1 0 0"},
		"many noughts":     {header: "Homeless", texts: strings.Repeat("0|1|", 20) + "0", want: table.Integer, findings: "zero-one"},
		"one says nothing": {header: "Flag", texts: "1|1", want: table.Integer},
		"spanish":          {header: "Beca", texts: "Sí|No|sí", want: table.YesNo, layout: "Sí|No", cells: "1 0 1", findings: "yes-no"},
	})
	// Where a blank means no, it is one, and still comes back as a blank.
	_, findings := decide("Retained", words(crosses))
	blank := findings[0].Undo[0].Columns[0]
	if got := cellsOf(blank, words(crosses)); got != "1 0 0 0 1 1" {
		t.Errorf("with blanks for no the cells are %s", got)
	}
	checkRoundTrip(t, blank, words(crosses))
	if text := (table.Column{Type: table.YesNo, Layout: "X|"}).Display(table.NumberValue(0)); text != "No" {
		t.Errorf("a blank that means no is shown as %q", text)
	}
}

// A single text can be read as a number without a column.
func TestNumber(t *testing.T) {
	for text, want := range map[string]float64{"12": 12, " 1,234 ": 1234, "(7.25)": -7.25, "$5.10": 5.1, "12.5%": 12.5, "0": 0, "-3": -3, "1 234": 1234} {
		if got, ok := typing.Number([]byte(text)); !ok || got != want {
			t.Errorf("%q is %v, %v", text, got, ok)
		}
	}
	for _, text := range words("|*|abc|20-24|<11|1/2/2020|K|12 34|1,23") {
		if got, ok := typing.Number([]byte(text)); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	if _, decimals, _ := typing.NumberDecimals([]byte("12.50")); decimals != 2 {
		t.Errorf("%d decimals", decimals)
	}
}
