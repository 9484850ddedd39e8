package mail

import (
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
)

// Encryption is how the connection to a mail server is protected.
type Encryption string

// The ways to protect a connection. The zero value is StartTLS.
const (
	StartTLS Encryption = "starttls" // begins in the clear and must change to TLS; usually port 587
	TLS      Encryption = "tls"      // TLS from the first byte; usually port 465
	NoTLS    Encryption = "none"     // only to a server on this computer
)

// Account is how mail is sent: the server, who signs in, and as whom. The
// password is not a part of it.
type Account struct {
	Server string `json:"server"`
	// Port is 587 with StartTLS, 465 with TLS and 25 without either, unless
	// said otherwise.
	Port       int        `json:"port,omitempty"`
	Encryption Encryption `json:"encryption,omitempty"`
	// User signs in; empty does without, which a server on this computer allows.
	User string `json:"user,omitempty"`
	// From is the sender: "Data Office <data@district.example>".
	From    string `json:"from"`
	ReplyTo string `json:"replyTo,omitempty"`
	// Domains are the district's own, such as "district.example". Mail to other
	// domains is held back unless the push allows the address. Empty is the
	// domain of From.
	Domains []string `json:"domains,omitempty"`
	// DailyLimit is how many messages may leave in 24 hours; 0 is DefaultDailyLimit.
	DailyLimit int `json:"dailyLimit,omitempty"`
	// PatienceSeconds is how long each answer of the server is waited for; 0 is
	// five minutes for a message and half a minute for everything else.
	PatienceSeconds int `json:"patienceSeconds,omitempty"`
}

// DefaultDailyLimit is below what the large providers allow a mailbox a day.
const DefaultDailyLimit = 1500

// Limit is how many messages may leave in 24 hours.
func (a Account) Limit() int {
	if a.DailyLimit > 0 {
		return a.DailyLimit
	}
	return DefaultDailyLimit
}

// Validate reports, as a *table.Issue, what is missing or wrong.
func (a Account) Validate() error {
	bad := func(message, remedy string) error {
		return table.Failed("mail-account", table.Where{}, message, remedy, nil)
	}
	switch {
	case strings.TrimSpace(a.Server) == "":
		return bad("There is no mail server to send with.", "Ask who looks after mail for its name, and say it with sbench push mail --server.")
	case strings.ContainsAny(a.Server, " \t\r\n/@:") && net.ParseIP(a.Server) == nil:
		return bad(fmt.Sprintf("%q is not the name of a server.", a.Server), "Write it like smtp.district.example; the port stands apart.")
	case a.Port < 0 || a.Port > 65535:
		return bad(fmt.Sprintf("%d is not a port.", a.Port), "Ports go from 1 to 65535; 587 is usual.")
	case a.DailyLimit < 0 || a.PatienceSeconds < 0:
		return bad("The daily limit and the patience cannot be less than nothing.", "Leave them out, or give numbers above 0.")
	}
	switch a.Encryption {
	case "", StartTLS, TLS:
	case NoTLS:
		if !a.isLocal() {
			return bad("Mail to another computer must be encrypted: the files hold children's data.", "Use starttls or tls.")
		}
	default:
		return bad(fmt.Sprintf("%q is not a way to encrypt.", a.Encryption), "Use starttls, tls, or, for a server on this computer, none.")
	}
	if _, err := push.ParseAddress(a.From); err != nil {
		return bad(fmt.Sprintf("The sender %q is not an e-mail address.", a.From), "Write it like: Data Office <data@district.example>.")
	}
	if a.ReplyTo != "" {
		if _, err := push.ParseAddress(a.ReplyTo); err != nil {
			return bad(fmt.Sprintf("The address for answers, %q, is not an e-mail address.", a.ReplyTo), "Write it like data@district.example.")
		}
	}
	return nil
}

// isLocal reports whether the server is on this computer.
func (a Account) isLocal() bool {
	ip := net.ParseIP(a.Server)
	return strings.EqualFold(a.Server, "localhost") || ip != nil && ip.IsLoopback()
}

// Host is the server with its port, for messages.
func (a Account) Host() string { return net.JoinHostPort(a.Server, strconv.Itoa(a.port())) }

func (a Account) port() int {
	switch {
	case a.Port != 0:
		return a.Port
	case a.Encryption == TLS:
		return 465
	case a.Encryption == NoTLS:
		return 25
	}
	return 587
}

// patience is how long an answer is waited for, usual unless the account says.
func (a Account) patience(usual time.Duration) time.Duration {
	if a.PatienceSeconds > 0 {
		return time.Duration(a.PatienceSeconds) * time.Second
	}
	return usual
}

// OwnDomains are the domains of the district, in lower case.
func (a Account) OwnDomains() []string {
	var domains []string
	for _, domain := range a.Domains {
		if domain = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(domain), "@")); domain != "" {
			domains = append(domains, domain)
		}
	}
	if from, err := push.ParseAddress(a.From); len(domains) == 0 && err == nil {
		domains = append(domains, push.DomainOf(from.Address))
	}
	return domains
}
