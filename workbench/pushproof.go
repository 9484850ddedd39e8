package workbench

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/table"
)

// Proof runs a push for every recipient and says of each what is behind it, how
// that compares with the last time, and what to look at. Nothing is written and
// nothing leaves. options may change the place and the formats.
func (b *Workbench) Proof(ctx context.Context, name string, options PushOptions) (push.Proof, error) {
	plan, err := b.Push(ctx, name)
	if err != nil {
		return push.Proof{}, err
	}
	plan = options.apply(plan)
	account, known, err := b.MailAccount(ctx)
	if err != nil {
		return push.Proof{}, err
	}
	var domains []string
	if known {
		domains = account.OwnDomains()
	}
	run, err := b.preparePush(ctx, plan, domains)
	if err != nil {
		return push.Proof{}, err
	}
	proof := push.NewProof(plan, run.data, b.now())
	if plan.Goes(push.ToEmail) && !known {
		proof.Warnings = append(proof.Warnings, *noMailAccount())
	}
	if several := domainsOf(run.recipients); len(domains) == 0 && len(several) > 1 {
		proof.Warnings = append(proof.Warnings, table.Issue{
			Code: "push-domains-unknown", Severity: table.Warning,
			Message: fmt.Sprintf("Addresses are at %s, and nobody has said which of these is the district's: small groups are withheld only from recipients who are said to be outside.", strings.Join(several, ", ")),
			Remedy:  "Say which domains are the district's where it is said how mail is sent (sbench push mail --domains), or which recipients are outside.",
		})
	}
	err = b.eachPart(ctx, run, nil, func(place int, part madePart) error {
		proof.Lines = append(proof.Lines, part.line)
		options.report("Looking at "+part.line.Recipient, place+1, len(run.recipients))
		return nil
	})
	return proof, err
}

func noMailAccount() *table.Issue {
	return table.Failed("mail-account", table.Where{}, "The workspace does not know how to send mail.", "Say it with sbench push mail, or send into a folder.", nil)
}

// domainsOf lists the domains of those recipients of whom nobody says that they
// are outside the district. Of a single one there is nothing to tell apart.
func domainsOf(recipients []push.Recipient) []string {
	var domains []string
	for _, recipient := range recipients {
		if recipient.Outside {
			continue
		}
		for _, address := range recipient.Emails {
			if domain := strings.ToLower(push.DomainOf(address)); domain != "" {
				domains = append(domains, domain)
			}
		}
	}
	slices.Sort(domains)
	return slices.Compact(domains)
}
