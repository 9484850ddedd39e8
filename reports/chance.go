package reports

import (
	"github.com/schoolbench/schoolbench/crosstab"
)

// smallMark stands behind a share or a mean of few rows.
const smallMark = "†"

// withChance writes behind a number what chance leaves open: its interval, that
// few are behind it, and the columns than which it is higher. A cell with more
// than a number in it is text.
func (b *builder) withChance(cell Cell, number crosstab.Number, format measureFormat) Cell {
	before := cell.Text
	if number.Small {
		cell.Text += smallMark
		b.sawSmall = true
	}
	if number.Interval {
		cell.Text += b.language.say(" (%s to %s)", NumberText(number.Low, format.Decimals, format.Percent), NumberText(number.High, format.Decimals, format.Percent))
	}
	if number.Higher != "" {
		cell.Text += " " + number.Higher
	}
	cell.IsNumber = cell.IsNumber && cell.Text == before
	return cell
}

// chanceNotes says how to read what withChance wrote.
func (b *builder) chanceNotes() []string {
	var notes []string
	if confidence := b.spec.Confidence; confidence > 0 {
		notes = append(notes, b.language.say("In parentheses: %s confidence intervals, of shares by Wilson's method and of means by Student's t.", NumberText(confidence, 0, true)))
	}
	if b.spec.Differ != crosstab.NoTests {
		allowed := 0.05
		if b.spec.Confidence > 0 {
			allowed = 1 - b.spec.Confidence
		}
		method := "Bonferroni's correction for testing many"
		if b.spec.Differ == crosstab.BenjaminiHochberg {
			method = "Benjamini and Hochberg's correction for testing many"
		}
		notes = append(notes, b.language.say("A letter behind a number names a column of the same row than which it is higher by more than chance: z tests of shares and Welch's t tests of means at %s, with %s.", NumberText(allowed, 0, true), b.language.say(method)))
	}
	if b.sawSmall {
		notes = append(notes, b.language.say("%s stands behind shares and means of fewer than %d: they say little, and are not tested.", smallMark, crosstab.SmallGroup))
	}
	return notes
}
