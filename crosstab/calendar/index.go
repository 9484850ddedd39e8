package calendar

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Limits on what a calendar may hold.
const (
	maxYears  = 60
	maxDays   = 400 // of one year, the days without instruction among them
	maxTerms  = 20
	maxClosed = 400
)

// Index answers questions about the days of a calendar. It is read-only and
// safe for any number of goroutines.
type Index struct {
	years []indexedYear // ascending
	terms []string
	text  string
}

type indexedYear struct {
	first, last Day
	begins      int   // the calendar year in which the school year begins
	numbers     []int // by day from the first: its number, or 0 without instruction
	days        []Day // of instruction
	terms       []Term
}

// Index checks the calendar and makes it ready for questions. The error is a
// *table.Issue.
func (c *Calendar) Index() (*Index, error) {
	if len(c.Years) == 0 || len(c.Years) > maxYears {
		return nil, invalid(fmt.Sprintf("it has %d years.", len(c.Years)), fmt.Sprintf("Give it 1 to %d.", maxYears))
	}
	text, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	index := &Index{text: string(text)}
	for _, year := range c.Years {
		indexed, err := year.index()
		if err != nil {
			return nil, err
		}
		index.years = append(index.years, indexed)
	}
	slices.SortFunc(index.years, func(a, b indexedYear) int { return cmp.Compare(a.first, b.first) })
	for i, year := range index.years {
		if i > 0 && (year.first <= index.years[i-1].last || year.begins == index.years[i-1].begins) {
			return nil, invalid(fmt.Sprintf("two school years meet at %s.", year.first), "Give each school year once, with its own first and last day.")
		}
		for _, term := range year.terms {
			if !slices.Contains(index.terms, term.Name) {
				index.terms = append(index.terms, term.Name)
			}
		}
	}
	return index, nil
}

func (y Year) index() (indexedYear, error) {
	if y.Last < y.First || y.Last-y.First >= maxDays {
		return indexedYear{}, invalid(fmt.Sprintf("a year goes from %s to %s.", y.First, y.Last), "Give its first and its last day of instruction.")
	}
	if len(y.Terms) > maxTerms || len(y.Closed) > maxClosed || len(y.Open) > maxClosed {
		return indexedYear{}, invalid(fmt.Sprintf("the year from %s has too many terms or closed days.", y.First), fmt.Sprintf("Use up to %d terms and %d stretches of closed days.", maxTerms, maxClosed))
	}
	indexed := indexedYear{first: y.First, last: y.Last, begins: schoolYear(y.First), numbers: make([]int, y.Last-y.First+1), terms: slices.Clone(y.Terms)}
	if err := y.checkTerms(indexed.terms); err != nil {
		return indexedYear{}, err
	}
	taught := make([]bool, len(indexed.numbers))
	for i := range taught {
		weekday := (y.First + Day(i)).Time().Weekday()
		taught[i] = weekday != time.Saturday && weekday != time.Sunday
	}
	for _, closed := range y.Closed {
		if closed.Last < closed.First {
			return indexedYear{}, invalid(fmt.Sprintf("a closed stretch goes from %s to %s.", closed.First, closed.Last), "Put the earlier day first.")
		}
		for day := max(closed.First, y.First); day <= min(closed.Last, y.Last); day++ {
			taught[day-y.First] = false
		}
	}
	for _, open := range y.Open {
		if open < y.First || open > y.Last {
			return indexedYear{}, invalid(fmt.Sprintf("the open day %s is not between the first and last day of its year.", open), "Move it, or the first or last day.")
		}
		taught[open-y.First] = true
	}
	for i, is := range taught {
		if is {
			indexed.days = append(indexed.days, y.First+Day(i))
			indexed.numbers[i] = len(indexed.days)
		}
	}
	return indexed, nil
}

// checkTerms puts the terms in order and refuses those that do not fit.
func (y Year) checkTerms(terms []Term) error {
	slices.SortStableFunc(terms, func(a, b Term) int { return cmp.Compare(a.First, b.First) })
	for i, term := range terms {
		terms[i].Name = strings.TrimSpace(term.Name)
		switch {
		case terms[i].Name == "":
			return invalid(fmt.Sprintf("a term of the year from %s has no name.", y.First), "Name it, such as Fall.")
		case term.Last < term.First || term.First < y.First || term.Last > y.Last:
			return invalid(fmt.Sprintf("%s goes from %s to %s, which is not within its year.", term.Name, term.First, term.Last), "Give terms days between the first and last day of their year.")
		case i > 0 && term.First <= terms[i-1].Last:
			return invalid(fmt.Sprintf("%s and %s have days in common.", terms[i-1].Name, term.Name), "Let a term begin after the one before it ends.")
		}
	}
	return nil
}

// schoolYear is the calendar year in which the school year of a day began, on
// the first of July.
func schoolYear(day Day) int {
	date := day.Time()
	if date.Month() < time.July {
		return date.Year() - 1
	}
	return date.Year()
}

// String is the calendar's JSON document: two indexes are of the same calendar
// if their texts are equal.
func (x *Index) String() string { return x.text }

// Terms lists the names of the terms in the order in which they come.
func (x *Index) Terms() []string { return slices.Clone(x.terms) }

// Number is which day of instruction a day is, from 1, in the school year that
// begins in year. ok is false for a day without instruction.
func (x *Index) Number(day Day) (year, number int, ok bool) {
	y := x.yearOf(day)
	if y == nil || y.numbers[day-y.first] == 0 {
		return 0, 0, false
	}
	return y.begins, y.numbers[day-y.first], true
}

// Term is the name of the term that a day is in; ok is false if it is in none.
func (x *Index) Term(day Day) (name string, ok bool) {
	y := x.yearOf(day)
	if y == nil {
		return "", false
	}
	for _, term := range y.terms {
		if term.First <= day && day <= term.Last {
			return term.Name, true
		}
	}
	return "", false
}

// Day is the day of instruction with this number in the school year that begins
// in year; ok is false if there is none.
func (x *Index) Day(year, number int) (day Day, ok bool) {
	for _, y := range x.years {
		if y.begins == year && number >= 1 && number <= len(y.days) {
			return y.days[number-1], true
		}
	}
	return 0, false
}

// YearBefore is the day of instruction with the same number in the school year
// before; ok is false if the day has no number or that year no such day.
func (x *Index) YearBefore(day Day) (before Day, ok bool) {
	year, number, taught := x.Number(day)
	if !taught {
		return 0, false
	}
	return x.Day(year-1, number)
}

func (x *Index) yearOf(day Day) *indexedYear {
	for i := range x.years {
		if y := &x.years[i]; y.first <= day && day <= y.last {
			return y
		}
	}
	return nil
}
