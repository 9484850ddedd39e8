package table_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

func TestFormatNumber(t *testing.T) {
	for name, tt := range map[string]struct {
		n        float64
		decimals int
		want     string
	}{
		"thousands":              {961545496.85, 2, "961,545,496.85"},
		"no thousands":           {999, 0, "999"},
		"negative":               {-1234.5, 1, "-1,234.5"},
		"half rounds away":       {2.5, 0, "3"},
		"negative half":          {-2.5, 0, "-3"},
		"binary just below half": {1.005, 2, "1.01"},
		"just below, and large":  {627361613.7649993, 2, "627,361,613.76"},
		"carries":                {999.995, 2, "1,000.00"},
		"rounds to zero":         {-0.001, 2, "0.00"},
		"pads decimals":          {3, 2, "3.00"},
		"not a number":           {math.NaN(), 2, ""},
		"infinite":               {math.Inf(-1), 2, ""},
		"large":                  {1e15, 0, "1,000,000,000,000,000"},
	} {
		if got := table.FormatNumber(tt.n, tt.decimals); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// Ensure that rounding agrees with exact decimal arithmetic on numbers that a
// spreadsheet would hold: cents, tenths of a percent.
func TestRoundAgreesWithDecimalArithmetic(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		digits := random.Int64N(2_000_000_000) - 1_000_000_000
		n := float64(digits) / 1000 // at most three decimals
		exact := new(big.Rat).SetFrac64(digits, 1000)
		want := exact.FloatString(2) // half away from zero
		got := new(big.Rat).SetFloat64(table.Round(n, 2)).FloatString(2)
		if got != want && strings.TrimLeft(want, "-") != "0.00" {
			t.Fatalf("Round(%v, 2) = %s, want %s", n, got, want)
		}
	}
}

func TestColumnText(t *testing.T) {
	day := table.TimeDay(time.Date(2026, 11, 3, 15, 0, 0, 0, time.UTC))
	for name, tt := range map[string]struct {
		column  table.Column
		value   table.Value
		text    string
		display string
	}{
		"text":                {table.Column{Type: table.Text}, table.TextValue("Niños"), "Niños", "Niños"},
		"code keeps zeros":    {table.Column{Type: table.Code}, table.TextValue("0012"), "0012", "0012"},
		"integer":             {table.Column{Type: table.Integer}, table.NumberValue(2026), "2026", "2026"},
		"integer measure":     {table.Column{Type: table.Integer, Role: table.Measure}, table.NumberValue(12345), "12345", "12,345"},
		"decimal measure":     {table.Column{Type: table.Decimal, Role: table.Measure, Decimals: 2}, table.NumberValue(1234.5), "1234.5", "1,234.50"},
		"date":                {table.Column{Type: table.Date}, table.NumberValue(day), "2026-11-03", "2026-11-03"},
		"date as written":     {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.NumberValue(day), "11/3/2026", "11/3/2026"},
		"school year":         {table.Column{Type: table.SchoolYear}, table.NumberValue(2018), "2018-19", "2018-19"},
		"school year, short":  {table.Column{Type: table.SchoolYear, Layout: "1819"}, table.NumberValue(1999), "9900", "9900"},
		"yes":                 {table.Column{Type: table.YesNo}, table.NumberValue(1), "Yes", "Yes"},
		"no as written":       {table.Column{Type: table.YesNo, Layout: "Y|N"}, table.NumberValue(0), "N", "N"},
		"withheld":            {table.Column{Type: table.Integer, Role: table.Measure}, table.Mark(table.Withheld, "*"), "*", "*"},
		"missing":             {table.Column{Type: table.Decimal}, table.Mark(table.Missing, ""), "", ""},
		"misfit kept as text": {table.Column{Type: table.Date}, table.Mark(table.Misfit, "soon"), "soon", "soon"},
		"zero is reported":    {table.Column{Type: table.Integer}, table.NumberValue(0), "0", "0"},
		"before 1970":         {table.Column{Type: table.Date}, table.NumberValue(-1), "1969-12-31", "1969-12-31"},
	} {
		if got := tt.column.Text(tt.value); got != tt.text {
			t.Errorf("%s: Text is %q, want %q", name, got, tt.text)
		}
		if got := tt.column.Display(tt.value); got != tt.display {
			t.Errorf("%s: Display is %q, want %q", name, got, tt.display)
		}
	}
}

func TestNumberLayouts(t *testing.T) {
	for layout, want := range map[string][3]string{ // of 1234567.5, -0.25 and 12
		"":           {"1234567.5", "-0.25", "12"},
		"0.00":       {"1234567.50", "-0.25", "12.00"},
		"$#,##0.00":  {"$1,234,567.50", "-$0.25", "$12.00"},
		"0.#%":       {"1234567.5%", "-0.25%", "12%"},
		"#.##0,00 €": {"1.234.567,50 €", "-0,25 €", "12,00 €"},
		"0,#":        {"1234567,5", "-0,25", "12"},
		"nonsense":   {"1234567.5", "-0.25", "12"},
		"#":          {"1234567.5", "-0.25", "12"},
	} {
		column := table.Column{Type: table.Decimal, Layout: layout}
		for i, number := range []float64{1234567.5, -0.25, 12} {
			if got := column.Text(table.NumberValue(number)); got != want[i] {
				t.Errorf("layout %q writes %v as %q, want %q", layout, number, got, want[i])
			}
		}
	}
	whole := table.Column{Type: table.Integer, Layout: "#,##0"}
	if got := whole.Text(table.NumberValue(-1234)); got != "-1,234" {
		t.Errorf("got %q", got)
	}
}
