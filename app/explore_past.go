package app

import (
	"context"
	"reflect"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// mostPast is how many changes of an exploration can be taken back.
const mostPast = 200

// explorePast is what was asked before, from the first question on.
type explorePast struct {
	asked   []reports.Report
	current reports.Report
	typed   bool // the last change was typed into the filter
}

// note remembers the question before this one. Letters typed into the filter
// one after the other are one change.
func (p *explorePast) note(now reports.Report) {
	before := p.current
	if reflect.DeepEqual(before, now) {
		return
	}
	p.current = now
	without := now
	without.Spec.Where = before.Spec.Where
	typed := reflect.DeepEqual(before, without)
	if before.Dataset != "" && (!typed || !p.typed) {
		p.asked = append(p.asked, before)
		if len(p.asked) > mostPast {
			p.asked = p.asked[1:]
		}
	}
	p.typed = typed
}

// undo asks again what was asked before the last change.
func (p *explorePresenter) undo() bool {
	if len(p.past.asked) == 0 {
		return false
	}
	before := p.past.asked[len(p.past.asked)-1]
	p.past.asked = p.past.asked[:len(p.past.asked)-1]
	before.Name, before.Title, before.View, before.Listed = p.report.Name, p.report.Title, p.report.View, p.report.Listed // saving it is not undone
	p.report, p.past.current, p.past.typed = before, before, false
	p.run()
	return true
}

// typingPause is how long a person stops when a filter is complete. What is
// wrong with it is not said earlier.
const typingPause = 700 * time.Millisecond

// pause waits until no letter was typed for a while.
func (p *explorePresenter) pause() {
	p.typing.start(say("Waiting for the filter"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		timer := time.NewTimer(typingPause)
		defer timer.Stop()
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		return nil
	}, func(error) { p.changed() })
}

// undo takes the last change of the exploration back.
func (p *explorePage) undo() bool {
	if !p.presenter.undo() {
		return false
	}
	p.filter.SetText(p.presenter.report.Spec.Where)
	return true
}

// selectAll selects the whole cross-tab, and find goes to the fields.
func (p *explorePage) selectAll() { p.crosstab.SelectAll() }
func (p *explorePage) find()      { p.shell.focus(p.fields.SearchField()) }
