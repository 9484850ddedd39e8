package workbench

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/synth"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
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
	for _, report := range sampleReports() {
		if err := b.SaveReport(ctx, report); err != nil {
			return imported, err
		}
	}
	return imported, nil
}

// sampleReports are the questions a new person can open and take apart.
func sampleReports() []reports.Report {
	field := func(names ...string) (dimensions []crosstab.Dimension) {
		for _, name := range names {
			dimensions = append(dimensions, crosstab.Dimension{Field: name})
		}
		return dimensions
	}
	return []reports.Report{
		{
			Name: "Budget by school", Title: "Budget and spending by school", Dataset: "budget", Chart: chart.Bar,
			Spec: crosstab.Spec{
				Rows:     field("School Code"),
				Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "Budget"}, {Function: crosstab.Sum, Field: "Spent"}},
			},
		},
	}
}
