package calendar_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/table"
)

const twoYears = `{"years": [
	{"first": "2025-08-18", "last": "2026-06-04",
	 "terms": [{"name": "Fall", "first": "2025-08-18", "last": "2025-12-19"}, {"name": "Spring", "first": "2026-01-05", "last": "2026-06-04"}],
	 "closed": ["2025-09-01", {"first": "2025-11-24", "last": "2025-11-28", "name": "Thanksgiving"}, {"first": "2025-12-20", "last": "2026-01-04"}]},
	{"first": "2024-08-19", "last": "2025-06-05", "terms": [{"name": "Spring", "first": "2025-01-06", "last": "2025-06-05"}, {"name": "Fall", "first": "2024-08-19", "last": "2024-12-20"}],
	 "closed": ["2024-09-02"], "open": ["2024-08-24"]}]}`

func day(t *testing.T, text string) calendar.Day {
	t.Helper()
	date, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return calendar.DayOf(date)
}

func TestNumbers(t *testing.T) {
	c, err := calendar.Read([]byte(twoYears))
	if err != nil {
		t.Fatal(err)
	}
	index, err := c.Index()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]struct {
		year, number int
		term, before string
	}{
		"2025-08-17": {0, 0, "", ""},                      // the day before the first
		"2025-08-18": {2025, 1, "Fall", "2024-08-19"},     // the first
		"2025-08-23": {0, 0, "Fall", ""},                  // a Saturday
		"2025-09-01": {0, 0, "Fall", ""},                  // Labor Day
		"2025-08-25": {2025, 6, "Fall", "2024-08-24"},     // the open Saturday of the year before
		"2025-09-02": {2025, 11, "Fall", "2024-08-30"},    // ten before it
		"2025-12-01": {2025, 70, "Fall", "2024-11-22"},    // 15 weeks less Labor Day and five days
		"2026-01-02": {0, 0, "", ""},                      // between the terms
		"2024-08-24": {2024, 6, "Fall", ""},               // no year before
		"2026-06-05": {0, 0, "", ""},                      // the day after the last
		"2026-06-04": {2025, 193, "Spring", "2025-05-14"}, // the last
	} {
		t.Run(text, func(t *testing.T) {
			year, number, ok := index.Number(day(t, text))
			if year != want.year || number != want.number || ok != (want.number > 0) {
				t.Errorf("number %d of %d, %v; want %d of %d", number, year, ok, want.number, want.year)
			}
			if term, ok := index.Term(day(t, text)); term != want.term || ok != (want.term != "") {
				t.Errorf("term %q, %v; want %q", term, ok, want.term)
			}
			before, ok := index.YearBefore(day(t, text))
			if ok != (want.before != "") || ok && before.String() != want.before {
				t.Errorf("a year before it was %v, %v; want %q", before, ok, want.before)
			}
		})
	}
	if terms := strings.Join(index.Terms(), ", "); terms != "Fall, Spring" {
		t.Errorf("terms %s", terms)
	}
	// Counting the weekdays by hand gives the same numbers.
	taught := 0
	for d := day(t, "2025-08-18"); d <= day(t, "2026-06-04"); d++ {
		weekday := d.Time().Weekday()
		closed := d == day(t, "2025-09-01") || d >= day(t, "2025-11-24") && d <= day(t, "2025-11-28") || d >= day(t, "2025-12-20") && d <= day(t, "2026-01-04")
		if weekday == time.Saturday || weekday == time.Sunday || closed {
			continue
		}
		taught++
		if _, number, _ := index.Number(d); number != taught {
			t.Fatalf("%s is day %d, want %d", d, number, taught)
		}
		if found, ok := index.Day(2025, taught); !ok || found != d {
			t.Fatalf("day %d is %s, want %s", taught, found, d)
		}
	}
	if _, ok := index.Day(2025, taught+1); ok {
		t.Errorf("there is a day after the last")
	}
}

func TestRoundTrip(t *testing.T) {
	c, err := calendar.Read([]byte(twoYears))
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	again, err := calendar.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := c.Index()
	second, _ := again.Index()
	if first.String() != second.String() || first.String() != string(text) {
		t.Errorf("%s became %s", first, second)
	}
}

func TestRefused(t *testing.T) {
	for name, text := range map[string]string{
		"not JSON":             `{"years"`,
		"no years":             `{}`,
		"no day":               `{"years": [{"first": "2025-13-01", "last": "2026-06-04"}]}`,
		"a number for a day":   `{"years": [{"first": 7, "last": "2026-06-04"}]}`,
		"ends before it began": `{"years": [{"first": "2025-08-18", "last": "2024-06-04"}]}`,
		"too long":             `{"years": [{"first": "2025-08-18", "last": "9999-06-04"}]}`,
		"the same year twice":  `{"years": [{"first": "2025-08-18", "last": "2025-10-01"}, {"first": "2025-10-02", "last": "2026-06-04"}]}`,
		"a term without name":  `{"years": [{"first": "2025-08-18", "last": "2026-06-04", "terms": [{"name": " ", "first": "2025-08-18", "last": "2025-12-19"}]}]}`,
		"a term outside":       `{"years": [{"first": "2025-08-18", "last": "2026-06-04", "terms": [{"name": "Fall", "first": "2025-08-01", "last": "2025-12-19"}]}]}`,
		"terms that overlap":   `{"years": [{"first": "2025-08-18", "last": "2026-06-04", "terms": [{"name": "Fall", "first": "2025-08-18", "last": "2025-12-19"}, {"name": "Spring", "first": "2025-12-19", "last": "2026-06-04"}]}]}`,
		"closed backwards":     `{"years": [{"first": "2025-08-18", "last": "2026-06-04", "closed": [{"first": "2025-12-19", "last": "2025-12-01"}]}]}`,
		"open outside":         `{"years": [{"first": "2025-08-18", "last": "2026-06-04", "open": ["2026-07-04"]}]}`,
		"a document too long":  `{"years": [` + strings.Repeat(" ", 1<<20) + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := calendar.Read([]byte(text))
			issue := table.IssueIn(err)
			if issue == nil || issue.Code != "calendar-invalid" || issue.Remedy == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(twoYears))
	f.Add([]byte(`{"years": [{"first": "0001-01-01", "last": "0001-12-31", "closed": [{"first": "0001-01-01", "last": "9999-12-31"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := calendar.Read(data)
		if err != nil {
			if table.IssueIn(err) == nil {
				t.Fatalf("no issue: %v", err)
			}
			return
		}
		index, err := c.Index()
		if err != nil {
			t.Fatal(err)
		}
		for _, y := range c.Years {
			for d := y.First - 1; d <= y.Last+1; d++ {
				year, number, ok := index.Number(d)
				if !ok {
					continue
				}
				if found, exists := index.Day(year, number); !exists || found != d {
					t.Fatalf("day %d of %d is %s, not %s", number, year, found, d)
				}
			}
		}
	})
}
