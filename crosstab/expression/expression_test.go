package expression_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

func day(year int, month time.Month, d int) table.Value {
	return table.NumberValue(table.TimeDay(time.Date(year, month, d, 0, 0, 0, 0, time.UTC)))
}

// students is a small table with every type and every state. The second row
// is missing throughout, the third withheld, the fourth a misfit.
func students(t *testing.T) *table.Frame {
	t.Helper()
	columns := []struct {
		column table.Column
		values []table.Value
	}{
		{table.Column{Name: "School Name", Type: table.Text}, []table.Value{table.TextValue("O'Neil High"), {}, {}, {}, table.TextValue("Allendale")}},
		{table.Column{Name: "Grade", Type: table.Text}, []table.Value{table.TextValue("K"), {}, {}, {}, table.TextValue("10")}},
		{table.Column{Name: "Object", Type: table.Code}, []table.Value{table.TextValue("0101"), {}, {}, {}, table.TextValue("4300")}},
		{table.Column{Name: "Days", Type: table.Integer}, []table.Value{table.NumberValue(12), {}, {}, {}, table.NumberValue(0)}},
		{table.Column{Name: "Enrolled", Type: table.Integer}, []table.Value{table.NumberValue(100), table.NumberValue(100), table.NumberValue(100), table.NumberValue(100), table.NumberValue(0)}},
		{table.Column{Name: "Score", Type: table.Decimal, Decimals: 1}, []table.Value{table.NumberValue(0.1), {}, {}, {}, table.NumberValue(-2.5)}},
		{table.Column{Name: "Birth.Date", Type: table.Date, Layout: "1/2/2006"}, []table.Value{day(2012, 9, 3), {}, {}, {}, day(2008, 1, 31)}},
		{table.Column{Name: "Year", Type: table.SchoolYear}, []table.Value{table.NumberValue(2018), {}, {}, {}, table.NumberValue(2019)}},
		{table.Column{Name: "EL", Type: table.YesNo, Layout: "Y|N"}, []table.Value{table.NumberValue(1), {}, {}, {}, table.NumberValue(0)}},
	}
	marks := []table.Value{{}, table.Mark(table.Missing, "N/A"), table.Mark(table.Withheld, "*"), table.Mark(table.Misfit, "?")}
	var vectors []*table.Vector
	for _, c := range columns {
		builder := table.NewVectorBuilder(c.column)
		for i, v := range c.values {
			if i >= 1 && i <= 3 && v == (table.Value{}) {
				v = marks[i]
			}
			builder.Append(v)
		}
		vectors = append(vectors, builder.Vector())
	}
	// The same days once more, not coded.
	nan := math.NaN()
	vectors = append(vectors, table.NewPlainVector(table.Column{Name: "Plain", Type: table.Integer}, []float64{12, nan, nan, nan, 0}, table.PackCodes([]uint32{0, 0, 1, 2, 0}, 3), marks[1:]))
	frame, err := table.NewFrame(5, vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func TestMask(t *testing.T) {
	frame := students(t)
	for source, want := range map[string]string{
		// A comparison and its opposite both leave out what is unknown.
		"Days > 10":                         "1....",
		"not (Days > 10)":                   "....1",
		"Days <= 10":                        "....1",
		"Days = 0":                          "....1",
		"Days <> 0":                         "1....",
		"Days != 0":                         "1....",
		"Days == Plain":                     "1...1",
		"Plain >= 12":                       "1....",
		"NOT Plain >= 12":                   "....1",
		"isblank(Days)":                     ".1...",
		"iswithheld(Days)":                  "..1..",
		"isblank(Plain)":                    ".1...",
		"iswithheld(Plain)":                 "..1..",
		"not isblank(Days)":                 "1.111",
		"not Days > 10 and Enrolled > 0":    ".....",
		"not Days > 10 or EL":               "1...1",
		"not not Days > 10":                 "1....",
		"not (not Days > 10)":               "1....",
		"if(not Days > 10, 'a', 'b') = 'a'": "....1",
		"!EL":                               "....1",
		"true":                              "11111",
		"not true":                          ".....",
		"Days > 10 or true":                 "11111",
		"Days > 10 or Enrolled > 0":         "1111.",
		"Days > 10 and false":               ".....",
		"not (Days > 10 and false)":         "11111",
		"not (Days > 10 and Enrolled > 0)":  "....1",
		"not (Plain > 10 and Enrolled > 0)": "....1",
		// Names.
		"[School Name] = 'O''Neil High'": "1....",
		`[school name] = "O'Neil High"`:  "1....",
		"grade in ['K', 'TK']":           "1....",
		"Grade in ('K', 10)":             "1...1",
		"Grade not in ['K']":             "....1",
		"Grade IN [\"K\"]":               "1....",
		"Days in [Plain, 3]":             "1...1",
		"Days in [3, Plain]":             "1...1",
		"not Enrolled in [Days, 100]":    ".....",
		strings.Repeat("(", 40) + "EL" + strings.Repeat(" in [EL,true])", 40): "1...1",
		"[Grade] in ['10']": "....1",
		// Codes keep their zeros and compare with numbers by their characters.
		"Object = 101":        ".....",
		"Object = 0101":       "1....",
		"Object = 4300":       "....1",
		"Object in [4300, 1]": "....1",
		"Object >= 200":       "....1",
		"Object < 200":        "1....",
		"Grade >= 9":          "....1", // K is no number
		"4300 = Object":       "....1",
		"200 < Object":        "....1",
		"Object > '1'":        "....1",
		// Dates and school years.
		"[Birth.Date] >= '2012-09-03'":     "1....",
		"[Birth.Date] = '9/3/2012'":        "1....",
		"'2010-01-01' > [Birth.Date]":      "....1",
		"year([Birth.Date]) = 2012":        "1....",
		"month([Birth.Date]) = 1":          "....1",
		"Year = '2018-19'":                 "1....",
		"Year >= \"2019-20\"":              "....1",
		"Year = 2018":                      "1....",
		"year(Year) = 2018":                "1....",
		"Year in ['2018-2019', '2020-21']": "1....",
		"[Birth.Date] + 1 > '2012-09-03'":  "1....",
		"[Birth.Date] - [Birth.Date] = 0":  "1...1",
		// Yes and no.
		"EL":        "1....",
		"not EL":    "....1",
		"EL = 'Y'":  "1....",
		"EL = 'no'": "....1",
		"EL = true": "1....",
		"EL = 0":    "....1",
		// Arithmetic.
		"Days / Enrolled >= 0.1":    "1....", // 0/0 is unknown
		"Score + 0.2 = 0.3":         "1....",
		"-Score = 2.5":              "....1",
		"Days * 2 + 1 = 25":         "1....",
		"Days % 5 = 2":              "1....",
		"2 ^ 3 = 8":                 "11111",
		"2 + 3 * 4 = 14":            "11111",
		"10 - 4 - 3 = 3":            "11111",
		"0 < Days < 20":             "1....",
		"Days in [-1, 12]":          "1....",
		"round(Score, 0) = 0":       "1....",
		"round(Score) = -3":         "....1",
		"round(Enrolled, -2) = 100": "1111.",
		"abs(Score) = 2.5":          "....1",
		"min(Days, Enrolled) = 12":  "1....",
		"max(Days, 5) = 5":          "....1",
		"number(Object) = 101":      "1....",
		// Text.
		"left(Object, 1) = 4":                  "....1",
		"right(Object, 2) = '01'":              "1....",
		"mid(Object, 2, 2) = '10'":             "1....",
		"mid(Object, 9, 2) = ''":               "1...1",
		"left(Object, 99) = Object":            "1...1",
		"len([School Name]) = 9":               "....1",
		"upper([School Name]) = 'ALLENDALE'":   "....1",
		"lower([School Name]) contains 'high'": "1....",
		"contains([School Name], 'High')":      "1....",
		"[School Name] startsWith 'All'":       "....1",
		"STARTSWITH([School Name], 'All')":     "....1",
		"[School Name] not endsWith 'High'":    "....1",
		"[School Name] matches '^A.*e$'":       "....1",
		"trim(' K ') = Grade":                  "1....",
		"text(Days) = '12'":                    "1....",
		"text([Birth.Date]) = '9/3/2012'":      "1....",
		"Grade + '-' + Object = 'K-0101'":      "1....",
		"if(Days > 10, 'a', 'b') = 'b'":        "....1",
		"if(Days > 10, Grade, Object) = 'K'":   "1....",
		// Symbols of other languages.
		"Days > 10 && EL || Days = 0": "1...1",
	} {
		t.Run(source, func(t *testing.T) {
			e, err := expression.Compile(source, frame.Schema())
			if err != nil {
				t.Fatal(err)
			}
			mask, err := e.Mask(frame)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, kept := range mask {
				if kept {
					got += "1"
				} else {
					got += "."
				}
			}
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func TestVector(t *testing.T) {
	frame := students(t)
	for source, want := range map[string]struct {
		kind   table.Type
		values []string
	}{
		"left(Object, 1)": {table.Code, []string{"0", "missing", "withheld *", "missing", "4"}},
		"if(Days / Enrolled >= 0.1, 'Often', 'Seldom')": {table.Text, []string{"Often", "missing", "withheld *", "missing", "missing"}},
		"Days > 10":                  {table.YesNo, []string{"Yes", "missing", "withheld *", "missing", "No"}},
		"Plain + Score":              {table.Decimal, []string{"12.1", "missing", "withheld *", "missing", "-2.5"}},
		"[Birth.Date]":               {table.Date, []string{"9/3/2012", "missing N/A", "withheld *", "misfit ?", "1/31/2008"}},
		"Year + 1":                   {table.SchoolYear, []string{"2019-20", "missing", "withheld *", "missing", "2020-21"}},
		"'all'":                      {table.Text, []string{"all", "all", "all", "all", "all"}},
		"if(isblank(Days), 0, Days)": {table.Integer, []string{"12", "0", "withheld *", "misfit ?", "0"}},
		"number(Grade)":              {table.Decimal, []string{"missing", "missing", "withheld *", "missing", "10"}},
	} {
		t.Run(source, func(t *testing.T) {
			e, err := expression.Compile(source, frame.Schema())
			if err != nil {
				t.Fatal(err)
			}
			vector, err := e.Vector(frame)
			if err != nil {
				t.Fatal(err)
			}
			if vector.Column().Type != want.kind {
				t.Errorf("type %s, want %s", vector.Column().Type, want.kind)
			}
			var got []string
			for i := range vector.Len() {
				v := vector.Value(i)
				if v.State == table.Reported {
					got = append(got, vector.Column().Text(v))
				} else {
					got = append(got, strings.TrimSpace(v.State.String()+" "+v.Text))
				}
			}
			if !slices.Equal(got, want.values) {
				t.Errorf("got %q, want %q", got, want.values)
			}
		})
	}
}

func TestCompileRefuses(t *testing.T) {
	schema := students(t).Schema()
	for source, want := range map[string]struct{ code, says, remedy string }{
		"":                                {"expression-invalid", "At character 1: there is no expression", "Write"},
		"Dais > 3":                        {"field-unknown", `At character 1, "Dais"`, `Did you mean "Days"?`},
		"Days > 3 and [Shool Name] = 'A'": {"field-unknown", `At character 14, "Shool Name"`, `"School Name"`},
		"School = 'A'":                    {"field-unknown", `"School"`, `"School Name"`},
		"Days >":                          {"expression-invalid", "At character 7: the expression ends too early", "Complete"},
		"Days > > 3":                      {"expression-invalid", `At character 8, ">"`, "quotes"},
		"Days 3":                          {"expression-invalid", `At character 6, "3"`, "Check"},
		"(Days > 3":                       {"expression-invalid", "not closed", "Close"},
		"Days > 3)":                       {"expression-invalid", `At character 9, ")"`, "Remove"},
		"Grade = 'K":                      {"expression-invalid", `At character 9, "'K"`, "Put a '"},
		"Grade = K":                       {"field-unknown", `"K"`, ""},
		"[Grade = 'K'":                    {"expression-invalid", "bracket is not closed", "]"},
		"lefft(Grade, 1)":                 {"expression-invalid", `At character 1, "lefft": there is no such function`, "left"},
		"left(Grade)":                     {"expression-invalid", `At character 1, "left"`, "left(text, characters)"},
		"Grade + 1":                       {"expression-invalid", `At character 1, "Grade": + needs a number`, "number("},
		"Grade = Days":                    {"expression-invalid", "text cannot be compared with a number", "text("},
		"Grade and EL":                    {"expression-invalid", `At character 1, "Grade": and needs`, "comparison"},
		"Days = 'many'":                   {"expression-invalid", `At character 8, "'many'"`, "number"},
		"[Birth.Date] > 'soon'":           {"expression-invalid", "this is not a date", "2019-08-12"},
		"Year = 'last'":                   {"expression-invalid", "this is not a school year", "2018-19"},
		"EL = 'maybe'":                    {"expression-invalid", "only Y and N", "words"},
		"month(Days) = 1":                 {"expression-invalid", "needs a date", "dates"},
		"Grade in []":                     {"expression-invalid", "the list is empty", "at least one"},
		"Grade in 'K'":                    {"expression-invalid", "a list must follow", "in"},
		"Grade matches '('":               {"expression-invalid", "not a pattern", "contains"},
		"Days ; Days":                     {"expression-invalid", `At character 6, ";"`, ""},
		"Days | len":                      {"expression-invalid", `"|"`, ""},
		"{Days: 1}":                       {"expression-invalid", `"{"`, ""},
		"Days.x":                          {"expression-invalid", `"."`, ""},
		"12abc = Days":                    {"expression-invalid", `"12abc"`, "quotes"},
		"if(EL, 1, 'a')":                  {"expression-invalid", "one choice is a number and the other text", ""},
		strings.Repeat("EL<(", 40) + "EL" + strings.Repeat(")<EL", 40): {"expression-invalid", "too many parts", "simpler"},
		strings.Repeat("(", 100) + "1" + strings.Repeat(")", 100):      {"expression-invalid", "too deeply", "64"},
		strings.Repeat("1+", 3000) + "1":                               {"expression-invalid", "characters long", "4096"},
	} {
		name := source[:min(20, len(source))]
		t.Run(name, func(t *testing.T) {
			_, err := expression.Compile(source, schema)
			issue := table.IssueIn(err)
			if issue == nil {
				t.Fatalf("error is %v, want an issue", err)
			}
			if issue.Code != want.code || !strings.Contains(issue.Message, want.says) || !strings.Contains(issue.Remedy, want.remedy) {
				t.Errorf("%s: %s / %s\nwant %s: %s / %s", issue.Code, issue.Message, issue.Remedy, want.code, want.says, want.remedy)
			}
		})
	}
}

func TestFields(t *testing.T) {
	schema := students(t).Schema()
	e, err := expression.Compile("left(OBJECT, 1) = '4' and [school name] contains 'x' or object = 1 and Grade in ['Days']", schema)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := e.Fields(), []string{"Object", "School Name", "Grade"}; !slices.Equal(got, want) {
		t.Errorf("fields %q, want %q", got, want)
	}
	if got, want := expression.Names("left(OBJECT, 1) = '4' and [school name] in ['x', 'y'] or object = 1"), []string{"OBJECT", "school name"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	if _, err := e.Mask(mustFrame(t)); table.IssueIn(err) == nil {
		t.Errorf("a frame without the columns: %v, want an issue", err)
	}
	number, err := expression.Compile("Days + 1", schema)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := number.Mask(students(t)); table.IssueIn(err) == nil {
		t.Errorf("a mask of a number: %v, want an issue", err)
	}
}

func mustFrame(t *testing.T) *table.Frame {
	t.Helper()
	frame, err := table.NewFrame(3)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func TestNear(t *testing.T) {
	known := []string{"School Name", "Student ID", "Grade", "Days Absent", "AcctObjectCode"}
	for name, want := range map[string]string{
		"grde": "Grade", "StudentID": "Student ID", "student_id": "Student ID", "Absent": "Days Absent", "objectcode": "AcctObjectCode", "zzz": "",
	} {
		got := expression.Near(name, known)
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || got[0] != want) {
			t.Errorf("near %q: %q, want %q first", name, got, want)
		}
	}
}

// A filter gives the same answer whether a column is coded or not, alone or
// beside others.
func TestFilterAcrossStrips(t *testing.T) {
	const length = 10_000
	coded, plain := table.NewVectorBuilder(table.Column{Name: "Coded", Type: table.Integer}), make([]float64, length)
	for i := range length {
		plain[i] = float64(i * 7 % 1000)
		coded.Append(table.NumberValue(plain[i]))
	}
	frame, err := table.NewFrame(length, coded.Vector(), table.NewPlainVector(table.Column{Name: "Plain", Type: table.Integer}, plain, table.Codes{}, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range []string{"Coded < 300", "Plain < 300", "Coded < 300 and Plain < 300", "not (Coded >= 300 or Plain >= 1000)"} {
		e, err := expression.Compile(source, frame.Schema())
		if err != nil {
			t.Fatal(err)
		}
		mask, err := e.Mask(frame)
		if err != nil {
			t.Fatal(err)
		}
		for i, kept := range mask {
			if kept != (plain[i] < 300) {
				t.Fatalf("%s: row %d is %v, and holds %v", source, i, kept, plain[i])
			}
		}
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{"Days > 3", "left([School Name], 1) = 'a'", "Grade in ['K', 1]", "not not EL", "if(EL, 1, 2) / 0 = 1", "'''", "[[", "in in in", "x'y'z", "-(-(-1))", "EL ? 1 : 2", "Days..3", "$0 = $1", "Grade matches '(a+)+$'"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		frame := students(t)
		expression.Names(source)
		e, err := expression.Compile(source, frame.Schema())
		if err != nil {
			if table.IssueIn(err) == nil {
				t.Fatalf("%q: %v is no issue", source, err)
			}
			return
		}
		vector, err := e.Vector(frame)
		if err != nil || vector.Len() != frame.Len() {
			t.Fatalf("%q: %v", source, err)
		}
		for i := range vector.Len() {
			if v := vector.Value(i); v.State == table.Reported && (math.IsNaN(v.Number) || math.IsInf(v.Number, 0)) {
				t.Fatalf("%q: row %d is %v", source, i, v)
			}
		}
		if e.IsCondition() {
			mask, err := e.Mask(frame)
			if err != nil {
				t.Fatal(err)
			}
			for i, kept := range mask {
				if v := vector.Value(i); kept != (v.State == table.Reported && v.Number != 0) {
					t.Fatalf("%q: row %d is kept: %v, value %v", source, i, kept, v)
				}
			}
		}
	})
}
