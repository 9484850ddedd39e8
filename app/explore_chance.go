package app

import (
	"errors"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// chanceItem offers what a table says about chance: how far the true number may
// be from a share or a mean, and which columns differ by more than chance. It
// holds for the whole table, so its line is the same on every menu.
func (p *explorePage) chanceItem() *fyne.MenuItem {
	spec := p.presenter.report.Spec
	var lines []*fyne.MenuItem
	for _, choice := range []struct {
		words      string
		confidence float64
	}{
		{say("No intervals"), 0},
		{say("Intervals at 90%"), 0.9},
		{say("Intervals at 95%"), 0.95},
		{say("Intervals at 99%"), 0.99},
	} {
		line := fyne.NewMenuItem(choice.words, func() { p.presenter.setConfidence(choice.confidence) })
		line.Checked = spec.Confidence == choice.confidence
		lines = append(lines, line)
	}
	lines = append(lines, fyne.NewMenuItemSeparator())
	for _, choice := range []struct {
		words  string
		differ crosstab.Correction
	}{
		{say("No letters"), crosstab.NoTests},
		{say("Letters: which columns differ"), crosstab.BenjaminiHochberg},
		{say("Letters, stricter (Bonferroni)"), crosstab.Bonferroni},
	} {
		line := fyne.NewMenuItem(choice.words, func() { p.presenter.setDiffer(choice.differ) })
		line.Checked = spec.Differ == choice.differ
		lines = append(lines, line)
	}
	item := fyne.NewMenuItem(say("What chance leaves open"), nil)
	item.ChildMenu = fyne.NewMenu("", lines...)
	item.Checked = spec.Confidence > 0 || spec.Differ != crosstab.NoTests
	return item
}

// saysChance reports whether a measure can be a share or a mean, which are the
// numbers that chance is said about.
func saysChance(measure crosstab.Measure) bool {
	if measure.Show != crosstab.NoShow {
		return false
	}
	switch measure.Function {
	case crosstab.Mean, crosstab.Yes, crosstab.Rate:
		return true
	}
	return measure.Function == crosstab.Count && measure.Base != crosstab.NoBase
}

// setConfidence gives shares and means an interval; 0 takes it away.
func (p *explorePresenter) setConfidence(confidence float64) {
	p.report.Spec.Confidence = confidence
	p.run()
}

// setDiffer tests which columns differ, or no longer.
func (p *explorePresenter) setDiffer(differ crosstab.Correction) {
	p.report.Spec.Differ = differ
	p.run()
}

// associationWords says whether rows and columns have to do with each other, or
// why that cannot be tested. Without rows or columns there is nothing to say.
func (p *explorePresenter) associationWords() []string {
	if p.view == nil || len(p.report.Spec.Rows) == 0 || len(p.report.Spec.Columns) == 0 {
		return nil
	}
	association, err := p.view.Result.Association()
	if issue := (*table.Issue)(nil); errors.As(err, &issue) {
		return []string{translated(issue.Message) + " " + translated(issue.Remedy)}
	} else if err != nil {
		return []string{err.Error()}
	}
	return []string{translated(association.String())}
}
