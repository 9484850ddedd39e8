package workbench

import (
	"context"
	"time"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// PushSummary is a push as a list shows it.
type PushSummary struct {
	Push push.Push
	// Recipients is how many there are; -1 where that cannot be told, which
	// Problem explains.
	Recipients int
	Problem    *table.Issue
	// Next is when it goes out next; zero if only on request or on an import, if
	// it is paused, and if no such day can be foreseen.
	Next time.Time
	// Last is when anything was last sent or held, and LastRun the run's
	// deliveries by state; both are empty for one that never went out.
	Last    time.Time
	LastRun map[warehouse.DeliveryState]int
	// Doubtful is how many messages of all runs nobody knows about: the program
	// ended before the server answered.
	Doubtful int
}

// PushSummaries lists the pushes by name, with what is next and what came of
// the last run. A push whose recipients cannot be told is listed all the same.
func (b *Workbench) PushSummaries(ctx context.Context) ([]PushSummary, error) {
	plans, err := b.Pushes(ctx)
	if err != nil {
		return nil, err
	}
	var list []PushSummary
	for _, plan := range plans {
		summary := PushSummary{Push: plan, Recipients: -1}
		recipients, err := b.PushRecipients(ctx, plan)
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			issue := Problem(err)
			summary.Problem = &issue
		default:
			summary.Recipients = len(recipients)
		}
		if !plan.Paused {
			if summary.Next, err = b.nextOccasion(ctx, plan); err != nil && summary.Problem == nil {
				issue := Problem(err)
				summary.Problem = &issue
			}
		}
		if err := b.summarizeLog(ctx, &summary); err != nil {
			return nil, err
		}
		list = append(list, summary)
	}
	return list, nil
}

// nextOccasion is when a push goes out next by its schedule.
func (b *Workbench) nextOccasion(ctx context.Context, plan push.Push) (time.Time, error) {
	schedule, err := b.schoolDays(ctx, plan.Schedule)
	if err != nil {
		return time.Time{}, err
	}
	next, _, err := schedule.Next(b.now())
	return next, err
}

func (b *Workbench) summarizeLog(ctx context.Context, summary *PushSummary) error {
	entries, err := b.PushLog(ctx, summary.Push.Name)
	if err != nil {
		return err
	}
	run := int64(0)
	for _, entry := range entries {
		if entry.Run > run {
			run = entry.Run
			summary.LastRun = map[warehouse.DeliveryState]int{}
			summary.Last = time.Time{}
		}
		if entry.Run == run {
			summary.LastRun[entry.State]++
			if entry.Changed.After(summary.Last) {
				summary.Last = entry.Changed
			}
		}
		if entry.State == warehouse.Unknown {
			summary.Doubtful++
		}
	}
	return nil
}
