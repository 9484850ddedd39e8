package push_test

import (
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
)

func moment(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Ensure that what is due is the latest occasion, that those missed are counted
// and not made up for, and that the wall clock is kept when clocks change.
func TestDue(t *testing.T) {
	pacific := "America/Los_Angeles"
	monday := push.Schedule{When: push.Weekly, Day: "Monday", At: "06:30", Zone: pacific}
	sunday := push.Schedule{When: push.Weekly, Day: "sunday", At: "02:30", Zone: pacific}
	twice := push.Schedule{When: push.Weekly, Day: "sunday", At: "01:30", Zone: pacific}
	first := push.Schedule{When: push.FirstSchoolDay, At: "07:00", Zone: pacific, NoSchool: []string{"2026-09-01", "2026-12-21/2027-01-04"}}
	daily := push.Schedule{When: push.EverySchoolDay, At: "16:00", Zone: "Asia/Kathmandu", NoSchool: []string{"2026-11-26"}}
	for name, test := range map[string]struct {
		schedule     push.Schedule
		handled, now string
		imported     string
		want         string // empty when nothing is due
		missed       int
	}{
		"before the time":              {monday, "2026-11-16T16:00:00Z", "2026-11-23T14:29:59Z", "", "", 0},
		"on the minute":                {monday, "2026-11-16T16:00:00Z", "2026-11-23T14:30:00Z", "", "2026-11-23T06:30:00-08:00", 0},
		"handled is not due again":     {monday, "2026-11-23T14:30:00Z", "2026-11-29T14:30:00Z", "", "", 0},
		"three Mondays off":            {monday, "2026-11-02T14:30:00Z", "2026-11-25T00:00:00Z", "", "2026-11-23T06:30:00-08:00", 2},
		"years off end somewhere":      {monday, "2001-01-01T00:00:00Z", "2026-11-25T00:00:00Z", "", "2026-11-23T06:30:00-08:00", 56},
		"summer and winter":            {monday, "2026-10-26T14:00:00Z", "2026-11-02T14:30:00Z", "", "2026-11-02T06:30:00-08:00", 0},
		"an hour too early in winter":  {monday, "2026-10-26T14:00:00Z", "2026-11-02T13:30:00Z", "", "", 0},
		"the hour that does not exist": {sunday, "2026-03-07T00:00:00Z", "2026-03-08T10:00:00Z", "", "2026-03-08T03:00:00-07:00", 0},
		"the hour that comes twice":    {twice, "2026-10-31T00:00:00Z", "2026-11-01T08:30:00Z", "", "2026-11-01T01:30:00-07:00", 0},
		"and not a second time":        {twice, "2026-11-01T08:30:00Z", "2026-11-01T09:45:00Z", "", "", 0},
		"first school day, a Tuesday":  {first, "2026-08-31T00:00:00Z", "2026-09-30T00:00:00Z", "", "2026-09-02T07:00:00-07:00", 0},
		"first school day after recess": {
			first, "2026-12-02T00:00:00Z", "2027-01-20T00:00:00Z", "", "2027-01-05T07:00:00-08:00", 0,
		},
		"a weekend before the first school day": {first, "2026-10-02T00:00:00Z", "2026-11-03T00:00:00Z", "", "2026-11-02T07:00:00-08:00", 0},
		"no school on the holiday":              {daily, "2026-11-25T12:00:00Z", "2026-11-27T09:00:00Z", "", "", 0},
		"a zone with quarter hours":             {daily, "2026-11-25T12:00:00Z", "2026-11-27T10:15:00Z", "", "2026-11-27T16:00:00+05:45", 0},
		"an import":                             {push.Schedule{When: push.OnImport}, "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T08:00:00Z", "2026-11-21T08:00:00Z", 0},
		"an import that was sent":               {push.Schedule{When: push.OnImport}, "2026-11-21T08:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T08:00:00Z", "", 0},
		"by hand only":                          {push.Schedule{}, "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T08:00:00Z", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			var imported time.Time
			if test.imported != "" {
				imported = moment(t, test.imported)
			}
			due, ok, err := test.schedule.Due(moment(t, test.handled), imported, moment(t, test.now))
			if err != nil {
				t.Fatal(err)
			}
			if ok != (test.want != "") {
				t.Fatalf("due %v at %v, want %q", ok, due.At, test.want)
			}
			if ok && !due.At.Equal(moment(t, test.want)) {
				t.Errorf("due at %v, want %v", due.At, test.want)
			}
			if due.Missed != test.missed {
				t.Errorf("missed %d, want %d", due.Missed, test.missed)
			}
		})
	}
}

// Ensure that over three years in several zones each occasion comes exactly
// once, whether the computer looks every quarter of an hour or rarely.
func TestEachOccasionOnce(t *testing.T) {
	for _, zone := range []string{"America/Los_Angeles", "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Apia", "UTC"} {
		for _, at := range []string{"00:00", "02:00", "02:30", "23:45"} {
			schedule := push.Schedule{When: push.Weekly, Day: "sunday", At: at, Zone: zone}
			handled := moment(t, "2024-01-01T00:00:00Z")
			count, missed := 0, 0
			for i, now := 0, handled; now.Year() < 2027; i, now = i+1, now.Add(time.Duration(1+i%40)*15*time.Minute) {
				due, ok, err := schedule.Due(handled, time.Time{}, now)
				if err != nil {
					t.Fatal(err)
				}
				if ok {
					handled, count, missed = due.At, count+1, missed+due.Missed
					location, _ := time.LoadLocation(zone)
					if local := due.At.In(location); local.Weekday() != time.Sunday {
						t.Errorf("%s %s: due on a %v", zone, at, local.Weekday())
					}
				}
			}
			if count < 155 || count > 158 || missed != 0 {
				t.Errorf("%s at %s: %d occasions and %d missed in three years of Sundays", zone, at, count, missed)
			}
		}
	}
}

// Ensure that a schedule that cannot be understood is refused in words.
func TestBadSchedules(t *testing.T) {
	for name, schedule := range map[string]push.Schedule{
		"occasion":  {When: "monthly"},
		"day":       {When: push.Weekly, Day: "Moonday", At: "06:30"},
		"time":      {When: push.Weekly, Day: "monday", At: "6.30 am"},
		"zone":      {When: push.Weekly, Day: "monday", At: "06:30", Zone: "Pacific/Oakland"},
		"holiday":   {When: push.FirstSchoolDay, At: "06:30", NoSchool: []string{"Christmas"}},
		"backwards": {When: push.FirstSchoolDay, At: "06:30", NoSchool: []string{"2027-01-04/2026-12-21"}},
	} {
		t.Run(name, func(t *testing.T) {
			issue := table.IssueIn(schedule.Validate())
			if issue == nil || issue.Code != "push-schedule" || issue.Remedy == "" {
				t.Errorf("got %v", issue)
			}
			if _, _, err := schedule.Due(time.Time{}, time.Time{}, time.Now()); err == nil {
				t.Error("and yet it is asked what is due")
			}
		})
	}
}
