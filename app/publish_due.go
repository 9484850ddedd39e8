package app

import (
	"context"
	"errors"
	"time"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// dueEvery is how often the window looks whether a push is due, which is how
// often the computer's own scheduler does.
const dueEvery = 5 * time.Minute

// dueWatch sends what is due while the window is open, on a computer that was
// told to send by itself: its scheduler cannot, since the workspace is in use.
// Its methods are for the goroutine of the window.
type dueWatch struct {
	shell   *Shell
	job     *workbench.Job // nil before it begins
	looking *latest
	said    string                // the problem that was said last, which is not said again
	told    map[string]string     // what came of each push the last time
	options workbench.PushOptions // what tests change
}

func newDueWatch(s *Shell) *dueWatch {
	return &dueWatch{shell: s, looking: &latest{jobs: s.jobs}, told: map[string]string{}}
}

// begin looks every few minutes from now on.
func (w *dueWatch) begin() {
	w.job = workbench.Start("Looking whether a push is due", func(ctx context.Context, _ func(workbench.Progress)) error {
		ticker := time.NewTicker(dueEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-ticker.C:
				w.shell.dispatcher.Do(w.look)
			}
		}
	})
}

func (w *dueWatch) close() {
	if w.job != nil {
		w.job.Cancel()
	}
}

// look sends what is due, if this computer is to send by itself.
func (w *dueWatch) look() {
	s, bench := w.shell, w.shell.bench
	if s.jobs.closed || bench == nil || bench.ReadOnly() || w.looking.busy() {
		return
	}
	setup, err := s.timerSetup()
	if err != nil || !workbench.TimerSet(setup) {
		return
	}
	options := w.options
	var results []workbench.PushResult
	w.looking.start(say("Sending what is due"), false, func(ctx context.Context, _ func(workbench.Progress)) (err error) {
		results, err = bench.SendDue(ctx, options)
		return err
	}, func(err error) {
		if s.bench != bench {
			return
		}
		w.tell(results, err)
	})
}

// tell says what went out, and once what did not.
func (w *dueWatch) tell(results []workbench.PushResult, err error) {
	s := w.shell
	if len(results) > 0 {
		s.refreshPublish()
	}
	problem := ""
	if err != nil && !errors.Is(err, context.Canceled) {
		if issue := table.IssueIn(err); issue == nil || issue.Code != "push-busy" {
			problem = err.Error()
		}
	}
	if problem != "" && problem != w.said {
		s.reportProblem(workbench.Problem(err), plainButton(say("Publish"), "", s.openPublish))
	}
	w.said = problem
	for _, result := range results {
		words := sentWords(result)
		if result.Sent > 0 || !result.Complete() && w.told[result.Push] != words {
			s.tellSent(result)
		}
		w.told[result.Push] = words
	}
}
