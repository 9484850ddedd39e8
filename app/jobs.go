package app

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/schoolbench/schoolbench/workbench"
)

// jobs keeps the jobs that run for one window. It is used on the goroutine of
// the user interface; what the jobs report arrives there by the Dispatcher.
type jobs struct {
	dispatcher Dispatcher
	running    []*runningJob
	changed    func() // a job began, came along or ended; set by the status bar
	closed     bool
}

// runningJob is a job and whether people are told about it.
type runningJob struct {
	*workbench.Job
	shown bool
}

func newJobs(dispatcher Dispatcher) *jobs {
	return &jobs{dispatcher: dispatcher, changed: func() {}}
}

// start runs work as a job and then calls done on the goroutine of the user
// interface, with the work's error. A shown job has its progress in the status
// bar, with a button to cancel it. After close nothing starts any more and
// done is not called.
func (j *jobs) start(name string, shown bool, work func(ctx context.Context, report func(workbench.Progress)) error, done func(error)) *workbench.Job {
	if j.closed {
		return nil
	}
	running := &runningJob{Job: workbench.Start(name, work), shown: shown}
	j.running = append(j.running, running)
	j.changed()

	// Progress may be reported thousands of times a second; one call at a time
	// waits in the queue of the user interface.
	var queued atomic.Bool
	ended := false
	running.OnChange(func() {
		if !queued.CompareAndSwap(false, true) {
			return
		}
		j.dispatcher.Do(func() {
			queued.Store(false)
			select {
			case <-running.Done():
			default:
				j.changed()
				return
			}
			if ended {
				return
			}
			ended = true
			j.running = slices.DeleteFunc(j.running, func(other *runningJob) bool { return other == running })
			j.changed()
			if !j.closed {
				done(running.Err())
			}
		})
	})
	return running.Job
}

// shownJob is the job that the status bar speaks of: the one that began first.
func (j *jobs) shownJob() *workbench.Job {
	for _, running := range j.running {
		if running.shown {
			return running.Job
		}
	}
	return nil
}

// close cancels every job and, once all have ended, calls then on the goroutine
// of the user interface.
func (j *jobs) close(then func()) {
	j.closed = true
	waiting := slices.Clone(j.running)
	for _, running := range waiting {
		running.Cancel()
	}
	workbench.Start(say("Closing"), func(context.Context, func(workbench.Progress)) error {
		for _, running := range waiting {
			<-running.Done()
		}
		j.dispatcher.Do(then)
		return nil
	})
}

// latest runs one job at a time for one purpose, such as redrawing a cross-tab:
// a new one cancels the one before it, whose outcome is dropped.
type latest struct {
	jobs    *jobs
	current *workbench.Job
	turn    int
}

// start cancels the job that runs and starts this one.
func (l *latest) start(name string, shown bool, work func(ctx context.Context, report func(workbench.Progress)) error, done func(error)) {
	l.cancel()
	turn := l.turn
	l.current = l.jobs.start(name, shown, work, func(err error) {
		if turn == l.turn {
			l.current = nil
			done(err)
		}
	})
}

// cancel ends the job that runs, if one does; nobody hears of its outcome.
func (l *latest) cancel() {
	l.turn++
	if l.current != nil {
		l.current.Cancel()
		l.current = nil
	}
}

// stop ends the job that runs, if one does, and its outcome is still heard: it
// may have been too late to stop it.
func (l *latest) stop() {
	if l.current != nil {
		l.current.Cancel()
	}
}

// busy reports whether a job runs.
func (l *latest) busy() bool { return l.current != nil }

// fetch is jobs.start for work that has a result.
func fetch[T any](l *latest, name string, shown bool, work func(ctx context.Context, report func(workbench.Progress)) (T, error), done func(T, error)) {
	var result T
	l.start(name, shown, func(ctx context.Context, report func(workbench.Progress)) (err error) {
		result, err = work(ctx, report)
		return err
	}, func(err error) { done(result, err) })
}
