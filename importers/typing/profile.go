package typing

import (
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/table"
)

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

	recent recent
	places map[string]int
	texts  []string
	counts []int
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
	return &Profile{header: header, words: headerWords(header), limit: limit, places: map[string]int{}, tally: newTally(header)}
}

// AllowComma lets numbers have a decimal comma. It is for files that separate
// values by something else: elsewhere 9,10 is rather two numbers.
func (p *Profile) AllowComma() { p.tally.mayBeComma = true }

// Add looks at the text of one cell, as the file wrote it.
func (p *Profile) Add(raw []byte) {
	if len(raw) == 0 {
		p.AddBlank(1)
		return
	}
	if !p.direct {
		if place, known := p.recent.find(raw); known {
			p.counts[place]++
			p.found++
			return
		}
		if place, known := p.places[string(raw)]; known {
			p.counts[place]++
			p.found++
			p.recent.enter(raw, place, p.limit/8)
			return
		}
	}
	if len(p.texts) >= p.limit || len(raw) > longestCounted {
		p.tally.overflow = true
		p.tally.add(string(raw), 1)
		// Looking up texts that hardly ever come again is not worth the time.
		if p.missed++; p.missed > p.limit && p.found < p.missed {
			p.direct = true
		}
		return
	}
	text := string(raw)
	p.places[text] = len(p.texts)
	p.texts = append(p.texts, text)
	p.counts = append(p.counts, 1)
}

// AddBlank counts n empty cells.
func (p *Profile) AddBlank(n int) {
	p.tally.total += n
	p.tally.blank += n
	p.tally.unpadded += n
}

// finish looks at the counted texts and forgets them.
func (p *Profile) finish() *tally {
	for i, text := range p.texts {
		p.tally.add(text, p.counts[i])
	}
	p.tally.distinct += len(p.texts)
	p.places, p.texts, p.counts, p.recent = map[string]int{}, nil, nil, recent{}
	return &p.tally
}

// tally is what has been seen in a column so far. All its parts are counts of
// cells, not of distinct texts, unless they say otherwise.
//
// What can no longer become of the column is no longer asked.
type tally struct {
	mayBeCode, mayBeCompact, mayBeRange bool // by the header
	mayBeComma                          bool // by the file

	total, blank, reported int
	distinct               int  // distinct texts counted
	overflow               bool // there are more distinct texts than were counted

	marks map[string]int

	numbers, fractions, onlyDigits, leadingZeros, longDigits, percents int
	decimals                                                           int
	shortest, longest                                                  int // digits of the onlyDigits
	notNumber                                                          strays
	negative                                                           strays // not strays, but counted alike

	layouts layoutTallies
	comma   commaTally

	days      [2]dayTally // month first, day first
	timed     int
	slashed   int
	compact   [2]int
	years     map[string]int // school years by layout
	yearCount int
	bareYears int // school years of four digits that could be calendar years
	digitYear int // school years of digits alone

	yesNo    [3][2]int // pair, no or yes
	spelling map[string]int

	codeLike int // short, no space, some digit

	quoted, bare int // texts in double quotes, and others

	trailing, unpadded int
	widths             map[int]int // characters, of texts that end in a space or fill the width
}

type dayTally struct {
	fits    int
	layouts map[string]*layoutTally
	not     strays
}

type layoutTally struct{ count, short, padded int }

// strays counts the texts that do not fit and remembers a few of them.
type strays struct {
	count    int
	distinct map[string]struct{}
	over     bool
}

func (s *strays) add(text string, count int) {
	s.count += count
	if s.over {
		return
	}
	if s.distinct == nil {
		s.distinct = map[string]struct{}{}
	}
	if s.distinct[text] = struct{}{}; len(s.distinct) > tolerated {
		s.over, s.distinct = true, nil
	}
}

// mayStay reports whether so few texts fail to fit that the type may be kept.
func (s *strays) mayStay(reported int) bool {
	return s.count == 0 || (!s.over && s.count*100 <= reported)
}

func newTally(header string) tally {
	words := headerWords(header)
	t := tally{
		marks: map[string]int{}, years: map[string]int{}, spelling: map[string]int{}, widths: map[int]int{},
		mayBeCode: namesThings(words), mayBeCompact: speaksOfDays(words), mayBeRange: !speaksOfSpans(words),
	}
	for i := range t.days {
		t.days[i].layouts = map[string]*layoutTally{}
	}
	return t
}

// add looks at one text that count cells hold.
func (t *tally) add(raw string, count int) {
	t.total += count
	text := trimText(raw)
	t.addWidth(raw, text, count)
	if inner := unquote(text); len(inner) < len(text) {
		t.quoted += count
		text = inner
	} else if text != "" {
		t.bare += count
	}
	if text == "" {
		t.blank += count
		return
	}
	_, isMark := markOf(text)
	if !isMark && t.mayBeRange && isRange(text) {
		isMark = true
	}
	if isMark && (len(t.marks) < mostMarks || t.marks[text] > 0) {
		t.marks[text] += count
		return
	}
	t.addNumber(text, count)
	if t.mayBeCompact {
		t.addCompact(text, count)
	}
	if !t.days[0].not.over || !t.days[1].not.over {
		t.addDate(text, count)
	}
	if t.yearCount == t.reported {
		t.addYear(text, count)
	}
	if pair, yes, ok := yesNoWord(text); ok {
		side := 0
		if yes {
			side = 1
		}
		t.yesNo[pair][side] += count
		t.spelling[text] += count
	}
	if t.mayBeCode && isCodeLike(text) {
		t.codeLike += count
	}
	t.reported += count
}

// mostMarks bounds the distinct marks of a column.
const mostMarks = 200

func (t *tally) addYear(text string, count int) {
	_, layout, ok := table.ParseSchoolYear(text)
	if !ok {
		return
	}
	t.years[layout] += count
	t.yearCount += count
	if allDigits(text) {
		t.digitYear += count
		if len(text) == 4 && digitsValue(text) >= 1950 && digitsValue(text) <= 2100 {
			t.bareYears += count
		}
	}
}

// addWidth counts characters for as long as all texts have as many.
func (t *tally) addWidth(raw, text string, count int) {
	if raw[len(raw)-1] == ' ' {
		t.trailing += count
	}
	if len(t.widths) > 1 {
		return
	}
	t.widths[utf8.RuneCountInString(raw)] += count
}

func (t *tally) addNumber(text string, count int) {
	n, ok := readNumber(text)
	if t.mayBeComma {
		t.comma.add(text, ok, count)
	}
	if !ok {
		t.notNumber.add(text, count)
		return
	}
	t.layouts.add(text, n, false, count)
	t.numbers += count
	t.decimals = max(t.decimals, n.decimals)
	if n.decimals > 0 {
		t.fractions += count
	}
	if n.leadingZero {
		t.leadingZeros += count
	}
	if n.percent {
		t.percents += count
	}
	if n.value < 0 {
		t.negative.add(text, count)
	}
	if n.onlyDigits {
		t.onlyDigits += count
		t.longest = max(t.longest, n.digits)
		if t.shortest == 0 || n.digits < t.shortest {
			t.shortest = n.digits
		}
	}
	if n.digits > 15 {
		t.longDigits += count
	}
}

func (t *tally) addCompact(text string, count int) {
	for i, layout := range compactLayouts() {
		if _, ok := readCompactDate(text, layout); ok {
			t.compact[i] += count
		}
	}
}

func (t *tally) addDate(text string, count int) {
	for i := range t.days {
		day := &t.days[i]
		d, ok := readDate(text, i == 1)
		if !ok {
			day.not.add(text, count)
			continue
		}
		day.fits += count
		known := day.layouts[d.layout]
		if known == nil {
			known = &layoutTally{}
			day.layouts[d.layout] = known
		}
		known.count += count
		if d.short {
			known.short += count
		}
		if d.padded {
			known.padded += count
		}
		if i == 0 && d.timed {
			t.timed += count
		}
		if i == 0 && d.slashed {
			t.slashed += count
		}
	}
}

// isCodeLike reports whether a text has the form of a code with letters, such
// as 01M015 or ALG-2.
func isCodeLike(text string) bool {
	if len(text) > 24 {
		return false
	}
	digit := false
	for i := range len(text) {
		c := text[i]
		if c <= ' ' || c >= utf8.RuneSelf {
			return false
		}
		digit = digit || (c >= '0' && c <= '9')
	}
	return digit
}

// Rename sets the header under which findings are told.
func (p *Profile) Rename(header string) { p.header = header }

// IsBlank reports whether not one cell held anything but space.
func (p *Profile) IsBlank() bool {
	return p.tally.blank == p.tally.total && len(p.texts) == 0
}
