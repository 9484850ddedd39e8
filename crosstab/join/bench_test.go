package join_test

import (
	"context"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/join"
	"github.com/schoolbench/schoolbench/table"
)

// attendanceAndStudents makes ten million rows of attendance and the 600,000
// students they are of.
func attendanceAndStudents(b *testing.B) (attendance, students *table.Frame) {
	b.Helper()
	const rows, people = 10_000_000, 600_000
	random := rand.New(rand.NewPCG(1, 2))
	ids := make([]table.Value, people)
	for i := range ids {
		ids[i] = table.TextValue(strconv.Itoa(1_000_000_000 + i))
	}
	codes := table.MakeCodes(rows, people)
	for i := range rows {
		codes.Set(i, uint32(random.IntN(people)))
	}
	schools, order := table.MakeCodes(people, 128), table.MakeCodes(people, people)
	names := make([]table.Value, 128)
	for i := range names {
		names[i] = table.TextValue("School " + strconv.Itoa(i))
	}
	for i, at := range random.Perm(people) {
		schools.Set(i, uint32(random.IntN(128)))
		order.Set(i, uint32(at))
	}
	frame := func(n int, vectors ...*table.Vector) *table.Frame {
		made, err := table.NewFrame(n, vectors...)
		if err != nil {
			b.Fatal(err)
		}
		return made
	}
	return frame(rows, table.NewCodedVector(column("Student ID", table.Code), codes, ids)),
		frame(people, table.NewCodedVector(column("Student ID", table.Code), order, ids), table.NewCodedVector(column("School", table.Text), schools, names))
}

func BenchmarkLookUp10M(b *testing.B) { benchmarkJoin(b, "students: School on Student ID", false) }

func BenchmarkRollUp600K(b *testing.B) {
	attendance, students := attendanceAndStudents(b)
	benchmarkColumn(b, students, attendance, "Absences = attendance: count on Student ID", true)
}

func benchmarkJoin(b *testing.B, text string, rollUp bool) {
	attendance, students := attendanceAndStudents(b)
	benchmarkColumn(b, attendance, students, text, rollUp)
}

func benchmarkColumn(b *testing.B, here, there *table.Frame, text string, rollUp bool) {
	described, err := crosstab.ParseJoin(text, rollUp)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, _, err := join.Column(context.Background(), here, there, described); err != nil {
			b.Fatal(err)
		}
	}
}

// What a cross-tab takes by a column that was looked up, and by one that the
// rows have themselves, of as many different values.
func BenchmarkUseLookedUp10M(b *testing.B) {
	attendance, students := attendanceAndStudents(b)
	described, err := crosstab.ParseJoin("students: School on Student ID", false)
	if err != nil {
		b.Fatal(err)
	}
	found, _, err := join.Column(context.Background(), attendance, students, described)
	if err != nil {
		b.Fatal(err)
	}
	plain := table.MakeCodes(attendance.Len(), 128)
	random := rand.New(rand.NewPCG(3, 4))
	for i := range attendance.Len() {
		plain.Set(i, random.Uint32N(128))
	}
	students128, _ := students.Column("School")
	own := table.NewCodedVector(column("Own", table.Text), plain, students128.Dictionary())
	frame, err := table.NewFrame(attendance.Len(), append(attendance.Columns(), found, own)...)
	if err != nil {
		b.Fatal(err)
	}
	for _, field := range []string{"School", "Own"} {
		spec := crosstab.Spec{Rows: []crosstab.Dimension{{Field: field}}, Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Distinct, Field: "Student ID"}}}
		for name, measures := range map[string][]crosstab.Measure{"count": spec.Measures[:1], "distinct": spec.Measures} {
			b.Run(field+"/"+name, func(b *testing.B) {
				spec.Measures = measures
				for b.Loop() {
					if _, err := crosstab.Compute(context.Background(), frame, spec); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
