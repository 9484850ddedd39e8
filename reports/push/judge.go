package push

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// NotCalledFor is how the reason begins for which a recipient whose conditions
// do not hold is sent nothing.
const NotCalledFor = "Nothing calls for it:"

// Judge says of each recipient of a push what is worth a look, and whether
// anything is sent to them. It is read-only once made and safe for any number
// of goroutines.
type Judge struct {
	push       Push
	shared     map[string][]string
	ownDomains []string
}

// NewJudge returns the judge of a push with these recipients. ownDomains are
// the district's; none means that the domains of addresses are not judged.
func NewJudge(p Push, recipients []Recipient, ownDomains []string) *Judge {
	return &Judge{push: p, shared: sharedAddresses(recipients), ownDomains: ownDomains}
}

// Line judges what was made for one recipient.
func (j *Judge) Line(made Made) Line {
	line := Line{
		Recipient: made.Recipient.Name, RunAs: made.RunAs, Emails: append([]string{}, made.Recipient.Emails...),
		Rows: made.Rows, Changes: []string{}, Warnings: []table.Issue{},
	}
	if made.Students >= 0 {
		line.Students = &made.Students
	}
	say := func(issue *table.Issue) { line.Warnings = append(line.Warnings, *issue) }
	if last := made.Last; last != nil {
		line.LastSent, line.LastRows = &last.Sent, &last.Rows
		if last.Students >= 0 {
			line.LastStudents = &last.Students
		}
		line.Changes = changes(made.Figures, last.Figures)
	}
	switch {
	case made.Failure != nil:
		failure := *made.Failure
		failure.Severity = table.Failure
		say(&failure)
	case made.Rows == 0:
		say(heldIssue("push-no-rows", "No row of the data is theirs.", "Check the value that their slice goes by; nothing is sent to them."))
	}
	if made.Failure == nil && made.Rows > 0 {
		for _, condition := range j.push.Conditions {
			var last []Figure
			if made.Last != nil {
				last = slices.Clone(made.Last.Figures)
			}
			last = append(slices.DeleteFunc(last, func(figure Figure) bool { return !figure.Known }), made.Seen...)
			if holds, why := condition.Holds(made.Figures, last); !holds {
				say(heldIssue("push-not-called-for", NotCalledFor+" "+why, "Nothing to do; it is sent when the condition holds."))
				break
			}
		}
	}
	if j.push.Goes(ToEmail) {
		j.addresses(made, say)
	}
	if jump := jumped(made); jump != "" {
		say(warning("push-count-jumped", jump, "See whether an import is missing or came twice."))
	}
	for _, sentence := range made.LeftOut {
		say(warning("push-tile-left-out", sentence, "Say how the dataset is cut, or send a dashboard without the tile."))
	}
	line.Held = line.HeldWhy() != ""
	return line
}

func (j *Judge) addresses(made Made, say func(*table.Issue)) {
	for _, address := range made.Recipient.Unreadable {
		say(heldIssue("push-bad-address", fmt.Sprintf("%q is not an e-mail address.", address), "Correct it in the dataset that recipients are made from, or list the recipient."))
	}
	if len(made.Recipient.Emails)+len(made.Recipient.Unreadable) == 0 {
		say(heldIssue("push-no-address", "There is no e-mail address.", "Add one to the recipient or to the dataset that recipients are made from."))
	}
	for _, email := range made.Recipient.Emails {
		address := Mailbox(email)
		if others := j.shared[address]; len(others) > 1 {
			say(warning("push-shared-address", fmt.Sprintf("%s gets several parts: %s.", address, strings.Join(others, ", ")), "See whether that is meant."))
		}
		outside := len(j.ownDomains) > 0 && !ownDomain(DomainOf(address), j.ownDomains)
		allowed := slices.ContainsFunc(j.push.Outside, func(other string) bool { return strings.EqualFold(Mailbox(other), address) })
		if outside && !allowed {
			say(heldIssue("push-outside-domain", fmt.Sprintf("%s is outside the district (%s).", address, strings.Join(j.ownDomains, ", ")),
				"If it is right all the same, list the address under outside in the push."))
		}
	}
}

// ownDomain reports whether a domain is one of the district's or within one.
func ownDomain(domain string, own []string) bool {
	return slices.ContainsFunc(own, func(o string) bool { return domain == o || strings.HasSuffix(domain, "."+o) })
}

func warning(code, message, remedy string) *table.Issue {
	return &table.Issue{Code: code, Severity: table.Warning, Message: message, Remedy: remedy}
}

// heldIssue is a warning because of which nothing is sent to a recipient.
func heldIssue(code, message, remedy string) *table.Issue {
	return table.Failed(code, table.Where{}, message, remedy, nil)
}

// sharedAddresses lists, for each address, the recipients with different slices
// that it stands for.
func sharedAddresses(recipients []Recipient) map[string][]string {
	shared, slicesOf := map[string][]string{}, map[string][]string{}
	for _, recipient := range recipients {
		slice := fmt.Sprint(recipient.Slice.Filters)
		for _, email := range recipient.Emails {
			address := Mailbox(email)
			if !slices.Contains(slicesOf[address], slice) {
				slicesOf[address] = append(slicesOf[address], slice)
				shared[address] = append(shared[address], recipient.Name)
			}
		}
	}
	return shared
}

// A count that changes by more than a quarter and by at least ten from one time
// to the next is more often a missing file than a change in the world.
const (
	jumpShare = 0.25
	jumpLeast = 10
)

func jumped(made Made) string {
	if made.Last == nil || made.Failure != nil || made.Rows == 0 {
		return ""
	}
	now, before, noun := made.Rows, made.Last.Rows, "rows"
	if made.Students >= 0 && made.Last.Students >= 0 {
		now, before, noun = made.Students, made.Last.Students, "students"
	}
	gap := max(now-before, before-now)
	if gap < jumpLeast || float64(gap) <= jumpShare*float64(before) {
		return ""
	}
	return fmt.Sprintf("There are %s %s; the last time there were %s.", table.FormatNumber(float64(now), 0), noun, table.FormatNumber(float64(before), 0))
}

// changes says which numbers are written in another way than the last time.
func changes(now, last []Figure) []string {
	said := []string{}
	for _, figure := range now {
		if before, found := figureOf(last, figure.Tile); found && before.Text != figure.Text {
			said = append(said, fmt.Sprintf("%s: %s, was %s", figure.Title, orNothing(figure.Text), orNothing(before.Text)))
		}
	}
	return said
}

func orNothing(text string) string {
	if text == "" {
		return "nothing"
	}
	return text
}
