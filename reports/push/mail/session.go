package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
)

// How long answers are waited for unless the account says otherwise. A server
// that looks through attachments may take minutes to say that it has a message,
// and hanging up on it before that leaves everybody in doubt.
const (
	usualPatience   = 30 * time.Second
	messagePatience = 5 * time.Minute
)

// State is what became of a message.
type State string

// The states of a message that was handed to a server.
const (
	Sent    State = "sent"    // the server said that it has it
	Refused State = "refused" // the server said that it will not have it
	Later   State = "later"   // it was certainly not taken, and may be another time
	Unknown State = "unknown" // the connection broke after the last byte and before the answer
)

// Outcome is what became of a message, and the server's words about it.
type Outcome struct {
	State State
	Words string
	// Broken is true when the session can send nothing more.
	Broken bool
}

// Session is a connection to a mail server, signed in. It is for one goroutine.
type Session struct {
	account Account
	dialer  *gomail.Client
	client  *smtp.Client
}

// Options are what a session may be given beside the account. The zero value
// is for ordinary use.
type Options struct {
	// Roots are the authorities whose certificates are trusted; nil is the
	// system's.
	Roots *x509.CertPool
}

// Open connects and signs in. Errors are *table.Issue; that of a server that
// cannot be reached has the code mail-unreachable and may go away by itself.
func Open(ctx context.Context, account Account, password string, options Options) (*Session, error) {
	if err := account.Validate(); err != nil {
		return nil, err
	}
	settings := []gomail.Option{
		gomail.WithPort(account.port()),
		gomail.WithTimeout(account.patience(usualPatience)),
		gomail.WithTLSConfig(&tls.Config{ServerName: account.Server, MinVersion: tls.VersionTLS12, RootCAs: options.Roots}),
	}
	switch account.Encryption {
	case TLS:
		settings = append(settings, gomail.WithSSL())
	case NoTLS:
		settings = append(settings, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		settings = append(settings, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if account.User != "" {
		method := gomail.SMTPAuthAutoDiscover
		if account.Encryption == NoTLS {
			method = gomail.SMTPAuthPlainNoEnc // Validate let only this computer pass
		}
		settings = append(settings, gomail.WithSMTPAuth(method), gomail.WithUsername(account.User), gomail.WithPassword(password))
	}
	dialer, err := gomail.NewClient(account.Server, settings...)
	if err != nil {
		return nil, table.Failed("mail-account", table.Where{}, "The mail account cannot be used.", "Look at the server, the port and the sender.", err)
	}
	client, err := dialer.DialToSMTPClientWithContext(ctx)
	if err != nil {
		if cause := ctx.Err(); cause != nil {
			return nil, cause
		}
		return nil, explain(account, err)
	}
	return &Session{account: account, dialer: dialer, client: client}, nil
}

// explain says why a server could not be used.
func explain(account Account, err error) *table.Issue {
	var reply *textproto.Error
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &certificate):
		return table.Failed("mail-certificate", table.Where{}, fmt.Sprintf("The mail server %s cannot prove that it is the one it says.", account.Host()),
			"Check its name. If the district has a certificate authority of its own, ask for it to be installed on this computer.", err)
	case errors.Is(err, gomail.ErrNoSupportedAuthDiscovered), errors.Is(err, gomail.ErrPlainAuthNotSupported), strings.Contains(err.Error(), "does not support SMTP AUTH"):
		return table.Failed("mail-login", table.Where{}, fmt.Sprintf("The mail server %s does not let anybody sign in this way.", account.Host()),
			"Ask who looks after mail for the server and port that programs send with.", err)
	case strings.Contains(err.Error(), "STARTTLS"):
		return table.Failed("mail-encryption", table.Where{}, fmt.Sprintf("The mail server %s does not encrypt, and nothing is sent without.", account.Host()),
			"Ask for its encrypted port: 587 with starttls or 465 with tls.", err)
	case errors.As(err, &reply) && reply.Code >= 500:
		return table.Failed("mail-login", table.Where{}, fmt.Sprintf("The mail server %s does not let %s sign in: %s", account.Host(), account.User, said(reply)),
			"Check the user name and the password; set it anew with sbench push mail --password.", err)
	}
	return table.Failed("mail-unreachable", table.Where{}, fmt.Sprintf("The mail server %s does not answer.", account.Host()),
		"Check its name and the network. What is waiting is sent the next time.", err)
}

// Send hands one message over and returns what became of it. It does not stop
// half way when the program is asked to end: then it would not be known whether
// the server has the message. It takes no longer than the account's patience,
// three times over.
func (s *Session) Send(message Message) (Outcome, error) {
	wire, err := message.Compose(s.account)
	if err != nil {
		return Outcome{}, err
	}
	from, err := push.ParseAddress(s.account.From)
	if err != nil {
		return Outcome{}, err
	}
	to, err := push.ParseAddress(message.To)
	if err != nil {
		return Outcome{}, err
	}
	s.wait(usualPatience)
	if err := s.client.Mail(from.Address); err != nil {
		return s.notTaken(err), nil
	}
	if err := s.client.Rcpt(to.Address); err != nil {
		return s.notTaken(err), nil
	}
	s.wait(messagePatience)
	body, err := s.client.Data()
	if err != nil {
		return s.notTaken(err), nil
	}
	// Without the line with a single dot that ends it, no server takes a
	// message for whole. Anything said on this connection would write that
	// line, so it is cut.
	if _, err := body.Write(wire); err != nil {
		s.cut()
		return Outcome{State: Later, Words: words(err), Broken: true}, nil
	}
	s.wait(messagePatience)
	if err := body.Close(); err != nil {
		var reply *textproto.Error
		if errors.As(err, &reply) {
			return s.notTaken(err), nil
		}
		s.cut()
		return Outcome{State: Unknown, Words: words(err), Broken: true}, nil
	}
	outcome := Outcome{State: Sent, Words: "250"}
	if closer, ok := body.(*smtp.DataCloser); ok {
		outcome.Words = strings.TrimSpace("250 " + closer.ServerResponse())
	}
	return outcome, nil
}

// notTaken reads an answer from before the server could have had the message,
// or its answer that it will not have it.
func (s *Session) notTaken(err error) Outcome {
	var reply *textproto.Error
	if !errors.As(err, &reply) {
		s.cut()
		return Outcome{State: Later, Words: words(err), Broken: true}
	}
	outcome := Outcome{State: Later, Words: said(reply)}
	if reply.Code >= 500 {
		outcome.State = Refused
	}
	s.wait(usualPatience)
	// 421 says that the server hangs up.
	if reply.Code == 421 || s.client.Reset() != nil {
		s.cut()
		outcome.Broken = true
	}
	return outcome
}

func (s *Session) wait(usual time.Duration) { _ = s.client.UpdateDeadline(s.account.patience(usual)) }

// cut ends the connection without another word.
func (s *Session) cut() { _ = s.client.Close() }

// Close says goodbye to the server. Whatever it answers, what it took is taken.
func (s *Session) Close() {
	s.wait(usualPatience)
	_ = s.dialer.CloseWithSMTPClient(s.client)
}

func said(reply *textproto.Error) string { return fmt.Sprintf("%d %s", reply.Code, oneLine(reply.Msg)) }

// words puts what the network said into words that fit a log.
func words(err error) string {
	var timeout interface{ Timeout() bool }
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "The server did not answer in time."
	}
	return "The connection broke: " + oneLine(err.Error())
}
