package workbench

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// PushOptions say how a push is proofed or sent, this once. The zero value does
// as the push says.
type PushOptions struct {
	// Out is a folder to write into in place of the push's. Unless Where says
	// otherwise nothing is mailed then.
	Out string
	// Where and Formats take the place of the push's, if not empty.
	Where   push.Where
	Formats []string
	// Again sends although the same was sent already.
	Again bool
	// Only, if not empty, names the recipients to send to.
	Only []string
	// Occasion is the time at which it was due; zero if somebody asked.
	Occasion time.Time
	// Secrets is where the mail password is, and Mail what tests change.
	Secrets mail.Secrets
	Mail    mail.Options
	// Wait waits between tries; nil is the clock's. It ends early with ctx.
	Wait     func(ctx context.Context, d time.Duration) error
	Progress func(Progress)
}

func (o PushOptions) apply(plan push.Push) push.Push {
	if len(o.Formats) > 0 {
		plan.Formats = o.Formats
	}
	switch {
	case o.Where != "":
		plan.Where = o.Where
	case o.Out != "":
		plan.Where = push.ToFolder
	}
	if o.Out != "" {
		plan.Folder = o.Out
	}
	return plan
}

// changes reports whether the options ask for something else than the push says.
// What is in the outbox already cannot be changed.
func (o PushOptions) changes() bool {
	return o.Out != "" || o.Where != "" || len(o.Formats) > 0 || len(o.Only) > 0
}

func (o PushOptions) report(step string, done, all int) {
	if o.Progress != nil {
		o.Progress(Progress{Step: step, Done: float64(done) / float64(max(all, 1))})
	}
}

func (o PushOptions) wait(ctx context.Context, d time.Duration) error {
	if o.Wait != nil {
		return o.Wait(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// PushResult is what came of sending.
type PushResult struct {
	Push string `json:"push"`
	Run  int64  `json:"run"`
	// Continued is true if an earlier run was gone on with that had not come to
	// its end.
	Continued bool   `json:"continued"`
	Data      string `json:"data"`
	// Sent, Held, Waiting, Refused, Unknown and Stopped count deliveries of the
	// run, whenever that was; Deliveries lists them.
	Sent       int        `json:"sent"`
	Held       int        `json:"held"`
	Waiting    int        `json:"waiting"`
	Refused    int        `json:"refused"`
	Unknown    int        `json:"unknown"`
	Stopped    int        `json:"stopped"`
	Deliveries []LogEntry `json:"deliveries"`
	// Already is how many messages were left out of the run because an earlier
	// one sent the same.
	Already int `json:"already,omitempty"`
	// Problem is why some are waiting; nil if none are.
	Problem *table.Issue `json:"problem,omitempty"`
	// missed is how many are held back although somebody expects them.
	missed int
}

// Complete reports whether everybody who should have got something did.
func (r PushResult) Complete() bool {
	return r.Waiting+r.Refused+r.Unknown+r.missed == 0
}

// Send makes a push for all of its recipients and sends it. Everything is made
// and put into the outbox first, so that what is sent is what was made, also
// when the program ends in the middle: then the next Send goes on with that run
// in place of beginning another, or refuses if the options ask for something
// else, and a message of which it is not known whether it arrived is left for
// somebody to decide.
//
// The error is why nothing could be done. What came of each message is in the
// result, which is also filled when ctx ends: then the rest is waiting.
func (b *Workbench) Send(ctx context.Context, name string, options PushOptions) (PushResult, error) {
	if !b.sending.TryLock() {
		return PushResult{}, table.Failed("push-busy", table.Where{}, "Something is being sent already.", "Wait until it is done, or stop it.", nil)
	}
	defer b.sending.Unlock()
	plan, err := b.Push(ctx, name)
	if err != nil {
		return PushResult{}, err
	}
	if err := b.settleOutbox(ctx); err != nil {
		return PushResult{}, err
	}
	if run, open, err := b.openRun(ctx, plan.Name); err != nil {
		return PushResult{}, err
	} else if open {
		if options.changes() {
			return PushResult{}, table.Failed("push-open", table.Where{}, fmt.Sprintf("An earlier run of %q has not come to its end.", plan.Name),
				"Send without --out, --to, --only and --formats to go on with it, or stop it first.", nil)
		}
		return b.sendRun(ctx, run, true, options)
	}
	// A folder that somebody names now is looked at now. That of the push may be
	// away for a while, such as on a drive; what goes there waits for it.
	if options.Out != "" {
		if err := writableFolder(options.Out); err != nil {
			return PushResult{}, err
		}
	}
	return b.sendNew(ctx, options.apply(plan), options)
}

// writableFolder makes a folder, if it is not there, and sees whether files can
// be written into it.
func writableFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return exportProblem(path, err)
	}
	file, err := os.CreateTemp(path, ".schoolbench-*")
	if err != nil {
		return exportProblem(path, err)
	}
	if err := errors.Join(file.Close(), os.Remove(file.Name())); err != nil {
		return exportProblem(path, err)
	}
	return nil
}

// sendNew makes a run and sends it.
func (b *Workbench) sendNew(ctx context.Context, plan push.Push, options PushOptions) (PushResult, error) {
	run, already, err := b.makeRun(ctx, plan, options)
	if err != nil {
		return PushResult{}, err
	}
	result, err := b.sendRun(ctx, run, false, options)
	result.Already = already
	return result, err
}

// settleOutbox brings order into what a program left that ended in the middle.
// Whoever calls it has the workspace to itself, so nothing is under way.
func (b *Workbench) settleOutbox(ctx context.Context) error {
	runs, err := b.warehouse.Runs(ctx, "")
	if err != nil {
		return err
	}
	for _, run := range runs {
		if run.State == warehouse.RunPreparing {
			if err := b.warehouse.SetRun(ctx, run.ID, warehouse.RunAbandoned); err != nil {
				return err
			}
		}
	}
	lost, err := b.warehouse.Deliveries(ctx, warehouse.DeliveryFilter{States: []warehouse.DeliveryState{warehouse.Sending}})
	if err != nil {
		return err
	}
	for _, delivery := range lost {
		err := b.warehouse.SetDelivery(ctx, delivery.ID, warehouse.Sending, warehouse.Unknown,
			"The program ended before the mail server answered. Ask the recipient, then send it again or accept it.")
		if err != nil {
			return err
		}
	}
	return nil
}

// openRun finds the oldest run of a push that has not come to its end. There
// may be nothing left to send in it: a program that ended with the last
// message leaves it open, too, and another run would send everything again.
func (b *Workbench) openRun(ctx context.Context, name string) (warehouse.Run, bool, error) {
	runs, err := b.warehouse.Runs(ctx, name)
	if err != nil {
		return warehouse.Run{}, false, err
	}
	at := slices.IndexFunc(runs, func(run warehouse.Run) bool { return run.State == warehouse.RunSending })
	if at < 0 {
		return warehouse.Run{}, false, nil
	}
	return runs[at], true, nil
}

// makeRun makes everything and puts it into the outbox. It also returns how many
// messages it left out because the same was sent already.
func (b *Workbench) makeRun(ctx context.Context, plan push.Push, options PushOptions) (warehouse.Run, int, error) {
	account, known, err := b.MailAccount(ctx)
	if err != nil {
		return warehouse.Run{}, 0, err
	}
	var domains []string
	if known {
		domains = account.OwnDomains()
	} else if plan.Goes(push.ToEmail) {
		return warehouse.Run{}, 0, noMailAccount()
	}
	made, err := b.preparePush(ctx, plan, domains)
	if err != nil {
		return warehouse.Run{}, 0, err
	}
	if plan.Locked {
		made.password, err = options.Secrets.Named(b.lockName(plan.Name))
		if err == nil && made.password == "" {
			err = table.Failed("push-password", table.Where{}, fmt.Sprintf("The files of %q are to be locked, and there is no password to lock them with.", plan.Name), "Set it with sbench push lock.", nil)
		}
		if err != nil {
			return warehouse.Run{}, 0, err
		}
	}
	if err := keepOnly(made, options.Only); err != nil {
		return warehouse.Run{}, 0, err
	}
	body, err := json.Marshal(runBody{Push: plan, SmallestGroups: made.smallestGroups()})
	if err != nil {
		return warehouse.Run{}, 0, err
	}
	run := warehouse.Run{Push: plan.Name, Occasion: options.Occasion, Data: made.data, Body: body}
	already, err := b.skipSent(ctx, made, options)
	if err != nil {
		return warehouse.Run{}, 0, err
	}
	if run.ID, err = b.warehouse.BeginRun(ctx, run); err != nil {
		return warehouse.Run{}, 0, err
	}
	folder := plan.FolderIn(filepath.Dir(b.Path()))
	err = b.eachPart(ctx, made, plan.Formats, func(place int, part madePart) error {
		options.report("Making the files of "+part.line.Recipient, place+1, 2*len(made.recipients))
		deliveries := b.deliveriesOf(made, place, part, folder, account)
		return b.warehouse.AddDeliveries(ctx, run.ID, deliveries)
	})
	if err == nil {
		err = b.warehouse.SetRun(ctx, run.ID, warehouse.RunSending)
	}
	if err != nil {
		_ = b.warehouse.SetRun(context.WithoutCancel(ctx), run.ID, warehouse.RunAbandoned)
		return warehouse.Run{}, 0, err
	}
	return run, already, nil
}

// keepOnly leaves the recipients that are named.
func keepOnly(run *pushRun, only []string) error {
	if len(only) == 0 {
		return nil
	}
	var recipients []push.Recipient
	var folders []string
	for i, recipient := range run.recipients {
		if containsFold(only, recipient.Name) {
			recipients, folders = append(recipients, recipient), append(folders, run.folders[i])
		}
	}
	for _, name := range only {
		if !slices.ContainsFunc(recipients, func(r push.Recipient) bool { return strings.EqualFold(r.Name, name) }) {
			return table.Failed("push-recipient", table.Where{}, fmt.Sprintf("The push %q has no recipient %q.", run.plan.Name, name), "See sbench push proof for their names.", nil)
		}
	}
	run.recipients, run.folders = recipients, folders
	return nil
}

// deliveriesOf puts the part of one recipient into deliveries: one for the
// folder and one for each address.
func (b *Workbench) deliveriesOf(run *pushRun, place int, part madePart, folder string, account mail.Account) []warehouse.Delivery {
	figures, err := json.Marshal(part.made.Figures)
	if err != nil || part.made.Figures == nil {
		figures = []byte("[]") // an infinite number is none to compare with
	}
	language := string(part.made.Recipient.Slice.Language)
	if language == "" {
		language = string(reports.English)
	}
	base := warehouse.Delivery{
		Recipient: part.made.Recipient.Name, RunAs: part.made.RunAs, Language: language, State: warehouse.Prepared,
		Rows: part.made.Rows, Students: part.made.Students, Figures: figures, Files: part.files,
	}
	if part.line.Held {
		base.State, base.Detail = warehouse.Held, part.line.HeldWhy()
	}
	var deliveries []warehouse.Delivery
	if run.plan.Goes(push.ToFolder) {
		delivery := base
		delivery.Channel, delivery.Address = warehouse.ByFolder, filepath.Join(folder, run.folders[place])
		deliveries = append(deliveries, delivery)
	}
	if !run.plan.Goes(push.ToEmail) {
		return deliveries
	}
	words := push.Compose(run.plan, push.Letter{
		Title: part.title, Recipient: part.made.Recipient.Name, RunAs: part.made.RunAs, Data: run.data,
		Language: reports.Language(language), Date: b.now(),
	})
	addresses := part.made.Recipient.Emails
	if len(addresses) == 0 {
		addresses = []string{""} // held, and in the log
	}
	written := map[string]bool{}
	for _, address := range addresses {
		// One mailbox may be listed twice, with and without its owner's name.
		key := letterKey(part.made.Recipient.Name, address)
		if run.sent[key] || written[key] {
			continue
		}
		written[key] = true
		delivery := base
		delivery.Channel, delivery.Address, delivery.Subject, delivery.Words = warehouse.ByMail, address, words.Subject, words.Text
		delivery.MessageID = messageID(account)
		deliveries = append(deliveries, delivery)
	}
	return deliveries
}

// messageID makes up a name for a message that no other message has.
func messageID(account mail.Account) string {
	var random [16]byte
	_, _ = rand.Read(random[:]) // never fails
	domain := "schoolbench.invalid"
	if from, err := push.ParseAddress(account.From); err == nil {
		domain = push.DomainOf(from.Address)
	}
	return hex.EncodeToString(random[:]) + "@" + domain
}
