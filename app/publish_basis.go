package app

import (
	"context"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/workbench"
)

// proofBasis is all that a push is made of, so that what is sent is what was
// looked at in the proof.
type proofBasis struct {
	plan      push.Push
	dashboard reports.Dashboard
	report    reports.Report
	versions  map[string]int64 // of the datasets
}

// readBasis reads what a push would be made of now.
func readBasis(ctx context.Context, bench *workbench.Workbench, name string) (of proofBasis, err error) {
	if of.plan, err = bench.Push(ctx, name); err != nil {
		return of, err
	}
	if of.plan.Report != "" {
		of.report, err = bench.Report(ctx, of.plan.Report)
	} else {
		of.dashboard, err = bench.Dashboard(ctx, of.plan.Dashboard)
	}
	if err != nil {
		return of, err
	}
	datasets, err := bench.Datasets(ctx)
	if err != nil {
		return of, err
	}
	of.versions = make(map[string]int64, len(datasets))
	for _, dataset := range datasets {
		of.versions[dataset.Name] = dataset.Version
	}
	return of, nil
}
