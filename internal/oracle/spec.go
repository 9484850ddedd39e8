package oracle

import (
	"math/rand/v2"
	"slices"

	"github.com/schoolbench/schoolbench/crosstab"
)

// RandomSpec makes up a cross-tab of a table: any fields nested on both sides,
// any measures, filters, orders and comparisons.
func RandomSpec(random *rand.Rand) crosstab.Spec {
	groupable := []string{"School", "Grade", "Object", "Student ID", "Year", "EL", "Days", "Plain", "left(Object, 1)", `if(Days >= 10, "Often", "Seldom")`, "year(Day)", "Services", "Day", "term(Day)", "schoolDay(Day)", "schoolyear(Day)"}
	random.Shuffle(len(groupable), func(i, j int) { groupable[i], groupable[j] = groupable[j], groupable[i] })
	spec := crosstab.Spec{Calendar: Calendar()}
	take := func(n int) (axis []crosstab.Dimension) {
		for range n {
			d := crosstab.Dimension{Field: groupable[0], Descending: random.IntN(3) == 0}
			if d.Field == "Services" && random.IntN(4) > 0 {
				d.Split = ";"
			}
			axis = append(axis, d)
			groupable = groupable[1:]
		}
		return axis
	}
	spec.Rows, spec.Columns = take(random.IntN(4)), take(random.IntN(3))
	for range 1 + random.IntN(4) {
		spec.Measures = append(spec.Measures, randomMeasure(random, true))
	}
	for _, axis := range [][]crosstab.Dimension{spec.Rows, spec.Columns} {
		for i := range axis {
			if random.IntN(4) == 0 {
				regroupRandomly(random, &axis[i])
			}
			if random.IntN(4) == 0 {
				orderRandomly(random, &axis[i])
			}
			axis[i].NoSubtotal = random.IntN(5) == 0
		}
	}
	splits := slices.ContainsFunc(slices.Concat(spec.Rows, spec.Columns), func(d crosstab.Dimension) bool { return d.Split != "" })
	limits := slices.ContainsFunc(slices.Concat(spec.Rows, spec.Columns), func(d crosstab.Dimension) bool { return d.Within && d.Limit > 0 })
	spec.Empty = random.IntN(8) == 0 && len(spec.Rows)+len(spec.Columns) < 4 && !splits && !limits
	if random.IntN(3) == 0 {
		spec.Confidence = []float64{0.5, 0.9, 0.95, 0.99}[random.IntN(4)]
	}
	if random.IntN(3) == 0 {
		spec.Differ = []crosstab.Correction{crosstab.Bonferroni, crosstab.BenjaminiHochberg}[random.IntN(2)]
	}
	for i := range spec.Measures {
		if random.IntN(3) == 0 {
			showRandomly(random, &spec, i)
		}
	}
	spec.Totals = []crosstab.Totals{"", crosstab.AllTotals, crosstab.TotalsAbove, crosstab.NoTotals}[random.IntN(4)]
	if random.IntN(2) == 0 {
		all := Conditions()
		spec.Where = all[random.IntN(len(all))].Text
	}
	return spec
}

// regroupRandomly makes members of several values.
func regroupRandomly(random *rand.Rand, d *crosstab.Dimension) {
	switch d.Field {
	case "Days", "Plain":
		switch random.IntN(3) {
		case 0:
			d.Bands = &crosstab.Bands{At: [][]float64{{0}, {-1, 3.5, 10}, {1000}, {-50, 0, 20, 2400}}[random.IntN(4)]}
		case 1:
			d.Bands = &crosstab.Bands{Equal: 1 + random.IntN(6)}
		default:
			d.Bands = &crosstab.Bands{Quantile: 1 + random.IntN(6)}
		}
	case "Grade":
		d.Groups = []crosstab.Group{{Label: "Early", Members: []string{"K", "PK", "TK"}}, {Label: "High", Members: []string{"9", "10", "11", "12", "no such grade"}}}
	case "Year":
		d.Groups = []crosstab.Group{{Label: "Before", Members: []string{"2016-17", "2015-16"}}}
	case "Services":
		d.Groups = []crosstab.Group{{Label: "Help", Members: []string{"Tutoring", "Speech"}}}
	case "left(Object, 1)":
		d.Groups = []crosstab.Group{{Label: "2", Members: []string{"1", "2"}}}
	}
}

// orderRandomly puts the members of a dimension in some order and may limit
// them.
func orderRandomly(random *rand.Rand, d *crosstab.Dimension) {
	switch random.IntN(3) {
	case 0:
		d.By = randomMeasure(random, false).Name()
		d.Within = random.IntN(2) == 0
	case 1:
		if d.Field == "Grade" && len(d.Groups) == 0 {
			d.Order = []string{"10", "K", "no such grade", "K", "2"}
		}
	}
	if random.IntN(2) == 0 {
		d.Limit = 1 + random.IntN(4)
		d.Within = d.Within || random.IntN(3) == 0
	}
}

// showRandomly compares a measure with others, if it can be.
func showRandomly(random *rand.Rand, spec *crosstab.Spec, i int) {
	m := &spec.Measures[i]
	if m.Field == "Day" || m.Field == "Year" {
		return
	}
	shows := []crosstab.Show{crosstab.Difference, crosstab.Change, crosstab.Index, crosstab.Rank}
	if m.Base == crosstab.NoBase && (m.Function == crosstab.Count || m.Function == crosstab.Sum) {
		shows = append(shows, crosstab.Running)
	}
	dimensions := slices.Concat(spec.Rows, spec.Columns)
	show := shows[random.IntN(len(shows))]
	if len(dimensions) == 0 || random.IntN(5) == 0 {
		if show == crosstab.Difference || show == crosstab.Index {
			m.Show = show
		}
		return
	}
	in := dimensions[random.IntN(len(dimensions))]
	m.Show, m.In = show, in.Field
	ordered := show == crosstab.Rank || show == crosstab.Running
	if m.LastYear = in.Field == "Day" && !ordered && random.IntN(4) > 0; m.LastYear {
		return
	}
	if random.IntN(2) == 0 && show != crosstab.Rank && show != crosstab.Running && m.In == "Grade" && in.Limit == 0 && len(in.Groups) == 0 {
		m.Member = []string{"PK", "K", "1", "9", "12"}[random.IntN(5)]
	}
}

// randomMeasure is any measure, or one that may be part of a rate.
func randomMeasure(random *rand.Rand, whole bool) crosstab.Measure {
	numeric := []string{"Days", "Budget", "Rate", "Plain", "EL"}
	functions := crosstab.Functions()
	if !whole {
		functions = functions[:len(functions)-2]
	}
	m := crosstab.Measure{Function: functions[random.IntN(len(functions))]}
	if whole {
		m.Base = []crosstab.Base{crosstab.NoBase, crosstab.NoBase, crosstab.PercentRow, crosstab.PercentColumn, crosstab.PercentTotal, crosstab.PercentParent}[random.IntN(6)]
	}
	pick := func(names ...string) string { return names[random.IntN(len(names))] }
	switch m.Function {
	case crosstab.Count:
		m.Field = pick("", "School", "Plain", "Days")
	case crosstab.Distinct:
		m.Field = pick("Student ID", "School", "Plain", "Day", "Budget")
	case crosstab.Min, crosstab.Max, crosstab.First, crosstab.Last:
		m.Field = pick(append(numeric, "Day", "Year")...)
		if m.Field == "Day" || m.Field == "Year" {
			m.Base = crosstab.NoBase
			if !whole {
				m.Field = "Days"
			}
		}
		if m.Function == crosstab.First || m.Function == crosstab.Last {
			m.By = pick("Day", "Year", "Plain")
		}
	case crosstab.Percentile:
		m.Field, m.Percent = pick(numeric...), []float64{0, 10, 33.3, 50, 90, 100}[random.IntN(6)]
	case crosstab.Yes:
		m.Field = "EL"
	case crosstab.Weighted:
		m.Field, m.By = pick("Days", "Budget", "Rate", "Plain"), pick("Days", "Rate", "Plain")
	case crosstab.Rate, crosstab.Ratio:
		m.Field, m.Over = randomMeasure(random, false).Name(), randomMeasure(random, false).Name()
	default:
		m.Field = pick(numeric...)
	}
	return m
}
