package workbench_test

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func TestJob(t *testing.T) {
	failure := errors.New("failed")
	for name, tt := range map[string]struct {
		work   func(ctx context.Context, report func(workbench.Progress)) error
		cancel bool
		want   error
	}{
		"succeeds":  {work: func(context.Context, func(workbench.Progress)) error { return nil }},
		"fails":     {work: func(context.Context, func(workbench.Progress)) error { return failure }, want: failure},
		"cancelled": {work: func(ctx context.Context, _ func(workbench.Progress)) error { <-ctx.Done(); return ctx.Err() }, cancel: true, want: context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			job := workbench.Start(name, tt.work)
			if tt.cancel {
				job.Cancel()
			}
			<-job.Done()
			if !errors.Is(job.Err(), tt.want) || (tt.want == nil && job.Err() != nil) {
				t.Errorf("ended with %v, want %v", job.Err(), tt.want)
			}
		})
	}
}

// Ensure that progress is told, and that whoever asks late still hears of the
// end.
func TestJobTellsProgress(t *testing.T) {
	goOn := make(chan struct{})
	job := workbench.Start("count", func(_ context.Context, report func(workbench.Progress)) error {
		<-goOn
		report(workbench.Progress{Step: "half", Done: 0.5})
		return nil
	})
	var calls atomic.Int32
	job.OnChange(func() { calls.Add(1) })
	close(goOn)
	<-job.Done()
	if got := job.Progress(); got.Step != "half" || got.Done != 0.5 {
		t.Errorf("progress is %+v", got)
	}
	late := make(chan struct{}, 1)
	job.OnChange(func() { late <- struct{}{} })
	<-late
}

// Ensure that a mistake in a job is a message and not the end of the program.
func TestJobSurvivesPanic(t *testing.T) {
	job := workbench.Start("stumble", func(context.Context, func(workbench.Progress)) error { panic("over a stone") })
	<-job.Done()
	if job.Err() == nil || !strings.Contains(job.Err().Error(), "over a stone") {
		t.Errorf("ended with %v", job.Err())
	}
}

func TestProblem(t *testing.T) {
	for name, tt := range map[string]struct {
		err  error
		code string
	}{
		"an issue is itself":      {table.Failed("file-empty", table.Where{}, "Empty.", "", nil), "file-empty"},
		"cancelled":               {context.Canceled, "cancelled"},
		"missing":                 {&fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}, "file-missing"},
		"not allowed":             {&fs.PathError{Op: "open", Path: "x", Err: fs.ErrPermission}, "not-allowed"},
		"anything else is honest": {errors.New("odd"), "internal"},
	} {
		if got := workbench.Problem(tt.err); got.Code != tt.code || got.Message == "" {
			t.Errorf("%s: %+v, want code %q", name, got, tt.code)
		}
	}
}
