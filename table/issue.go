package table

import (
	"errors"
	"fmt"
	"strings"
)

// Where is a place in what a person gave us. Row and Column count from 1 as a
// spreadsheet does; zero means the whole.
type Where struct {
	File   string `json:"file,omitempty"`
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row,omitempty"`
	Column string `json:"column,omitempty"` // the column's header, or its letter when it has none
}

// String writes the place in words, such as `roster.xlsx, sheet "Fall", row 12,
// column "Grade"`.
func (w Where) String() string {
	var parts []string
	if w.File != "" {
		parts = append(parts, w.File)
	}
	if w.Sheet != "" {
		parts = append(parts, fmt.Sprintf("sheet %q", w.Sheet))
	}
	if w.Row > 0 {
		parts = append(parts, fmt.Sprintf("row %d", w.Row))
	}
	if w.Column != "" {
		parts = append(parts, fmt.Sprintf("column %q", w.Column))
	}
	return strings.Join(parts, ", ")
}

// Severity says how much an issue matters.
type Severity uint8

// The severities, mildest first.
const (
	Note    Severity = iota // worth knowing; nothing to do
	Warning                 // something was kept aside; look when there is time
	Failure                 // the work was not done; nothing was changed
)

var severityNames = [...]string{"note", "warning", "failure"}

// String returns the severity's name.
func (s Severity) String() string {
	if int(s) < len(severityNames) {
		return severityNames[s]
	}
	return "unknown"
}

// MarshalText writes the severity by name.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a severity by name.
func (s *Severity) UnmarshalText(text []byte) error {
	for i, name := range severityNames {
		if name == string(text) {
			*s = Severity(i)
			return nil
		}
	}
	return fmt.Errorf("unknown severity %q", text)
}

// Issue is something to tell a person about their data. Message is a sentence
// that says what is so; Remedy is a sentence that says what to do next. Code
// names the kind of issue for programs and is listed in docs/user/messages.md.
//
// A *Issue is an error: the core returns issues and never logs.
type Issue struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Remedy   string   `json:"remedy,omitempty"`
	Where    Where    `json:"where,omitzero"`
	Err      error    `json:"-"` // the cause, for the details; never shown as it is
}

// Error writes the issue as a person should read it: place, message, remedy.
func (i *Issue) Error() string {
	text := i.Message
	if place := i.Where.String(); place != "" {
		text = place + ": " + text
	}
	if i.Remedy != "" {
		text += " " + i.Remedy
	}
	return text
}

// Unwrap returns the cause.
func (i *Issue) Unwrap() error { return i.Err }

// Failed returns an issue that stopped the work.
func Failed(code string, where Where, message, remedy string, cause error) *Issue {
	return &Issue{Code: code, Severity: Failure, Message: message, Remedy: remedy, Where: where, Err: cause}
}

// IssueIn returns the issue in an error's chain, or nil.
func IssueIn(err error) *Issue {
	var issue *Issue
	if errors.As(err, &issue) {
		return issue
	}
	return nil
}
