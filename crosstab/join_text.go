package crosstab

import (
	"fmt"
	"strings"
)

// ParseJoin reads what is brought from another dataset, such as
//
//	Level = schools: School Level on School Code = Code
//	Status = language: EL Status on Student ID as of Date from Start to End
//	Benchmark = tests: Performance on Student ID latest by Test Date
//
// for a look up, and for a roll up
//
//	Absences = attendance: count on Student ID where Status = "A"
//	Suspended = discipline: any on Student ID
//
// The name may be left out: it is then the column's or the measure's. A column
// whose name is the same in both datasets need not be written twice; several
// stand with commas between.
func ParseJoin(text string, rollUp bool) (Join, error) {
	malformed := func(what string) (Join, error) {
		example := "Level = schools: School Level on School Code = Code"
		if rollUp {
			example = "Absences = attendance: count on Student ID"
		}
		return Join{}, problem(codeJoin, fmt.Sprintf("%q %s.", text, what), "Write it as "+example+".")
	}
	var join Join
	head, rest, found := cutOutside(text, ":")
	if !found {
		return malformed("does not say from which dataset")
	}
	if name, dataset, named := cutOutside(head, "="); named {
		join.Name, join.Dataset = plainName(name), plainName(dataset)
	} else {
		join.Dataset = plainName(head)
	}
	what, rest, found := cutOutside(rest, " on ")
	if !found {
		return malformed("does not say on which column")
	}
	if before, where, filtered := cutOutside(rest, " where "); filtered {
		rest, join.Where = before, strings.TrimSpace(where)
	}
	if before, latest, dated := cutOutside(rest, " latest by "); dated {
		rest, join.Latest = before, plainName(latest)
	}
	if before, period, dated := cutOutside(rest, " as of "); dated {
		date, between, complete := cutOutside(period, " from ")
		if !complete {
			return malformed("does not say from which date")
		}
		from, to, _ := cutOutside(between, " to ")
		rest, join.AsOf = before, &Period{Date: plainName(date), From: plainName(from), To: plainName(to)}
	}
	parts, closed := split(rest, ',')
	if !closed {
		return malformed("has a bracket or a quote that is not closed")
	}
	for _, part := range parts {
		here, there, two := cutOutside(part, "=")
		if !two {
			there = here
		}
		if plainName(here) == "" || plainName(there) == "" {
			return malformed("does not say on which column")
		}
		join.On = append(join.On, Match{Here: plainName(here), There: plainName(there)})
	}
	if rollUp {
		join.Measure = strings.TrimSpace(what)
	} else {
		join.Field = plainName(what)
	}
	if join.Name == "" {
		join.Name = plainName(what)
	}
	return join, nil
}

func plainName(text string) string { return unbracketed(strings.TrimSpace(text)) }

// cutOutside is strings.Cut for a sign or a word, in lower or upper case, that
// stands outside parentheses and brackets.
func cutOutside(text, sign string) (before, after string, found bool) {
	at := strings.Index(strings.ToLower(outsideText(text)), sign)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(sign):], true
}
