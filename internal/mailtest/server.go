// Package mailtest is a mail server on this computer for tests: a real one,
// spoken to over a socket, that keeps what it gets and can be told to refuse,
// dawdle and hang up.
package mailtest

import (
	"bytes"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Server is a mail server that listens until the test ends. It is safe for any
// number of goroutines.
type Server struct {
	// Port is where it listens on 127.0.0.1.
	Port int

	mu       sync.Mutex
	manners  manners
	messages []Message
	server   *smtp.Server
	listener net.Listener
}

// manners are how a server behaves.
type manners struct {
	recipient      func(address string) error
	taken          func(message Message) error
	user, password string
}

// RefuseBy has a function look at each address, which it may refuse with a
// *smtp.SMTPError; nil takes all.
func (s *Server) RefuseBy(recipient func(address string) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.manners.recipient = recipient
}

// OnTaken has a function called with each message once the last byte is here
// and before the answer is given. Its error is the answer; HangUp cuts the
// connection in place of one.
func (s *Server) OnTaken(taken func(message Message) error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.manners.taken = taken
}

// WantPassword has everybody sign in.
func (s *Server) WantPassword(user, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.manners.user, s.manners.password = user, password
}

func (s *Server) behave() manners {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.manners
}

// HangUp is what OnTaken's function returns to cut the connection in place of an answer.
var errHangUp = errors.New("hang up")

// HangUp returns the error with which Taken cuts the connection.
func HangUp() error { return errHangUp }

// Message is one message as it came.
type Message struct {
	From, To string
	Raw      []byte
}

// Start starts a server. With a certificate it offers STARTTLS, and signing in
// only after that.
func Start(t testing.TB, certificate *tls.Certificate) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Port: listener.Addr().(*net.TCPAddr).Port, listener: listener}
	s.server = smtp.NewServer(backend{s})
	s.server.Domain = "mail.test"
	s.server.MaxMessageBytes = 100 << 20
	s.server.ErrorLog = quiet{}
	if certificate != nil {
		s.server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*certificate}, MinVersion: tls.VersionTLS12}
	} else {
		s.server.AllowInsecureAuth = true
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.server.Serve(listener)
	}()
	t.Cleanup(func() {
		s.Stop()
		<-done
	})
	return s
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// Stop closes the server and its connections before the test ends.
func (s *Server) Stop() {
	_ = s.server.Close()
	// A server that had not begun to listen does not know of its listener yet.
	_ = s.listener.Close()
}

// Messages returns what was accepted so far, and what came whole before the
// connection was cut.
func (s *Server) Messages() []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Message(nil), s.messages...)
}

type backend struct{ *Server }

func (b backend) NewSession(connection *smtp.Conn) (smtp.Session, error) {
	session := &session{server: b.Server, connection: connection}
	if b.behave().user == "" {
		return session, nil
	}
	return &lockedSession{session}, nil
}

type session struct {
	server     *Server
	connection *smtp.Conn
	signedIn   bool
	message    Message
}

// lockedSession wants to know who it is.
type lockedSession struct{ *session }

func (s *lockedSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *lockedSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if wanted := s.server.behave(); user != wanted.user || password != wanted.password {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "wrong user or password"}
		}
		s.signedIn = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.behave().user != "" && !s.signedIn {
		return smtp.ErrAuthRequired
	}
	s.message = Message{From: from}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if recipient := s.server.behave().recipient; recipient != nil {
		if err := recipient(to); err != nil {
			return err
		}
	}
	s.message.To = to
	return nil
}

func (s *session) Data(body io.Reader) error {
	raw, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	s.message.Raw = raw
	if taken := s.server.behave().taken; taken != nil {
		err = taken(s.message)
	}
	if err == nil || errors.Is(err, errHangUp) {
		s.server.mu.Lock()
		s.server.messages = append(s.server.messages, s.message)
		s.server.mu.Unlock()
	}
	if errors.Is(err, errHangUp) {
		_ = s.connection.Conn().Close()
	}
	return err
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

// Letter is a message taken apart.
type Letter struct {
	ID, To, Subject string
	Header          netmail.Header
	Text, Page      string
	Files           map[string][]byte
}

// Open takes a message apart.
func Open(t testing.TB, message Message) Letter {
	t.Helper()
	parsed, err := netmail.ReadMessage(bytes.NewReader(message.Raw))
	if err != nil {
		t.Fatal(err)
	}
	words := new(mime.WordDecoder)
	subject, err := words.DecodeHeader(parsed.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	letter := Letter{ID: parsed.Header.Get("Message-Id"), To: parsed.Header.Get("To"), Subject: subject, Header: parsed.Header, Files: map[string][]byte{}}
	letter.open(t, parsed.Header.Get("Content-Type"), parsed.Header.Get("Content-Transfer-Encoding"), parsed.Header.Get("Content-Disposition"), parsed.Body)
	return letter
}

func (l *Letter) open(t testing.TB, kind, encoding, disposition string, body io.Reader) {
	t.Helper()
	media, parameters, err := mime.ParseMediaType(kind)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(media, "multipart/") {
		parts := multipart.NewReader(body, parameters["boundary"])
		for {
			part, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			l.open(t, part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part.Header.Get("Content-Disposition"), part)
		}
	}
	switch strings.ToLower(encoding) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	content, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	_, placed, _ := mime.ParseMediaType(disposition)
	if name := placed["filename"]; name != "" {
		decoded, err := new(mime.WordDecoder).DecodeHeader(name)
		if err != nil {
			t.Fatal(err)
		}
		l.Files[decoded] = content
		return
	}
	switch media {
	case "text/plain":
		l.Text = string(content)
	case "text/html":
		l.Page = string(content)
	}
}
