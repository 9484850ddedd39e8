package app

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"
)

// What was pasted or fetched is gone when its page or the program is closed, or
// the fetching cancelled, before anybody has heard that it is there.
func TestFetchedLeavesNothing(t *testing.T) {
	second := make(chan struct{}, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/endless.csv" {
			second <- struct{}{}
			<-r.Context().Done()
			return
		}
		fmt.Fprint(w, "School,Days\nAlder,3\n")
	}))
	defer server.Close()
	for name, test := range map[string]struct {
		fetch func(d *desk)
		end   func(d *desk, p *importPage)
	}{
		"pasted, page closed":     {func(d *desk) { d.shell.openPasted("School\tDays\nAlder\t3\n") }, func(d *desk, p *importPage) { d.shell.closePage(p) }},
		"pasted, program closed":  {func(d *desk) { d.shell.openPasted("School\tDays\nAlder\t3\n") }, func(d *desk, _ *importPage) { d.shell.Close() }},
		"fetched, page closed":    {func(d *desk) { d.shell.openImport(server.URL + "/a.csv") }, func(d *desk, p *importPage) { d.shell.closePage(p) }},
		"cancelled in the middle": {func(d *desk) { d.shell.openImport(server.URL+"/a.csv", server.URL+"/endless.csv") }, func(_ *desk, p *importPage) { <-second; p.queue.cancel() }},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			temporary := t.TempDir()
			t.Setenv("TMPDIR", temporary)
			test.fetch(d)
			p := d.shell.shownPage().(*importPage)
			job := p.queue.listing.current
			if name != "cancelled in the middle" {
				<-job.Done() // its callback waits
			}
			test.end(d, p)
			<-job.Done()
			for range 100 {
				if left, err := os.ReadDir(temporary); err == nil && len(left) == 0 {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
			left, err := os.ReadDir(temporary)
			t.Errorf("left behind: %v (%v)", left, err)
		})
	}
}
