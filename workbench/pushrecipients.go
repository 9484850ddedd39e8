package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
)

// PushRecipients returns the recipients of a push: those made from the data, in
// the data's order, and those that are listed, which take the place of made
// ones of the same name. The slice of each says which small groups are withheld
// from them.
//
// Listed recipients must be without a fault, since somebody wrote them. What is
// wrong with a cell of the data is the trouble of its recipient alone: see
// push.Recipient.Unreadable.
func (b *Workbench) PushRecipients(ctx context.Context, plan push.Push) ([]push.Recipient, error) {
	if err := push.CheckRecipients(plan.Recipients); err != nil {
		return nil, err
	}
	var recipients []push.Recipient
	if plan.Each != nil {
		made, err := b.eachRecipient(ctx, *plan.Each)
		if err != nil {
			return nil, err
		}
		recipients = made
	}
	for _, listed := range plan.Recipients {
		place := -1
		for i := range recipients {
			if strings.EqualFold(recipients[i].Name, listed.Name) {
				place = i
			}
		}
		if place >= 0 {
			recipients[place] = listed
		} else {
			recipients = append(recipients, listed)
		}
	}
	account, known, err := b.MailAccount(ctx)
	if err != nil {
		return nil, err
	}
	var domains []string
	if known {
		domains = account.OwnDomains()
	}
	for i := range recipients {
		slice := &recipients[i].Slice
		slice.SmallestGroup = plan.Smallest(recipients[i], domains)
		if slice.Label == "" && !slice.IsWhole() {
			slice.Label = recipients[i].Name
		}
		if slice.Recipient == "" {
			slice.Recipient = recipients[i].Name
		}
		if slice.Language == "" {
			slice.Language = plan.Language
		}
	}
	if len(recipients) == 0 {
		return nil, table.Failed("push-recipient", table.Where{}, fmt.Sprintf("Nobody is a recipient of %q: the field that they are made from has no values.", plan.Name),
			"Import the data first, or list the recipients.", nil)
	}
	return recipients, nil
}

// eachRecipient makes a recipient for each value of a field.
func (b *Workbench) eachRecipient(ctx context.Context, each push.Each) ([]push.Recipient, error) {
	wanted := []string{each.Field}
	for _, name := range append([]string{each.Label, each.Email}, each.AddressFields()...) {
		if name != "" && !containsFold(wanted, name) {
			wanted = append(wanted, name)
		}
	}
	frame, err := b.Frame(ctx, each.Dataset, wanted...)
	if err != nil {
		return nil, err
	}
	rows, err := b.Where(ctx, each.Dataset, each.Where)
	if err != nil {
		return nil, err
	}
	text := func(name string, row int) string {
		vector, found := frame.Column(name)
		if name == "" || !found || !vector.Value(row).IsReported() {
			return ""
		}
		return strings.TrimSpace(vector.Column().Text(vector.Value(row)))
	}
	field := each.As
	if field == "" {
		field = each.Field
	}
	places := map[string]int{}
	var recipients []push.Recipient
	for _, row := range rows {
		value := text(each.Field, row)
		if value == "" {
			continue
		}
		place, known := places[value]
		if !known {
			place = len(recipients)
			places[value] = place
			recipients = append(recipients, push.Recipient{Name: value, Slice: reports.Slice{Filters: []reports.Filter{{Field: field, Values: []string{value}}}}})
		}
		recipient := &recipients[place]
		if label := text(each.Label, row); label != "" && recipient.Slice.Label == "" {
			recipient.Name, recipient.Slice.Label = label, label
		}
		addresses := push.Addresses(text(each.Email, row))
		if filled := filledAddress(each, func(field string) string { return text(field, row) }); filled != "" {
			addresses = append(addresses, filled)
		}
		for _, address := range addresses {
			list := &recipient.Emails
			if _, err := push.ParseAddress(address); err != nil {
				list = &recipient.Unreadable
			}
			if !containsFold(*list, address) {
				*list = append(*list, address)
			}
		}
	}
	nameApart(recipients)
	return recipients, nil
}

// nameApart gives recipients that were made from values of a field names of
// their own.
func nameApart(recipients []push.Recipient) {
	value := func(place int) string { return recipients[place].Slice.Filters[0].Values[0] }
	// Two schools may go by the same name; their codes tell them apart.
	names := map[string]int{}
	for _, recipient := range recipients {
		names[strings.ToLower(recipient.Name)]++
	}
	for i := range recipients {
		if names[strings.ToLower(recipients[i].Name)] > 1 {
			recipients[i].Name += " (" + value(i) + ")"
		}
	}
	// Lincoln and LINCOLN are still one name then. They are numbered in the order
	// of their values, so that each keeps its number when the rows move.
	places := make([]int, len(recipients))
	for i := range places {
		places[i] = i
	}
	slices.SortStableFunc(places, func(i, j int) int { return strings.Compare(value(i), value(j)) })
	taken := map[string]bool{}
	for _, place := range places {
		base := recipients[place].Name
		for n := 2; taken[strings.ToLower(recipients[place].Name)]; n++ {
			recipients[place].Name = fmt.Sprintf("%s %d", base, n)
		}
		taken[strings.ToLower(recipients[place].Name)] = true
	}
}

// filledAddress puts the fields of a row into the pattern of an address. A
// field without a value makes it empty: what is left without it may well be
// somebody else's mailbox.
func filledAddress(each push.Each, text func(field string) string) string {
	address := each.Address
	for _, field := range each.AddressFields() {
		value := text(field)
		if value == "" {
			return ""
		}
		address = strings.ReplaceAll(address, "{"+field+"}", value)
	}
	return address
}
