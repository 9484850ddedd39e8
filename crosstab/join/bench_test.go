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
