package workbench_test

import (
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// setDomains says which domains are the district's; mail goes to the principals
// wherever they are.
func setDomains(t *testing.T, bench *workbench.Workbench, domains ...string) {
	t.Helper()
	account, _, err := bench.MailAccount(t.Context())
	must(t, err)
	account.Domains = domains
	must(t, bench.SaveMailAccount(t.Context(), account))
}

// countedPackets are packets with the number of each school's students.
func countedPackets(t *testing.T) (*workbench.Workbench, *mailtest.Server) {
	t.Helper()
	bench := manySchools(t, 3, push.ToEmail)
	must(t, bench.SaveDashboard(t.Context(), reports.Dashboard{Name: "Principal", Tiles: []reports.Tile{
		{Name: "students", Kind: reports.CrosstabTile, Report: reports.Report{Dataset: "students", Spec: crosstab.Spec{Rows: fields("School"), Measures: []crosstab.Measure{{Function: crosstab.Count}}}}},
	}}))
	server := mailtest.Start(t, nil)
	useServer(t, bench, server)
	setPush(t, bench, func(p *push.Push) {
		p.Where, p.Outside = push.ToEmail, []string{"p000@district.example", "p001@district.example", "p002@district.example"}
	})
	return bench, server
}

// protected counts the messages that show no number of three students.
func protected(t *testing.T, messages []mailtest.Message) (withheld, shown int) {
	t.Helper()
	for _, message := range messages {
		text := ""
		for _, file := range mailtest.Open(t, message).Files {
			text += string(file)
		}
		if strings.Contains(text, reports.WithheldMark) {
			withheld++
		} else {
			shown++
		}
	}
	return withheld, shown
}

// Ensure that people who turn out to be outside the district get pages of their
// own, and never those that were made while they counted as inside: not by
// another run, not by going on with one, not by sending a message again.
func TestProtectionIsPartOfTheMessage(t *testing.T) {
	for name, test := range map[string]struct {
		before func(t *testing.T, bench *workbench.Workbench, server *mailtest.Server)
		after  func(t *testing.T, bench *workbench.Workbench)
		want   int // messages that were sent before, unprotected
	}{
		"another run": {
			func(t *testing.T, bench *workbench.Workbench, _ *mailtest.Server) { mustSend(t, bench, atOnce()) },
			func(t *testing.T, bench *workbench.Workbench) {
				if result := mustSend(t, bench, atOnce()); result.Sent != 3 || result.Already != 0 {
					t.Errorf("%+v", result)
				}
				checkAlreadySent(t, bench, atOnce())
			}, 3,
		},
		"gone on with": {
			func(t *testing.T, bench *workbench.Workbench, server *mailtest.Server) {
				interrupted(t, bench, server, 1)
			},
			func(t *testing.T, bench *workbench.Workbench) {
				if result := mustSend(t, bench, atOnce()); result.Refused != 2 {
					t.Errorf("%+v", result)
				}
			}, 1,
		},
		"sent again": {
			func(t *testing.T, bench *workbench.Workbench, server *mailtest.Server) {
				interrupted(t, bench, server, 1)
				_, err := bench.StopPush(t.Context(), "Monday packets")
				must(t, err)
			},
			func(t *testing.T, bench *workbench.Workbench) {
				entries, err := bench.PushLog(t.Context(), "Monday packets")
				must(t, err)
				var ids []int64
				for _, entry := range entries {
					if entry.State == warehouse.Stopped {
						ids = append(ids, entry.ID)
					}
				}
				if _, err := bench.Resend(t.Context(), ids, atOnce()); err != nil || len(ids) != 2 {
					t.Errorf("%d were stopped: %v", len(ids), err)
				}
			}, 1,
		},
	} {
		t.Run(name, func(t *testing.T) {
			bench, server := countedPackets(t)
			test.before(t, bench, server)
			if withheld, shown := protected(t, server.Messages()); withheld != 0 || shown != test.want {
				t.Fatalf("inside: %d withhold numbers and %d do not", withheld, shown)
			}
			setDomains(t, bench, "elsewhere.example")
			test.after(t, bench)
			withheld, shown := protected(t, server.Messages())
			if shown != test.want {
				t.Errorf("%d messages with small groups went outside", shown-test.want)
			}
			if wanted := len(server.Messages()) - test.want; withheld != wanted || name != "gone on with" && wanted == 0 {
				t.Errorf("%d messages of %d withhold small groups", withheld, wanted)
			}
		})
	}
}

// Ensure that the proof says when nobody knows who is outside.
func TestProofWithoutDomains(t *testing.T) {
	bench := manySchools(t, 2, push.ToFolder)
	warned := func() bool {
		t.Helper()
		proof, err := bench.Proof(t.Context(), "Monday packets", workbench.PushOptions{})
		must(t, err)
		for _, warning := range proof.Warnings {
			if warning.Code == "push-domains-unknown" {
				return true
			}
		}
		return false
	}
	if warned() {
		t.Error("of one domain there is nothing to tell apart")
	}
	plan, err := bench.Push(t.Context(), "Monday packets")
	must(t, err)
	plan.Recipients = append(plan.Recipients, push.Recipient{Name: "Board", Emails: []string{"ann@elsewhere.example"}, Whole: true})
	must(t, bench.SavePush(t.Context(), plan))
	if !warned() {
		t.Error("the proof does not say that no domain is known")
	}
	useServer(t, bench, mailtest.Start(t, nil))
	if warned() {
		t.Error("the proof says so although the sender's domain is known")
	}
}
