package crosstab_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

func TestParseMeasures(t *testing.T) {
	for text, want := range map[string][]crosstab.Measure{
		"count, sum(Budget), mean(Score), distinct(Student ID), count % of row, sum(Budget) % of total": {
			{Function: crosstab.Count},
			{Function: crosstab.Sum, Field: "Budget"},
			{Function: crosstab.Mean, Field: "Score"},
			{Function: crosstab.Distinct, Field: "Student ID"},
			{Function: crosstab.Count, Base: crosstab.PercentRow},
			{Function: crosstab.Sum, Field: "Budget", Base: crosstab.PercentTotal},
		},
		" COUNT % OF COLUMN ":            {{Function: crosstab.Count, Base: crosstab.PercentColumn}},
		"average(Score)":                 {{Function: crosstab.Mean, Field: "Score"}},
		"sum(Budget (USD))":              {{Function: crosstab.Sum, Field: "Budget (USD)"}},
		"sum([Last, First]),max([a]]b])": {{Function: crosstab.Sum, Field: "Last, First"}, {Function: crosstab.Max, Field: "a]b"}},
		"mean(% proficient) % of total":  {{Function: crosstab.Mean, Field: "% proficient", Base: crosstab.PercentTotal}},
		"count(Teacher's Name), min(x)":  {{Function: crosstab.Count, Field: "Teacher's Name"}, {Function: crosstab.Min, Field: "x"}},
		"count()":                        {{Function: crosstab.Count}},
		"percentile(Score, 90), p25(Score)": {
			{Function: crosstab.Percentile, Field: "Score", Percent: 90}, {Function: crosstab.Percentile, Field: "Score", Percent: 25},
		},
		"percentile([Last, First], 99.5%) % of row": {{Function: crosstab.Percentile, Field: "Last, First", Percent: 99.5, Base: crosstab.PercentRow}},
		"stdev(Score), yes(EL)":                     {{Function: crosstab.Deviation, Field: "Score"}, {Function: crosstab.Yes, Field: "EL"}},
		"first(Score, Test Date), LAST(Score, [Day, of test])": {
			{Function: crosstab.First, Field: "Score", By: "Test Date"}, {Function: crosstab.Last, Field: "Score", By: "Day, of test"},
		},
		"weightedmean(Score, Students)":                     {{Function: crosstab.Weighted, Field: "Score", By: "Students"}},
		"rate(sum(Absent), sum( Enrolled ))":                {{Function: crosstab.Rate, Field: "sum(Absent)", Over: "sum(Enrolled)"}},
		"sum(Spent) / sum(Budget), count/distinct(Student)": {{Function: crosstab.Ratio, Field: "sum(Spent)", Over: "sum(Budget)"}, {Function: crosstab.Ratio, Field: "count", Over: "distinct(Student)"}},
		"count % of parent, sum(A) difference from previous Year": {
			{Function: crosstab.Count, Base: crosstab.PercentParent}, {Function: crosstab.Sum, Field: "A", Show: crosstab.Difference, In: "Year"},
		},
		`mean(S) change from School = "Lincoln (K-8), East", count % of row index of [a = b] = '[x]'`: {
			{Function: crosstab.Mean, Field: "S", Show: crosstab.Change, In: "School", Member: "Lincoln (K-8), East"},
			{Function: crosstab.Count, Base: crosstab.PercentRow, Show: crosstab.Index, In: "a = b", Member: "x"},
		},
		"mean(S) Difference FROM total, count rank in [Last, First], sum(A) running in Year": {
			{Function: crosstab.Mean, Field: "S", Show: crosstab.Difference},
			{Function: crosstab.Count, Show: crosstab.Rank, In: "Last, First"},
			{Function: crosstab.Sum, Field: "A", Show: crosstab.Running, In: "Year"},
		},
		"sum(x rank in y)":             {{Function: crosstab.Sum, Field: "x rank in y"}},
		"sum(A/B) / count % of column": {{Function: crosstab.Ratio, Field: "sum(A/B)", Over: "count", Base: crosstab.PercentColumn}},
	} {
		t.Run(text, func(t *testing.T) {
			got, err := crosstab.ParseMeasures(text)
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("got %+v, %v; want %+v", got, err, want)
			}
			for _, m := range got {
				again, err := crosstab.ParseMeasures(m.Name())
				if err != nil || !slices.Equal(again, []crosstab.Measure{m}) {
					t.Errorf("%q reads back as %+v, %v", m.Name(), again, err)
				}
			}
		})
	}
	for text, code := range map[string]string{
		"": "measure-missing", " , ": "measure-missing", "total(Budget)": "measure-unknown", "sum(Budget": "spec-invalid",
		"count % of school": "base-unknown", "sum(Budget) twice": "measure-unknown", "sum(a)(b)": "measure-unknown",
		"percentile(Score)": "measure-argument", "percentile(Score, high)": "measure-argument", "percentile(Score, 101)": "measure-argument", "p(Score)": "measure-unknown",
		"last(Score)": "measure-argument", "rate(count)": "measure-argument", "count / count / count": "measure-argument", "rate(count, count % of row)": "measure-argument",
		"rate(rate(count, count), count)": "measure-argument", "sum(A) / (count": "spec-invalid", "count rank in []": "comparison-unfit", "count change from Year": "comparison-unfit", "count index of Year =": "comparison-unfit",
		"rate(count rank in A, count)": "measure-argument",
		"/":                            "measure-unknown",
	} {
		_, err := crosstab.ParseMeasures(text)
		if issue := table.IssueIn(err); issue == nil || issue.Code != code {
			t.Errorf("%q: %v, want %s", text, err, code)
		}
	}
}

func TestMeasureName(t *testing.T) {
	for want, m := range map[string]crosstab.Measure{
		"count":                  {Function: crosstab.Count},
		"sum(Budget)":            {Function: crosstab.Sum, Field: "Budget"},
		"count % of row":         {Function: crosstab.Count, Base: crosstab.PercentRow},
		"sum(Budget) % of total": {Function: crosstab.Sum, Field: "Budget", Base: crosstab.PercentTotal},
		"distinct(Student ID)":   {Function: crosstab.Distinct, Field: "Student ID"},
		"distinct(Last, First)":  {Function: crosstab.Distinct, Field: "Last, First"},
		"mean([odd ( name])":     {Function: crosstab.Mean, Field: "odd ( name"},
	} {
		if got := m.Name(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestParseFields(t *testing.T) {
	for text, want := range map[string][]string{
		"School, Grade":                         {"School", "Grade"},
		"":                                      nil,
		"[Last, First], left(Object, 1)":        {"Last, First", "left(Object, 1)"},
		`if(Grade = "a, b", "x", "y"), School`:  {`if(Grade = "a, b", "x", "y")`, "School"},
		"Teacher's Name, Parent's Name":         {"Teacher's Name", "Parent's Name"},
		"left([Last, First], 1), [School Name]": {"left([Last, First], 1)", "School Name"},
	} {
		dimensions, err := crosstab.ParseFields(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		var got []string
		for _, d := range dimensions {
			got = append(got, d.Field)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if _, err := crosstab.ParseFields("[School"); table.IssueIn(err) == nil {
		t.Errorf("an open bracket: %v", err)
	}
}

func TestSpecJSON(t *testing.T) {
	text := `{"rows":["School",{"field":"Grade","descending":true}],"measures":["count","sum(Budget) % of row",{"function":"mean","field":"Score"}],"where":"Grade = 'K'"}`
	want := crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "School"}, {Field: "Grade", Descending: true}},
		Measures: []crosstab.Measure{
			{Function: crosstab.Count}, {Function: crosstab.Sum, Field: "Budget", Base: crosstab.PercentRow}, {Function: crosstab.Mean, Field: "Score"},
		},
		Where: "Grade = 'K'",
	}
	var got crosstab.Spec
	if err := json.Unmarshal([]byte(text), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("got %+v, %v", got, err)
	}
	written, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(written), `{"function":"sum","field":"Budget","base":"row"}`) {
		t.Errorf("measures are written as %s", written)
	}
	var again crosstab.Spec
	if err := json.Unmarshal(written, &again); err != nil || !reflect.DeepEqual(again, want) {
		t.Errorf("reads back as %+v, %v", again, err)
	}
}

func specSchema() table.Schema {
	return table.Schema{
		{Name: "School Name", Type: table.Text},
		{Name: "Grade", Type: table.Text},
		{Name: "Object", Type: table.Code},
		{Name: "Budget", Type: table.Decimal, Decimals: 2},
		{Name: "Days", Type: table.Integer},
		{Name: "Day", Type: table.Date},
		{Name: "Budget (USD)", Type: table.Decimal},
	}
}

func TestValidate(t *testing.T) {
	count := []crosstab.Measure{{Function: crosstab.Count}}
	of := func(m crosstab.Measure) crosstab.Spec { return crosstab.Spec{Measures: []crosstab.Measure{m}} }
	rows := func(field string) crosstab.Spec {
		return crosstab.Spec{Rows: []crosstab.Dimension{{Field: field}}, Measures: count}
	}
	for name, test := range map[string]struct {
		spec         crosstab.Spec
		code, remedy string
	}{
		"unknown field":         {rows("Scool Name"), "field-unknown", `"School Name"`},
		"unknown in expression": {rows("left(Objct, 1)"), "field-unknown", `"Object"`},
		"no field":              {rows(" "), "field-unknown", "Name"},
		"bad expression":        {rows("left(Object)"), "expression-invalid", "left(text, characters)"},
		"unknown measure":       {of(crosstab.Measure{Function: "summ", Field: "Budget"}), "measure-unknown", "sum"},
		"unknown measure field": {of(crosstab.Measure{Function: crosstab.Sum, Field: "Budgt"}), "field-unknown", `"Budget"`},
		"sum of text":           {of(crosstab.Measure{Function: crosstab.Sum, Field: "Grade"}), "measure-needs-number", "count or distinct"},
		"max of code":           {of(crosstab.Measure{Function: crosstab.Max, Field: "Object"}), "measure-needs-number", "count or distinct"},
		"mean of dates":         {of(crosstab.Measure{Function: crosstab.Mean, Field: "Day"}), "measure-needs-number", "count or distinct"},
		"sum of nothing":        {of(crosstab.Measure{Function: crosstab.Sum}), "measure-missing", "sum(Field)"},
		"percent of a date":     {of(crosstab.Measure{Function: crosstab.Max, Field: "Day", Base: crosstab.PercentRow}), "base-needs-amount", "Remove"},
		"unknown base":          {of(crosstab.Measure{Function: crosstab.Count, Base: "page"}), "base-unknown", "row"},
		"unknown totals":        {crosstab.Spec{Measures: count, Totals: "some"}, "totals-unknown", "all or none"},
		"percentile of text":    {of(crosstab.Measure{Function: crosstab.Percentile, Field: "Grade", Percent: 5}), "measure-needs-number", "count or distinct"},
		"no such percentile":    {of(crosstab.Measure{Function: crosstab.Percentile, Field: "Days", Percent: 100.5}), "measure-argument", "0 to 100"},
		"percent of a sum":      {of(crosstab.Measure{Function: crosstab.Sum, Field: "Days", Percent: 5}), "measure-argument", "0 to 100"},
		"yes of numbers":        {of(crosstab.Measure{Function: crosstab.Yes, Field: "Days"}), "measure-needs-number", "yes(Score >= 80)"},
		"last without a date":   {of(crosstab.Measure{Function: crosstab.Last, Field: "Days"}), "measure-argument", "last(Field, Date)"},
		"last by text":          {of(crosstab.Measure{Function: crosstab.Last, Field: "Days", By: "Grade"}), "measure-argument", "dates"},
		"last by nothing known": {of(crosstab.Measure{Function: crosstab.Last, Field: "Days", By: "Dya"}), "field-unknown", `"Day"`},
		"sum by a date":         {of(crosstab.Measure{Function: crosstab.Sum, Field: "Days", By: "Day"}), "measure-argument", "sum(Field)"},
		"weight of text":        {of(crosstab.Measure{Function: crosstab.Weighted, Field: "Days", By: "Grade"}), "measure-needs-number", "numbers"},
		"rate of one":           {of(crosstab.Measure{Function: crosstab.Rate, Field: "count"}), "measure-argument", "rate(sum(A), sum(B))"},
		"rate of a field":       {of(crosstab.Measure{Function: crosstab.Rate, Field: "Days", Over: "count"}), "measure-unknown", "sum"},
		"rate of unknown field": {of(crosstab.Measure{Function: crosstab.Rate, Field: "sum(Dayz)", Over: "count"}), "field-unknown", `"Days"`},
		"rate of a date":        {of(crosstab.Measure{Function: crosstab.Ratio, Field: "max(Day)", Over: "count"}), "measure-needs-number", "counts"},
		"rate of two":           {of(crosstab.Measure{Function: crosstab.Rate, Field: "count, count", Over: "count"}), "measure-argument", "one plain measure"},
		"sum over":              {of(crosstab.Measure{Function: crosstab.Sum, Field: "Days", Over: "count"}), "measure-argument", "rate or ratio"},
		"compared in no field":  {of(crosstab.Measure{Function: crosstab.Count, Show: crosstab.Rank}), "comparison-unfit", "rank in School"},
		"compared elsewhere":    {of(crosstab.Measure{Function: crosstab.Count, Show: crosstab.Rank, In: "Grade"}), "comparison-unfit", "Put it there"},
		"compared how":          {of(crosstab.Measure{Function: crosstab.Count, Show: "half"}), "comparison-unfit", "difference"},
		"not compared":          {of(crosstab.Measure{Function: crosstab.Count, In: "Grade"}), "comparison-unfit", "Say how"},
		"running mean":          {of(crosstab.Measure{Function: crosstab.Mean, Field: "Days", Show: crosstab.Running, In: "Grade"}), "comparison-unfit", "count or sum"},
		"change of a date":      {of(crosstab.Measure{Function: crosstab.Max, Field: "Day", Show: crosstab.Change}), "comparison-unfit", "as it is"},
		"no measure":            {crosstab.Spec{}, "measure-missing", "count"},
		"filter is no question": {crosstab.Spec{Measures: count, Where: "Days + 1"}, "expression-invalid", "comparison"},
		"filter is wrong":       {crosstab.Spec{Measures: count, Where: "Days >"}, "expression-invalid", "Complete"},
		"too many fields":       {crosstab.Spec{Measures: slices.Repeat(count, 100)}, "spec-invalid", "64"},
	} {
		t.Run(name, func(t *testing.T) {
			issue := table.IssueIn(test.spec.Validate(specSchema()))
			if issue == nil {
				t.Fatal("it is accepted")
			}
			if issue.Code != test.code || !strings.Contains(issue.Remedy, test.remedy) {
				t.Errorf("%s: %s %s", issue.Code, issue.Message, issue.Remedy)
			}
		})
	}
	resolved, err := crosstab.Spec{
		Rows:     []crosstab.Dimension{{Field: "school name"}, {Field: "left(object, 1)"}, {Field: "BUDGET (usd)"}},
		Measures: []crosstab.Measure{{Function: "Average", Field: "days"}}, Where: "grade = 'K'",
	}.Resolve(specSchema())
	if err != nil {
		t.Fatal(err)
	}
	if resolved.Rows[0].Field != "School Name" || resolved.Rows[1].Field != "left(object, 1)" || resolved.Rows[2].Field != "Budget (USD)" || resolved.Measures[0].Name() != "mean(Days)" {
		t.Errorf("resolved as %+v", resolved)
	}
}

func TestSpecFields(t *testing.T) {
	spec := crosstab.Spec{
		Rows:     []crosstab.Dimension{{Field: "school name"}, {Field: "left(Object, 1)"}},
		Columns:  []crosstab.Dimension{{Field: "Grade"}},
		Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Sum, Field: "Budget (USD)"}, {Function: crosstab.Max, Field: "Budget"}, {Function: crosstab.Rate, Field: "sum(Budget)", Over: "count(Object)"}, {Function: crosstab.Last, Field: "Days", By: "Day"}},
		Where:    "[Days] > 3 and Object = 1 and Grade in ['K']",
	}
	if got, want := spec.Fields(), []string{"school name", "Object", "Grade", "Budget (USD)", "Budget", "Days", "Day"}; !slices.Equal(got, want) {
		t.Errorf("fields %q, want %q", got, want)
	}
	if got, want := spec.FieldsIn(specSchema()), []string{"School Name", "Object", "Grade", "Budget (USD)", "Budget", "Days", "Day"}; !slices.Equal(got, want) {
		t.Errorf("fields in the schema %q, want %q", got, want)
	}
}

func FuzzParseMeasures(f *testing.F) {
	for _, seed := range []string{"count", "sum(Budget) % of row, mean([a, b])", "sum((", "%", "count % of", "max([]]])", "min('a')", "sum(left(x, 1))", "percentile(a, 5)", "p90(x)", "sum(a) / count % of row", "rate(count, max([a/b]))", "last(a, [b, c])", "count % of row change from A = [b]", "sum(a) index of previous b", "count difference from total"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		measures, err := crosstab.ParseMeasures(text)
		if err != nil && table.IssueIn(err) == nil {
			t.Fatalf("%q: %v is no issue", text, err)
		}
		for _, m := range measures {
			again, err := crosstab.ParseMeasures(m.Name())
			if err != nil || len(again) != 1 || again[0] != m {
				t.Fatalf("%q: %+v is written %q and reads back as %+v, %v", text, m, m.Name(), again, err)
			}
		}
		if _, err := crosstab.ParseFields(text); err != nil && table.IssueIn(err) == nil {
			t.Fatalf("%q: %v is no issue", text, err)
		}
	})
}

// What is brought from another dataset is read or refused in words, and what is
// read fits or is refused in words.
func FuzzParseJoin(f *testing.F) {
	for _, seed := range []string{"Level = schools: School Level on School Code = Code", "language: EL Status on Student ID as of Date from Start to End", "Benchmark = tests: Performance on Student ID latest by Test Date", "attendance: count on Student ID where Status = 'A'", "d: any on [a, b] = [c = d], e", ": on", "x = : y on z where", "a: sum(b by c) on d where term(Day) = 'Fall'"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, rollUp bool) {
		join, err := crosstab.ParseJoin(text, rollUp)
		if err != nil {
			if table.IssueIn(err) == nil {
				t.Fatalf("%q: %v is no issue", text, err)
			}
			return
		}
		resolved, err := join.Resolve(specSchema(), specSchema())
		if err != nil {
			if table.IssueIn(err) == nil {
				t.Fatalf("%q: %v is no issue", text, err)
			}
			return
		}
		if resolved.Describe(specSchema()).Name != join.Name || resolved.Sentence() == "" || len(resolved.FieldsThere(specSchema())) == 0 {
			t.Fatalf("%q: %+v", text, resolved)
		}
	})
}

// A spec that decodes either computes or says why not.
func FuzzSpec(f *testing.F) {
	for _, seed := range []string{
		`{"measures":["count"]}`, `{"rows":["School","Grade"],"columns":["Year"],"measures":["sum(Days) % of row","median(Plain)"],"where":"Days > 3","totals":"none"}`, `{"rows":[{"field":"Days"}],"measures":[{"function":"distinct","field":"School"}]}`, `{"rows":[{"field":"School","by":"sum(Days)","descending":true,"limit":2},{"field":"Grade","order":["K","1"],"noSubtotal":true}],"measures":["count % of parent","sum(Days) rank in School"],"totals":"above","empty":true}`, `{"measures":["rate(sum(Days), count)","last(Days, Day)","weightedmean(Days, Plain)","p10(Rate)","stdev(Budget)","yes(EL)"]}`, `{"rows":["left(Object,1)","Plain","Rate","Budget"],"measures":["count"]}`,
		`{"rows":["School",{"field":"Grade","by":"sum(Days)","within":true,"limit":1,"descending":true}],"measures":["count"]}`,
		`{"calendar":{"years":[{"first":"2019-08-12","last":"2020-06-05","terms":[{"name":"Fall","first":"2019-08-12","last":"2019-12-20"}],"closed":["2019-09-02"]}]},"rows":["term(Day)","Day"],"columns":["schoolDay(Day)"],"measures":["count change from last year in Day"]}`,
		`{"rows":["if(Days > mean(Days by School, Grade), 'above', 'below')"],"measures":["sum(Days - mean(Days by Grade))"],"where":"count(by School) > 2","confidence":0.9,"differ":"bonferroni"}`,
	} {
		f.Add([]byte(seed))
	}
	frame := fuzzTable().Frame
	f.Fuzz(func(t *testing.T, data []byte) {
		var spec crosstab.Spec
		if json.Unmarshal(data, &spec) != nil {
			return
		}
		result, err := crosstab.Compute(t.Context(), frame, spec)
		if err != nil {
			if table.IssueIn(err) == nil {
				t.Fatalf("%s: %v is no issue", data, err)
			}
			return
		}
		if err := spec.Validate(frame.Schema()); err != nil {
			t.Fatalf("%s: computed, but not valid: %v", data, err)
		}
		for r := range min(20, len(result.Rows())) {
			for c := range min(20, len(result.Columns())) {
				records, err := result.Records(t.Context(), r, c)
				if err != nil || len(records) != result.Cell(r, c).N {
					t.Fatalf("%s: %d records of %d, %v", data, len(records), result.Cell(r, c).N, err)
				}
			}
		}
	})
}
