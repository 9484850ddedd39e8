package renderertest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// Created is the time at which the documents say they were made.
func Created() time.Time {
	return time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("PST", -8*3600))
}

// Documents returns documents of every shape that has ever been hard, by name.
// All of it is invented.
func Documents() map[string]*reports.Document {
	documents := map[string]*reports.Document{
		"plain": build("Students by school", chart.Bar, fake{
			rows: []string{"School"}, members: [][]string{{"Lincoln", "Roosevelt", "Washington"}},
			columns: []string{"Grade"}, across: [][]string{{"K", "1", "2"}},
			measures: []crosstab.Measure{{Function: crosstab.Count}},
		}),
		"nested": build("Budget by object and location", chart.Stacked, fake{
			rows: []string{"Function", "Object"}, members: [][]string{{"Instruction", "Support"}, {"Salaries", "Benefits", "Books"}},
			columns: []string{"Fund", "Year"}, across: [][]string{{"General", "Cafeteria"}, {"2024-25", "2025-26"}},
			measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Budget"}}, scale: 1e6,
		}),
		"several measures": build("Budget, rows and share", chart.Bar, fake{
			rows: []string{"Function"}, members: [][]string{{"Instruction", "Support", "Plant"}},
			columns: []string{"Fund"}, across: [][]string{{"General", "Cafeteria"}},
			measures: []crosstab.Measure{
				{Function: crosstab.Count},
				{Function: crosstab.Sum, Field: "Budget"},
				{Function: crosstab.Mean, Field: "Budget"},
				{Function: crosstab.Sum, Field: "Budget", Base: crosstab.PercentRow},
			}, scale: 1e5,
		}),
		"withheld": build("Chronic absence", chart.Bar, fake{
			rows: []string{"School"}, members: [][]string{{"Lincoln", "Roosevelt", "Washington", "Adams"}},
			columns: []string{"Group"}, across: [][]string{{"All", "English learners", "Foster"}},
			measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Days"}}, hidden: true,
		}),
		"percents": build("Share of students", chart.Stacked, fake{
			rows: []string{"School"}, members: [][]string{{"Lincoln", "Roosevelt"}},
			columns: []string{"Grade"}, across: [][]string{{"K", "1"}},
			measures: []crosstab.Measure{{Function: crosstab.Count, Base: crosstab.PercentRow}},
		}),
		"one number": build("All budget", chart.Bar, fake{measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Budget"}}, scale: 1e9}),
		"one column": build("Rows a year", chart.Line, fake{
			rows: []string{"Year"}, members: [][]string{{"2019-20", "2020-21", "2021-22", "2022-23"}},
			measures: []crosstab.Measure{{Function: crosstab.Count}},
		}),
		"negative": build("Variance", chart.Bar, fake{
			rows: []string{"Object"}, members: [][]string{{"Salaries", "Benefits", "Books"}},
			columns: []string{"Year"}, across: [][]string{{"2024-25", "2025-26"}},
			measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Budget"}}, scale: 1e5, negative: true,
		}),
		"many rows": build("Students by location", chart.Bar, fake{
			rows: []string{"Location"}, members: [][]string{numbered("Location %03d", 300)},
			measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Median, Field: "Days"}},
		}),
		"wide": build("Students by grade", chart.Bar, fake{
			rows: []string{"School"}, members: [][]string{{"Lincoln", "Roosevelt"}},
			columns: []string{"Day"}, across: [][]string{numbered("Day %d", 40)},
			measures: []crosstab.Measure{{Function: crosstab.Count}},
		}),
		"long labels": build("A report whose title goes on for so long that no page and no screen has a line wide enough to hold the whole of it at once", chart.Bar, fake{
			rows: []string{"Object"}, members: [][]string{{
				"Professional/Consulting Services and Operating Expenditures (including travel, conferences and dues)",
				"Certificated Pupil Support Salaries", "Lincolnlincolnlincolnlincolnlincolnlincolnlincolnlincolnlincoln",
			}},
			columns: []string{"Fund"}, across: [][]string{{"Special Education: Discretionary Grants", "Child Nutrition: School Programs"}},
			measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Budget"}}, scale: 1e7,
		}),
		"many languages": build("Alumnos por escuela · Học sinh theo trường · 按学校统计的学生", chart.Bar, fake{
			rows: []string{"Escuela"}, members: [][]string{{"Niños Héroes", "Trường Nguyễn Đình Chiểu", "华盛顿小学", "Łódź", "Ελληνικά", "Школа"}},
			columns: []string{"Género"}, across: [][]string{{"niña", "niño"}},
			measures: []crosstab.Measure{{Function: crosstab.Count}},
		}),
		"injection": build("=HYPERLINK(\"http://example.org\") <script>alert(1)</script> & \"quotes\"", chart.Bar, fake{
			rows: []string{"<b>Field</b>"}, members: [][]string{{
				"=1+1", "+1", "-2+3", "@SUM(A1)", "\tTab", "line\nbreak", "comma, \"quote\"", "<img src=x onerror=alert(1)>", "</script></svg>", "a & b", " spaces ", "00123",
			}},
			measures: []crosstab.Measure{{Function: crosstab.Count}},
		}),
	}
	documents["empty"] = build("Nothing", chart.Bar, fake{rows: []string{"School"}, members: [][]string{{}}, measures: []crosstab.Measure{{Function: crosstab.Count}}, noTotals: true})
	documents["words only"] = &reports.Document{Title: "Words only", Sentence: "There is no table.", Notes: []string{"A note."}, Created: Created()}
	documents["list"] = list()
	return documents
}

// list is rows as they are: text, codes, numbers, dates and every kind of mark.
func list() *reports.Document {
	schema := table.Schema{
		{Name: "Name"},
		{Name: "Student ID", Type: table.Code, Role: table.Identifier},
		{Name: "Days", Type: table.Integer, Role: table.Measure},
		{Name: "Rate", Type: table.Decimal, Role: table.Measure, Decimals: 2},
		{Name: "Year", Type: table.Integer},
		{Name: "Born", Type: table.Date, Layout: "1/2/2006"},
		{Name: "EL", Type: table.YesNo, Layout: "Y|N"},
	}
	number, mark := table.NumberValue, table.Mark
	rows := [][]table.Value{
		{table.TextValue("Ana Núñez"), table.TextValue("000123"), number(1204), number(-0.5), number(2026), number(14245), number(1)},
		{table.TextValue("=cmd"), table.TextValue("1-2"), mark(table.Withheld, "*"), mark(table.Misfit, "n/a?"), mark(table.Missing, ""), mark(table.Missing, "N/A"), number(0)},
		{mark(table.Missing, ""), table.TextValue("9"), number(0), number(1234.5), number(1999), number(0), mark(table.Withheld, "<11")},
	}
	var vectors []*table.Vector
	for j, column := range schema {
		builder := table.NewVectorBuilder(column)
		for _, row := range rows {
			builder.Append(row[j])
		}
		vectors = append(vectors, builder.Vector())
	}
	origin := reports.Origin{Dataset: "Students", Source: "students.csv, imported 22 November 2026", Rows: 3, Schema: schema}
	return reports.List("Students behind a number", vectors, []int{0, 1, 2}, origin, Created(), nil)
}

// Random returns a document of random shape and content; the same seed gives
// the same document.
func Random(seed uint64) *reports.Document {
	random := rand.New(rand.NewPCG(seed, 7))
	words := []string{"Lincoln", "=A1", "a,b", "x\"y", "<i>", "Niños", "", "trường", "line\nbreak", "-5", "0012", "学校", "'quoted", "&amp;"}
	dimension := func() []string {
		members := make([]string, 1+random.IntN(5))
		for i := range members {
			members[i] = fmt.Sprintf("%s%d", words[random.IntN(len(words))], i)
			if random.IntN(9) == 0 {
				members[i] = words[random.IntN(len(words))]
			}
		}
		return members
	}
	f := fake{seed: seed, hidden: random.IntN(2) == 0, negative: random.IntN(2) == 0, noTotals: random.IntN(4) == 0, scale: []float64{1, 1e3, 1e9}[random.IntN(3)]}
	for i := range random.IntN(3) {
		f.rows, f.members = append(f.rows, fmt.Sprintf("Row %d", i)), append(f.members, dimension())
	}
	for i := range random.IntN(3) {
		f.columns, f.across = append(f.columns, fmt.Sprintf("Column %d", i)), append(f.across, dimension())
	}
	functions := []crosstab.Function{crosstab.Count, crosstab.Sum, crosstab.Mean, crosstab.Median, crosstab.Max, crosstab.Distinct}
	bases := []crosstab.Base{crosstab.NoBase, crosstab.NoBase, crosstab.PercentRow, crosstab.PercentTotal}
	for range 1 + random.IntN(3) {
		f.measures = append(f.measures, crosstab.Measure{Function: functions[random.IntN(len(functions))], Field: []string{"Budget", "Days"}[random.IntN(2)], Base: bases[random.IntN(len(bases))]})
	}
	kinds := chart.Kinds()
	return build(fmt.Sprintf("Random %d", seed), kinds[random.IntN(len(kinds))], f)
}

// RandomList returns rows as they are, of random columns of every type, with
// marks among them; the same seed gives the same document.
func RandomList(seed uint64) *reports.Document {
	random := rand.New(rand.NewPCG(seed, 13))
	columns := []table.Column{
		{Name: "Name"},
		{Name: "Student ID", Type: table.Code, Role: table.Identifier},
		{Name: "Days", Type: table.Integer, Role: table.Measure},
		{Name: "Rate", Type: table.Decimal, Role: table.Measure, Decimals: 1 + random.IntN(3)},
		{Name: "Year", Type: table.Integer},
		{Name: "Born", Type: table.Date, Layout: "1/2/2006"},
		{Name: "EL", Type: table.YesNo, Layout: "Y|N"},
	}
	random.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	schema := table.Schema(columns[:1+random.IntN(len(columns))])
	names := []string{"Ana Núñez", "=1+1", "O'Brien, Zoë", "Đặng Thị Hoa", "-", "x\ty", "李小龙", "  two  spaces", "12/25/2010", "1e5", "TRUE"}
	marks := []table.Value{table.Mark(table.Withheld, "*"), table.Mark(table.Withheld, "<11"), table.Mark(table.Missing, ""), table.Mark(table.Missing, "N/A"), table.Mark(table.Misfit, "n/a?")}
	count := 1 + random.IntN(12)
	var vectors []*table.Vector
	for _, column := range schema {
		builder := table.NewVectorBuilder(column)
		for range count {
			switch {
			case random.IntN(5) == 0:
				builder.Append(marks[random.IntN(len(marks))])
			case column.Name == "Name":
				builder.Append(table.TextValue(names[random.IntN(len(names))]))
			case column.Type == table.Code:
				builder.Append(table.TextValue(fmt.Sprintf("%06d", random.IntN(1e6))))
			case column.Name == "Year":
				builder.Append(table.NumberValue(float64(1990 + random.IntN(40))))
			case column.Type == table.YesNo:
				builder.Append(table.NumberValue(float64(random.IntN(2))))
			case column.Type == table.Decimal:
				builder.Append(table.NumberValue((random.Float64() - 0.5) * 1e5))
			default:
				builder.Append(table.NumberValue(float64(random.IntN(20000))))
			}
		}
		vectors = append(vectors, builder.Vector())
	}
	rows := make([]int, count)
	for i := range rows {
		rows[i] = i
	}
	origin := reports.Origin{Dataset: "Students", Source: "students.csv, imported 22 November 2026", Rows: count, Schema: schema}
	return reports.List(fmt.Sprintf("Random list %d", seed), vectors, rows, origin, Created(), nil)
}

func numbered(format string, n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf(format, i+1)
	}
	return names
}
