package mail_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/table"
)

func local(server *mailtest.Server) mail.Account {
	return mail.Account{Server: "127.0.0.1", Port: server.Port, Encryption: mail.NoTLS, From: "Oficina de Datos <data@district.example>", PatienceSeconds: 1}
}

func letter(to string) mail.Message {
	return mail.Message{
		ID: "1.2.abc@district.example", To: to, Subject: "Informe semanal: Nguyễn & niños\r\nBcc: thief@evil.example",
		Text: "First <paragraph>.\n\nSecond & last.", Language: "es", Date: time.Date(2026, 11, 23, 6, 30, 0, 0, time.UTC),
		Attachments: []mail.Attachment{{Name: "Informe – año 2026.xlsx", Data: bytes.Repeat([]byte{0, 1, 2, '\n', '.', '\n'}, 5000)}},
	}
}

func open(t *testing.T, account mail.Account, password string, options mail.Options) *mail.Session {
	t.Helper()
	session, err := mail.Open(t.Context(), account, password, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(session.Close)
	return session
}

// Ensure that a message arrives as it was meant, byte for byte, and that a
// subject cannot smuggle in a header.
func TestSend(t *testing.T) {
	server := mailtest.Start(t, nil)
	session := open(t, local(server), "", mail.Options{})
	message := letter("Principal Núñez <nunez@district.example>")
	outcome, err := session.Send(message)
	if err != nil || outcome.State != mail.Sent {
		t.Fatalf("%+v, %v", outcome, err)
	}
	got := server.Messages()
	if len(got) != 1 || got[0].To != "nunez@district.example" || got[0].From != "data@district.example" {
		t.Fatalf("the server got %d messages: %+v", len(got), got)
	}
	opened := mailtest.Open(t, got[0])
	if opened.ID != "<"+message.ID+">" {
		t.Errorf("Message-ID %q", opened.ID)
	}
	if opened.Subject != "Informe semanal: Nguyễn & niños Bcc: thief@evil.example" || opened.Header.Get("Bcc") != "" {
		t.Errorf("subject %q, Bcc %q", opened.Subject, opened.Header.Get("Bcc"))
	}
	if opened.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Error("out-of-office programs would answer")
	}
	if strings.TrimSpace(strings.ReplaceAll(opened.Text, "\r\n", "\n")) != message.Text {
		t.Errorf("text %q", opened.Text)
	}
	if !strings.Contains(opened.Page, "<p>First &lt;paragraph&gt;.</p><p>Second &amp; last.</p>") {
		t.Errorf("page %q", opened.Page)
	}
	if !bytes.Equal(opened.Files["Informe – año 2026.xlsx"], message.Attachments[0].Data) {
		t.Errorf("the attachment is not the file; there are %d", len(opened.Files))
	}
}

// Ensure that every way a message can fail is told apart, and that the session
// goes on where it can.
func TestOutcomes(t *testing.T) {
	for name, test := range map[string]struct {
		recipient func(string) error
		taken     func(mailtest.Message) error
		want      mail.State
		broken    bool
		words     string
	}{
		"no such person": {recipient: func(string) error {
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such person"}
		}, want: mail.Refused, words: "550"},
		"mailbox busy": {recipient: func(string) error {
			return &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 1}, Message: "try again later"}
		}, want: mail.Later, words: "450"},
		"content refused": {taken: func(mailtest.Message) error {
			return &smtp.SMTPError{Code: 552, EnhancedCode: smtp.EnhancedCode{5, 3, 4}, Message: "too large"}
		}, want: mail.Refused, words: "552"},
		"content deferred": {taken: func(mailtest.Message) error {
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "disk full"}
		}, want: mail.Later, words: "451"},
		"hung up before the answer": {taken: func(mailtest.Message) error { return mailtest.HangUp() }, want: mail.Unknown, broken: true},
		"no answer in time": {taken: func(mailtest.Message) error {
			time.Sleep(1500 * time.Millisecond)
			return nil
		}, want: mail.Unknown, broken: true, words: "did not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			server := mailtest.Start(t, nil)
			server.RefuseBy(test.recipient)
			server.OnTaken(test.taken)
			session := open(t, local(server), "", mail.Options{})
			outcome, err := session.Send(letter("a@district.example"))
			if err != nil {
				t.Fatal(err)
			}
			if outcome.State != test.want || outcome.Broken != test.broken || !strings.Contains(outcome.Words, test.words) {
				t.Errorf("got %+v", outcome)
			}
			if !test.broken {
				server.RefuseBy(nil)
				server.OnTaken(nil)
				if outcome, err := session.Send(letter("b@district.example")); err != nil || outcome.State != mail.Sent {
					t.Errorf("the next message: %+v, %v", outcome, err)
				}
			}
		})
	}
}

// certificate makes one for 127.0.0.1, and the pool that trusts it.
func certificate(t *testing.T) (*tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "127.0.0.1"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, pool
}

// Ensure that mail is encrypted and signed in, and never without.
func TestEncryption(t *testing.T) {
	pair, pool := certificate(t)
	server := mailtest.Start(t, pair)
	server.WantPassword("office", "right")
	account := local(server)
	account.Encryption, account.User = mail.StartTLS, "office"

	session := open(t, account, "right", mail.Options{Roots: pool})
	if outcome, err := session.Send(letter("a@district.example")); err != nil || outcome.State != mail.Sent {
		t.Errorf("with everything right: %+v, %v", outcome, err)
	}
	plain := mailtest.Start(t, nil)
	closed := account
	closed.Port = 1
	inTheClear := account
	inTheClear.Port = plain.Port
	for name, test := range map[string]struct {
		account  mail.Account
		password string
		options  mail.Options
		want     string
	}{
		"wrong password":       {account, "wrong", mail.Options{Roots: pool}, "mail-login"},
		"unknown certificate":  {account, "right", mail.Options{}, "mail-certificate"},
		"no encryption there":  {inTheClear, "right", mail.Options{}, "mail-encryption"},
		"nobody there":         {closed, "right", mail.Options{}, "mail-unreachable"},
		"none, to far away":    {mail.Account{Server: "smtp.example.com", Encryption: mail.NoTLS, From: "a@b.example"}, "", mail.Options{}, "mail-account"},
		"no sender":            {mail.Account{Server: "localhost"}, "", mail.Options{}, "mail-account"},
		"a server with a port": {mail.Account{Server: "localhost:25", From: "a@b.example"}, "", mail.Options{}, "mail-account"},
		"no server":            {mail.Account{From: "a@b.example"}, "", mail.Options{}, "mail-account"},
	} {
		t.Run(name, func(t *testing.T) {
			session, err := mail.Open(t.Context(), test.account, test.password, test.options)
			if err == nil {
				session.Close()
				t.Fatal("it signed in")
			}
			if issue := table.IssueIn(err); issue == nil || issue.Code != test.want || issue.Remedy == "" {
				t.Errorf("got %v, want %s", err, test.want)
			}
			if strings.Contains(err.Error(), "right") && test.password == "right" {
				t.Error("the password is in the message")
			}
		})
	}
	if len(server.Messages()) != 1 || len(plain.Messages()) != 0 {
		t.Error("something was sent in spite of it")
	}
}
