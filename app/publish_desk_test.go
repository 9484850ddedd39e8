package app

import (
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/push"
)

// newBoardDesk opens a workspace with a dashboard and a push to each school.
func newBoardDesk(t testing.TB) *desk {
	t.Helper()
	d := newDesk(t)
	d.dashboardOfSchools()
	return d
}

// quiet waits until no job runs.
func (d *desk) quiet() {
	d.Helper()
	d.until("everything is done", func() bool { return len(d.shell.jobs.running) == 0 })
}

// confirm agrees to the dialog on top.
func (d *desk) confirm() {
	d.Helper()
	if len(d.shell.asks) == 0 {
		d.Fatal("nothing is asked")
	}
	d.shell.asks[len(d.shell.asks)-1].of.(*ask).confirm()
}

// publish opens the page with the pushes.
func (d *desk) publish() *publishPage {
	d.Helper()
	d.shell.enter(publishRoom)
	p, ok := d.shell.shownPage().(*publishPage)
	if !ok {
		d.Fatalf("%s is shown", d.shell.shownPage().key())
	}
	d.quiet()
	return p
}

// newPushForm opens the form of a push.
func (d *desk) newPushForm(p *publishPage, plan push.Push, before string) *pushForm {
	d.Helper()
	f := p.askPush(plan, before)
	if f == nil {
		d.Fatal("there is no form")
	}
	return f
}

// save saves a form and waits until that is done.
func (d *desk) save(form interface{ save() }) {
	d.Helper()
	form.save()
	d.quiet()
}

// schoolPush is a push that is valid: one for each school, into folders.
func schoolPush(name string) push.Push {
	return push.Push{Name: name, Dashboard: "Week", Formats: []string{"html"}, Where: push.ToFolder, Each: &push.Each{Dataset: "fall", Field: "School"}}
}

// toSchool is a recipient of a school's part, by mail.
func toSchool(school, address string) push.Recipient {
	return push.Recipient{Name: school, Emails: []string{address}, Slice: reports.Slice{Label: school, Filters: []reports.Filter{{Field: "School", Values: []string{school}}}}}
}

// keepPush saves a push past the window.
func (d *desk) keepPush(plan push.Push) {
	d.Helper()
	if err := d.shell.bench.SavePush(d.Context(), plan); err != nil {
		d.Fatal(err)
	}
}

// keptPush is a push as it is saved.
func (d *desk) keptPush(name string) push.Push {
	d.Helper()
	plan, err := d.shell.bench.Push(d.Context(), name)
	if err != nil {
		d.Fatal(err)
	}
	return plan
}

// pushNames are the names of the pushes that are saved.
func (d *desk) pushNames() []string {
	d.Helper()
	list, err := d.shell.bench.Pushes(d.Context())
	if err != nil {
		d.Fatal(err)
	}
	var names []string
	for _, plan := range list {
		names = append(names, plan.Name)
	}
	return names
}

// proofOf opens the proof of a push and waits until it is made.
func (d *desk) proofOf(name string) *proofPage {
	d.Helper()
	d.shell.openProof(name)
	proof, ok := d.shell.shownPage().(*proofPage)
	if !ok {
		d.Fatalf("%s is shown", d.shell.shownPage().key())
	}
	d.until("the proof is made", func() bool { return proof.proof != nil || proof.issue != nil })
	d.quiet()
	if proof.issue != nil {
		d.Fatal(*proof.issue)
	}
	return proof
}

// logOf opens the log of a push and waits until it is read.
func (d *desk) logOf(name string) *logPage {
	d.Helper()
	d.shell.openPushLog(name)
	log, ok := d.shell.shownPage().(*logPage)
	if !ok {
		d.Fatalf("%s is shown", d.shell.shownPage().key())
	}
	d.quiet()
	return log
}

// inSpanish has the window speak Spanish while the test runs.
func inSpanish(t testing.TB) {
	t.Helper()
	if err := speak(spanish); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := speak(english); err != nil {
			t.Error(err)
		}
	})
}
