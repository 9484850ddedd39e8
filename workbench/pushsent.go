package workbench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// skipSent keeps the same mail from being sent twice because somebody was not
// sure whether it had been: it leaves out of a run the messages that an earlier
// run of the same push sent, or may have sent, from the same data, and returns
// how many those are. It is an issue if no other message is left.
func (b *Workbench) skipSent(ctx context.Context, made *pushRun, options PushOptions) (int, error) {
	if options.Again || !made.plan.Goes(push.ToEmail) || !options.Occasion.IsZero() {
		return 0, nil
	}
	sent, last, err := b.sentLetters(ctx, made)
	if err != nil || len(sent) == 0 {
		return 0, err
	}
	made.sent = sent
	var recipients []push.Recipient
	var folders []string
	already, left := 0, false
	for i, recipient := range made.recipients {
		mailboxes := map[string]bool{}
		for _, address := range recipient.Emails {
			mailboxes[letterKey(recipient.Name, address)] = true
		}
		had := 0
		for mailbox := range mailboxes {
			if sent[mailbox] {
				had++
			}
		}
		already += had
		all := had > 0 && had == len(mailboxes)
		left = left || !all
		if !all || made.plan.Goes(push.ToFolder) {
			recipients, folders = append(recipients, recipient), append(folders, made.folders[i])
		}
	}
	if !left {
		return already, table.Failed("push-already-sent", table.Where{}, fmt.Sprintf("%q was sent on %s, and nothing was imported or changed since.", made.plan.Name, last.In(b.now().Location()).Format("2 Jan 2006 15:04")),
			"Say --again to send it all the same.", nil)
	}
	made.recipients, made.folders = recipients, folders
	return already, nil
}

// sentLetters returns the messages that left, or may have, in runs that sent the
// same as this one, and when the last of those runs began. Runs that went
// elsewhere or to some recipients only count with what they mailed.
func (b *Workbench) sentLetters(ctx context.Context, made *pushRun) (map[string]bool, time.Time, error) {
	var last time.Time
	same, err := whatIsSent(made.plan)
	if err != nil {
		return nil, last, err
	}
	runs, err := b.warehouse.Runs(ctx, made.plan.Name)
	if err != nil {
		return nil, last, err
	}
	started, groups, now := map[int64]time.Time{}, map[int64]map[string]int{}, made.smallestGroups()
	for _, run := range runs {
		var before runBody
		if run.Data != made.data || json.Unmarshal(run.Body, &before) != nil {
			continue // a run that nobody can read is not the same
		}
		if body, err := whatIsSent(before.Push); err == nil && bytes.Equal(body, same) {
			started[run.ID], groups[run.ID] = run.Started, before.SmallestGroups
		}
	}
	deliveries, err := b.warehouse.Deliveries(ctx, warehouse.DeliveryFilter{Push: made.plan.Name, States: []warehouse.DeliveryState{warehouse.Sent, warehouse.Unknown}})
	if err != nil {
		return nil, last, err
	}
	sent := map[string]bool{}
	for _, delivery := range deliveries {
		began, found := started[delivery.Run]
		if !found || delivery.Channel != warehouse.ByMail {
			continue
		}
		if who := strings.ToLower(delivery.Recipient); groups[delivery.Run][who] != now[who] {
			continue // it withheld other numbers
		}
		sent[letterKey(delivery.Recipient, delivery.Address)] = true
		if began.After(last) {
			last = began
		}
	}
	return sent, last, nil
}

// whatIsSent writes down a push without what makes no difference to a message:
// where else it goes, when, how many a day, and to whom it may.
func whatIsSent(plan push.Push) ([]byte, error) {
	plan.Paused, plan.Folder, plan.Where = false, "", ""
	plan.Schedule, plan.DailyLimit, plan.Outside = push.Schedule{}, 0, nil
	return json.Marshal(plan)
}

// letterKey names the message to one recipient at one address.
func letterKey(recipient, address string) string {
	return strings.ToLower(recipient) + "\x00" + push.Mailbox(address)
}
