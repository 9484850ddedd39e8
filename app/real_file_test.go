package app

import (
	"os"
	"path/filepath"
	"testing"
)

// shared finds a file of the folder "shared" beside the checkout.
func shared(t *testing.T, path string) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for folder != filepath.Dir(folder) {
		folder = filepath.Dir(folder)
		candidate := filepath.Join(folder, "shared", path)
		if _, err := os.Stat(candidate); err == nil {
			return candidate
		}
	}
	t.Skipf("the real file shared/%s is not beside the checkout", path)
	return ""
}

// A district's real budget, from the import page to the grand totals on screen
// and all the rows behind them.
func TestRealBudget(t *testing.T) {
	path := shared(t, "data/oakland/ousd_expenditures.csv")
	d := newDesk(t)
	p := d.looking(path)
	if p.presenter.problem != nil {
		t.Fatal(p.presenter.problem)
	}
	p.start(false)
	d.until("it is imported", func() bool {
		known, listed := d.shell.dataset("ousd_expenditures")
		return listed && known.Rows == 21_390
	})
	d.shell.openExplore(reportFor("ousd_expenditures"))
	explore := d.shell.shownPage().(*explorePage)
	d.until("the fields are there", func() bool { return len(explore.presenter.dataset.Schema) > 0 })
	for _, field := range []string{"AcctObjectDescr", "Budget", "Spent", "Balance"} {
		explore.presenter.addWhereItBelongs(field)
	}
	d.settled(explore)
	d.until("the last is shown", func() bool { return !explore.presenter.busy() })
	source := explore.crosstab.Source()
	last := source.Rows() - 1
	for i, want := range []string{"961,545,496.85", "860,917,152.14", "100,628,344.71"} {
		if got := source.Cell(last, source.Columns()-3+i).Text; got != want {
			t.Errorf("grand total %d is %s, want %s", i+1, got, want)
		}
	}
	explore.crosstab.OnDrill(last, source.Columns()-1)
	records := explore.sheet
	d.until("the rows are found", func() bool { return !records.loading.busy() })
	if got := records.count.Text; got != "21,390 rows · Sum of Budget 961,545,496.85 · Sum of Spent 860,917,152.14 · Sum of Balance 100,628,344.71" {
		t.Errorf("the grand total opens onto %s", got)
	}
}
