package typing

import (
	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/english"
	"github.com/schoolbench/schoolbench/table"
)

// surelyDates is the number of distinct texts of eight digits that make dates
// of a column whose header does not speak of days.
const surelyDates = 5

// isCompactDate recognises dates of digits alone: 20260131, 01312026, 013126.
func (d *decision) isCompactDate() bool {
	t := d.tally
	best, likely := "", 0
	fits := func(i int) bool {
		fits := t.compact[i].fits
		return fits > 0 && t.compact[i].believable(t.distinct) && (fits == t.reported || t.mayBeDay && (t.reported-fits)*100 <= t.reported)
	}
	fit := 0
	for i, layout := range compactLayouts() {
		if !fits(i) {
			continue
		}
		if !t.mayBeDay && (len(layout) != 8 || t.distinct < surelyDates || namesThings(d.words)) {
			continue
		}
		if likely++; best == "" {
			best, fit = layout, t.compact[i].fits
		}
	}
	if best == "" {
		return false
	}
	d.column.Type, d.column.Layout = table.Date, best
	f := d.find("date-compact", "read as dates written without separators, %s: %s of %s values can be.", shown(best), english.Number(fit), english.Number(t.reported))
	if likely > 1 || !t.mayBeDay {
		f.asks()
	}
	for i, layout := range compactLayouts() {
		if layout != best && fits(i) && t.mayBeDay {
			f.or("Read as dates with "+shown(layout), func(column *importers.PlanColumn) { retype(column, table.Date, layout) })
		}
	}
	f.orText()
	if left := t.reported - fit; left > 0 {
		d.find("misfit", "holds %s of %s values that are no dates; they are kept as written.", english.Number(left), english.Number(t.reported)).orText()
	}
	d.explainShortYears()
	return true
}

// shown writes a layout as people do: MM/DD/YYYY.
func shown(layout string) string {
	switch layout {
	case "20060102":
		return "YYYYMMDD"
	case "01022006":
		return "MMDDYYYY"
	case "010206":
		return "MMDDYY"
	case "02012006":
		return "DDMMYYYY"
	case "060102":
		return "YYMMDD"
	case "020106":
		return "DDMMYY"
	}
	return layout
}

// isSerialDate recognises days as spreadsheets count them, under a header that
// speaks of days.
func (d *decision) isSerialDate() bool {
	t := d.tally
	if !t.mayBeDay || t.serials != t.reported || countsThings(d.words) || namesThings(d.words) {
		return false
	}
	d.column.Type, d.column.Layout = table.Date, table.SerialLayout
	d.find("date-serial", "read as dates: all %s values are numbers by which spreadsheets count days, from the end of 1899.", english.Number(t.reported)).asks().
		or("Count from 1904", func(column *importers.PlanColumn) { retype(column, table.Date, table.Serial1904Layout) }).
		or("Read as whole numbers", func(column *importers.PlanColumn) {
			retype(column, table.Integer, "")
			column.Role = table.Measure
		})
	return true
}

func (d *decision) isDate() bool {
	t := d.tally
	months, days := &t.days[0], &t.days[1]
	if max(months.fits, days.fits) == 0 {
		return false
	}
	if max(months.fits, days.fits)*100 < t.reported*99 {
		if t.slashed*2 > t.reported && mixedOrder(t) {
			d.mixedOrderFound()
		}
		return false
	}
	best := months
	if days.fits > months.fits {
		best = days
	}
	if !best.not.mayStay(t.reported) {
		return false
	}
	if mixedOrder(t) {
		d.mixedOrderFound()
		return false
	}
	if t.timed > 0 {
		d.find("date-with-time", "kept as text: %s of %s values hold a time of day as well.", english.Number(t.timed), english.Number(t.reported)).
			or("Read as dates, the time left out", func(column *importers.PlanColumn) { retype(column, table.Date, best.layout()) })
		return false
	}
	d.setDate(best)
	d.explainStrays("dates", &best.not)
	d.explainShortYears()
	return true
}

// setDate says how the order of day and month is known.
func (d *decision) setDate(best *dayTally) {
	t := d.tally
	months, days := &t.days[0], &t.days[1]
	d.column.Type, d.column.Layout = table.Date, best.layout()
	other := func(column *importers.PlanColumn, to *dayTally) { retype(column, table.Date, to.layout()) }
	switch {
	case t.slashed == 0:
	case months.fits == days.fits:
		d.assumed = d.find("date-order-assumed", "read with the month first, as in 11/22/2026: %s which comes first.", noneShows(t.reported)).asks().
			or("Day first", func(column *importers.PlanColumn) { other(column, days) }).orText()
	case best == days:
		d.find("date-day-first", "read with the day first, as in 22/11/2026: in %s of %s values the first number is above 12.", english.Number(days.fits-months.fits), english.Number(t.reported)).orText()
	default:
		d.find("date-month-first", "read with the month first, as in 11/22/2026: in %s of %s values the second number is above 12.", english.Number(months.fits-days.fits), english.Number(t.reported)).orText()
	}
}

func (d *decision) mixedOrderFound() {
	months, days := &d.tally.days[0], &d.tally.days[1]
	d.find("date-order-mixed", "kept as text: some dates can only have the month first (%s) and others only the day first (%s).", english.Number(months.fits), english.Number(days.fits)).asks().
		or("Month first; the others are kept as written", func(column *importers.PlanColumn) { retype(column, table.Date, months.layout()) }).
		or("Day first; the others are kept as written", func(column *importers.PlanColumn) { retype(column, table.Date, days.layout()) })
}

// explainShortYears says which century years of two digits are in.
func (d *decision) explainShortYears() {
	t := d.tally
	short := t.shortYears
	if isCompactLayout(d.column.Layout) && len(d.column.Layout) == 6 {
		short = t.reported
	}
	if short == 0 {
		return
	}
	if t.rules.pivot != usualPivot {
		d.column.Pivot = t.rules.pivot
	}
	pivot := t.rules.pivot
	opposite := birthPivot
	if pivot == birthPivot {
		opposite = usualPivot
	}
	d.find("date-short-year", "has %s of %s years with two digits: they are read as %d to %d.", english.Number(short), english.Number(t.reported), 1900+pivot, 1999+pivot).
		or("Read them as "+centuryText(opposite), func(column *importers.PlanColumn) { column.Pivot = opposite })
}

func centuryText(pivot int) string {
	return plainYear(1900+pivot) + " to " + plainYear(1999+pivot)
}

func plainYear(year int) string {
	return table.Column{Type: table.Integer}.Text(table.NumberValue(float64(year)))
}

// mixedOrder reports whether some dates fit only month first and others only
// day first.
func mixedOrder(t *tally) bool {
	months, days := &t.days[0], &t.days[1]
	if months.fits == days.fits {
		// Equal counts may still be different texts.
		for text := range months.not.distinct {
			if days.not.distinct[text] == 0 {
				return true
			}
		}
		return months.not.over && days.not.over && t.slashed > 0
	}
	fewer, more := months, days
	if days.fits < months.fits {
		fewer, more = days, months
	}
	if more.not.over {
		return t.slashed > 0
	}
	rules := t.rules
	rules.dayFirst = fewer == days
	for text := range more.not.distinct {
		if _, ok := readDate(text, rules); ok {
			return true
		}
	}
	return false
}

// layout returns the most frequent layout, in package time's terms; the plain
// form is the empty one.
func (t *dayTally) layout() string {
	best := ""
	for layout, seen := range t.layouts {
		if best == "" || seen.count > t.layouts[best].count || (seen.count == t.layouts[best].count && layout < best) {
			best = layout
		}
	}
	if best == "" {
		return ""
	}
	if seen := t.layouts[best]; seen.short > seen.padded {
		best = unpad(best)
	}
	if best == "2006-01-02" {
		return ""
	}
	return best
}
