package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
)

// SavePush keeps a push in the workspace under its name, in place of one of the
// same name. What it sends and the data it names must exist.
func (b *Workbench) SavePush(ctx context.Context, plan push.Push) error {
	plan.Name = strings.TrimSpace(plan.Name)
	if err := plan.Validate(BoardFormats()); err != nil {
		return err
	}
	if _, err := b.pushed(ctx, plan); err != nil {
		return err
	}
	if _, err := b.PushRecipients(ctx, plan); err != nil {
		return err
	}
	if err := b.keepSince(ctx, &plan); err != nil {
		return err
	}
	body, err := json.Marshal(plan)
	if err != nil {
		return fmt.Errorf("write down push %q: %w", plan.Name, err)
	}
	return b.warehouse.SavePush(ctx, plan.Name, body)
}

// keepSince lets a push that is saved again with the same schedule count from
// when it did before, so that what is due and has not gone out yet is not lost
// with a change of its words. A schedule that is new, changed, stopped or
// resumed counts from now.
func (b *Workbench) keepSince(ctx context.Context, plan *push.Push) error {
	plan.Schedule.Since = time.Time{}
	saved, err := b.warehouse.Push(ctx, plan.Name)
	if issue := table.IssueIn(err); issue != nil {
		return nil // there was none of this name
	}
	if err != nil {
		return err
	}
	before, err := readPush(saved.Name, saved.Body)
	if err != nil {
		return nil // what cannot be read owes nothing
	}
	if !before.Paused && !plan.Paused && plan.Schedule.When != push.OnRequest && before.Schedule.Same(plan.Schedule) {
		plan.Schedule.Since = cmp.Or(before.Schedule.Since, saved.Updated)
	}
	return nil
}

// Pushes returns the saved pushes by name.
func (b *Workbench) Pushes(ctx context.Context) ([]push.Push, error) {
	saved, err := b.warehouse.Pushes(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]push.Push, len(saved))
	for i, entry := range saved {
		if list[i], err = readPush(entry.Name, entry.Body); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Push returns the saved push with this name, ignoring case. An unknown name is
// a *table.Issue.
func (b *Workbench) Push(ctx context.Context, name string) (push.Push, error) {
	saved, err := b.warehouse.Push(ctx, name)
	if err != nil {
		return push.Push{}, err
	}
	return readPush(saved.Name, saved.Body)
}

// DeletePush forgets a push. The log of what it sent stays.
func (b *Workbench) DeletePush(ctx context.Context, name string) error {
	return b.warehouse.DeletePush(ctx, name)
}

func readPush(name string, body json.RawMessage) (push.Push, error) {
	var plan push.Push
	if err := json.Unmarshal(body, &plan); err != nil {
		return plan, table.Failed("push-damaged", table.Where{}, fmt.Sprintf("The saved push %q cannot be read.", name),
			"Delete it and make it anew; its log and the data are not touched.", err)
	}
	plan.Name = name
	return plan, nil
}

// pushed is the dashboard that a push sends; a report becomes one of a single
// tile.
func (b *Workbench) pushed(ctx context.Context, plan push.Push) (reports.Dashboard, error) {
	if plan.Report == "" {
		return b.Dashboard(ctx, plan.Dashboard)
	}
	report, err := b.Report(ctx, plan.Report)
	if err != nil {
		return reports.Dashboard{}, err
	}
	return reports.Dashboard{
		Name: report.Name, Title: report.Title, Language: plan.Language,
		Tiles: []reports.Tile{{Name: report.Name, Kind: reports.CrosstabTile, Title: report.Title, Report: report}},
	}, nil
}

// mailSetting is the name under which the mail account is kept.
const mailSetting = "mail account"

// MailAccount returns how this workspace sends mail, and whether that has been
// said.
func (b *Workbench) MailAccount(ctx context.Context) (mail.Account, bool, error) {
	var account mail.Account
	body, err := b.warehouse.Setting(ctx, mailSetting)
	if err != nil || body == nil {
		return account, false, err
	}
	if err := json.Unmarshal(body, &account); err != nil {
		return account, false, table.Failed("mail-account", table.Where{}, "What was kept about the mail account cannot be read.", "Say it again.", err)
	}
	return account, true, nil
}

// SaveMailAccount keeps how this workspace sends mail. The password is kept
// elsewhere: see mail.Secrets.
func (b *Workbench) SaveMailAccount(ctx context.Context, account mail.Account) error {
	if err := account.Validate(); err != nil {
		return err
	}
	body, err := json.Marshal(account)
	if err != nil {
		return fmt.Errorf("write down the mail account: %w", err)
	}
	return b.warehouse.SaveSetting(ctx, mailSetting, body)
}
