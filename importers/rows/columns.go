package rows

import (
	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/typing"
	"github.com/schoolbench/schoolbench/importers/unpivot"
	"github.com/schoolbench/schoolbench/internal/english"
)

// columns collects what the columns of a table hold.
type columns struct {
	named    int
	profiles []*typing.Profile
	rows     int
	comma    bool // numbers may have a decimal comma

	cells     int // the fewest cells of a record, -1 for none yet
	short     int // records with fewer cells than the header
	firstLong int // number of the first record with more filled cells than the header

	batch *batch // records that have not been handed over to the profiles
	lanes lanes
}

func (c *columns) begin(names []string) {
	c.named, c.cells = len(names), -1
	for _, name := range names {
		c.profiles = append(c.profiles, c.profile(name, len(names)))
	}
}

func (c *columns) profile(name string, of int) *typing.Profile {
	profile := typing.NewProfile(name, of)
	if c.comma {
		profile.AllowComma()
	}
	return profile
}

// add gives the cells of a record, filled up to width, to their profiles.
func (c *columns) add(record Record, width int) error {
	if width > len(c.profiles) {
		if width > MostColumns {
			return tooWide(record.Number)
		}
		c.widen(record, width)
	}
	if len(record.Cells) < c.named {
		c.short++
	}
	if c.cells < 0 || len(record.Cells) < c.cells {
		c.cells = len(record.Cells)
	}
	if c.batch == nil {
		c.batch = c.lanes.spare()
	}
	c.batch.add(record)
	c.rows++
	if c.batch.isFull() {
		c.lanes.run(c.batch, c.profiles)
		c.batch = nil
	}
	return nil
}

// settle has the profiles look at all that is left.
func (c *columns) settle() {
	if c.batch != nil {
		c.lanes.run(c.batch, c.profiles)
		c.batch = nil
	}
	c.lanes.wait()
}

// widen adds columns for a record with more cells than any before it.
func (c *columns) widen(record Record, width int) {
	c.settle() // the new columns are blank in all records so far
	if c.named > 0 && c.firstLong == 0 {
		c.firstLong = record.Number
	}
	for len(c.profiles) < width {
		profile := c.profile("", max(width, c.named))
		profile.AddBlank(c.rows)
		c.profiles = append(c.profiles, profile)
	}
}

// mostFindings bounds the findings of a plan; a table can have thousands of
// columns.
const mostFindings = 1000

// settleColumns has every column typed and named.
func (p *planner) settleColumns() {
	c := &p.columns
	c.settle()
	// Without names to go by, what separates values tells how many there are:
	// a last column may be empty throughout.
	kept := 0
	if !p.heading.exists() && p.plan.Delimiter != "" {
		kept = c.cells
		c.widen(Record{}, min(kept, MostColumns))
	}
	names := append([]string{}, p.names...)
	for len(names) < len(c.profiles) {
		names = append(names, "")
	}
	names, findings := uniqueNames(names)
	if !p.heading.exists() {
		findings = nil // that all are numbered has been said
	}
	changed := map[string]importers.Finding{}
	for _, finding := range findings {
		changed[finding.Column] = finding
	}
	blank := make([]bool, len(c.profiles))
	p.plan.Legend = append(p.plan.Legend, p.options.Legend...)
	for i, profile := range c.profiles {
		profile.SetLegend(p.plan.Legend)
		profile.Rename(names[i])
		blank[i] = profile.IsBlank()
	}
	var blanks []bool // of the plan's columns
	for i, decided := range typing.Decide(c.profiles) {
		if blank[i] && i >= kept && (i >= c.named || p.names[i] == "") {
			continue // a nameless column without a value is a delimiter too many
		}
		decided.Place(names[i], i)
		p.plan.Columns = append(p.plan.Columns, decided.Column)
		blanks = append(blanks, blank[i])
		found := decided.Findings
		if finding, ok := changed[names[i]]; ok {
			found = append([]importers.Finding{finding}, found...)
		}
		if len(p.plan.Findings) < mostFindings {
			p.plan.Findings = append(p.plan.Findings, found...)
		}
	}
	if c.firstLong > 0 {
		p.find("row-long", "", "Some rows have more values than the header has names, the first of them row %s; columns were added for them.", english.Number(c.firstLong))
	}
	// On a sheet of a workbook a row ends with its last filled cell.
	if c.short > 0 && p.plan.Sheet == "" {
		p.find("row-short", "", "%s of %s rows have fewer values than the header has names; the rest is missing.", english.Number(c.short), english.Number(c.rows))
	}
	if finding, found := unpivot.Find(p.plan, func(place int) bool { return blanks[place] }); found {
		p.plan.Findings = append(p.plan.Findings, finding)
	}
	p.plan.Rows = c.rows
}
