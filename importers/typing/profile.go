package typing

import "github.com/schoolbench/schoolbench/importers"

// Profile collects what the texts of one column have in common. It is fed
// every text of the column and is used from one goroutine.
//
// Most columns repeat themselves, so texts are counted first and looked at
// once each. A column with more distinct texts than the limit has the rest
// looked at as they come, so that memory stays bounded.
type Profile struct {
	header string
	words  []string
	limit  int

	places places
	counts []int // by places
	// found and missed count the look-ups; direct ends them.
	found, missed int
	direct        bool

	tally tally
}

const (
	// longestCounted is the length in bytes up to which texts are counted.
	longestCounted = 64
	// tolerated is the number of distinct texts that may fail to fit a type.
	tolerated = 50
	// distinctBudget bounds the distinct texts kept for all columns together.
	distinctBudget = 1 << 20
)

// NewProfile returns a profile for a column with this header in a file of this
// many columns.
func NewProfile(header string, columns int) *Profile {
	limit := min(1<<16, max(256, distinctBudget/max(1, columns)))
	return &Profile{header: header, words: headerWords(header), limit: limit, tally: newTally(header)}
}

// AllowComma lets numbers have a decimal comma. It is for files that separate
// values by something else: elsewhere 9,10 is rather two numbers.
func (p *Profile) AllowComma() { p.tally.mayBeComma = true }

// SetLegend tells what the file says of its marks. It is best told before the
// first text is added.
func (p *Profile) SetLegend(legend importers.Legend) { p.tally.legend = legend }

// Rename sets the header under which findings are told.
func (p *Profile) Rename(header string) { p.header = header }

// Add looks at the text of one cell, as the file wrote it.
func (p *Profile) Add(raw []byte) {
	if len(raw) == 0 {
		p.AddBlank(1)
		return
	}
	if !p.direct && len(raw) <= longestCounted {
		if place, known := p.places.find(raw); known {
			p.counts[place]++
			p.found++
			return
		}
		if p.places.len() < p.limit {
			p.places.enter(string(raw))
			p.counts = append(p.counts, 1)
			return
		}
	}
	p.tally.overflow = true
	p.tally.add(string(raw), 1)
	// Looking up texts that hardly ever come again is not worth the time.
	if p.missed++; p.missed > p.limit && p.found < p.missed {
		p.direct = true
	}
}

// AddBlank counts n empty cells.
func (p *Profile) AddBlank(n int) {
	p.tally.total += n
	p.tally.blank += n
	p.tally.unpadded += n
}

// IsBlank reports whether not one cell held anything but space.
func (p *Profile) IsBlank() bool {
	return p.tally.blank == p.tally.total && p.places.len() == 0
}

// finish looks at the counted texts and forgets them.
func (p *Profile) finish() *tally {
	for i, text := range p.places.texts {
		p.tally.add(text, p.counts[i])
	}
	p.tally.distinct += p.places.len()
	p.places, p.counts = places{}, nil
	return &p.tally
}
