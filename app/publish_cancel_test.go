package app

import (
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/mailtest"
	"github.com/schoolbench/schoolbench/reports/push"
	"github.com/schoolbench/schoolbench/reports/push/mail"
	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// byMail makes a push to three schools by mail, to a server of the test.
func (d *desk) byMail(server *mailtest.Server) push.Push {
	d.Helper()
	if err := d.shell.bench.SaveMailAccount(d.Context(), mail.Account{Server: "127.0.0.1", Port: server.Port, Encryption: mail.NoTLS, From: "data@district.example"}); err != nil {
		d.Fatal(err)
	}
	plan := push.Push{Name: "By mail", Dashboard: "Week", Formats: []string{"html"}, Where: push.ToEmail, Recipients: []push.Recipient{
		toSchool("Alder", "alder@district.example"), toSchool("Birch", "birch@district.example"), toSchool("Cedar", "cedar@district.example"),
	}}
	d.keepPush(plan)
	return plan
}

// addressees are those who were mailed, in order.
func addressees(server *mailtest.Server) []string {
	var to []string
	for _, letter := range server.Messages() {
		to = append(to, letter.To)
	}
	return to
}

// A push that is cancelled half way says what has left and what waits; sent on,
// the rest goes out, and nobody gets anything twice.
func TestCancellingASend(t *testing.T) {
	d := newBoardDesk(t)
	server := mailtest.Start(t, nil)
	d.byMail(server)
	proof := d.proofOf("By mail")
	server.OnTaken(func(mailtest.Message) error {
		if len(server.Messages()) == 1 {
			cancelled := make(chan struct{})
			d.queue.Do(func() { d.shell.jobs.shownJob().Cancel(); close(cancelled) }) // as the status bar does
			<-cancelled
		}
		return nil
	})
	proof.sendAll()
	d.quiet()
	told := strings.Join(says(d.shell.notice.object), " ")
	log := d.logOf("By mail")
	states := map[warehouse.DeliveryState]int{}
	for _, entry := range log.entries {
		states[entry.State]++
	}
	waiting := states[warehouse.Prepared]
	if waiting == 0 || waiting == 3 {
		t.Fatalf("cancelled half way, the log is %v", states)
	}
	if !strings.Contains(told, number(waiting)+" waiting") || strings.Contains(told, "Nothing was changed") {
		t.Errorf("told %q", told)
	}
	p := d.publish()
	at := slices.IndexFunc(p.list, func(each workbench.PushSummary) bool { return each.Push.Name == "By mail" })
	if at < 0 || p.list[at].LastRun[warehouse.Prepared] != waiting {
		t.Fatalf("the page says %+v", p.list)
	}

	server.OnTaken(nil)
	proof = d.proofOf("By mail")
	if !strings.Contains(proof.words.Text, "of the last time") || proof.waiting != waiting {
		t.Errorf("the proof says %q of %d waiting", proof.words.Text, proof.waiting)
	}
	proof.sendAll()
	d.quiet()
	if to := addressees(server); !slices.Equal(slices.Sorted(slices.Values(to)), []string{"alder@district.example", "birch@district.example", "cedar@district.example"}) {
		t.Errorf("mailed are %q", to)
	}
}

// What was sent already is sent once more only when somebody asks for it, who is
// offered that in place of an option of the command line.
func TestSendingOnceMore(t *testing.T) {
	d := newBoardDesk(t)
	server := mailtest.Start(t, nil)
	d.byMail(server)
	d.proofOf("By mail").sendAll()
	d.quiet()
	proof := d.proofOf("By mail")
	proof.run()
	d.quiet()
	proof.sendAll()
	d.quiet()
	if to := addressees(server); len(to) != 3 {
		t.Fatalf("without being asked for, mailed are %q", to)
	}
	told := strings.Join(says(d.shell.notice.object), " ")
	if !strings.Contains(told, "nothing was imported or changed since") || strings.Contains(told, "--") {
		t.Errorf("told %q", told)
	}
	tapNotice(d, "Send once more")
	d.quiet()
	if to := addressees(server); len(to) != 6 {
		t.Errorf("once more, mailed are %q", to)
	}
}

// The messages of a run that waits can be stopped also while the schedule rests.
func TestStoppingWhatWaits(t *testing.T) {
	d := newBoardDesk(t)
	plan := schoolPush("Packets")
	plan.Paused = true
	d.keepPush(plan)
	p := d.publish()
	for waiting, want := range map[int][]string{0: {"Change…", "Resume its schedule"}, 2: {"Change…", "Stop what is waiting, and its schedule", "Resume its schedule"}} {
		summary := p.list[slices.IndexFunc(p.list, func(each workbench.PushSummary) bool { return each.Push.Name == "Packets" })]
		summary.LastRun = map[warehouse.DeliveryState]int{warehouse.Prepared: waiting}
		var labels []string
		for _, item := range p.pushItems(summary)[:len(want)] {
			labels = append(labels, item.Label)
		}
		if !slices.Equal(labels, want) {
			t.Errorf("with %d waiting the menu says %q", waiting, labels)
		}
	}
}
