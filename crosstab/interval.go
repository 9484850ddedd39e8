package crosstab

import (
	"fmt"
	"math"

	"github.com/schoolbench/schoolbench/table"
)

// Correction is how tests are made stricter when there are many of them.
type Correction string

// The corrections. Bonferroni's keeps the chance of any false difference within
// the error allowed, Benjamini and Hochberg's the share of false ones among
// those found.
const (
	NoTests           Correction = ""
	Bonferroni        Correction = "bonferroni"
	BenjaminiHochberg Correction = "benjamini-hochberg"
)

// SmallGroup is the number of rows or values below which a share or a mean says
// little: its interval is wide, and it is not tested.
const SmallGroup = 10

// resolveTests checks what is asked about chance.
func (s *Spec) resolveTests() error {
	if s.Confidence != 0 && !(s.Confidence >= 0.5 && s.Confidence < 1) {
		return problem(codeStatistics, fmt.Sprintf("There is no confidence of %v.", s.Confidence), "Use a number from 0.5 to below 1, such as 0.95.")
	}
	switch s.Differ {
	case NoTests, Bonferroni, BenjaminiHochberg:
		return nil
	}
	return problem(codeStatistics, fmt.Sprintf("%q does not say how tests are corrected.", s.Differ), "Use benjamini-hochberg or bonferroni.")
}

// chances reports whether anything is asked about chance.
func (s Spec) chances() bool { return s.Confidence > 0 || s.Differ != NoTests }

// sample is what a share or a mean was found from.
type sample struct {
	share      bool
	n          int
	successes  int     // of a share
	mean       float64 // of values
	deviation  float64
	reported   bool
	comparable bool // the measure is a share or a mean
}

// sample tells what is behind a number. Shares are those of rows or of values
// among others: yes, a percentage of a count, and a rate of a count among rows.
func (r *Result) sample(m *planned, number Number, at int) sample {
	if m.measure.Show != NoShow {
		return sample{}
	}
	s := sample{comparable: true, reported: number.State == table.Reported}
	switch {
	case m.measure.Function == Count && m.measure.Base != NoBase, m.isShareOfRows() && m.measure.Base == NoBase:
		s.share, s.successes, s.n = true, int(number.Part), int(number.Whole)
	case m.measure.Base != NoBase || m.field == nil:
		return sample{}
	case m.measure.Function == Yes, m.measure.Function == Mean && m.field.vector.Column().Type == table.YesNo:
		s.share, s.n = true, number.Used
		if s.reported {
			s.successes = int(math.Round(m.outcome.exact[at]))
		}
	case m.measure.Function == Mean && m.outcome.moments != nil:
		s.n, s.mean = number.Used, number.Value
		if s.reported && s.n > 1 {
			s.deviation = m.outcome.moments[at].deviation(s.n)
		}
	default:
		return sample{}
	}
	return s
}

// isShareOfRows reports whether the measure is a count among all rows.
func (m *planned) isShareOfRows() bool {
	return m.measure.Function == Rate && m.of.measure.Function == Count && m.over.measure.Function == Count && m.over.measure.Field == ""
}

// withInterval adds to a number what chance leaves open.
func (r *Result) withInterval(m *planned, number Number, at int) Number {
	s := r.sample(m, number, at)
	if !s.comparable || !s.reported {
		return number
	}
	number.Small = s.n < SmallGroup
	confidence := r.plan.spec.Confidence
	if confidence == 0 {
		return number
	}
	var low, high float64
	if s.share {
		low, high = Wilson(s.successes, s.n, confidence)
	} else {
		low, high = MeanInterval(s.mean, s.deviation, s.n, confidence)
	}
	if low == low && high == high {
		number.Interval, number.Low, number.High = true, low, high
	}
	return number
}
