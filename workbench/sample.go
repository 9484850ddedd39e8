package workbench

import (
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/internal/synth"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/table"
)

// SampleOptions say how large the sample district is. Zero values stand for a
// small one.
type SampleOptions struct {
	Students, Schools, Years int
	// Files keeps the district's files in this folder, which is made if need
	// be. Empty writes them to a temporary folder and removes them.
	Files string
}

// sampleShare is the part of the progress that writing the files stands for.
const sampleShare = 0.3

// MakeSample fills the workspace with the synthetic district: its files are
// written as a district would have them, and imported like any others, and a
// few reports are saved to begin from.
func (b *Workbench) MakeSample(ctx context.Context, options SampleOptions, progress func(Progress)) (imported []Imported, err error) {
	if progress == nil {
		progress = func(Progress) {}
	}
	// Half a district is worse than none.
	defer func() {
		if err == nil {
			return
		}
		for _, done := range imported {
			err = errors.Join(err, b.warehouse.Undo(context.WithoutCancel(ctx), done.Batch.ID))
		}
		imported = nil
	}()
	folder := options.Files
	if folder == "" {
		folder, err = os.MkdirTemp(filepath.Dir(b.Path()), ".schoolbench-sample-*")
		if err != nil {
			return nil, exportProblem(b.Path(), err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	} else if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, exportProblem(folder, err)
	}

	district := synth.Generate(synth.Options{Students: options.Students, Schools: options.Schools, Years: options.Years})
	files, err := district.WriteFiles(ctx, folder, func(file string, done float64) {
		progress(Progress{Step: "Writing " + filepath.Base(file), Done: done * sampleShare})
	})
	if err != nil {
		return nil, exportProblem(folder, err)
	}
	for i, file := range files {
		from := sampleShare + (1-sampleShare)*float64(i)/float64(len(files))
		width := (1 - sampleShare) / float64(len(files))
		tables, err := b.Import(ctx, ImportRequest{Path: file, Progress: func(p Progress) {
			p.Done = from + p.Done*width
			progress(p)
		}})
		if err != nil {
			return imported, err
		}
		imported = append(imported, tables...)
	}
	if err := b.SaveCalendar(ctx, sampleCalendar(district)); err != nil {
		return imported, err
	}
	for _, report := range sampleReports() {
		// In a very small district every score is withheld, and a question
		// about scores makes no sense.
		if _, err := b.Run(ctx, report); table.IssueIn(err) != nil {
			continue
		}
		if err := b.SaveReport(ctx, report); err != nil {
			return imported, err
		}
	}
	if err := b.saveTemplates(ctx); err != nil {
		return imported, err
	}
	return imported, b.saveSamplePush(ctx)
}

// sampleCalendar is the district's school calendar. A term is a semester.
func sampleCalendar(district *synth.District) *calendar.Calendar {
	days := &calendar.Calendar{}
	options := district.Options()
	for start := options.FirstYear; start < options.FirstYear+options.Years; start++ {
		taught := district.Calendar(start)
		year := calendar.Year{First: calendar.DayOf(taught.Days[0]), Last: calendar.DayOf(taught.Days[len(taught.Days)-1])}
		turn := calendar.DayOf(time.Date(start, time.December, 31, 0, 0, 0, 0, time.UTC))
		year.Terms = []calendar.Term{{Name: "Fall", First: year.First, Last: turn}, {Name: "Spring", First: turn + 1, Last: year.Last}}
		for day, reason := range taught.Holidays {
			year.Closed = append(year.Closed, calendar.Stretch{First: calendar.DayOf(day), Last: calendar.DayOf(day), Name: reason})
		}
		slices.SortFunc(year.Closed, func(a, b calendar.Stretch) int { return cmp.Compare(a.First, b.First) })
		days.Years = append(days.Years, year)
	}
	return days
}

// sampleReports are the questions a new person can open and take apart.
func sampleReports() []reports.Report {
	fields := func(names ...string) (dimensions []crosstab.Dimension) {
		for _, name := range names {
			dimensions = append(dimensions, crosstab.Dimension{Field: name})
		}
		return dimensions
	}
	return []reports.Report{
		{
			Name: "Absence by school", Title: "Days not simply present, by school and how they were marked", Dataset: "attendance", Chart: chart.Stacked,
			Spec: crosstab.Spec{
				Rows: fields("School Code"), Columns: fields("Status"),
				Measures: []crosstab.Measure{{Function: crosstab.Count, Base: crosstab.PercentRow}},
				// Present is what all the rest is compared with, and would hide it.
				Where: "Status <> 'P'",
			},
		},
		{
			Name: "Budget and spending by function", Title: "Budget and spending by function", Dataset: "budget", Chart: chart.Bar,
			Spec: crosstab.Spec{
				Rows:     fields("Function Name"),
				Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Budget"}, {Function: crosstab.Sum, Field: "Spent"}, {Function: crosstab.Sum, Field: "Balance"}},
			},
		},
		{
			Name: "Marks by grade", Title: "Marks by grade", Dataset: "marks", Chart: chart.Stacked,
			Spec: crosstab.Spec{
				Rows: fields("Grade"), Columns: fields("Mark"),
				Measures: []crosstab.Measure{{Function: crosstab.Count, Base: crosstab.PercentRow}},
			},
		},
		{
			Name: "Students by grade and English learner status", Title: "Students by grade and English learner status", Dataset: "students", Chart: chart.Bar,
			Spec: crosstab.Spec{
				Rows: fields("Grade"), Columns: fields("English Learner Status"),
				Measures: []crosstab.Measure{{Function: crosstab.Count}},
			},
		},
		{
			Name: "Suspensions by offense", Title: "Incidents and days of suspension by offense", Dataset: "discipline", Chart: chart.Bar,
			Spec: crosstab.Spec{
				Rows:     fields("Offense"),
				Measures: []crosstab.Measure{{Function: crosstab.Count}, {Function: crosstab.Distinct, Field: "Student ID"}, {Function: crosstab.Sum, Field: "Days Suspended"}},
			},
		},
		{
			Name: "Test scores by grade", Title: "Test scores by grade", Dataset: "assessments", Chart: chart.Line,
			Spec: crosstab.Spec{
				Rows: fields("Grade"), Columns: fields("Test"),
				Measures: []crosstab.Measure{{Function: crosstab.Median, Field: "Scale Score"}},
			},
		},
	}
}
