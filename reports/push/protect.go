package push

import "github.com/schoolbench/schoolbench/reports"

// IsOutside reports whether a recipient is outside the district: somebody said
// so, or an address is of none of its domains. Without domains to go by, only
// what was said counts.
func (r Recipient) IsOutside(ownDomains []string) bool {
	if r.Outside {
		return true
	}
	for _, email := range r.Emails {
		if len(ownDomains) > 0 && !ownDomain(DomainOf(Mailbox(email)), ownDomains) {
			return true
		}
	}
	return false
}

// Smallest is the smallest group of people whose numbers a recipient is shown;
// 0 and 1 withhold none, unless the dashboard does.
func (p Push) Smallest(recipient Recipient, ownDomains []string) int {
	least := max(p.SmallestGroup, recipient.Slice.SmallestGroup)
	if !recipient.IsOutside(ownDomains) {
		return least
	}
	if p.OutsideSmallestGroup > 0 {
		return max(least, p.OutsideSmallestGroup)
	}
	return max(least, reports.UsualSmallestGroup)
}
