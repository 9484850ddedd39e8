package typing

import (
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// mostLayouts bounds the layouts of a column's numbers that are counted.
const mostLayouts = 32

// layoutTallies counts the ways in which a column writes its numbers. A number
// such as 12.34 is written just so in more ways than one.
type layoutTallies struct {
	plain int     // as Column.Text writes them without a layout
	fixed [10]int // undecorated, by their digits after the decimal point
	small [10]int // of these, those too small for a thousands separator
	other map[string]int
	// forms counts numbers by their forms, whose layouts are in other already.
	forms  map[numberForm]*formTally
	latest *formTally // the one of the last number
}

// add looks at a text that reads as n; comma tells that its point is a comma.
func (l *layoutTallies) add(text string, n number, comma bool, count int) {
	if n.canonical && !comma {
		l.plain += count
	}
	if !n.decorated && !comma {
		if n.decimals < len(l.fixed) {
			l.fixed[n.decimals] += count
			if n.value < 1000 && n.value > -1000 {
				l.small[n.decimals] += count
			}
		}
		return
	}
	tally := l.tallyOf(text, n, comma)
	if tally == nil {
		l.enter(layoutsOf(text, n, comma), count)
		return
	}
	if tally.count == 0 {
		l.enter(tally.layouts, 0)
	}
	tally.count += count
}

// enter counts numbers that are written just so in each of the layouts.
func (l *layoutTallies) enter(layouts []string, count int) {
	for _, layout := range layouts {
		if l.other == nil {
			l.other = map[string]int{}
		}
		if _, known := l.other[layout]; known || len(l.other) < mostLayouts {
			l.other[layout] += count
		}
	}
}

// settle adds what was counted by forms to the layouts.
func (l *layoutTallies) settle() {
	for _, tally := range l.forms {
		for _, layout := range tally.layouts {
			if _, known := l.other[layout]; known {
				l.other[layout] += tally.count
			}
		}
	}
	l.forms, l.latest = nil, nil
}

// layoutsOf returns the layouts that write the number just as text has it.
func layoutsOf(text string, n number, comma bool) []string {
	prefix, suffix := "", ""
	if i := strings.IndexAny(text, "0123456789"); i > 0 {
		prefix = strings.TrimPrefix(text[:i], "-")
	}
	if i := strings.LastIndexAny(text, "0123456789"); i+1 < len(text) {
		suffix = text[i+1:]
	}
	point, thousands := ".", ","
	if comma {
		point, thousands = ",", "."
	}
	bodies := []string{"0" + point + "#"}
	if n.decimals > 0 {
		bodies = append(bodies, "0"+point+strings.Repeat("0", n.decimals))
	}
	var found []string
	for _, body := range bodies {
		for _, start := range []string{"", "#" + thousands + "##"} {
			layout := prefix + start + body + suffix
			column := table.Column{Type: table.Decimal, Layout: layout}
			if column.Text(table.NumberValue(n.value)) == text {
				found = append(found, layout)
			}
		}
	}
	return found
}

// best returns the layout that writes the most numbers as they stand; the
// plain one, which is empty, unless another is better.
func (l *layoutTallies) best() string {
	l.settle()
	best, most := "", l.plain
	for decimals := 1; decimals < len(l.fixed); decimals++ {
		if l.fixed[decimals] > most {
			best, most = "0."+strings.Repeat("0", decimals), l.fixed[decimals]
		}
	}
	for layout, count := range l.other {
		// Numbers too small for a separator are written alike with one.
		switch {
		case layout == "#,##0.#":
			count += l.small[0]
		case strings.HasPrefix(layout, "#,##0.0") && strings.Trim(layout[6:], "0") == "":
			count += l.small[min(len(layout)-6, len(l.small)-1)]
		}
		if count > most || (count == most && best != "" && shorter(layout, best)) {
			best, most = layout, count
		}
	}
	return best
}

// shorter orders layouts so that the choice among equals does not depend on
// the order of a map.
func shorter(a, b string) bool { return len(a) < len(b) || (len(a) == len(b) && a < b) }

// swapPoints exchanges points and commas.
func swapPoints(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '.':
			return ','
		case ',':
			return '.'
		}
		return r
	}, text)
}

// readCommaNumber reads a number with a decimal comma: 1.234,56.
func readCommaNumber(text string) (number, bool) {
	n, ok := readNumber(swapPoints(text))
	n.canonical = n.canonical && !strings.ContainsAny(text, ".,")
	return n, ok
}

// hasDecimalComma reports whether a layout writes a comma before the decimals.
func hasDecimalComma(layout string) bool {
	return strings.Contains(layout, "0,0") || strings.Contains(layout, "0,#") || strings.Contains(layout, "#.##0")
}

// wholeLayout takes the decimals off a layout for whole numbers.
func wholeLayout(layout string) string {
	layout = strings.Replace(layout, "0.#", "0", 1)
	layout = strings.Replace(layout, "0,#", "0", 1)
	if layout == "0" {
		return ""
	}
	return layout
}

// commaTally counts numbers under the assumption of a decimal comma.
type commaTally struct {
	fits      int // numbers with a point or comma that read so
	only      int // of these, those that do not read with a decimal point
	sure      int // of those, the ones that are a single number: 1.234,50 and 12,5%
	misses    int // numbers with a point or comma that do not
	fractions int
	decimals  int
	layouts   layoutTallies
}

// add looks at a text; readsPlain tells that it is a number with a decimal
// point or none.
func (c *commaTally) add(text string, readsPlain bool, count int) {
	if c.misses > 0 {
		return // one miss settles it
	}
	comma := strings.LastIndexByte(text, ',')
	point := strings.IndexByte(text, '.')
	if comma < 0 && point < 0 {
		return
	}
	if readsPlain && comma < 0 && digitsAfter(text, point) != 3 {
		c.misses += count
		return
	}
	n, ok := readCommaNumber(text)
	if !ok {
		if readsPlain {
			c.misses += count
		}
		return
	}
	c.fits += count
	if !readsPlain {
		c.only += count
		if (point >= 0 && point < comma) || n.percent || n.currency != "" {
			c.sure += count
		}
		c.layouts.add(text, n, true, count)
	}
	if n.decimals > 0 {
		c.fractions += count
		c.decimals = max(c.decimals, n.decimals)
	}
}

// digitsAfter counts the digits behind a place in a text.
func digitsAfter(text string, place int) int {
	digits, _ := leadingDigits(text[place+1:])
	return len(digits)
}
