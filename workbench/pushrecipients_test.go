package workbench_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/workbench"
)

// eachSchool is a workspace with a list of schools as given and a push by mail
// that makes its recipients from it, with what change says.
func eachSchool(t *testing.T, schools string, change func(*push.Push)) *workbench.Workbench {
	t.Helper()
	bench := mustOpen(t)
	fillRecipients(t, bench, 1)
	mustImport(t, bench, workbench.ImportRequest{Path: writeFile(t, "schools.csv", schools)})
	setPush(t, bench, func(p *push.Push) {
		p.Where, p.Recipients, p.Each = push.ToEmail, nil, &push.Each{Dataset: "schools", Field: "School"}
		change(p)
	})
	return bench
}

// Ensure that an address is not made with a gap in it, which may be somebody
// else's mailbox.
func TestPushAddressWithAGap(t *testing.T) {
	bench := eachSchool(t, "School,Mailbox\nA,a\nB,\n", func(p *push.Push) { p.Each.Address = "principal-{Mailbox}@district.example" })
	plan, err := bench.Push(t.Context(), "Monday packets")
	if err != nil {
		t.Fatal(err)
	}
	recipients, err := bench.PushRecipients(t.Context(), plan)
	if err != nil || len(recipients) != 2 {
		t.Fatalf("%+v, %v", recipients, err)
	}
	if want := []string{"principal-a@district.example"}; !slices.Equal(recipients[0].Emails, want) || len(recipients[1].Emails) != 0 {
		t.Errorf("addresses %q and %q", recipients[0].Emails, recipients[1].Emails)
	}
}

// Ensure that one mailbox gets one message, however often it is listed.
func TestPushMailboxTwice(t *testing.T) {
	bench := eachSchool(t, "School,E-mail\nA,Ada <ada@district.example>; ADA@district.example\n", func(p *push.Push) { p.Each.Email = "E-mail" })
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	if result := mustSend(t, bench, atOnce()); result.Sent != 1 || len(server.Messages()) != 1 {
		t.Errorf("%d messages: %+v", len(server.Messages()), result)
	}
	checkAlreadySent(t, bench, atOnce())
}

// Ensure that an address in the data that is none keeps its recipient's mail
// back and nobody else's.
func TestPushBadAddress(t *testing.T) {
	bench := eachSchool(t, "School,E-mail\nA,ada@district.example\nB,ask Bob; bob@district.example\n", func(p *push.Push) { p.Each.Email = "E-mail" })
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	proof, err := bench.Proof(t.Context(), "Monday packets", workbench.PushOptions{})
	if err != nil || proof.Lines[0].Held || !proof.Lines[1].Held || proof.Lines[1].HeldWhy() != `"ask Bob" is not an e-mail address.` {
		t.Fatalf("%+v, %v", proof.Lines, err)
	}
	if result := mustSend(t, bench, atOnce()); result.Sent != 1 || result.Held != 1 || result.Complete() || len(server.Messages()) != 1 {
		t.Errorf("%+v", result)
	}
}

// Ensure that values that are alike but for case make recipients of their own,
// whose names do not depend on the order of the rows.
func TestPushNamesAlike(t *testing.T) {
	for _, rows := range []string{"Lincoln\nLINCOLN\nGrant\n", "Grant\nLINCOLN\nLincoln\n"} {
		bench := eachSchool(t, "School,Phone\n"+strings.ReplaceAll(rows, "\n", ",1\n"), func(*push.Push) {})
		plan, err := bench.Push(t.Context(), "Monday packets")
		if err != nil {
			t.Fatal(err)
		}
		recipients, err := bench.PushRecipients(t.Context(), plan)
		if err != nil {
			t.Fatal(err)
		}
		named := map[string]string{}
		for _, recipient := range recipients {
			named[recipient.Slice.Filters[0].Values[0]] = recipient.Name
		}
		if len(recipients) != 3 || named["Grant"] != "Grant" || named["LINCOLN"] != "LINCOLN (LINCOLN)" || named["Lincoln"] != "Lincoln (Lincoln) 2" {
			t.Errorf("%q", named)
		}
	}
}
