package oracle

import (
	"fmt"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// DerivedField returns what an expression used as a dimension should give;
// nil for a column.
func DerivedField(field string) func(Row) table.Value {
	switch field {
	case "left(Object, 1)":
		return func(row Row) table.Value {
			v := row["Object"]
			if v.State == table.Reported {
				return table.TextValue(v.Text[:1])
			}
			return afterUnknown(v)
		}
	case `if(Days >= 10, "Often", "Seldom")`:
		return func(row Row) table.Value {
			v := row["Days"]
			switch {
			case v.State != table.Reported:
				return afterUnknown(v)
			case v.Number >= 10:
				return table.TextValue("Often")
			}
			return table.TextValue("Seldom")
		}
	case "year(Day)":
		return func(row Row) table.Value {
			v := row["Day"]
			if v.State != table.Reported {
				return afterUnknown(v)
			}
			return table.NumberValue(float64(timeOf(v).Year()))
		}
	case "schoolyear(Day)", "schoolDay(Day)", "term(Day)":
		return func(row Row) table.Value {
			v := row["Day"]
			if v.State != table.Reported {
				return afterUnknown(v)
			}
			number, term := schoolDay(timeOf(v)), termOf(timeOf(v))
			switch {
			case field == "schoolyear(Day)":
				return table.NumberValue(float64(schoolYear(timeOf(v))))
			case field == "schoolDay(Day)" && number > 0:
				return table.NumberValue(float64(number))
			case field == "term(Day)" && term != "":
				return table.TextValue(term)
			}
			return table.Mark(table.Missing, "")
		}
	}
	return nil
}

// afterUnknown is what an operation makes of a value that is not reported.
func afterUnknown(v table.Value) table.Value {
	if v.State == table.Withheld {
		return v
	}
	return table.Mark(table.Missing, "")
}

// Condition is a filter, what it should keep, and the same in SQL over columns
// that are NULL where nothing is reported, each with its state beside it.
type Condition struct {
	Text  string
	Holds func(Row) bool
	SQL   string
}

func reported(v table.Value, holds func(table.Value) bool) bool {
	return v.State == table.Reported && holds(v)
}

// Conditions lists the filters that random specs have.
func Conditions() []Condition {
	return []Condition{
		{"Days > 4", func(r Row) bool {
			return reported(r["Days"], func(v table.Value) bool { return v.Number > 4 })
		}, `"Days" > 4`},
		{`not (Days > 4) and Grade in ["K", 1]`, func(r Row) bool {
			return reported(r["Days"], func(v table.Value) bool { return v.Number <= 4 }) &&
				reported(r["Grade"], func(v table.Value) bool { return v.Text == "K" || v.Text == "1" })
		}, `not ("Days" > 4) and "Grade" in ('K', '1')`},
		{`[Student ID] > "0000050" OR isblank(EL)`, func(r Row) bool {
			return reported(r["Student ID"], func(v table.Value) bool { return v.Text > "0000050" }) || r["EL"].State == table.Missing
		}, `"Student ID" > '0000050' or "EL state" = 'missing'`},
		{"Plain < Budget", func(r Row) bool {
			return r["Plain"].State == table.Reported && r["Budget"].State == table.Reported && r["Plain"].Number < r["Budget"].Number
		}, `"Plain" < "Budget"`},
		{"Year = '2016-17' or iswithheld(School) or Plain <= 0", func(r Row) bool {
			return reported(r["Year"], func(v table.Value) bool { return v.Number == 2016 }) || r["School"].State == table.Withheld ||
				reported(r["Plain"], func(v table.Value) bool { return v.Number <= 0 })
		}, `"Year" = 2016 or "School state" = 'withheld' or "Plain" <= 0`},
		{"Days > 1000", func(r Row) bool {
			return reported(r["Days"], func(v table.Value) bool { return v.Number > 1000 })
		}, `"Days" > 1000`},
		{"EL", func(r Row) bool {
			return reported(r["EL"], func(v table.Value) bool { return v.Number == 1 })
		}, `"EL" = 1`},
	}
}

// ConditionOf finds a filter by its text; an empty one keeps every row.
func ConditionOf(where string) Condition {
	if where == "" {
		return Condition{Holds: func(Row) bool { return true }, SQL: "true"}
	}
	for _, c := range Conditions() {
		if c.Text == where {
			return c
		}
	}
	panic(fmt.Sprintf("there is no condition %q", where))
}

// date reads an ISO day as days since 1970.
func date(written string) table.Value {
	day, err := time.Parse(time.DateOnly, written)
	if err != nil {
		return table.Mark(table.Misfit, written)
	}
	return table.NumberValue(float64(day.Unix() / 86400))
}
