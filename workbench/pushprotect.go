package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/warehouse"
)

// runBody is what is kept of a run: the push as it was, and which groups were
// the smallest that each recipient was shown, by the recipient's name in lower
// case. Of runs by earlier programs that is not known.
type runBody struct {
	push.Push
	SmallestGroups map[string]int `json:"smallestGroups,omitempty"`
}

// smallestGroups are the smallest groups that the recipients of a run are shown.
// They depend on more than the push: on the dashboard, and on which domains are
// the district's.
func (r *pushRun) smallestGroups() map[string]int {
	groups := map[string]int{}
	for _, recipient := range r.recipients {
		if least := max(recipient.Slice.SmallestGroup, r.dashboard.SmallestGroup); least > 1 {
			groups[strings.ToLower(recipient.Name)] = least
		}
	}
	return groups
}

// pushGuard says whether the files made in a run may still go to whom they were
// made for: a mailbox may have been inside the district then.
type pushGuard struct {
	made   map[string]int
	plans  []push.Push
	least  int // of the dashboard
	listed []map[string]push.Recipient
	own    []string
}

// guardOf reads what it takes to tell: who is a recipient now, by the push as it
// was and as it is, and which domains are the district's.
func (b *Workbench) guardOf(ctx context.Context, run warehouse.Run) (pushGuard, error) {
	var body runBody
	if err := json.Unmarshal(run.Body, &body); err != nil {
		return pushGuard{}, fmt.Errorf("run %d: %w", run.ID, err)
	}
	guard := pushGuard{made: body.SmallestGroups, plans: []push.Push{body.Push}}
	now, err := b.Push(ctx, run.Push)
	switch {
	case err == nil:
		guard.plans = append(guard.plans, now)
	case !errors.Is(err, warehouse.ErrUnknownPush):
		return guard, err
	}
	account, known, err := b.MailAccount(ctx)
	if err != nil {
		return guard, err
	}
	if known {
		guard.own = account.OwnDomains()
	}
	for _, plan := range guard.plans {
		listed := map[string]push.Recipient{}
		// Of what has been deleted since, the address alone decides.
		if recipients, err := b.PushRecipients(ctx, plan); err == nil {
			for _, recipient := range recipients {
				listed[strings.ToLower(recipient.Name)] = recipient
			}
		}
		guard.listed = append(guard.listed, listed)
		if dashboard, err := b.pushed(ctx, plan); err == nil {
			guard.least = max(guard.least, dashboard.SmallestGroup)
		}
	}
	return guard, ctx.Err()
}

// allows reports whether the files of a delivery withhold as much as they must.
func (g pushGuard) allows(delivery warehouse.Delivery) bool {
	who := strings.ToLower(delivery.Recipient)
	wanted := g.least
	for i, plan := range g.plans {
		recipient := g.listed[i][who]
		if delivery.Channel == warehouse.ByMail && delivery.Address != "" {
			recipient.Emails = append(recipient.Emails[:len(recipient.Emails):len(recipient.Emails)], delivery.Address)
		}
		wanted = max(wanted, plan.Smallest(recipient, g.own))
	}
	return wanted <= 1 || g.made[who] >= wanted
}

// refuseUnprotected leaves out what was made before its recipient turned out to
// be outside the district, and returns the rest.
func (b *Workbench) refuseUnprotected(ctx context.Context, run warehouse.Run, waiting []warehouse.Delivery) ([]warehouse.Delivery, error) {
	if len(waiting) == 0 {
		return nil, nil
	}
	guard, err := b.guardOf(ctx, run)
	if err != nil {
		return nil, err
	}
	var left []warehouse.Delivery
	for _, delivery := range waiting {
		if guard.allows(delivery) {
			left = append(left, delivery)
			continue
		}
		err := b.warehouse.SetDelivery(ctx, delivery.ID, warehouse.Prepared, warehouse.Refused,
			"Its files show smaller groups than this recipient may be shown now. Send it again: they are made anew.")
		if err != nil {
			return nil, err
		}
	}
	return left, nil
}
