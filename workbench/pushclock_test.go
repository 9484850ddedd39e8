package workbench_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// pacific is where the district of these tests is, whose clocks change.
func pacific(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Skipf("this computer knows no time zones: %v", err)
	}
	return zone
}

// schoolYear saves a calendar with a winter break that goes into January and a
// first of September that is a holiday.
func schoolYear(t *testing.T, bench *workbench.Workbench) {
	t.Helper()
	days, err := calendar.Read([]byte(`{"years": [{"first": "2026-08-10", "last": "2027-06-04", "closed": [
		{"first": "2026-09-01", "last": "2026-09-01"}, {"first": "2026-12-21", "last": "2027-01-06"}, {"first": "2027-03-29", "last": "2027-04-02"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if err := bench.SaveCalendar(t.Context(), days); err != nil {
		t.Fatal(err)
	}
}

// Ensure that over a school year each occasion goes out once: on its day, or
// when the computer is on again; not twice on a day, and not lost when clocks
// change or somebody saves the push again in between.
func TestSchedulesOverAYear(t *testing.T) {
	zone := pacific(t)
	for name, test := range map[string]struct {
		schedule push.Schedule
		off      []string // days on which the computer is off
		resaved  []string // days on which the push is saved again before anything else
		first    string
		days     int
		want     []string
	}{
		"the first school day of the month": {
			schedule: push.Schedule{When: push.FirstSchoolDay, At: "06:30"}, first: "2026-08-20", days: 240,
			off: []string{"2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"}, resaved: []string{"2026-10-05", "2026-12-01"},
			want: []string{"2026-09-02", "2026-10-05", "2026-11-02", "2026-12-01", "2027-01-07", "2027-02-01", "2027-03-01", "2027-04-05"},
		},
		"weekly, in the hour that clocks skip and show twice": {
			schedule: push.Schedule{When: push.Weekly, Day: "sunday", At: "02:30"}, first: "2026-10-24", days: 17,
			want: []string{"2026-10-25", "2026-11-01", "2026-11-08"},
		},
		"weekly, when clocks go forward": {
			schedule: push.Schedule{When: push.Weekly, Day: "sunday", At: "02:30"}, first: "2027-03-06", days: 10,
			want: []string{"2027-03-07", "2027-03-14"},
		},
		"weekly, three weeks off": {
			schedule: push.Schedule{When: push.Weekly, Day: "monday", At: "06:30"}, first: "2026-11-21", days: 32,
			off:  []string{"2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05", "2026-12-06", "2026-12-07", "2026-12-08"},
			want: []string{"2026-11-23", "2026-12-09", "2026-12-14", "2026-12-21"},
		},
		"every school day around a break": {
			schedule: push.Schedule{When: push.EverySchoolDay, At: "15:10"}, first: "2026-12-16", days: 26,
			want: []string{"2026-12-16", "2026-12-17", "2026-12-18", "2027-01-07", "2027-01-08"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			first, err := time.ParseInLocation(time.DateOnly, test.first, zone)
			if err != nil {
				t.Fatal(err)
			}
			now := first.Add(time.Hour)
			bench := moving(t, &now)
			schoolYear(t, bench)
			setPush(t, bench, func(p *push.Push) { p.Schedule = test.schedule; p.Schedule.Zone = zone.String() })
			var sent []string
			for i := range test.days {
				date := first.AddDate(0, 0, i).Format(time.DateOnly)
				if slices.Contains(test.off, date) {
					continue
				}
				// The system's scheduler looks every few minutes; these are
				// the looks around the times of the tests, one of them twice.
				for _, clock := range []string{"02:05", "02:29", "02:31", "03:05", "06:29", "06:30", "06:30", "06:35", "15:10", "23:55"} {
					at, err := time.ParseInLocation("2006-01-02 15:04", date+" "+clock, zone)
					if err != nil {
						t.Fatal(err)
					}
					if !at.After(now) && !at.Equal(now) {
						continue
					}
					now = at
					if clock == "15:10" && slices.Contains(test.resaved, date) {
						setPush(t, bench, func(p *push.Push) { p.DailyLimit++ })
					}
					due, err := bench.DuePushes(t.Context())
					if err != nil {
						t.Fatal(err)
					}
					if len(due) == 0 {
						continue
					}
					if slices.Contains(test.resaved, date) {
						setPush(t, bench, func(p *push.Push) { p.DailyLimit++ })
					}
					for _, result := range sendDue(t, bench) {
						if result.Sent != 2 {
							t.Errorf("on %s: %+v", date, result)
						}
						sent = append(sent, date)
					}
				}
			}
			if !slices.Equal(sent, test.want) {
				t.Errorf("sent on %s\nnot on  %s", strings.Join(sent, " "), strings.Join(test.want, " "))
			}
		})
	}
}

// Ensure that a push that waits for a fall has something to compare with from
// its first look on, that small falls add up, and that what it compares with
// then is what was sent.
func TestFallOverWeeks(t *testing.T) {
	zone := pacific(t)
	now := time.Date(2026, 9, 6, 12, 0, 0, 0, zone)
	bench := moving(t, &now)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "marks.csv", marksOf(0, 100, 96)), Dataset: "marks"})
	if err := bench.SaveDashboard(t.Context(), reports.Dashboard{Name: "Days", Tiles: []reports.Tile{{
		Name: "present", Kind: reports.NumberTile, Title: "Attendance",
		Report: reports.Report{Dataset: "marks", Spec: crosstab.Spec{Measures: []crosstab.Measure{{Function: crosstab.Yes, Field: "Present"}}}},
	}}}); err != nil {
		t.Fatal(err)
	}
	if err := bench.SavePush(t.Context(), push.Push{
		Name: "Tell me", Dashboard: "Days", Formats: []string{"txt"}, Folder: t.TempDir(),
		Recipients: []push.Recipient{{Name: "Office", Whole: true}},
		Schedule:   push.Schedule{When: push.Weekly, Day: "monday", At: "06:30", Zone: zone.String()},
		Conditions: []push.Condition{{Tile: "present", Is: push.Falls, By: 0.02, Least: 20}},
	}); err != nil {
		t.Fatal(err)
	}
	for i, week := range []struct {
		present int // of a hundred more rows
		sent    int
	}{{96, 0}, {95, 0}, {94, 1}, {93, 0}, {97, 0}, {92, 1}} {
		if i > 0 {
			mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "marks.csv", marksOf(0, 100, week.present)), Dataset: "marks", Mode: warehouse.Replace})
		}
		now = time.Date(2026, 9, 7+7*i, 6, 31, 0, 0, zone)
		var results []workbench.PushResult
		for _, result := range sendDue(t, bench) {
			if result.Push == "Tell me" {
				results = append(results, result)
			}
		}
		if len(results) != 1 || results[0].Sent != week.sent || results[0].Held != 1-week.sent {
			t.Errorf("in week %d, %d %% present: %+v", i+1, week.present, results)
		}
		if again := sendDue(t, bench); len(again) != 0 {
			t.Errorf("in week %d it goes out again: %+v", i+1, again)
		}
	}
}

// marksOf writes days of students of whom so many in a hundred were present.
func marksOf(from, n, present int) string {
	var text strings.Builder
	text.WriteString("Student ID,Present\n")
	for i := range n {
		word := "no"
		if i < present {
			word = "yes"
		}
		fmt.Fprintf(&text, "%05d,%s\n", from+i, word)
	}
	return text.String()
}
