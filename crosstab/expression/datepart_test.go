package expression_test

import (
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab/expression"
	"github.com/schoolbench/schoolbench/table"
)

func TestDateParts(t *testing.T) {
	days := []string{"2012-09-03", "2018-06-30", "2018-07-01", "2024-02-29", "1969-12-28"}
	builder := table.NewVectorBuilder(table.Column{Name: "Day", Type: table.Date})
	for _, text := range days {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		builder.Append(table.NumberValue(float64(day.Unix() / 86400)))
	}
	builder.Append(table.Mark(table.Withheld, "*"))
	frame, err := table.NewFrame(len(days)+1, builder.Vector())
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"quarter(Day)":     {"3", "2", "3", "1", "4"},
		"weekday(Day)":     {"1", "6", "7", "4", "7"},
		"dayName(Day)":     {"Monday", "Saturday", "Sunday", "Thursday", "Sunday"},
		"weekof(Day)":      {"2012-09-03", "2018-06-25", "2018-06-25", "2024-02-26", "1969-12-22"},
		"semester(Day)":    {"Fall", "Spring", "Fall", "Spring", "Fall"},
		"schoolMonth(Day)": {"September", "June", "July", "February", "December"},
		"schoolWeek(Day)":  {"11", "53", "1", "36", "26"}, // 1 July 2012 and 2018 are Sundays, that of 2023 a Saturday
		"schoolyear(Day)":  {"2012-13", "2017-18", "2018-19", "2023-24", "1969-70"},
	} {
		compiled, err := expression.Compile(text, frame.Schema())
		if err != nil {
			t.Fatal(err)
		}
		vector, err := compiled.Vector(frame)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if got := vector.Column().Display(vector.Value(i)); got != want[i] {
				t.Errorf("%s of %s is %s, want %s", text, days[i], got, want[i])
			}
		}
		if v := vector.Value(len(days)); v.State != table.Withheld {
			t.Errorf("%s of a withheld day is %+v", text, v)
		}
	}
	if _, err := expression.Compile("schoolyear(3)", frame.Schema()); table.IssueIn(err) == nil {
		t.Errorf("a school year of a number: %v", err)
	}
}
