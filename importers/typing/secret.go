package typing

import (
	"slices"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// explainSecret asks whether a column that opens doors belongs into a workspace
// at all: passwords, PINs and social security numbers.
func (d *decision) explainSecret() {
	t := d.tally
	if t.reported == 0 || !d.column.Type.IsText() && d.column.Type != table.Integer {
		return // Password Changed is a date, Has SSN yes or no
	}
	kind, why := secretOf(d.words), "the name says so"
	if kind == "" && t.socialSecurity*10 >= t.reported*9 {
		kind, why = socialSecurity, "they are written so"
	}
	if kind == "" {
		return
	}
	f := d.find("secret", "seems to hold %s: %s. Whoever opens the workspace can read them. Leave the column out unless you need it.", kind, why).asks()
	f.edits = append(f.edits, edit{label: "Leave the column out", leaveOut: true})
}

// What a column may keep from others.
const (
	passwords      = "passwords"
	pins           = "PINs"
	socialSecurity = "social security numbers"
)

// secretOf names what a header says that its values open; empty for nothing.
func secretOf(words []string) string {
	if speaksOf(words, "changed", "reset", "expires", "expiry", "expiration", "hint", "policy", "count", "date") {
		return ""
	}
	for i, word := range words {
		switch word {
		case "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "userpassword", "initialpassword", "defaultpassword":
			return passwords
		case "pass":
			if i > 0 && slices.Contains([]string{"user", "login", "google", "email", "wifi"}, words[i-1]) {
				return passwords
			}
		case "pin", "pins":
			return pins
		case "ssn", "ssns":
			return socialSecurity
		case "social":
			if i+1 < len(words) && words[i+1] == "security" {
				return socialSecurity
			}
		}
	}
	return ""
}

// isSocialSecurity reports whether a text is written as a social security
// number is, in full or with its first digits hidden: 123-45-6789, XXX-XX-6789.
func isSocialSecurity(text string) bool {
	if len(text) != len("123-45-6789") {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case i == 3 || i == 6:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9':
		case i < 6 && (c == 'X' || c == 'x' || c == '*'):
		default:
			return false
		}
	}
	return true
}

// leaveOut is the change that leaves a column out of the dataset.
func leaveOut(label string, column importers.PlanColumn) importers.Change {
	return importers.Change{Label: label, LeaveOut: []int{column.Index}}
}
