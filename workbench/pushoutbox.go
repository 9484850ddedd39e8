package workbench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// pauses is how long is waited before a message, or a server, is tried again
// within one run. What is still not taken then is waiting for the next run.
func pauses() []time.Duration {
	return []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute}
}

const (
	// givenUpAfter is how long a message is tried.
	givenUpAfter = 48 * time.Hour
	// mostUnknown is how many messages in a row may get no answer before
	// nothing more is put at risk.
	mostUnknown = 2
	// limitWindow is the time in which the daily limit counts.
	limitWindow = 24 * time.Hour
)

// sendRun sends what is waiting in a run.
func (b *Workbench) sendRun(ctx context.Context, run warehouse.Run, continued bool, options PushOptions) (PushResult, error) {
	var plan push.Push
	if err := json.Unmarshal(run.Body, &plan); err != nil {
		return PushResult{}, fmt.Errorf("run %d: %w", run.ID, err)
	}
	waiting, err := b.warehouse.Deliveries(ctx, warehouse.DeliveryFilter{Run: run.ID, States: []warehouse.DeliveryState{warehouse.Prepared}})
	if err != nil {
		return PushResult{}, err
	}
	if continued {
		if waiting, err = b.refuseUnprotected(ctx, run, waiting); err != nil {
			return PushResult{}, err
		}
	}
	var letters []warehouse.Delivery
	var problem error
	for i, delivery := range waiting {
		if delivery.Channel == warehouse.ByMail {
			letters = append(letters, delivery)
			continue
		}
		options.report("Writing the files of "+delivery.Recipient, len(waiting)+i, 2*len(waiting))
		if problem = b.writeDelivery(ctx, delivery); problem != nil {
			break
		}
	}
	if problem == nil && len(letters) > 0 {
		post := &post{bench: b, plan: plan, options: options}
		problem = post.send(ctx, letters)
		post.close()
	}
	// What was sent is told also when somebody ended the rest.
	return b.endRun(context.WithoutCancel(ctx), run, continued, problem)
}

// endRun closes a run in which nothing is waiting, and says what came of it.
func (b *Workbench) endRun(ctx context.Context, run warehouse.Run, continued bool, problem error) (PushResult, error) {
	result := PushResult{Push: run.Push, Run: run.ID, Continued: continued, Data: run.Data}
	entries, err := b.logOf(ctx, warehouse.DeliveryFilter{Run: run.ID})
	if err != nil {
		return result, errors.Join(problem, err)
	}
	result.Deliveries = entries
	for _, entry := range entries {
		switch entry.State {
		case warehouse.Sent:
			result.Sent++
		case warehouse.Held:
			result.Held++
			if !entry.uncalled() {
				result.missed++
			}
		case warehouse.Prepared, warehouse.Sending:
			result.Waiting++
		case warehouse.Refused:
			result.Refused++
		case warehouse.Unknown:
			result.Unknown++
		case warehouse.Stopped:
			result.Stopped++
		}
	}
	if problem != nil {
		issue := Problem(problem)
		if errors.Is(problem, context.Canceled) {
			issue = *table.Failed("push-interrupted", table.Where{}, fmt.Sprintf("Sending was interrupted; %d are waiting.", result.Waiting), "Send again to go on; nothing is sent twice.", problem)
		}
		result.Problem = &issue
	}
	if result.Waiting == 0 {
		err = b.warehouse.SetRun(ctx, run.ID, warehouse.RunDone)
	}
	return result, err
}

// writeDelivery puts the files of a delivery into its folder. Writing them a
// second time does no harm, so there is no doubt about a crash in the middle.
func (b *Workbench) writeDelivery(ctx context.Context, delivery warehouse.Delivery) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	files, err := b.filesOf(ctx, delivery)
	if filesGone(err) {
		return b.warehouse.SetDelivery(ctx, delivery.ID, warehouse.Prepared, warehouse.Refused, Problem(err).Message)
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(delivery.Address, 0o700); err != nil {
		return exportProblem(delivery.Address, err)
	}
	for _, file := range files {
		err := WriteFile(filepath.Join(delivery.Address, file.Name), func(w io.Writer) error {
			_, err := w.Write(file.Content)
			return err
		})
		if err != nil {
			return err
		}
	}
	return b.warehouse.SetDelivery(ctx, delivery.ID, warehouse.Prepared, warehouse.Sent, "")
}

// filesOf reads the files of one delivery with their content.
func (b *Workbench) filesOf(ctx context.Context, delivery warehouse.Delivery) ([]warehouse.DeliveryFile, error) {
	found, err := b.warehouse.Deliveries(ctx, warehouse.DeliveryFilter{ID: delivery.ID, Content: true})
	if err != nil {
		return nil, err
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("delivery %d has gone", delivery.ID)
	}
	for _, file := range found[0].Files {
		if int64(len(file.Content)) != file.Size {
			return nil, table.Failed("push-files-gone", table.Where{}, fmt.Sprintf("The files made for %s are no longer in the workspace.", delivery.Recipient), "Send to this recipient anew with --again and --only.", nil)
		}
	}
	return found[0].Files, nil
}

// filesGone reports whether a delivery cannot be sent any more because its files
// are gone. That is the end of this delivery and not of the run: otherwise the
// run would stay open and keep every later one from being made.
func filesGone(err error) bool {
	issue := table.IssueIn(err)
	return issue != nil && issue.Code == "push-files-gone"
}

// post hands messages to the mail server and keeps the book about them.
type post struct {
	bench   *Workbench
	plan    push.Push
	options PushOptions
	account mail.Account
	session *mail.Session
	unknown int // in a row
	// left and leftOfPush count messages of the last 24 hours, of all pushes
	// and of this one.
	left, leftOfPush int
}

// send sends messages in order and tries those again that the server puts off.
// Its error says why some are still waiting.
func (p *post) send(ctx context.Context, letters []warehouse.Delivery) error {
	account, known, err := p.bench.MailAccount(ctx)
	if err != nil {
		return err
	}
	if !known {
		return noMailAccount()
	}
	p.account = account
	if err := p.count(ctx); err != nil {
		return err
	}
	left := letters
	for round := 0; ; round++ {
		var putOff []warehouse.Delivery
		for i, letter := range left {
			p.options.report("Sending to "+letter.Recipient, len(left)+i, 2*len(left))
			later, err := p.one(ctx, letter)
			if err != nil {
				return err
			}
			if later {
				putOff = append(putOff, letter)
			}
		}
		if len(putOff) == 0 {
			return nil
		}
		if round == len(pauses()) {
			return table.Failed("mail-later", table.Where{}, fmt.Sprintf("The mail server put off %d messages.", len(putOff)), "They are tried again the next time something is sent.", nil)
		}
		if err := p.options.wait(ctx, pauses()[round]); err != nil {
			return err
		}
		left = putOff
	}
}

// one hands over one message. It is true if the server wants it another time.
func (p *post) one(ctx context.Context, letter warehouse.Delivery) (later bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if err := p.withinLimit(); err != nil {
		return false, err
	}
	message, err := p.message(ctx, letter)
	if filesGone(err) {
		return false, p.bench.warehouse.SetDelivery(ctx, letter.ID, warehouse.Prepared, warehouse.Refused, Problem(err).Message)
	}
	if err != nil {
		return false, err
	}
	if err := p.connect(ctx); err != nil {
		return false, err
	}
	book := p.bench.warehouse
	if err := book.SetDelivery(ctx, letter.ID, warehouse.Prepared, warehouse.Sending, ""); err != nil {
		return false, err
	}
	// From here on the answer has to be waited for and written down.
	lasting := context.WithoutCancel(ctx)
	outcome, err := p.session.Send(message)
	if err != nil {
		// The message could not even be written: an address nobody can read.
		return false, book.SetDelivery(lasting, letter.ID, warehouse.Sending, warehouse.Refused, err.Error())
	}
	if outcome.Broken {
		p.session = nil
	}
	if outcome.State != mail.Unknown {
		p.unknown = 0
	}
	if outcome.State == mail.Sent || outcome.State == mail.Unknown {
		p.left, p.leftOfPush = p.left+1, p.leftOfPush+1
	}
	switch outcome.State {
	case mail.Sent:
		return false, book.SetDelivery(lasting, letter.ID, warehouse.Sending, warehouse.Sent, outcome.Words)
	case mail.Refused:
		return false, book.SetDelivery(lasting, letter.ID, warehouse.Sending, warehouse.Refused, outcome.Words)
	case mail.Later:
		if p.bench.now().Sub(letter.Made) > givenUpAfter {
			return false, book.SetDelivery(lasting, letter.ID, warehouse.Sending, warehouse.Refused, "Given up after two days. "+outcome.Words)
		}
		return true, book.SetDelivery(lasting, letter.ID, warehouse.Sending, warehouse.Prepared, outcome.Words)
	}
	if err := book.SetDelivery(lasting, letter.ID, warehouse.Sending, warehouse.Unknown, outcome.Words); err != nil {
		return false, err
	}
	if p.unknown++; p.unknown >= mostUnknown {
		return false, table.Failed("mail-no-answer", table.Where{}, fmt.Sprintf("The mail server took %d messages in a row without a word.", p.unknown),
			"Ask who looks after mail. Nothing more is sent until then; whether these arrived, only their recipients can say.", nil)
	}
	return false, nil
}

// count finds out how many messages left in the last 24 hours. One of which it
// is not known counts, too.
func (p *post) count(ctx context.Context) (err error) {
	since := p.bench.now().Add(-limitWindow)
	if p.left, err = p.bench.warehouse.CountMail(ctx, "", since); err != nil {
		return err
	}
	p.leftOfPush, err = p.bench.warehouse.CountMail(ctx, p.plan.Name, since)
	return err
}

// withinLimit says when so many have left that the rest has to wait.
func (p *post) withinLimit() error {
	left, whose := p.left, "mail account"
	if limit := p.plan.DailyLimit; limit > 0 && p.leftOfPush >= limit {
		left, whose = p.leftOfPush, "push"
	} else if p.left < p.account.Limit() {
		return nil
	}
	return table.Failed("mail-limit", table.Where{}, fmt.Sprintf("%d messages were sent within 24 hours, which is the limit of the %s.", left, whose), "The rest is waiting; send again tomorrow, or raise the limit.", nil)
}

// connect signs in unless that has been done. A server that does not answer is
// tried again a few times.
func (p *post) connect(ctx context.Context) error {
	if p.session != nil {
		return nil
	}
	password := ""
	if p.account.User != "" {
		var err error
		if password, _, err = p.options.Secrets.Password(p.account); err != nil {
			return err
		}
	}
	for try := 0; ; try++ {
		session, err := mail.Open(ctx, p.account, password, p.options.Mail)
		if err == nil {
			p.session = session
			return nil
		}
		issue := table.IssueIn(err)
		if issue == nil || issue.Code != "mail-unreachable" || try == len(pauses()) {
			return err
		}
		if err := p.options.wait(ctx, pauses()[try]); err != nil {
			return err
		}
	}
}

// message is a delivery as it is handed over.
func (p *post) message(ctx context.Context, letter warehouse.Delivery) (mail.Message, error) {
	files, err := p.bench.filesOf(ctx, letter)
	if err != nil {
		return mail.Message{}, err
	}
	message := mail.Message{
		ID: letter.MessageID, To: letter.Address, Subject: letter.Subject, Text: letter.Words, Language: letter.Language, Date: p.bench.now(),
	}
	for _, file := range files {
		message.Attachments = append(message.Attachments, mail.Attachment{Name: file.Name, Data: file.Content})
	}
	return message, nil
}

func (p *post) close() {
	if p.session != nil {
		p.session.Close()
	}
}

// TestMail sends a message without any data to an address, to see whether mail
// can be sent at all.
func (b *Workbench) TestMail(ctx context.Context, address string, options PushOptions) (mail.Outcome, error) {
	if _, err := push.ParseAddress(address); err != nil {
		return mail.Outcome{}, table.Failed("push-recipient", table.Where{}, fmt.Sprintf("%q is not an e-mail address.", address), "Write it like jane.doe@district.example.", err)
	}
	p := &post{bench: b, options: options}
	account, known, err := b.MailAccount(ctx)
	if err != nil {
		return mail.Outcome{}, err
	}
	if !known {
		return mail.Outcome{}, noMailAccount()
	}
	p.account = account
	if err := p.connect(ctx); err != nil {
		return mail.Outcome{}, err
	}
	defer p.close()
	return p.session.Send(mail.Message{
		ID: messageID(account), To: address, Subject: "Schoolbench: a test", Date: b.now(),
		Text: "This is a test from Schoolbench. It holds no data.\n\nIf you can read it, mail can be sent.",
	})
}
