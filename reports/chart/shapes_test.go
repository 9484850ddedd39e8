package chart_test

import (
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/reports/chart"
)

func point(v float64) chart.Point {
	return chart.Point{Value: v, Text: fmt.Sprintf("%.0f", v), Known: true}
}

func series(name string, values ...float64) chart.Series {
	s := chart.Series{Name: name}
	for _, v := range values {
		s.Points = append(s.Points, point(v))
	}
	return s
}

// shapes are charts of every kind that a report may ask for.
func shapes() map[string]*chart.Chart {
	withheld := chart.Point{Text: "*", Withheld: true}
	schools := []string{"Lincoln", "Niños Héroes", "Trường Đông", "Washington Middle", "Roosevelt"}
	grades := []string{"K", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}
	objects := []string{"Certificated Teachers' Salaries", "Classified Support Salaries", "Health & Welfare Benefits", "Books and Reference Materials", "Professional/Consulting Services and Operating Expenditures", "Equipment Replacement", "Interfund Transfers"}
	years := []string{"2015-16", "2016-17", "2017-18", "2018-19", "2019-20", "2020-21", "2021-22", "2022-23"}
	many := &chart.Chart{Kind: chart.Bar, Title: "Enrollment by location", ValueTitle: "Students", CategoryTitle: "Location", Note: "The chart shows the first 30 of 210."}
	one := chart.Series{}
	for i := range 30 {
		many.Categories = append(many.Categories, fmt.Sprintf("Location %03d Elementary School", i))
		one.Points = append(one.Points, point(float64((i*37)%211+20)))
	}
	many.Series = []chart.Series{one}
	eight := &chart.Chart{Kind: chart.Bar, Title: "Absences by grade and reason", ValueTitle: "Days absent", CategoryTitle: "Grade", Categories: grades}
	for k := range 8 {
		s := chart.Series{Name: fmt.Sprintf("Reason number %d", k+1)}
		for i := range grades {
			s.Points = append(s.Points, point(float64((i*13+k*29)%97)))
		}
		eight.Series = append(eight.Series, s)
	}
	withheldBars := &chart.Chart{Kind: chart.Bar, Title: "Chronic absence rate", ValueTitle: "% of students", Categories: schools, Percent: true, Decimals: 1, Series: []chart.Series{{Name: "All", Points: []chart.Point{
		{Value: 0.123, Text: "12.3%", Known: true}, withheld, {Value: 0.31, Text: "31.0%", Known: true}, {}, {Value: 0, Text: "0.0%", Known: true},
	}}}}
	gaps := &chart.Chart{Kind: chart.Line, Title: "Graduation rate", Categories: years, Percent: true, Decimals: 1, CategoryTitle: "School year"}
	for k, name := range []string{"English learners", "All students", "Students with disabilities"} {
		s := chart.Series{Name: name}
		for i := range years {
			v := 0.6 + 0.1*float64(k) + 0.02*math.Sin(float64(i*(k+1)))
			s.Points = append(s.Points, chart.Point{Value: v, Text: fmt.Sprintf("%.1f%%", v*100), Known: true})
		}
		gaps.Series = append(gaps.Series, s)
	}
	gaps.Series[0].Points[3], gaps.Series[0].Points[5] = withheld, chart.Point{}
	money := &chart.Chart{Kind: chart.Bar, Title: "Sum of Budget", ValueTitle: "Sum of Budget", CategoryTitle: "Object", Categories: objects, Decimals: 2, Series: []chart.Series{{Name: "Sum of Budget"}}}
	for i := range objects {
		v := 961545496.85 / float64(1+i*i)
		money.Series[0].Points = append(money.Series[0].Points, chart.Point{Value: v, Text: fmt.Sprintf("%.2f", v), Known: true})
	}
	return map[string]*chart.Chart{
		"bars":          {Kind: chart.Bar, Title: "Students by school", ValueTitle: "Students", CategoryTitle: "School", Categories: schools, Series: []chart.Series{series("Students", 412, 380, 1204, 655, 98)}},
		"grouped":       {Kind: chart.Bar, Title: "Count of Students by School and Gender", ValueTitle: "Count of Students", CategoryTitle: "School", Categories: schools, Series: []chart.Series{series("Girls", 212, 180, 604, 355, 48), series("Boys", 200, 200, 600, 300, 50), series("Nonbinary", 1, 0, 3, 2, 0)}},
		"stacked":       {Kind: chart.Stacked, Title: "Students by school", ValueTitle: "Students", CategoryTitle: "School", Categories: schools, Series: []chart.Series{series("Girls", 212, 180, 604, 355, 48), series("Boys", 200, 200, 600, 300, 50), series("Nonbinary", 11, 0, 33, 22, 10)}},
		"stacked-long":  {Kind: chart.Stacked, Title: "Spending", Categories: objects, Series: []chart.Series{series("Restricted", 20, 30, 22, 11, 9, 3, 7), series("Unrestricted", 70, 35, 12, 1, 19, 3, 2)}},
		"negative":      {Kind: chart.Stacked, Title: "Variance against budget", Categories: schools, Series: []chart.Series{series("Variance", -412, 380, -120, 655, 98), series("Last year", 100, -50, 60, 0, -600)}},
		"money-lying":   money,
		"many-lying":    many,
		"eight":         eight,
		"withheld":      withheldBars,
		"line-gaps":     gaps,
		"line-one":      {Kind: chart.Line, Title: "Enrollment", Categories: years, Series: []chart.Series{series("Students", 1412, 1380, 1204, 1655, 1498, 1520, 1611, 1700)}},
		"single":        {Kind: chart.Bar, Title: "One number", Categories: []string{"District"}, Series: []chart.Series{series("Students", 4120)}},
		"equal":         {Kind: chart.Line, Title: "Equal values", Categories: years, Series: []chart.Series{series("x", 5, 5, 5, 5, 5, 5, 5, 5)}},
		"zero":          {Kind: chart.Bar, Title: "All zero", Categories: schools, Series: []chart.Series{series("x", 0, 0, 0, 0, 0)}},
		"empty":         {Kind: chart.Bar, Title: "Nothing"},
		"not-finite":    {Kind: chart.Bar, Title: "Not finite", Categories: schools, Series: []chart.Series{series("x", math.NaN(), math.Inf(1), math.Inf(-1), 3, 4)}},
		"huge":          {Kind: chart.Stacked, Title: "Huge", Categories: schools, Series: []chart.Series{series("x", math.MaxFloat64, 1e300, 1e299, 3, 4), series("y", math.MaxFloat64, 1e300, 1e299, 3, 4)}},
		"tiny":          {Kind: chart.Line, Title: "Tiny", Decimals: 9, Categories: schools, Series: []chart.Series{series("x", 1e-300, 5e-310, 1e-299, 3e-300, 0)}},
		"chinese":       {Kind: chart.Bar, Title: "按学校统计学生人数 <b>&\"", ValueTitle: "学生", CategoryTitle: "学校", Categories: []string{"林肯小学", "华盛顿中学", "A & B <script>"}, Series: []chart.Series{series("男", 12, 33, 8), series("女", 14, 30, 9)}},
		"lying-grouped": {Kind: chart.Bar, Title: "Spending against plan", Categories: objects, CategoryTitle: "Object of expenditure", Series: []chart.Series{series("Plan", 20, 30, 22, 11, 9, 3, 7), series("Actual", -7, 35, 12, 1, 19, 3, 2)}},
	}
}
