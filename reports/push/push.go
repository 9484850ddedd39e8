package push

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// Where is where a push goes.
type Where string

// The places. The zero value is ToFolder.
const (
	ToFolder Where = "folder"
	ToEmail  Where = "email"
	ToBoth   Where = "both"
)

// Push is a saved plan of what goes out: a dashboard or a report, cut for each
// recipient. It is a small JSON document without numbers and without names of
// students.
type Push struct {
	Name string `json:"name"`
	// Dashboard or Report names what is sent; exactly one is given.
	Dashboard string `json:"dashboard,omitempty"`
	Report    string `json:"report,omitempty"`
	// Each makes recipients from the data, and Recipients lists others, or
	// those that are different.
	Each       *Each       `json:"each,omitempty"`
	Recipients []Recipient `json:"recipients,omitempty"`
	// Formats are the files that each recipient gets, such as xlsx, pdf, html.
	Formats []string `json:"formats"`
	Where   Where    `json:"where,omitempty"`
	// Folder is where the recipients' folders are made. A path that is not
	// absolute begins at the workspace's folder; empty is the push's name there.
	Folder   string   `json:"folder,omitempty"`
	Schedule Schedule `json:"schedule,omitzero"`
	// Conditions must all hold for a recipient to be sent anything.
	Conditions []Condition `json:"conditions,omitempty"`
	// Language is that of the message and, unless the recipient's slice says
	// otherwise, of the pages; empty is English.
	Language reports.Language `json:"language,omitempty"`
	// Words, by language, stand at the beginning of the message in place of the
	// program's own.
	Words map[reports.Language]string `json:"words,omitempty"`
	// DailyLimit is how many messages of this push may leave in 24 hours; 0
	// leaves it to the mail account.
	DailyLimit int `json:"dailyLimit,omitempty"`
	// Outside lists addresses outside the district's own domains that may get
	// mail all the same.
	Outside []string `json:"outside,omitempty"`
	// SmallestGroup withholds, on every recipient's pages, the numbers of groups
	// of fewer people; 0 leaves it to the dashboard. OutsideSmallestGroup is for
	// recipients outside the district, where 0 is reports.UsualSmallestGroup; 1
	// withholds nothing from them.
	SmallestGroup        int `json:"smallestGroup,omitempty"`
	OutsideSmallestGroup int `json:"outsideSmallestGroup,omitempty"`
	// Locked encrypts the PDF files with a password, which is kept outside the
	// workspace. Other formats cannot be locked, so there may be none.
	Locked bool `json:"locked,omitempty"`
	// Paused keeps the schedule from sending anything.
	Paused bool `json:"paused,omitempty"`
}

// Recipient is somebody who gets a part of the data.
type Recipient struct {
	// Name is unique in a push: "Lincoln Elementary" or "Jane Doe, Grade 3".
	Name string `json:"name"`
	// Emails are the addresses it goes to, each in a message of its own.
	Emails []string `json:"emails,omitempty"`
	// Slice is the part that is theirs. A slice without filters is the whole
	// district, which Whole must say as well.
	Slice reports.Slice `json:"slice"`
	Whole bool          `json:"whole,omitempty"`
	// Outside says that the recipient is outside the district, as one with an
	// address outside its domains is anyway.
	Outside bool `json:"outside,omitempty"`
	// Unreadable are addresses, of a recipient made from the data, that are
	// none. They are no part of the definition.
	Unreadable []string `json:"-"`
}

// Each makes a recipient for each value of a field: one for every school.
type Each struct {
	// Dataset is where the values stand, and Field what they stand in.
	Dataset string `json:"dataset"`
	Field   string `json:"field"`
	// As is what the field is called in the data that are sent; empty is Field.
	As string `json:"as,omitempty"`
	// Label is a field with the name to show, and Email one with addresses,
	// several with semicolons or commas between.
	Label string `json:"label,omitempty"`
	Email string `json:"email,omitempty"`
	// Address makes an address from fields of the row, for mailboxes that go
	// with a post: "principal-{School Code}@district.example".
	Address string `json:"address,omitempty"`
	// Where keeps the rows for which an expression is true.
	Where string `json:"where,omitempty"`
}

// AddressFields lists the fields that stand in braces in Address.
func (e Each) AddressFields() []string {
	var fields []string
	for _, part := range strings.Split(e.Address, "{")[1:] {
		if field, _, closed := strings.Cut(part, "}"); closed && field != "" {
			fields = append(fields, field)
		}
	}
	return fields
}

// What names what is sent, with its kind.
func (p Push) What() string {
	if p.Report != "" {
		return fmt.Sprintf("report %q", p.Report)
	}
	return fmt.Sprintf("dashboard %q", p.Dashboard)
}

// Goes reports whether the push goes to a place.
func (p Push) Goes(to Where) bool {
	where := p.Where
	if where == "" {
		where = ToFolder
	}
	return where == to || where == ToBoth
}

// Validate reports, as a *table.Issue, what keeps a push from being one.
// formats are those that can be written.
func (p Push) Validate(formats []string) error {
	bad := func(message, remedy string) error {
		return table.Failed("push-invalid", table.Where{}, message, remedy, nil)
	}
	switch {
	case strings.TrimSpace(p.Name) == "":
		return bad("The push has no name.", "Give it one that you will recognise next month, such as Monday packets.")
	case (p.Dashboard == "") == (p.Report == ""):
		return bad(fmt.Sprintf("The push %q must send either a dashboard or a report.", p.Name), "Name exactly one of them.")
	case p.Each == nil && len(p.Recipients) == 0:
		return bad(fmt.Sprintf("The push %q has no recipients.", p.Name), "List them, or make one for each value of a field.")
	case p.Each != nil && (p.Each.Dataset == "" || p.Each.Field == ""):
		return bad(fmt.Sprintf("The recipients of %q are to be made from a field, but not from which.", p.Name), "Say the dataset and the field.")
	case p.Each != nil && p.Each.Address != "" && len(p.Each.AddressFields()) == 0:
		return bad(fmt.Sprintf("Every recipient of %q would have the address %q.", p.Name, p.Each.Address), "Write a field in braces, such as {School Code}, or list addresses in the data.")
	case len(p.Formats) == 0:
		return bad(fmt.Sprintf("The push %q makes no files.", p.Name), "Name one or more of "+strings.Join(formats, ", ")+".")
	case p.Where != "" && p.Where != ToFolder && p.Where != ToEmail && p.Where != ToBoth:
		return bad(fmt.Sprintf("%q is not a place to send to.", p.Where), "Use folder, email or both.")
	case p.Language != "" && !slices.Contains(reports.Languages(), p.Language):
		return bad(fmt.Sprintf("Messages are not written in the language %q.", p.Language), "Use en or es.")
	case p.SmallestGroup < 0 || p.OutsideSmallestGroup < 0:
		return bad("The smallest group to be shown cannot be less than nothing.", fmt.Sprintf("Give a number such as %d, or 1 to withhold nothing.", reports.UsualSmallestGroup))
	case p.DailyLimit < 0:
		return bad("The daily limit cannot be less than nothing.", "Give a number above 0, or 0 for that of the mail account.")
	}
	if p.Locked && (len(p.Formats) != 1 || p.Formats[0] != "pdf") {
		return bad(fmt.Sprintf("The files of %q are to be locked, and only PDF files can be.", p.Name), "Let it make pdf and nothing else: a lock on one of several copies is none.")
	}
	for i, format := range p.Formats {
		if !slices.Contains(formats, format) {
			return bad(fmt.Sprintf("There is no format %q.", format), "Use one or more of "+strings.Join(formats, ", ")+".")
		}
		if slices.Contains(p.Formats[:i], format) {
			return bad(fmt.Sprintf("The format %q is named twice.", format), "Name it once.")
		}
	}
	if err := p.Schedule.Validate(); err != nil {
		return err
	}
	for _, condition := range p.Conditions {
		if err := condition.validate(); err != nil {
			return err
		}
	}
	return CheckRecipients(p.Recipients)
}

// CheckRecipients reports, as a *table.Issue, a recipient that cannot be one:
// without a name, with a name that another has, with an address that is none,
// or with all of the data without having been meant to.
func CheckRecipients(recipients []Recipient) error {
	bad := func(message, remedy string) error {
		return table.Failed("push-recipient", table.Where{}, message, remedy, nil)
	}
	names := map[string]bool{}
	for _, recipient := range recipients {
		name := strings.TrimSpace(recipient.Name)
		if name == "" {
			return bad("A recipient has no name.", "Give each one a name of their own.")
		}
		if names[strings.ToLower(name)] {
			return bad(fmt.Sprintf("Two recipients are named %q.", name), "Give each one a name of their own, so that the log can tell them apart.")
		}
		names[strings.ToLower(name)] = true
		if recipient.Slice.IsWhole() != recipient.Whole {
			return bad(fmt.Sprintf("It is not clear whether %q may see the whole district.", name), `Give the recipient a slice, or say "whole": true.`)
		}
		for _, filter := range recipient.Slice.Filters {
			if filter.Field == "" || len(filter.Values) == 0 || slices.Contains(filter.Values, "") {
				return bad(fmt.Sprintf("The slice of %q does not say which rows are theirs.", name), "Name a field and the values that are theirs.")
			}
		}
		for _, email := range recipient.Emails {
			if _, err := ParseAddress(email); err != nil {
				return bad(fmt.Sprintf("%q, for %s, is not an e-mail address.", email, name), "Write it like jane.doe@district.example.")
			}
		}
	}
	return nil
}

// FolderIn is the folder of the push, for a workspace in a folder.
func (p Push) FolderIn(workspaceFolder string) string {
	folder := p.Folder
	if folder == "" {
		folder = SafeName(p.Name)
	}
	if filepath.IsAbs(folder) {
		return filepath.Clean(folder)
	}
	return filepath.Join(workspaceFolder, folder)
}
