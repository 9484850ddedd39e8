package push

import (
	"errors"
	netmail "net/mail"
	"strings"
)

// ParseAddress reads one e-mail address, with or without a name before it.
func ParseAddress(text string) (*netmail.Address, error) {
	if strings.ContainsAny(text, "\r\n") {
		return nil, errors.New("an address has a line end in it")
	}
	return netmail.ParseAddress(strings.TrimSpace(text))
}

// DomainOf is the part of a bare address after the @, in lower case.
func DomainOf(address string) string {
	return strings.ToLower(address[strings.LastIndexByte(address, '@')+1:])
}

// Addresses splits a cell with e-mail addresses at semicolons, commas and line
// ends.
func Addresses(cell string) []string {
	var addresses []string
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == ',' || r == '\n' || r == '\r' }) {
		if part = strings.TrimSpace(part); part != "" {
			addresses = append(addresses, part)
		}
	}
	return addresses
}

// Mailbox is an address without the name before it, in lower case: two
// addresses with one mailbox reach the same people.
func Mailbox(email string) string {
	if parsed, err := ParseAddress(email); err == nil {
		return strings.ToLower(parsed.Address)
	}
	return strings.ToLower(strings.TrimSpace(email))
}
