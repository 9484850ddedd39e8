package join_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/join"
	"github.com/schoolbench/schoolbench/table"
)

// frameOf makes a frame of rows of values; text in a column that is not text
// is a mark.
func frameOf(t testing.TB, schema table.Schema, rows ...[]any) *table.Frame {
	t.Helper()
	vectors := make([]*table.Vector, len(schema))
	for c, column := range schema {
		var dictionary []table.Value
		index := map[table.Value]uint32{}
		codes := make([]uint32, len(rows))
		for r, row := range rows {
			var v table.Value
			switch given := row[c].(type) {
			case nil:
				v = table.Mark(table.Missing, "")
			case table.Value:
				v = given
			case string:
				v = table.TextValue(given)
			case int:
				v = table.NumberValue(float64(given))
			case float64:
				v = table.NumberValue(given)
			default:
				t.Fatalf("a %T is no value", given)
			}
			code, known := index[v]
			if !known {
				code = uint32(len(dictionary))
				index[v] = code
				dictionary = append(dictionary, v)
			}
			codes[r] = code
		}
		vectors[c] = table.NewCodedVector(column, table.PackCodes(codes, max(1, len(dictionary))), dictionary)
	}
	frame, err := table.NewFrame(len(rows), vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func column(name string, kind table.Type) table.Column { return table.Column{Name: name, Type: kind} }

// joined computes a join from its text and writes the values with a stroke
// between.
func joined(t testing.TB, here, there *table.Frame, text string, rollUp bool) (string, join.Account) {
	t.Helper()
	described, err := crosstab.ParseJoin(text, rollUp)
	if err != nil {
		t.Fatal(err)
	}
	described, err = described.Resolve(here.Schema(), there.Schema())
	if err != nil {
		t.Fatal(err)
	}
	vector, account, err := join.Column(context.Background(), here, there, described)
	if err != nil {
		t.Fatal(err)
	}
	if vector.Len() != here.Len() {
		t.Fatalf("the column has %d rows, the dataset %d", vector.Len(), here.Len())
	}
	if sum := account.Matched + account.Unmatched + account.Blank + account.Several; sum != here.Len() {
		t.Errorf("the account is of %d rows, not of %d: %+v", sum, here.Len(), account)
	}
	texts := make([]string, vector.Len())
	for i := range texts {
		v := vector.Value(i)
		texts[i] = vector.Column().Display(v)
		if v.State == table.Missing {
			texts[i] = "-"
		}
	}
	return strings.Join(texts, "|"), account
}

func TestColumn(t *testing.T) {
	attendance := frameOf(t, table.Schema{column("School Code", table.Code), column("Student ID", table.Code), column("Date", table.Date)},
		[]any{"0101", "7", 100}, []any{"0102", "8", 100}, []any{"0103", "9", 250}, []any{nil, "9", nil}, []any{" 0101", "x", 300})
	schools := frameOf(t, table.Schema{column("Code", table.Code), column("Level", table.Text), {Name: "Seats", Type: table.Integer, Role: table.Measure}},
		[]any{"0101", "High", 10}, []any{"0102", "Middle", 20}, []any{"0102", "Elementary", 30}, []any{"0199", "High", 40})
	numbered := frameOf(t, table.Schema{column("Code", table.Integer), column("Level", table.Text)},
		[]any{101, "High"}, []any{102, "Middle"}, []any{103, table.Mark(table.Withheld, "*")})
	status := frameOf(t, table.Schema{column("ID", table.Code), column("Status", table.Text), column("Start", table.Date), column("End", table.Date)},
		[]any{"7", "EL", 0, 99}, []any{"7", "RFEP", 100, nil}, []any{"8", "EL", 0, nil}, []any{"8", "IFEP", 50, 120}, []any{"9", "EL", 200, nil}, []any{"9", "RFEP", 300, nil})
	twice := frameOf(t, table.Schema{column("ID", table.Code), column("Status", table.Text), column("Start", table.Date), column("End", table.Date)},
		[]any{"7", "EL", 0, 100}, []any{"7", "RFEP", 100, 200}, []any{"8", "EL", 0, 99}, []any{"8", "RFEP", 101, nil})
	discipline := frameOf(t, table.Schema{column("Student ID", table.Code), {Name: "Days", Type: table.Decimal, Decimals: 1}, column("On", table.Date)},
		[]any{"7", 1.5, 10}, []any{"7", 2, 20}, []any{"8", table.Mark(table.Withheld, "*"), 10}, []any{nil, 9, 10})

	tests := map[string]struct {
		there  *table.Frame
		text   string
		rollUp bool
		want   string
		says   string
	}{
		"look up":          {schools, "Level = schools: Level on School Code = Code", false, "High|(several)|(no match)|-|High", "2 of 5 rows have it; 1 has no match there, 1 has nothing to go by, 1 finds different values and shows (several). 1 of 4 rows of schools belongs to no row here."},
		"a number":         {schools, "schools: Seats on School Code = Code where Level = \"High\"", false, "10|(no match)|(no match)|-|10", "2 rows share what they find with other rows"},
		"filtered":         {schools, `schools: Level on School Code = Code where Seats < 25`, false, "High|Middle|(no match)|-|High", "3 of 5 rows have it"},
		"codes by numbers": {numbered, "schools: Level on School Code = Code", false, "High|Middle|*|-|High", "The keys were compared as numbers."},
		"as of a date":     {status, "EL = status: Status on Student ID = ID as of Date from Start to End", false, "RFEP|IFEP|EL|-|(no match)", "3 of 5 rows have it"},
		"overlapping":      {status, "EL = status: Status on Student ID = ID as of Date from Start to End where Status <> \"RFEP\" or ID = \"9\"", false, "(no match)|IFEP|EL|-|(no match)", "2 of 5 rows have it"},
		"contradicting":    {twice, "EL = twice: Status on Student ID = ID as of Date from Start to End", false, "(several)|(no match)|(no match)|-|(no match)", "1 finds different values"},
		"without an end":   {status, "EL = status: Status on Student ID = ID as of Date from Start", false, "RFEP|IFEP|EL|-|(no match)", "3 of 5 rows have it"},
		"latest":           {status, "EL = status: Status on Student ID = ID latest by Start", false, "RFEP|IFEP|RFEP|RFEP|(no match)", "4 of 5 rows have it"},
		"count":            {discipline, "Incidents = discipline: count on Student ID", true, "2|1|0|0|0", "2 of 5 rows have it; 3 have no match there"},
		"sum":              {discipline, "discipline: sum(Days) on Student ID", true, "3.5|(withheld)|-|-|-", "sum(Days) is sum(Days) of discipline by Student ID"},
		"any":              {discipline, "Suspended = discipline: any on Student ID where Days > 0", true, "Yes|No|No|No|No", "1 of 5 rows have it"},
		"last":             {discipline, "discipline: last(Days, On) on Student ID", true, "2.0|(withheld)|-|-|-", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, account := joined(t, attendance, test.there, test.text, test.rollUp)
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			if !strings.Contains(account.Sentence(), test.says) {
				t.Errorf("%q does not say %q", account.Sentence(), test.says)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	here := table.Schema{column("School", table.Code), column("Date", table.Date)}
	there := table.Schema{column("Code", table.Code), column("Level", table.Text), column("Start", table.Date)}
	tests := map[string]struct {
		text   string
		rollUp bool
		says   string
	}{
		"no column here":   {"x: Level on Schol = Code", false, `There is no column "Schol".`},
		"no column there":  {"x: Levl on School = Code", false, `There is no column "Levl".`},
		"name taken":       {"School = x: Level on School = Code", false, `There is a column "School" already.`},
		"no dataset":       {"Level on School = Code", false, "does not say from which dataset"},
		"no key":           {"x: Level", false, "does not say on which column"},
		"half a key":       {"x: Level on School =", false, "does not say on which column"},
		"no measure":       {"x: middle(Level) on School = Code", true, `There is no measure "middle".`},
		"share":            {"n = x: count % of row on School = Code", true, "cannot be rolled up"},
		"text for a date":  {"l = x: Level on School = Code latest by Level", false, "not dates"},
		"no from":          {"l = x: Level on School = Code as of Date", false, "does not say from which date"},
		"dated roll up":    {"n = x: count on School = Code latest by Start", true, "has no date to go by"},
		"filter of others": {"l = x: Level on School = Code where Date > 0", false, "Date"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			described, err := crosstab.ParseJoin(test.text, test.rollUp)
			if err == nil {
				_, err = described.Resolve(here, there)
			}
			issue := table.IssueIn(err)
			if issue == nil || !strings.Contains(issue.Message, test.says) || issue.Remedy == "" {
				t.Errorf("got %v, want an issue that says %q and what to do", err, test.says)
			}
		})
	}
}

// TestAgainstRows compares random joins with what a person would find by
// leafing through the rows.
func TestAgainstRows(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		key := func() any {
			if random.IntN(8) == 0 {
				return nil
			}
			return fmt.Sprint(random.IntN(12))
		}
		var mine, theirs [][]any
		for range random.IntN(60) {
			mine = append(mine, []any{key(), key()})
		}
		for range random.IntN(40) {
			theirs = append(theirs, []any{key(), key(), random.IntN(4)})
		}
		here := frameOf(t, table.Schema{column("a", table.Code), column("b", table.Code)}, mine...)
		there := frameOf(t, table.Schema{column("a", table.Code), column("b", table.Code), column("n", table.Integer)}, theirs...)
		parts := 1 + random.IntN(2)
		on := strings.Join([]string{"a", "b"}[:parts], ", ")
		matches := func(row []any) (found []int, blank bool) {
			for _, other := range theirs {
				same := true
				for p := range parts {
					blank = blank || row[p] == nil
					same = same && row[p] != nil && row[p] == other[p]
				}
				if same {
					found = append(found, other[2].(int))
				}
			}
			for p := range parts {
				blank = blank || row[p] == nil
			}
			return found, blank
		}
		var looked, counted, summed []string
		for _, row := range mine {
			found, blank := matches(row)
			one, sum := "(no match)", 0
			for i, n := range found {
				sum += n
				if text := fmt.Sprint(n); i == 0 || text == one {
					one = text
				} else {
					one = "(several)"
				}
			}
			if blank {
				one = "-"
			}
			total := fmt.Sprint(sum)
			if len(found) == 0 {
				total = "-"
			}
			count := fmt.Sprint(len(found))
			if blank {
				count = "-"
			}
			looked, counted, summed = append(looked, one), append(counted, count), append(summed, total)
		}
		for _, test := range []struct {
			text   string
			rollUp bool
			want   []string
		}{{"x = other: n on " + on, false, looked}, {"x = other: count on " + on, true, counted}, {"x = other: sum(n) on " + on, true, summed}} {
			if got, _ := joined(t, here, there, test.text, test.rollUp); got != strings.Join(test.want, "|") {
				t.Fatalf("seed %d, %s\ngot  %s\nwant %s", seed, test.text, got, strings.Join(test.want, "|"))
			}
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	here := frameOf(t, table.Schema{column("a", table.Code)}, []any{"1"})
	there := frameOf(t, table.Schema{column("a", table.Code), column("n", table.Integer)}, []any{"1", 2})
	described, err := crosstab.ParseJoin("other: n on a", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := join.Column(ctx, here, there, described); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
}

// Several answers that were looked up count once each and once in the total;
// rows that found none keep a member of their own.
func TestSplitWhatWasLookedUp(t *testing.T) {
	here := frameOf(t, table.Schema{column("Student", table.Code)}, []any{"1"}, []any{"2"}, []any{"2"}, []any{"3"}, []any{"9"}, []any{nil})
	there := frameOf(t, table.Schema{column("Student", table.Code), column("Services", table.Text)},
		[]any{"1", "Tutoring; Speech"}, []any{"2", "Tutoring"}, []any{"3", "Speech; Tutoring; Speech"})
	described, err := crosstab.ParseJoin("programs: Services on Student", false)
	if err != nil {
		t.Fatal(err)
	}
	vector, _, err := join.Column(t.Context(), here, there, described)
	if err != nil {
		t.Fatal(err)
	}
	frame, err := table.NewFrame(here.Len(), append(here.Columns(), vector)...)
	if err != nil {
		t.Fatal(err)
	}
	spec := crosstab.Spec{Rows: []crosstab.Dimension{{Field: "Services", Split: ";"}}, Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Distinct, Field: "Student"}}}
	result, err := crosstab.Compute(t.Context(), frame, spec)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for row, header := range result.Rows() {
		cell := result.Cell(row, 0)
		got = append(got, fmt.Sprintf("%s %d %v", strings.Join(header.Labels, ""), cell.N, cell.Values[1].Value))
	}
	want := "Speech 2 2|Tutoring 4 3|(no match) 1 1|(blank) 1 0| 6 4"
	if strings.Join(got, "|") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
	}
}
