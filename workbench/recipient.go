package workbench

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// RecipientSlice returns the part of the data that a recipient of any saved push
// gets, by the recipient's name, ignoring case. A name that nobody has, or that
// stands for different parts in different pushes, is a *table.Issue. A push whose
// recipients cannot be told is passed over.
func (b *Workbench) RecipientSlice(ctx context.Context, name string) (reports.Slice, error) {
	plans, err := b.Pushes(ctx)
	if err != nil {
		return reports.Slice{}, err
	}
	wanted := strings.TrimSpace(name)
	var found []reports.Slice
	var known []string
	var failures []error
	for _, plan := range plans {
		recipients, err := b.PushRecipients(ctx, plan)
		if ctx.Err() != nil {
			return reports.Slice{}, ctx.Err()
		}
		if err != nil {
			failures = append(failures, err) // the name may be one of its recipients'
			continue
		}
		for _, recipient := range recipients {
			if !containsFold(known, recipient.Name) {
				known = append(known, recipient.Name)
			}
			if !strings.EqualFold(recipient.Name, wanted) {
				continue
			}
			// The language is a push's own, and not a part of the data.
			slice := recipient.Slice
			slice.Language = ""
			if len(found) > 0 && reflect.DeepEqual(found[0].Filters, slice.Filters) {
				found[0].SmallestGroup = max(found[0].SmallestGroup, slice.SmallestGroup)
			}
			if len(found) == 0 || !reflect.DeepEqual(found[0].Filters, slice.Filters) {
				found = append(found, slice)
			}
		}
	}
	switch len(found) {
	case 0:
		return reports.Slice{}, errors.Join(append([]error{unknownRecipient(wanted, known)}, failures...)...)
	case 1:
		return found[0], nil
	}
	return reports.Slice{}, table.Failed("recipient-ambiguous", table.Where{}, fmt.Sprintf("%q gets different parts of the data in different pushes.", wanted),
		"Say the part itself: a field and a value, as in School=Lincoln Elementary.", nil)
}

func unknownRecipient(name string, known []string) error {
	remedy := "Say a part of the data instead, as in School=Lincoln Elementary; there are no recipients, since no push is saved."
	if len(known) > 0 {
		const shown = 5
		list := strings.Join(known[:min(shown, len(known))], ", ")
		if len(known) > shown {
			list += fmt.Sprintf(" and %d more", len(known)-shown)
		}
		remedy = "Use one of the recipients (" + list + "), or say a part of the data, as in School=Lincoln Elementary."
	}
	return table.Failed("recipient-unknown", table.Where{}, fmt.Sprintf("No push has a recipient named %q.", name), remedy, nil)
}
