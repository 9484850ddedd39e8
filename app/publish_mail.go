package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

func encryptionWords() []string {
	return []string{say("STARTTLS (usual)"), say("TLS from the first byte"), say("None, for a server on this computer")}
}

func encryptions() []mail.Encryption { return []mail.Encryption{mail.StartTLS, mail.TLS, mail.NoTLS} }

// mailForm asks how mail is sent.
type mailForm struct {
	shell                                               *Shell
	ask                                                 *ask
	account                                             mail.Account
	secrets                                             mail.Secrets
	options                                             workbench.PushOptions
	server, port, user, from, reply, domains, most, try *askEntry
	password                                            *askEntry
	encryption                                          *widget.Select
	said                                                *fyne.Container
	working                                             *latest
}

// askMail reads how mail is sent and asks for changes.
func (s *Shell) askMail() { s.askMailWith(mail.Secrets{}) }

// askMailWith asks with passwords kept elsewhere, as tests do.
func (s *Shell) askMailWith(secrets mail.Secrets) *mailForm {
	bench := s.bench
	if bench == nil {
		return nil
	}
	f := &mailForm{shell: s, secrets: secrets, said: container.NewStack(), working: &latest{jobs: s.jobs}}
	f.options.Secrets = secrets
	type found struct {
		account mail.Account
		place   mail.Place
	}
	fetch(f.working, say("Reading the mail account"), false, func(ctx context.Context, _ func(workbench.Progress)) (is found, err error) {
		if is.account, _, err = bench.MailAccount(ctx); err != nil {
			return is, err
		}
		if is.account.User != "" {
			if _, place, err := secrets.Password(is.account); err == nil {
				is.place = place
			} // one that cannot be read is asked for again
		}
		return is, nil
	}, func(is found, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		f.account = is.account
		f.show(is.place)
	})
	return f
}

// show opens the form. A password is never shown: only where it is kept.
func (f *mailForm) show(kept mail.Place) {
	f.ask = f.shell.newAsk(say("How mail is sent"), say("Cancel"))
	f.ask.hidden = f.working.stop
	for _, entry := range []**askEntry{&f.server, &f.port, &f.user, &f.from, &f.reply, &f.domains, &f.most, &f.try} {
		*entry = f.ask.entry()
	}
	account := f.account
	f.server.SetText(account.Server)
	f.server.SetPlaceHolder("smtp.district.example")
	if account.Port > 0 {
		f.port.SetText(strconv.Itoa(account.Port))
	}
	f.port.SetPlaceHolder("587")
	f.user.SetText(account.User)
	f.from.SetText(account.From)
	f.from.SetPlaceHolder(say("Data Office <data@district.example>"))
	f.reply.SetText(account.ReplyTo)
	f.reply.SetPlaceHolder(say("the sender"))
	f.domains.SetText(strings.Join(account.Domains, ", "))
	f.domains.SetPlaceHolder(say("that of the sender"))
	if account.DailyLimit > 0 {
		f.most.SetText(strconv.Itoa(account.DailyLimit))
	}
	f.most.SetPlaceHolder(number(mail.DefaultDailyLimit))
	f.try.SetPlaceHolder("me@district.example")
	f.password = f.ask.entry()
	f.password.Password = true
	f.password.SetPlaceHolder(say("Not changed"))
	if kept == mail.Nowhere {
		f.password.SetPlaceHolder(say("None is kept yet"))
	}
	f.encryption = widget.NewSelect(encryptionWords(), nil)
	f.encryption.SetSelectedIndex(max(0, slices.Index(encryptions(), account.Encryption)))
	f.ask.agreeBy(say("Save"), func() { f.save(func() { f.ask.hide(); f.shell.notice.tell(say("Saved how mail is sent.")) }) })
	test := plainButton(say("Save and send a test"), "export", f.test)
	place := say("The password goes into the system's keychain and never into the workspace.")
	if kept != mail.Nowhere {
		place = say("The password is in %s.", string(kept))
	}
	f.ask.show(fyne.NewSize(700, 440), f.server,
		container.NewGridWithColumns(3, labelled(say("Mail server"), f.server), labelled(say("Port"), f.port), labelled(say("Encryption"), f.encryption)),
		container.NewGridWithColumns(2, labelled(say("Who signs in"), f.user), labelled(say("Password"), f.password)), hintText(place),
		container.NewGridWithColumns(2, labelled(say("Sender"), f.from), labelled(say("Answers go to"), f.reply)),
		container.NewGridWithColumns(2, labelled(say("The district's own domains"), f.domains), labelled(say("Messages a day at most"), f.most)),
		labelled(say("A test without any data to"), container.NewBorder(nil, nil, nil, test, f.try)), f.said)
	for name, object := range map[string]fyne.CanvasObject{
		"mail.server": f.server, "mail.port": f.port, "mail.user": f.user, "mail.password": f.password, "mail.from": f.from, "mail.encryption": f.encryption,
		"mail.try": f.try, "mail.test": test, "mail.save": f.ask.agree,
	} {
		f.shell.targets.object(name, object)
	}
}

// read is the account that the form says.
func (f *mailForm) read() (mail.Account, error) {
	account := f.account
	account.Server, account.User, account.From, account.ReplyTo = strings.TrimSpace(f.server.Text), strings.TrimSpace(f.user.Text), strings.TrimSpace(f.from.Text), strings.TrimSpace(f.reply.Text)
	account.Encryption = encryptions()[max(0, f.encryption.SelectedIndex())]
	account.Domains = nil
	for _, domain := range strings.FieldsFunc(f.domains.Text, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		account.Domains = append(account.Domains, strings.ToLower(strings.TrimPrefix(domain, "@")))
	}
	for _, part := range []struct {
		word  string
		entry *askEntry
		to    *int
	}{{"port", f.port, &account.Port}, {say("daily limit"), f.most, &account.DailyLimit}} {
		*part.to = 0
		if strings.TrimSpace(part.entry.Text) == "" {
			continue
		}
		value, fine := wholeNumber(part.entry.Text)
		if !fine {
			return account, table.Failed("mail-account", table.Where{}, say("%q is no number for the %s.", part.entry.Text, part.word), say("Write a whole number, or leave it empty for the usual one."), nil)
		}
		*part.to = value
	}
	return account, account.Validate()
}

// save keeps the account, and the password if one was typed.
func (f *mailForm) save(then func()) {
	account, err := f.read()
	if err != nil {
		f.fail(err)
		return
	}
	bench, password, secrets := f.shell.bench, f.password.Text, f.secrets
	f.working.start(say("Saving the mail account"), false, func(ctx context.Context, _ func(workbench.Progress)) error {
		if err := bench.SaveMailAccount(ctx, account); err != nil {
			return err
		}
		if password == "" {
			return nil
		}
		_, _, err := secrets.Save(account, password)
		return err
	}, func(err error) {
		if err != nil {
			if f.ask.isOpen() { // otherwise it was cancelled, and nothing is saved
				f.fail(err)
			}
			return
		}
		f.account = account
		f.password.SetText("")
		then()
	})
}

// test saves and sends a message without data.
func (f *mailForm) test() {
	bench, to := f.shell.bench, strings.TrimSpace(f.try.Text)
	f.save(func() {
		f.tell(hintText(say("Asking the server…")))
		fetch(f.working, say("Sending a test"), true, func(ctx context.Context, _ func(workbench.Progress)) (mail.Outcome, error) {
			return bench.TestMail(ctx, to, f.options)
		}, func(outcome mail.Outcome, err error) {
			switch {
			case err != nil:
				f.fail(err)
			case outcome.State != mail.Sent:
				f.fail(table.Failed("mail-test", table.Where{}, say("The test message was not taken: %s.", strings.TrimSuffix(outcome.Words, ".")), say("Check the address and the account, or try again later."), nil))
			default:
				f.tell(wrapped(say("The server took the message (%s). See whether it arrives at %s.", outcome.Words, to)))
			}
		})
	})
}

func (f *mailForm) fail(err error) { f.tell(newProblemPanel(workbench.Problem(err))) }

func (f *mailForm) tell(object fyne.CanvasObject) {
	f.said.Objects = []fyne.CanvasObject{object}
	f.said.Refresh()
	f.ask.fit()
}
