// Package calendar knows on which days a district teaches: the first and last
// day of each school year, its terms, and the days without instruction. With
// it a date has a number among the days of instruction, by which a day can be
// compared with the same school day of the year before, wherever weekends and
// holidays fell.
package calendar

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// Calendar is the document that is saved in a workspace or given in a spec.
type Calendar struct {
	Years []Year `json:"years"`
}

// Year is one school year. Instruction takes place from Monday to Friday
// between its first and last day, without the closed days and with the open
// ones.
type Year struct {
	First Day `json:"first"`
	Last  Day `json:"last"`
	// Terms may leave days between them, but have none in common.
	Terms []Term `json:"terms,omitempty"`
	// Closed are holidays and other days without instruction.
	Closed []Stretch `json:"closed,omitempty"`
	// Open are days of instruction on a weekend or within a closed stretch.
	Open []Day `json:"open,omitempty"`
}

// Term is a named part of a school year, both days included.
type Term struct {
	Name  string `json:"name"`
	First Day    `json:"first"`
	Last  Day    `json:"last"`
}

// Stretch is some days, both ends included. In JSON it is {"first", "last",
// "name"}, or a single day as a text.
type Stretch struct {
	First Day    `json:"first"`
	Last  Day    `json:"last"`
	Name  string `json:"name,omitempty"`
}

// Day is a date as days since 1 January 1970, as in columns of dates. In JSON
// it is a text such as "2026-08-17".
type Day int

// DayOf is the day of a moment's date.
func DayOf(date time.Time) Day {
	year, month, day := date.Date()
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// Time is midnight of the day in UTC.
func (d Day) Time() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// String writes the day as 2026-08-17.
func (d Day) String() string { return d.Time().Format(time.DateOnly) }

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a day such as 2026-08-17.
func (d *Day) UnmarshalText(text []byte) error {
	date, err := time.Parse(time.DateOnly, strings.TrimSpace(string(text)))
	if err != nil {
		return invalid(fmt.Sprintf("%q is not a day.", text), "Write days as 2026-08-17.")
	}
	*d = DayOf(date)
	return nil
}

// UnmarshalJSON reads an object, or a text as a single day.
func (s *Stretch) UnmarshalJSON(data []byte) error {
	var day string
	if json.Unmarshal(data, &day) == nil {
		*s = Stretch{}
		if err := s.First.UnmarshalText([]byte(day)); err != nil {
			return err
		}
		s.Last = s.First
		return nil
	}
	type plain Stretch
	if err := json.Unmarshal(data, (*plain)(s)); err != nil {
		return err
	}
	if s.Last == 0 {
		s.Last = s.First
	}
	return nil
}

// Read reads a calendar's JSON document and checks it. The error is a
// *table.Issue.
func Read(data []byte) (*Calendar, error) {
	var c Calendar
	if len(data) > maxLength {
		return nil, invalid("the document is too long for a school calendar.", "Give it the years that the data is of.")
	}
	if err := json.Unmarshal(data, &c); err != nil {
		if issue := table.IssueIn(err); issue != nil {
			return nil, issue
		}
		return nil, invalid("the document cannot be read: "+err.Error()+".", remedy)
	}
	_, err := c.Index()
	return &c, err
}

// maxLength is the length of the longest document, in bytes.
const maxLength = 1 << 20

const remedy = `Write it as {"years": [{"first": "2026-08-17", "last": "2027-06-03", "terms": [{"name": "Fall", "first": "2026-08-17", "last": "2026-12-18"}], "closed": ["2026-09-07"]}]}.`

// invalidCode is the code of issues about a calendar.
const invalidCode = "calendar-invalid"

func invalid(message, remedy string) *table.Issue {
	return table.Failed(invalidCode, table.Where{}, "The school calendar is not right: "+message, remedy, nil)
}
