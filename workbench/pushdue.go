package workbench

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/schoolbench/schoolbench/crosstab/calendar"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/warehouse"
)

// DuePush is a push that should go out now.
type DuePush struct {
	Name     string
	Occasion time.Time // zero for one that is only to be gone on with
	Missed   int       // earlier occasions for which this one stands
	Open     bool      // an earlier run has not come to its end
}

// DuePushes returns the pushes that should go out now, by name: those whose
// time has come, and those of which messages are waiting. A schedule counts
// from when it was made, changed or resumed. A push of which that cannot be said keeps none of
// the others from going: the error holds the issues of all such pushes, and the
// list is good beside it.
func (b *Workbench) DuePushes(ctx context.Context) ([]DuePush, error) {
	saved, err := b.warehouse.Pushes(ctx)
	if err != nil {
		return nil, err
	}
	var due []DuePush
	var failures []error
	for _, entry := range saved {
		one, called, err := b.duePush(ctx, entry)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			failures = append(failures, err)
		}
		if called {
			due = append(due, one)
		}
	}
	return due, errors.Join(failures...)
}

// duePush reports whether a push should go out now. It may be gone on with also
// if there is an error about its next occasion.
func (b *Workbench) duePush(ctx context.Context, entry warehouse.Saved) (DuePush, bool, error) {
	plan, err := readPush(entry.Name, entry.Body)
	if err != nil || plan.Paused {
		return DuePush{}, false, err
	}
	_, open, err := b.openRun(ctx, plan.Name)
	if err != nil {
		return DuePush{}, false, err
	}
	one := DuePush{Name: plan.Name, Open: open}
	occasion, called, err := b.dueOccasion(ctx, plan, entry.Updated)
	if err != nil {
		return one, open, err
	}
	if called {
		one.Occasion, one.Missed = occasion.At, occasion.Missed
	}
	return one, called || open, nil
}

func (b *Workbench) dueOccasion(ctx context.Context, plan push.Push, saved time.Time) (push.Occasion, bool, error) {
	if plan.Schedule.When == push.OnRequest {
		return push.Occasion{}, false, nil
	}
	handled := saved
	if since := plan.Schedule.Since; !since.IsZero() && since.Before(saved) {
		handled = since
	}
	runs, err := b.warehouse.Runs(ctx, plan.Name)
	if err != nil {
		return push.Occasion{}, false, err
	}
	for _, run := range runs {
		if run.State != warehouse.RunAbandoned && run.State != warehouse.RunPreparing && run.Occasion.After(handled) {
			handled = run.Occasion
		}
	}
	var imported time.Time
	if plan.Schedule.When == push.OnImport {
		dashboard, err := b.pushed(ctx, plan)
		if err != nil {
			return push.Occasion{}, false, err
		}
		if _, imported, err = b.pushData(ctx, dashboard); err != nil {
			return push.Occasion{}, false, err
		}
	}
	schedule, err := b.schoolDays(ctx, plan.Schedule)
	if err != nil {
		return push.Occasion{}, false, err
	}
	return schedule.Due(handled, imported, b.now())
}

// schoolDays fills in the days without school from the workspace's calendar, if
// the schedule lists none: those that it closes, and those between one school
// year and the next.
func (b *Workbench) schoolDays(ctx context.Context, schedule push.Schedule) (push.Schedule, error) {
	if len(schedule.NoSchool) > 0 || schedule.When != push.FirstSchoolDay && schedule.When != push.EverySchoolDay {
		return schedule, nil
	}
	days, err := b.Calendar(ctx)
	if err != nil || days == nil {
		return schedule, err
	}
	var open []calendar.Day // days of instruction among those that are closed
	for _, year := range days.Years {
		open = append(open, year.Open...)
	}
	var add func(first, last calendar.Day)
	add = func(first, last calendar.Day) {
		if at := slices.IndexFunc(open, func(day calendar.Day) bool { return first <= day && day <= last }); at >= 0 {
			add(first, open[at]-1)
			add(open[at]+1, last)
		} else if first <= last {
			schedule.NoSchool = append(schedule.NoSchool, first.String()+"/"+last.String())
		}
	}
	years := slices.SortedFunc(slices.Values(days.Years), func(a, b calendar.Year) int { return cmp.Compare(a.First, b.First) })
	for i, year := range years {
		for _, closed := range year.Closed {
			add(closed.First, closed.Last)
		}
		if i > 0 {
			add(years[i-1].Last+1, year.First-1)
		}
	}
	return schedule, nil
}

// SendDue sends every push that is due and goes on with those that have
// messages waiting. One that fails does not keep the others from going; the
// error holds all of their issues.
func (b *Workbench) SendDue(ctx context.Context, options PushOptions) ([]PushResult, error) {
	due, err := b.DuePushes(ctx)
	var results []PushResult
	var failures []error
	if err != nil {
		failures = append(failures, err)
	}
	for _, one := range due {
		// First what is waiting, then what the time has come for.
		if one.Open {
			result, err := b.Send(ctx, one.Name, options)
			if err != nil {
				failures = append(failures, err)
				continue
			}
			results = append(results, result)
			if result.Waiting > 0 {
				continue
			}
		}
		if !one.Occasion.IsZero() {
			on := options
			on.Occasion = one.Occasion
			result, err := b.Send(ctx, one.Name, on)
			if err != nil {
				failures = append(failures, err)
				continue
			}
			results = append(results, result)
		}
	}
	return results, errors.Join(failures...)
}
