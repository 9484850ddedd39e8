package workbench

import (
	"context"
	"fmt"
	"sync"
)

// Job is a piece of work on a goroutine of its own. All methods may be called
// from any goroutine.
type Job struct {
	name   string
	cancel context.CancelFunc
	done   chan struct{}

	mutex    sync.Mutex
	progress Progress
	err      error
	onChange func()
}

// Start begins work on a new goroutine. The work calls report as it comes
// along and stops when its context is cancelled. A panic in the work ends the
// job with an error and not the program.
func Start(name string, work func(ctx context.Context, report func(Progress)) error) *Job {
	ctx, cancel := context.WithCancel(context.Background())
	job := &Job{name: name, cancel: cancel, done: make(chan struct{}), progress: Progress{Step: name, Done: -1}}
	go func() {
		defer cancel()
		defer job.changed()
		defer close(job.done)
		defer func() {
			if cause := recover(); cause != nil {
				job.fail(fmt.Errorf("%s: panic: %v", name, cause))
			}
		}()
		job.fail(work(ctx, job.report))
	}()
	return job
}

// Name says what the job does.
func (j *Job) Name() string { return j.name }

// Cancel asks the job to stop. It returns at once; Done tells when it has.
func (j *Job) Cancel() { j.cancel() }

// Done is closed when the job has ended.
func (j *Job) Done() <-chan struct{} { return j.done }

// Err is nil while the job runs and after it succeeded; otherwise it is why it
// failed, context.Canceled after Cancel.
func (j *Job) Err() error {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.err
}

// Progress is how far the job has come.
func (j *Job) Progress() Progress {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	return j.progress
}

// OnChange sets the function that is called, from the job's goroutine, after
// each step and once more after the end. If the job has ended already it is
// called at once.
func (j *Job) OnChange(changed func()) {
	j.mutex.Lock()
	j.onChange = changed
	j.mutex.Unlock()
	select {
	case <-j.done:
		changed()
	default:
	}
}

func (j *Job) report(progress Progress) {
	j.mutex.Lock()
	j.progress = progress
	j.mutex.Unlock()
	j.changed()
}

func (j *Job) fail(err error) {
	j.mutex.Lock()
	j.err = err
	j.mutex.Unlock()
}

func (j *Job) changed() {
	j.mutex.Lock()
	changed := j.onChange
	j.mutex.Unlock()
	if changed != nil {
		changed()
	}
}
