package crosstab

// Tested reports whether two columns of a row can be tested against each other
// on a measure: both are shares or means, of groups that are large enough. It
// says nothing of the outcome, which is in Number.Higher.
func (r *Result) Tested(measure, row, first, second int) bool {
	m := r.plan.measures[measure]
	_, able := apart(
		r.sample(m, r.based(m, row, first), r.at(row, first)),
		r.sample(m, r.based(m, row, second), r.at(row, second)))
	return able
}
