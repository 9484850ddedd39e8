package workbench

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Resend sends deliveries again, by their numbers in the log. Of one that did
// not arrive, or of which nobody knows, the very same message goes out, under
// the same Message-ID; of one that was sent or held, or whose run ended before
// its files were whole, or whose recipient must not be shown groups as small as
// its files show any more, they are made anew for its recipient and go to all of
// the recipient's addresses.
func (b *Workbench) Resend(ctx context.Context, ids []int64, options PushOptions) ([]PushResult, error) {
	if !b.sending.TryLock() {
		return nil, table.Failed("push-busy", table.Where{}, "Something is being sent already.", "Wait until it is done, or stop it.", nil)
	}
	defer b.sending.Unlock()
	if err := b.settleOutbox(ctx); err != nil {
		return nil, err
	}
	all, err := b.warehouse.Runs(ctx, "")
	if err != nil {
		return nil, err
	}
	abandoned, runs := map[int64]bool{}, map[int64]warehouse.Run{}
	for _, run := range all {
		abandoned[run.ID], runs[run.ID] = run.State == warehouse.RunAbandoned, run
	}
	// The same message goes out again in its own run, a new one in a new run.
	var again []int64
	anew := map[int64][]warehouse.Delivery{}
	for _, id := range ids {
		delivery, err := b.delivery(ctx, id)
		if err != nil {
			return nil, err
		}
		if abandoned[delivery.Run] {
			anew[delivery.Run] = append(anew[delivery.Run], delivery) // its files are gone
			continue
		}
		switch delivery.State {
		case warehouse.Unknown, warehouse.Refused, warehouse.Stopped:
			guard, err := b.guardOf(ctx, runs[delivery.Run])
			if err != nil {
				return nil, err
			}
			if !guard.allows(delivery) {
				anew[delivery.Run] = append(anew[delivery.Run], delivery) // its files show what they must not
				continue
			}
			if err := b.warehouse.SetDelivery(ctx, id, delivery.State, warehouse.Prepared, "Sent again on request."); err != nil {
				return nil, err
			}
			if err := b.warehouse.SetRun(ctx, delivery.Run, warehouse.RunSending); err != nil {
				return nil, err
			}
			again = append(again, delivery.Run)
		case warehouse.Prepared:
			again = append(again, delivery.Run)
		default:
			anew[delivery.Run] = append(anew[delivery.Run], delivery)
		}
	}
	var results []PushResult
	for _, run := range all {
		if slices.Contains(again, run.ID) {
			result, err := b.sendRun(ctx, run, true, options)
			if err != nil {
				return results, err
			}
			results = append(results, result)
		}
		if deliveries := anew[run.ID]; len(deliveries) > 0 {
			result, err := b.sendAnew(ctx, run, deliveries, options)
			if err != nil {
				return results, err
			}
			results = append(results, result)
		}
	}
	return results, nil
}

// sendAnew makes the files of some recipients of a run once more, from the data
// as they are now and for the recipients as they are listed now, and sends them
// to where that run went.
func (b *Workbench) sendAnew(ctx context.Context, run warehouse.Run, deliveries []warehouse.Delivery, options PushOptions) (PushResult, error) {
	before, err := readPush(run.Push, run.Body)
	if err != nil {
		return PushResult{}, err
	}
	plan, err := b.Push(ctx, run.Push)
	if errors.Is(err, warehouse.ErrUnknownPush) {
		plan, err = before, nil // it was deleted; its log was not
	}
	if err != nil {
		return PushResult{}, err
	}
	plan.Formats, plan.Folder, plan.Where = before.Formats, before.Folder, ""
	for _, delivery := range deliveries {
		where := push.ToFolder
		if delivery.Channel == warehouse.ByMail {
			where = push.ToEmail
		}
		if plan.Where != "" && plan.Where != where {
			where = push.ToBoth
		}
		plan.Where = where
		if !containsFold(options.Only, delivery.Recipient) {
			options.Only = append(slices.Clone(options.Only), delivery.Recipient)
		}
	}
	options.Again = true // somebody named these deliveries
	return b.sendNew(ctx, options.apply(plan), options)
}

// AcceptDelivery records that a message of which it was not known whether it
// arrived did arrive.
func (b *Workbench) AcceptDelivery(ctx context.Context, id int64) error {
	delivery, err := b.delivery(ctx, id)
	if err != nil {
		return err
	}
	if delivery.State != warehouse.Unknown {
		return table.Failed("push-not-unknown", table.Where{}, fmt.Sprintf("There is no doubt about message %d: it is %s.", id, delivery.State), "Only a message of which it is not known whether it arrived can be accepted.", nil)
	}
	return b.warehouse.SetDelivery(ctx, id, warehouse.Unknown, warehouse.Sent, "Somebody said that it arrived.")
}

func (b *Workbench) delivery(ctx context.Context, id int64) (warehouse.Delivery, error) {
	found, err := b.warehouse.Deliveries(ctx, warehouse.DeliveryFilter{ID: id})
	if err == nil && len(found) == 0 {
		err = table.Failed("push-unknown-delivery", table.Where{}, fmt.Sprintf("The log has no number %d.", id), "See sbench push log for the numbers.", nil)
	}
	if err != nil {
		return warehouse.Delivery{}, err
	}
	return found[0], nil
}

// StopPush stops what is still waiting of a push and pauses its schedule. It
// returns how many messages were stopped. What has left cannot be called back.
func (b *Workbench) StopPush(ctx context.Context, name string) (int, error) {
	if !b.sending.TryLock() {
		return 0, table.Failed("push-busy", table.Where{}, "Something is being sent at the moment.", "Cancel that first; what has not left by then can be stopped.", nil)
	}
	defer b.sending.Unlock()
	plan, err := b.Push(ctx, name)
	if err != nil {
		return 0, err
	}
	if err := b.settleOutbox(ctx); err != nil {
		return 0, err
	}
	waiting, err := b.warehouse.Deliveries(ctx, warehouse.DeliveryFilter{Push: plan.Name, States: []warehouse.DeliveryState{warehouse.Prepared}})
	if err != nil {
		return 0, err
	}
	for i, delivery := range waiting {
		if err := b.warehouse.SetDelivery(ctx, delivery.ID, warehouse.Prepared, warehouse.Stopped, "Somebody stopped it before it left."); err != nil {
			return i, err
		}
		if err := b.warehouse.SetRun(ctx, delivery.Run, warehouse.RunStopped); err != nil {
			return i, err
		}
	}
	// A program that ended with the last message left its run open.
	for {
		run, open, err := b.openRun(ctx, plan.Name)
		if err != nil {
			return len(waiting), err
		}
		if !open {
			return len(waiting), b.pausePush(ctx, plan, true)
		}
		if err := b.warehouse.SetRun(ctx, run.ID, warehouse.RunStopped); err != nil {
			return len(waiting), err
		}
	}
}

// ResumePush lets the schedule of a push go on after StopPush.
func (b *Workbench) ResumePush(ctx context.Context, name string) error {
	plan, err := b.Push(ctx, name)
	if err != nil {
		return err
	}
	return b.pausePush(ctx, plan, false)
}

func (b *Workbench) pausePush(ctx context.Context, plan push.Push, paused bool) error {
	if plan.Paused == paused {
		return nil
	}
	plan.Paused = paused
	return b.SavePush(ctx, plan)
}
