package workbench

import (
	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
)

// Example is a question that people in schools ask, worked out on the sample
// district.
type Example struct {
	Question string
	// Shows says in a few words what is to be learned from it.
	Shows  string
	Report reports.Report
}

// Whether a row of attendance is a day of absence, or one on which the student
// was there, if late.
const (
	absent  = `Status in ("E", "U", "A", "S")`
	present = `Status in ("P", "T")`
	// absence groups students by the tenth of their days.
	absence = `if([Days absent] / [Days enrolled] >= 0.1, "Chronically absent", "Not")`
)

// Examples are twelve questions as live work on the sample district. Each runs
// on the workspace that MakeSample makes; none is saved.
func Examples() []Example {
	students := func(field string) crosstab.Join { return lookUp(field, "students", field, "Student ID", "Student ID") }
	schools := func(field string) crosstab.Join {
		return lookUp(field, "schools", field, "School Code", "School Code")
	}
	return []Example{
		ask("How are Latinas doing in first period?", "a column of another dataset, a filter of two", reports.Report{
			Dataset: "marks", Chart: chart.Bar, Spec: crosstab.Spec{
				Joins: []crosstab.Join{students("Race/Ethnicity"), students("Gender")}, Rows: by("Period"),
				Where:    `[Race/Ethnicity] = "Hispanic or Latino" and Gender = "F"`,
				Measures: measures("mean(GPA Points)", `yes(Mark in ("D", "F"))`, "distinct(Student ID)"), Confidence: 0.95,
			},
		}),
		ask("Which middle schools in this ZIP improved attendance over last year?", "one year beside the other, and the change", reports.Report{
			Dataset: "attendance", Chart: chart.Bar, Spec: crosstab.Spec{
				Joins: []crosstab.Join{schools("School Name"), schools("Level"), schools("ZIP")}, Rows: by("ZIP", "School Name"), Columns: by("School Year"),
				Where: `Level = "Middle"`, Measures: measures("yes("+present+")", "yes("+present+") difference from previous [School Year]"),
			},
		}),
		ask("Long-term English learners in after-school programs", "who began long ago, by a date of another dataset", reports.Report{
			Dataset: "services", Chart: chart.Bar, Spec: crosstab.Spec{
				Joins: []crosstab.Join{students("English Learner Status"), students("English Learner Since")}, Rows: by("Service", "School"),
				Where: `[English Learner Status] = "EL" and year([English Learner Since]) <= 2019`, Measures: measures("distinct(Student ID)", "sum(Hours)"),
			},
		}),
		ask("Teacher absence by student performance", "a number rolled up from another dataset, cut into bands", reports.Report{
			Dataset: "staff", Chart: chart.Bar, Spec: crosstab.Spec{
				Joins: []crosstab.Join{{Name: "Grade points given", Dataset: "marks", On: []crosstab.Match{{Here: "Staff ID", There: "Teacher ID"}}, Measure: "mean(GPA Points)"}},
				Rows:  []crosstab.Dimension{{Field: "Grade points given", Bands: &crosstab.Bands{Quantile: 3}}}, Where: "not isblank([Grade points given])",
				Measures: measures("mean(Days Absent)", "count"), Confidence: 0.95,
			},
		}),
		ask("Who is chronically absent, school by school?", "a group made by a formula: absent on one day in ten", reports.Report{
			Dataset: "students", Chart: chart.Stacked, Fields: map[string]string{absence: "Chronic absence"}, Spec: crosstab.Spec{
				Joins: []crosstab.Join{
					{Name: "Days absent", Dataset: "attendance", On: onStudent(), Measure: "count", Where: absent},
					{Name: "Days enrolled", Dataset: "attendance", On: onStudent(), Measure: "count"},
					schools("School Name"),
				},
				Rows: by("School Name"), Columns: by(absence),
				Measures: []crosstab.Measure{{Function: crosstab.Count, Base: crosstab.PercentRow}}, Confidence: 0.95,
			},
		}),
		ask("Is attendance notably worse than in the same month last year?", "months of the school year side by side", reports.Report{
			Dataset: "attendance", Chart: chart.Line, Spec: crosstab.Spec{
				Rows: by("schoolmonth(Date)"), Columns: by("School Year"), Measures: measures("yes(" + absent + ")"),
			},
		}),
		ask("On which days of the week do students stay away?", "a date taken apart, shares of a row", reports.Report{
			Dataset: "attendance", Chart: chart.Stacked, Spec: crosstab.Spec{
				Rows: by("dayName(Date)"), Columns: by("Status"), Where: `Status <> "P"`, Measures: []crosstab.Measure{{Function: crosstab.Count, Base: crosstab.PercentRow}},
			},
		}),
		ask("Are suspensions spread evenly?", "expected against seen: how to read this has the test", reports.Report{
			Dataset: "discipline", Chart: chart.Stacked, Spec: crosstab.Spec{
				Joins: []crosstab.Join{students("Race/Ethnicity")}, Rows: by("Race/Ethnicity"), Measures: measures("count", "distinct(Student ID)", "sum(Days Suspended)"),
			},
		}),
		ask("Which courses give the most D's and F's?", "the first ten, all others together", reports.Report{
			Dataset: "marks", Chart: chart.Bar, Spec: crosstab.Spec{
				Rows:     []crosstab.Dimension{{Field: "Course", By: `yes(Mark in ("D", "F"))`, Descending: true, Limit: 10}},
				Measures: measures(`yes(Mark in ("D", "F"))`, "count"),
			},
		}),
		ask("Do English learners reach the standard in mathematics?", "shares with letters for columns that differ", reports.Report{
			Dataset: "assessments", Chart: chart.Stacked, Spec: crosstab.Spec{
				Rows: by("Test", "Achievement Level"), Columns: by("English Learner Status"), Differ: crosstab.BenjaminiHochberg,
				Measures: []crosstab.Measure{{Function: crosstab.Count, Base: crosstab.PercentColumn}},
			},
		}),
		ask("Where do our foster and homeless students go to school?", "two measures that are shares, small groups marked", reports.Report{
			Dataset: "students", Chart: chart.Bar, Spec: crosstab.Spec{
				Joins: []crosstab.Join{schools("School Name"), schools("Level")}, Rows: by("Level", "School Name"), Measures: measures("yes(Foster)", "yes(Homeless)", "count"),
			},
		}),
		ask("Which languages are spoken at home, and who was reclassified?", "the first eight of a long list", reports.Report{
			Dataset: "students", Chart: chart.Stacked, Spec: crosstab.Spec{
				Rows: []crosstab.Dimension{{Field: "Home Language", By: "count", Descending: true, Limit: 8}}, Columns: by("English Learner Status"), Measures: measures("count"),
			},
		}),
	}
}

func ask(question, shows string, report reports.Report) Example {
	report.Title = question
	return Example{question, shows, report}
}

func by(fields ...string) []crosstab.Dimension {
	dimensions := make([]crosstab.Dimension, len(fields))
	for i, field := range fields {
		dimensions[i] = crosstab.Dimension{Field: field}
	}
	return dimensions
}

// measures reads measures as they are written on the command line. One that
// cannot be read is kept as it stands, and running it says why.
func measures(texts ...string) []crosstab.Measure {
	var list []crosstab.Measure
	for _, text := range texts {
		parsed, err := crosstab.ParseMeasures(text)
		if err != nil {
			parsed = []crosstab.Measure{{Function: crosstab.Function(text)}}
		}
		list = append(list, parsed...)
	}
	return list
}

func lookUp(name, dataset, field, here, there string) crosstab.Join {
	return crosstab.Join{Name: name, Dataset: dataset, Field: field, On: []crosstab.Match{{Here: here, There: there}}}
}

func onStudent() []crosstab.Match {
	return []crosstab.Match{{Here: "Student ID", There: "Student ID"}}
}
