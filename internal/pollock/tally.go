package pollock

import "slices"

// Tally adds up the scores of many files. The zero value is ready for use.
type Tally struct {
	kinds []KindScore
}

// KindScore is what the files of one kind of pollution come to.
type KindScore struct {
	Kind   string
	Files  int
	Full   int     // files with all ten points
	Weight float64 // of all its files

	points, weighted float64
}

// Mean is the mean of the files' totals, of 10.
func (k KindScore) Mean() float64 {
	if k.Files == 0 {
		return 0
	}
	return k.points / float64(k.Files)
}

// Add counts the score of one file.
func (t *Tally) Add(file File, score Score) {
	at := slices.IndexFunc(t.kinds, func(k KindScore) bool { return k.Kind == file.Kind })
	if at < 0 {
		at = len(t.kinds)
		t.kinds = append(t.kinds, KindScore{Kind: file.Kind})
	}
	k := &t.kinds[at]
	k.Files++
	k.Weight += file.Weight
	total := score.Total()
	k.points += total
	k.weighted += total * file.Weight
	if total > 10-1e-9 {
		k.Full++
	}
}

// Kinds returns the kinds in the order in which they were first added.
func (t *Tally) Kinds() []KindScore { return slices.Clone(t.kinds) }

// Overall returns the mean total of all files, and the mean weighted by how
// often each pollution is met; both of 10.
func (t *Tally) Overall() (simple, weighted float64) {
	files, weight := 0, 0.0
	for _, k := range t.kinds {
		files += k.Files
		weight += k.Weight
		simple += k.points
		weighted += k.weighted
	}
	if files == 0 || weight == 0 {
		return 0, 0
	}
	return simple / float64(files), weighted / weight
}
