package app

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// A condition keeps what it says, and what is not reported meets none but those
// that ask for it.
func TestConditions(t *testing.T) {
	text := table.Column{Name: "School", Type: table.Text}
	days := table.Column{Name: "Days", Type: table.Decimal, Decimals: 1, Role: table.Measure}
	day := table.Column{Name: "Date", Type: table.Date}
	grade := table.Column{Name: "Grade", Type: table.Grade}
	year := table.Column{Name: "Year", Type: table.SchoolYear}
	withheld, blank, odd := table.Mark(table.Withheld, "*"), table.Mark(table.Missing, ""), table.Mark(table.Misfit, "ten")
	at := func(n float64) table.Value { return table.NumberValue(n) }
	for name, try := range map[string]struct {
		column    table.Column
		condition condition
		value     table.Value
		want      bool
	}{
		"is, in any case":             {text, condition{Test: isEqual, Value: " alder "}, table.TextValue("Alder"), true},
		"is not":                      {text, condition{Test: isNot, Value: "Alder"}, table.TextValue("Birch"), true},
		"contains":                    {text, condition{Test: contains, Value: "ld"}, table.TextValue("Alder"), true},
		"does not contain":            {text, condition{Test: lacks, Value: "ld"}, table.TextValue("Alder"), false},
		"begins with":                 {text, condition{Test: beginsWith, Value: "AL"}, table.TextValue("Alder"), true},
		"ends with":                   {text, condition{Test: endsWith, Value: "al"}, table.TextValue("Alder"), false},
		"more than":                   {days, condition{Test: isMore, Value: "10"}, at(10), false},
		"at least":                    {days, condition{Test: isAtLeast, Value: "10"}, at(10), true},
		"at least, with a comma":      {days, condition{Test: isAtLeast, Value: "1,000"}, at(999), false},
		"less than":                   {days, condition{Test: isLess, Value: "10.5"}, at(10), true},
		"at most":                     {days, condition{Test: isAtMost, Value: "9"}, at(10), false},
		"between, the wrong way":      {days, condition{Test: isBetween, Value: "12", Second: "8"}, at(10), true},
		"withheld is not small":       {days, condition{Test: isLess, Value: "10"}, withheld, false},
		"withheld":                    {days, condition{Test: isWithheld}, withheld, true},
		"blank":                       {days, condition{Test: isMissing}, blank, true},
		"withheld is not blank":       {days, condition{Test: isGiven}, withheld, true},
		"does not fit":                {days, condition{Test: doesNotFit}, odd, true},
		"a blank is not 10":           {days, condition{Test: isNot, Value: "10"}, blank, true},
		"a day as people write it":    {day, condition{Test: isEqual, Value: "9/1/2025"}, at(20332), true},
		"a day in words":              {day, condition{Test: isAtLeast, Value: "Sep 2, 2025"}, at(20332), false},
		"a grade":                     {grade, condition{Test: isAtMost, Value: "K"}, at(1), false},
		"a school year":               {year, condition{Test: isAtLeast, Value: "2024-25"}, at(2025), true},
		"a share, in per cent":        {table.Column{Name: "Rate", Type: table.Decimal, Layout: "0.0%"}, condition{Test: isMore, Value: "10%"}, at(0.12), true},
		"no condition keeps a blank":  {days, condition{}, blank, true},
		"what reads as a mark is one": {text, condition{Test: isEqual, Value: "*"}, withheld, true},
	} {
		meets, issue := try.condition.compile(try.column)
		if issue != nil {
			t.Errorf("%s: %v", name, issue)
			continue
		}
		if got := meets(try.value); got != try.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	for name, try := range map[string]struct {
		column    table.Column
		condition condition
	}{
		"no text":       {text, condition{Test: contains, Value: " "}},
		"no number":     {days, condition{Test: isMore, Value: "ten"}},
		"no upper end":  {days, condition{Test: isBetween, Value: "1"}},
		"no day":        {day, condition{Test: isEqual, Value: "yesterday"}},
		"no grade":      {grade, condition{Test: isEqual, Value: "x"}},
		"not for sizes": {days, condition{Test: contains, Value: "1"}},
		"not for texts": {text, condition{Test: isMore, Value: "1"}},
	} {
		if _, issue := try.condition.compile(try.column); issue == nil || issue.Remedy == "" {
			t.Errorf("%s: %v", name, issue)
		}
	}
}

// Filtering and sorting by several columns agree with doing it value by value,
// for coded and for plain columns.
func TestArrangedRows(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	const length = 3000
	school := table.NewVectorBuilder(table.Column{Name: "School", Type: table.Text})
	var numbers []float64
	for range length {
		school.Append(table.TextValue(strings.Repeat("long name ", 2) + string(rune('A'+random.IntN(9)))))
		numbers = append(numbers, float64(random.IntN(40)-20)/4)
	}
	days := table.NewPlainVector(table.Column{Name: "Days", Type: table.Decimal, Decimals: 2}, numbers, table.Codes{}, nil)
	columns := []*table.Vector{school.Vector(), days}
	look := rowsLook{}.thenSorted("School", true).thenSorted("Days", false).filtered("Days", columnFilter{Condition: condition{Test: isMore, Value: "-2"}}).filtered("Gone", columnFilter{Only: []string{"x"}})
	base := make([]int, 0, length/2)
	for row := 0; row < length; row += 2 {
		base = append(base, row)
	}
	for name, rows := range map[string][]int{"all": nil, "some": base} {
		kept, err := filteredRows(context.Background(), look.filteredColumns(columns), rows, length)
		if err != nil {
			t.Fatal(err)
		}
		sorted, err := sortedRows(context.Background(), look.sortColumns(columns), kept, length)
		if err != nil {
			t.Fatal(err)
		}
		var want []int
		for row := range length {
			if (rows == nil || row%2 == 0) && numbers[row] > -2 {
				want = append(want, row)
			}
		}
		slices.SortStableFunc(want, func(a, b int) int {
			if order := columns[0].Value(b).Compare(columns[0].Value(a)); order != 0 {
				return order
			}
			return columns[1].Value(a).Compare(columns[1].Value(b))
		})
		if !slices.Equal(sorted, want) {
			t.Errorf("%s: %d rows in another order than %d value by value", name, len(sorted), len(want))
		}
	}
}

// A filter is chosen by ticking and by a condition, told above the rows, kept
// when rows are added, and taken away.
func TestFilterDialog(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	d.shell.openDataset("fall")
	p := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return p.version > 0 })
	filterBy := func(column int) {
		p.rows.grid.OnFilter(column)
		d.until("the values are listed", func() bool { return !d.closed() })
	}
	filterBy(1)
	d.press("Clear this filter")
	filterBy(1)
	for _, object := range d.dialog() {
		if entry, ok := object.(*askEntry); ok && entry.PlaceHolder == "Search these values" {
			entry.SetText("ald")
		}
	}
	d.press("Filter")
	d.until("only Alder is left", func() bool { return p.rows.source.Rows() == 10 })
	if got, want := p.rows.stripText.Text, "10 of 30 rows: School is Alder"; got != want || !p.rows.strip.Visible() {
		t.Errorf("told %q, want %q", got, want)
	}
	if got := p.rows.source.Header(0, 1).Icon; got != "filter" {
		t.Errorf("the heading has %q", got)
	}

	filterBy(4)
	for _, object := range d.dialog() {
		if choice, ok := object.(*widget.Select); ok {
			choice.SetSelected(string(isAtLeast))
		}
	}
	d.fill("many")
	d.press("Filter")
	if d.closed() {
		t.Fatal("a condition that cannot be read was taken")
	}
	d.fill("5")
	d.press("Filter")
	d.until("fewer are left", func() bool { return p.rows.source.Rows() < 10 })
	for row := range p.rows.source.Rows() {
		if value := p.rows.source.value(row, 4); !value.IsReported() || value.Number < 5 {
			t.Errorf("row %d has %v", row, value)
		}
	}
	before := p.rows.source.Rows()
	d.append("fall", 33) // the same thirty and three more, of which one is at Alder
	d.until("the filter holds for the new rows", func() bool { return p.rows.source.Rows() == 2*before+1 })

	d.shell.filterShown()
	d.until("all rows are back", func() bool { return p.rows.source.Rows() == 63 })
	if p.rows.source.Header(0, 1).Icon != "" || p.rows.strip.Visible() {
		t.Error("the arrows or the strip are still there")
	}
}

// Columns are hidden and held in place from the menu; what is hidden comes back.
func TestColumnsOfRows(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	d.shell.openDataset("fall")
	p := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return p.version > 0 })
	choose := func(column int, path ...string) {
		line(t, p.rows.menuItems(0, column), path...).Action()
		d.until("it is done", func() bool { return !p.rows.arranging.busy() })
	}
	choose(1, "Sort A to Z")
	choose(4, "Then by Days Absent", "Sort largest to smallest")
	choose(2, "Column", "Freeze up to here")
	choose(3, "Column", "Hide")
	if got, want := p.rows.stripText.Text, "Sorted by School, then Days Absent ↓   ·   1 column is hidden"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	if p.rows.source.Columns() != 4 || p.rows.source.HeaderColumns() != 3 {
		t.Errorf("%d columns, %d in place", p.rows.source.Columns(), p.rows.source.HeaderColumns())
	}
	if first := p.rows.source.Cell(0, 1).Text + p.rows.source.Cell(0, 3).Text; first != "Alder10" && first != "Alder9" {
		t.Errorf("first comes %q", first)
	}
	document, err := d.shell.bench.ListDocument(context.Background(), "fall", p.rows.shownRows(), "fall", reports.English, p.rows.hidden()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, heading := range document.Table.HeaderRows[0] {
		if heading.Text == "Student Name" {
			t.Error("a hidden column is exported")
		}
	}
	choose(0, "Column", "Show hidden columns")
	choose(0, "Column", "Unfreeze")
	choose(0, "Order of the file")
	choose(1, "Only rows with “Alder”")
	if p.rows.source.Columns() != 5 || p.rows.source.HeaderColumns() != 0 || p.rows.source.Rows() != 10 {
		t.Errorf("%d columns, %d in place, %d rows", p.rows.source.Columns(), p.rows.source.HeaderColumns(), p.rows.source.Rows())
	}
	choose(1, "Clear the filter of School")
	if p.rows.source.Rows() != 30 {
		t.Errorf("%d rows", p.rows.source.Rows())
	}
	p.rows.menu(-1, 0, fyne.NewPos(1, 1))
	if d.closed() {
		t.Error("a heading has no menu")
	}
}

// wideFrame is a million rows as a district has them: an ID that names each
// row, a name, a school, a number and a day.
func wideFrame() []*table.Vector {
	const length = 1_000_000
	random := rand.New(rand.NewPCG(5, 6))
	ids, schools := make([]uint32, length), make([]uint32, length)
	dictionary := make([]table.Value, length)
	numbers := make([]float64, length)
	for i := range length {
		ids[i], schools[i] = uint32(i), uint32(random.IntN(120))
		dictionary[i] = table.TextValue(digits(random.Uint64()))
		numbers[i] = random.NormFloat64() * 100
	}
	var names []table.Value
	for i := range 120 {
		names = append(names, table.TextValue("School of "+digits(uint64(i*7919%120))))
	}
	return []*table.Vector{
		table.NewCodedVector(table.Column{Name: "ID", Type: table.Code}, table.PackCodes(ids, length), dictionary),
		table.NewCodedVector(table.Column{Name: "School", Type: table.Text}, table.PackCodes(schools, 120), names),
		table.NewPlainVector(table.Column{Name: "Score", Type: table.Decimal}, numbers, table.Codes{}, nil),
	}
}

func digits(n uint64) string {
	var text [10]byte
	for i := range text {
		text[i] = byte('0' + n%10)
		n /= 10
	}
	return string(text[:])
}

// BenchmarkSortRows1M sorts a million rows by one column, and by three.
func BenchmarkSortRows1M(b *testing.B) {
	columns := wideFrame()
	for name, look := range map[string]rowsLook{
		"school": rowsLook{}.sorted("School", false), "number": rowsLook{}.sorted("Score", true), "id": rowsLook{}.sorted("ID", false),
		"three": rowsLook{}.thenSorted("School", false).thenSorted("Score", false).thenSorted("ID", true),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := sortedRows(context.Background(), look.sortColumns(columns), nil, 1_000_000); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkFilterRows1M filters a million rows by ticked values, by a number,
// and by both.
func BenchmarkFilterRows1M(b *testing.B) {
	columns := wideFrame()
	ticked := columnFilter{Only: []string{columns[1].Dictionary()[3].Text, columns[1].Dictionary()[5].Text}}
	large := columnFilter{Condition: condition{Test: isMore, Value: "50"}}
	for name, look := range map[string]rowsLook{
		"values": rowsLook{}.filtered("School", ticked), "number": rowsLook{}.filtered("Score", large),
		"both": rowsLook{}.filtered("School", ticked).filtered("Score", large),
		"text": rowsLook{}.filtered("ID", columnFilter{Condition: condition{Test: beginsWith, Value: "12"}}),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := filteredRows(context.Background(), look.filteredColumns(columns), nil, 1_000_000); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
