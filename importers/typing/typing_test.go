package typing_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/table"
)

func decide(header string, texts []string) (importers.PlanColumn, []importers.Finding) {
	profile := typing.NewProfile(header, 1)
	for _, text := range texts {
		profile.Add([]byte(text))
	}
	column, findings := profile.Decide()
	column.Name = header
	return column, findings
}

func words(text string) []string { return strings.Split(text, "|") }

// repeat returns n texts that the function makes of their numbers.
func repeat(n int, text func(i int) string) []string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = text(i)
	}
	return texts
}

func TestDecide(t *testing.T) {
	with := func(more string, texts []string) []string { return append(texts, words(more)...) }
	number := func(i int) string { return fmt.Sprint(i) }
	for name, tt := range map[string]struct {
		header   string
		texts    []string
		want     table.Type
		role     table.Role
		layout   string
		decimals int
		withheld string
		missing  string
		finding  string
	}{
		"all blank":                {header: "Notes", texts: words("|  |"), want: table.Text},
		"whole numbers":            {header: "Enrollment", texts: words("1|20|-3|0"), want: table.Integer, role: table.Measure},
		"grade levels":             {header: "Grade", texts: words("1|2|12"), want: table.Grade, finding: "grade"},
		"calendar year":            {header: "Test Year", texts: words("2020|2021|2022"), want: table.Integer, role: table.Dimension},
		"2021 alone is a year":     {header: "year", texts: words("2021|2021"), want: table.Integer, role: table.Dimension},
		"enrollment by grades":     {header: "Total Enrollment (Grades 9-12)", texts: words("812|95"), want: table.Integer, role: table.Measure},
		"money":                    {header: "Budget", texts: words("867850.54|-11139.57|0"), want: table.Decimal, role: table.Measure, decimals: 2},
		"money as people write it": {header: "Amount", texts: words("$1,234.50|(12.00)|$-3|1,000-"), want: table.Decimal, role: table.Measure, layout: "$#,##0.00", decimals: 2},
		"percent":                  {header: "Rate", texts: words("12.5%|100%"), want: table.Decimal, role: table.Measure, layout: "0.#%", decimals: 1, finding: "percent"},
		"cents":                    {header: "Price", texts: words("12.50|3.00|7.25"), want: table.Decimal, role: table.Measure, layout: "0.00", decimals: 2},
		"thousands":                {header: "Votes", texts: words("1,234|12|950|44,100"), want: table.Integer, role: table.Measure, layout: "#,##0"},
		"dollars and cents":        {header: "Price", texts: words("$12.50|$3.00|$1,007.25"), want: table.Decimal, role: table.Measure, layout: "$#,##0.00", decimals: 2},
		"two numbers by a comma":   {header: "Periods", texts: words("9,10|3,4|5,6"), want: table.Text},
		"some percent":             {header: "Rate", texts: words("12.5%|0.4"), want: table.Text, finding: "percent-mixed"},
		"leading zeros":            {header: "Value", texts: words("007|123|45"), want: table.Code, finding: "code"},
		"one leading zero in many": {header: "x", texts: with("0123", repeat(5000, func(i int) string { return fmt.Sprint(i + 1000) })), want: table.Code, finding: "code"},
		"zero is no leading zero":  {header: "Days", texts: words("0|0.5|10"), want: table.Decimal, role: table.Measure, decimals: 1},
		"sixteen digits":           {header: "Value", texts: words("1234567890123456"), want: table.Code, finding: "code"},
		"identifier":               {header: "StudentID", texts: words("1|2|3"), want: table.Code, role: table.Identifier, finding: "code"},
		"fund code":                {header: "AcctFundCode", texts: words("10|0|10|10|0|0"), want: table.Code, finding: "code"},
		"zip":                      {header: "Zip", texts: words("94612|94608"), want: table.Code, finding: "code"},
		"student number":           {header: "Student Number", texts: words("5001|5002"), want: table.Code, role: table.Identifier, finding: "code"},
		"number of students":       {header: "Number of Students", texts: words("5001|5002"), want: table.Integer, role: table.Measure},
		"paid is no identifier":    {header: "Paid", texts: words("5001|5002"), want: table.Integer, role: table.Measure},
		"course code with letters": {header: "Course Code", texts: words("ALG1|01M015|GEO-2"), want: table.Code},
		"withheld counts":          {header: "NumTstTakr", texts: words("299|*|*|NA|54"), want: table.Integer, role: table.Measure, withheld: "*", missing: "NA", finding: "withheld"},
		"bounds":                   {header: "Count", texts: words("12|<11|< 10|n<10|≤10|>95"), want: table.Integer, role: table.Measure, withheld: "< 10|<11|>95|n<10|≤10", finding: "range"},
		"bounds in words":          {header: "PCTPROF", texts: words("21|GE95|LE5|LT50%|20-24|6-9"), want: table.Integer, role: table.Measure, withheld: "20-24|6-9|GE95|LE5|LT50%", finding: "range"},
		"spans of grades":          {header: "Grade", texts: words("9-12|6-8|12"), want: table.Text},
		"bands of scores alone":    {header: "Result", texts: words("20-24|25-29"), want: table.Text},
		"grades with letters":      {header: "Grade", texts: with("K|TK", repeat(2000, func(i int) string { return fmt.Sprint(1 + i%12) })), want: table.Grade, finding: "grade"},
		"marks to average":         {header: "Math Grade", texts: words("4|3|2|1|4"), want: table.Integer, role: table.Measure},
		"reserve codes":            {header: "Enrolled", texts: words("12|-9|40|-3"), want: table.Integer, role: table.Measure, finding: "reserved"},
		"error marks":              {header: "Rate", texts: words("0.5|#N/A|#DIV/0!|--|."), want: table.Decimal, role: table.Measure, decimals: 1, missing: "#DIV/0!|#N/A|--|."},
		"text keeps dashes":        {header: "Remark", texts: words("late|-|none|early"), want: table.Text},
		"text knows N/A":           {header: "Funding", texts: words("Direct|N/A|Local|*"), want: table.Text, missing: "N/A", withheld: "*"},
		"a flag is no mark":        {header: "Footnote", texts: words("*||*|*"), want: table.Text},
		"iso dates":                {header: "Born", texts: words("2012-01-31|1999-12-01"), want: table.Date},
		"us dates":                 {header: "Born", texts: words("1/31/2012|12/1/1999"), want: table.Date, layout: "1/2/2006"},
		"padded us dates":          {header: "Born", texts: words("01/31/2012|12/01/1999"), want: table.Date, layout: "01/02/2006"},
		"order assumed":            {header: "Born", texts: words("1/2/2012|3/4/1999"), want: table.Date, layout: "1/2/2006", finding: "date-order-assumed"},
		"day first":                {header: "Born", texts: words("31/1/2012|3/4/1999"), want: table.Date, layout: "2/1/2006", finding: "date-day-first"},
		"orders mixed":             {header: "Born", texts: words("31/1/2012|1/31/2012"), want: table.Text, finding: "date-order-mixed"},
		"one of the other order":   {header: "Born", texts: with("31/1/2012", repeat(500, func(i int) string { return fmt.Sprintf("1/%d/2012", i%28+1) })), want: table.Text, finding: "date-order-mixed"},
		"midnights":                {header: "Born", texts: words("2012-01-31 00:00:00|1999-12-01 00:00:00"), want: table.Date, layout: "2006-01-02 00:00:00"},
		"american midnights":       {header: "Born", texts: words("1/31/2012 12:00:00 AM"), want: table.Date, layout: "1/2/2006 3:04:05 PM"},
		"times of day":             {header: "At", texts: words("2012-01-31 08:30:00|2012-01-31 00:00:00"), want: table.Text, finding: "date-with-time"},
		"short years":              {header: "Born", texts: words("1/31/12|12/1/99"), want: table.Date, layout: "1/2/06"},
		"named months":             {header: "Born", texts: words("Nov 22, 2026|Jan 2, 2020"), want: table.Date, layout: "Jan 2, 2006"},
		"compact dates":            {header: "BirthDate", texts: words("20120131|19991201"), want: table.Date, layout: "20060102", finding: "date-compact"},
		"compact numbers":          {header: "Amount", texts: words("20120131|19991201"), want: table.Integer, role: table.Measure},
		"no such day":              {header: "Born", texts: words("2012-02-30|2012-01-31"), want: table.Text},
		"school years":             {header: "When", texts: words("2018-19|2019-20"), want: table.SchoolYear},
		"long school years":        {header: "When", texts: words("2018-2019|2019-2020"), want: table.SchoolYear, layout: "2018-2019"},
		"four digits":              {header: "year", texts: words("1415|1516"), want: table.SchoolYear, layout: "1819", finding: "school-year"},
		"four digits, no year":     {header: "Score", texts: words("1415|1516"), want: table.Integer, role: table.Measure},
		"1920 beside 2021":         {header: "year", texts: words("1920|2021"), want: table.SchoolYear, layout: "1819", finding: "school-year"},
		"scores from to":           {header: "Range", texts: words("18-19|10-11"), want: table.Text},
		"yes and no":               {header: "Lunch", texts: words("Yes|No|"), want: table.YesNo},
		"letters":                  {header: "Lunch", texts: words("Y|N|Y"), want: table.YesNo, layout: "Y|N"},
		"shouted":                  {header: "Lunch", texts: words("TRUE|TRUE"), want: table.YesNo, layout: "TRUE|FALSE"},
		"only n":                   {header: "Side", texts: words("N|N"), want: table.Text},
		"zero and one":             {header: "Flag", texts: words("0|1"), want: table.YesNo, layout: "1|0", finding: "yes-no"},
		"few misfits":              {header: "Score", texts: with("abc", repeat(200, number)), want: table.Integer, role: table.Measure, finding: "misfit"},
		"many misfits":             {header: "Score", texts: with("a|b|c|d", repeat(100, number)), want: table.Text, finding: "text-mixed"},
		"course numbers":           {header: "Course", texts: words("12E3|14E2"), want: table.Text},
		"science":                  {header: "p", texts: words("1.5E-05|0.2"), want: table.Decimal, role: table.Measure, decimals: 6},
		"names":                    {header: "Name", texts: words("Núñez|O'Brien"), want: table.Text},
	} {
		t.Run(name, func(t *testing.T) {
			column, findings := decide(tt.header, tt.texts)
			if column.Type != tt.want || column.Role != tt.role || column.Layout != tt.layout || column.Decimals != tt.decimals {
				t.Errorf("got %v, %v, layout %q, %d decimals; want %v, %v, %q, %d", column.Type, column.Role, column.Layout, column.Decimals, tt.want, tt.role, tt.layout, tt.decimals)
			}
			if got := strings.Join(column.Withheld, "|"); got != tt.withheld {
				t.Errorf("withheld %q, want %q", got, tt.withheld)
			}
			if got := strings.Join(column.Missing, "|"); got != tt.missing {
				t.Errorf("missing %q, want %q", got, tt.missing)
			}
			if tt.finding != "" && !slices.ContainsFunc(findings, func(f importers.Finding) bool { return f.Code == tt.finding }) {
				t.Errorf("findings %v lack %q", findings, tt.finding)
			}
			checkRoundTrip(t, column, tt.texts)
		})
	}
}

// A decimal comma is looked for where values are not separated by commas.
func TestDecimalComma(t *testing.T) {
	for name, tt := range map[string]struct {
		texts  string
		layout string
		want   []float64 // nil for a column that is none of numbers
	}{
		"cents":        {"1,50|12,00|3,25", "0,00", []float64{1.5, 12, 3.25}},
		"thousands":    {"1.234,50|12,00|1.000,00", "#.##0,00", []float64{1234.5, 12, 1000}},
		"any decimals": {"1,5|12|0,25", "0,#", []float64{1.5, 12, 0.25}},
		"both":         {"1,5|2.5", "", nil},
		"points":       {"1,234.5|2.5", "", []float64{1234.5, 2.5}},
	} {
		t.Run(name, func(t *testing.T) {
			profile := typing.NewProfile("Amount", 1)
			profile.AllowComma()
			for _, text := range words(tt.texts) {
				profile.Add([]byte(text))
			}
			column, _ := profile.Decide()
			if (column.Type == table.Decimal) != (tt.want != nil) || (column.Layout != tt.layout && tt.layout != "") {
				t.Fatalf("got %v with layout %q", column.Type, column.Layout)
			}
			parser := typing.NewParser(column)
			for i, text := range words(tt.texts) {
				cell := parser.Parse([]byte(text))
				if tt.want != nil && (cell.Number != tt.want[i] || column.Original(cell) != text) {
					t.Errorf("%s is %v, %q", text, cell.Number, column.Original(cell))
				}
				if tt.layout != "" && tt.layout != "0,#" && cell.HasOriginal {
					t.Errorf("%s needs its original with the layout %q", text, column.Layout)
				}
			}
		})
	}
}

func TestFindingCountsAll(t *testing.T) {
	texts := repeat(1204, func(i int) string {
		if i < 412 {
			return fmt.Sprintf("0%05d", i)
		}
		return fmt.Sprint(100000 + i)
	})
	_, findings := decide("Student ID", texts)
	want := "Student ID kept as code: 412 of 1,204 values begin with 0."
	if len(findings) != 1 || findings[0].Message != want {
		t.Errorf("got %v, want %q", findings, want)
	}
}

// Every text can be had back from the cell it became, whatever the column.
func TestRoundTrip(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pools := [][]string{
		words("1|02|-3|4.50|1,234|$5|(6)|7-|8%|9.|.5|1e5|1.5E+3|-0|0.0|00|+1| 12|12 |999999999999999|9999999999999999999"),
		words("1/2/2020|01/02/2020|2020-01-02|2020-01-02 00:00:00|13/1/2020|Jan 2, 2020|2-Jan-20|2020-01-02T00:00:00|12/31/9999|1/1/00| 1/1/2001 "),
		words("2018-19|1819|201819|SY 2018-19|18-19|2018/2019|2099-00"),
		words("Y|N|y|n|Yes|no|TRUE|False"),
		words("||*|**|<11|NA|N/A|--|.|s|PS|null|#N/A|\u00a0| "),
		words("abc|naïve|日本|a b |\t|line\nbreak|\"quoted\"|O'Brien|=1+1|x\x00y"),
	}
	headers := words("id|Year|Score|Birth Date|School Code|Flag|")
	for range 3000 {
		var texts []string
		pool := pools[random.IntN(len(pools))]
		for range 1 + random.IntN(30) {
			if random.IntN(8) == 0 {
				pool = pools[random.IntN(len(pools))]
			}
			text := pool[random.IntN(len(pool))]
			texts = append(texts, text)
			if random.IntN(3) == 0 {
				pool = pools[random.IntN(len(pools))]
			}
		}
		if random.IntN(10) == 0 {
			for i := range texts {
				texts[i] = fmt.Sprintf("%-12s", texts[i])
			}
		}
		column, _ := decide(headers[random.IntN(len(headers))], texts)
		checkRoundTrip(t, column, texts)
		// A person may choose another type, and nothing may be lost then either.
		column.Type = table.Types()[random.IntN(len(table.Types()))]
		checkRoundTrip(t, column, texts)
		if t.Failed() {
			t.Fatalf("texts were %q", texts)
		}
	}
}

func checkRoundTrip(t *testing.T, column importers.PlanColumn, texts []string) {
	t.Helper()
	parser := typing.NewParser(column)
	for _, text := range append(slices.Clone(texts), texts...) { // twice: the second time from memory
		cell := parser.Parse([]byte(text))
		if got := column.Original(cell); got != text {
			t.Errorf("%v column with layout %q: %q came back as %q", column.Type, column.Layout, text, got)
		}
		if cell.State == table.Reported && !column.Type.IsText() && cell.Text != "" {
			t.Errorf("a reported %v has text %q", column.Type, cell.Text)
		}
		if cell.State != table.Reported && cell.Number != 0 {
			t.Errorf("%q is %v and yet the number %v", text, cell.State, cell.Number)
		}
	}
}

func TestParse(t *testing.T) {
	column := func(kind table.Type, layout string) importers.PlanColumn {
		return importers.PlanColumn{Column: table.Column{Name: "x", Type: kind, Layout: layout}, Withheld: []string{"*"}, Missing: []string{"NA"}}
	}
	day := func(year, month, day int) float64 {
		return table.TimeDay(table.DayTime(0).AddDate(year-1970, month-1, day-1))
	}
	for name, tt := range map[string]struct {
		column   importers.PlanColumn
		text     string
		want     table.Value
		original bool
	}{
		"integer":              {column(table.Integer, ""), "12", table.NumberValue(12), false},
		"zero is reported":     {column(table.Integer, ""), "0", table.NumberValue(0), false},
		"withheld is not zero": {column(table.Integer, ""), "*", table.Mark(table.Withheld, "*"), false},
		"missing":              {column(table.Integer, ""), "NA", table.Mark(table.Missing, "NA"), false},
		"blank":                {column(table.Integer, ""), "", table.Mark(table.Missing, ""), false},
		"space":                {column(table.Integer, ""), "  ", table.Mark(table.Missing, ""), true},
		"misfit":               {column(table.Integer, ""), "abc", table.Mark(table.Misfit, "abc"), false},
		"fraction":             {column(table.Integer, ""), "1.5", table.Mark(table.Misfit, "1.5"), false},
		"negative in brackets": {column(table.Decimal, ""), "(1,234.50)", table.NumberValue(-1234.5), true},
		"trailing minus":       {column(table.Decimal, ""), "12-", table.NumberValue(-12), true},
		"percent":              {column(table.Decimal, ""), "12.5%", table.NumberValue(12.5), true},
		"iso":                  {column(table.Date, ""), "2026-11-22", table.NumberValue(day(2026, 11, 22)), false},
		"before 1970":          {column(table.Date, ""), "1965-02-28", table.NumberValue(day(1965, 2, 28)), false},
		"us":                   {column(table.Date, "1/2/2006"), "11/2/2026", table.NumberValue(day(2026, 11, 2)), false},
		"us padded":            {column(table.Date, "1/2/2006"), "11/02/2026", table.NumberValue(day(2026, 11, 2)), true},
		"day first":            {column(table.Date, "2/1/2006"), "11/2/2026", table.NumberValue(day(2026, 2, 11)), false},
		"day first, dots":      {column(table.Date, "02.01.2006"), "11.02.2026", table.NumberValue(day(2026, 2, 11)), false},
		"compact":              {column(table.Date, "20060102"), "20261122", table.NumberValue(day(2026, 11, 22)), false},
		"school year":          {column(table.SchoolYear, "1819"), "1415", table.NumberValue(2014), false},
		"yes":                  {column(table.YesNo, "Y|N"), "Y", table.NumberValue(1), false},
		"yes in small":         {column(table.YesNo, "Y|N"), "y", table.NumberValue(1), true},
		"no":                   {column(table.YesNo, ""), "No", table.NumberValue(0), false},
		"neither":              {column(table.YesNo, ""), "maybe", table.Mark(table.Misfit, "maybe"), false},
		"code":                 {column(table.Code, ""), "007", table.TextValue("007"), false},
		"text with space":      {column(table.Text, ""), " Oak ", table.TextValue("Oak"), true},
	} {
		t.Run(name, func(t *testing.T) {
			cell := typing.NewParser(tt.column).Parse([]byte(tt.text))
			if cell.Value != tt.want || cell.HasOriginal != tt.original {
				t.Errorf("got %+v, want %+v with original %v", cell, tt.want, tt.original)
			}
		})
	}
}

func TestPadding(t *testing.T) {
	texts := words("Oak     |Elm High|        |Ash     ")
	column, _ := decide("School", texts)
	if column.Padding != 8 {
		t.Fatalf("padding %d, want 8", column.Padding)
	}
	cell := typing.NewParser(column).Parse([]byte("Oak     "))
	if cell.Text != "Oak" || cell.HasOriginal {
		t.Errorf("got %+v, want plain Oak and no original", cell)
	}
	checkRoundTrip(t, column, append(texts, "", "longer than that", " Oak"))
	if column, _ := decide("School", words("Oak   |Elm High|Ash     ")); column.Padding != 0 {
		t.Errorf("uneven widths are taken for padding to %d", column.Padding)
	}
}

// A column with more distinct texts than are counted is judged by all of them.
func TestManyDistinct(t *testing.T) {
	texts := repeat(200_000, func(i int) string { return fmt.Sprint(100_000 + i) })
	texts = append(texts, "0042")
	column, findings := decide("Number", texts)
	if column.Type != table.Code {
		t.Errorf("type %v: the one value that begins with 0 was overlooked; findings %v", column.Type, findings)
	}
}

func TestGlance(t *testing.T) {
	for text, want := range map[string]typing.Look{
		"": typing.LooksBlank, "  ": typing.LooksBlank, "School": typing.LooksText, "12": typing.LooksTyped, "1/2/2020": typing.LooksTyped,
		"31/12/2020": typing.LooksTyped, "2020": typing.LooksYear, "*": typing.LooksMark, "N/A": typing.LooksMark, "\xff\xfe": typing.LooksText,
	} {
		if got := typing.Glance([]byte(text)); got != want {
			t.Errorf("%q looks %v, want %v", text, got, want)
		}
	}
}

func FuzzTyping(f *testing.F) {
	f.Add("id", "001\n02\n3")
	f.Add("Year", "1415\n1516\n*")
	f.Add("Date", "1/2/2020\n31/12/2020\n2020-01-01 08:00")
	f.Add("x", "12:00:00 AM\n1e999\n-\n(\n$\n%\n\xff")
	f.Fuzz(func(t *testing.T, header, lines string) {
		texts := strings.Split(lines, "\n")
		column, _ := decide(header, texts)
		checkRoundTrip(t, column, texts)
		for _, kind := range table.Types() {
			column.Type = kind
			checkRoundTrip(t, column, texts)
		}
	})
}
