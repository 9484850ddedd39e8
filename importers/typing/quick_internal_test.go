package typing

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
)

// randomNumber writes a number in one of the ways that people and systems have.
func randomNumber(random *rand.Rand) string {
	whole := strconv.Itoa(random.IntN([]int{1, 10, 1000, 10_000, 1_000_000_000}[random.IntN(5)]))
	if random.IntN(4) == 0 && len(whole) > 3 {
		whole = whole[:len(whole)-3] + "," + whole[len(whole)-3:]
	}
	if random.IntN(20) == 0 {
		whole = []string{"", "0" + whole, "00", "1234567890123456789"}[random.IntN(4)]
	}
	fraction := ""
	if decimals := random.IntN(4); decimals > 0 {
		fraction = fmt.Sprintf(".%0*d", decimals, random.IntN([]int{1, 10, 100, 1000}[decimals]))
	} else if random.IntN(20) == 0 {
		fraction = "."
	}
	around := [][2]string{{"", ""}, {"$", ""}, {"", "%"}, {"-", ""}, {"$ ", ""}, {"", " %"}, {"(", ")"}, {"($", ")"}, {"-$", ""}, {"$-", ""}, {"+", ""}, {"", "-"}, {"", "e3"}, {"−", ""}, {" ", ""}}
	pair := around[random.IntN(len(around))]
	return pair[0] + whole + fraction + pair[1]
}

// Ensure that remembering the layouts of a form gives what looking at the text
// itself gives.
func TestFormsHaveTheirLayouts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var tallies layoutTallies
	tried := 0
	for range 20_000 {
		text := randomNumber(random)
		for _, comma := range []bool{false, true} {
			n, ok := readNumber(text)
			if comma {
				n, ok = readCommaNumber(swapPoints(text))
			}
			written := text
			if comma {
				written = swapPoints(text)
			}
			if !ok {
				continue
			}
			tally := tallies.tallyOf(written, n, comma)
			if tally == nil {
				continue
			}
			if want := layoutsOf(written, n, comma); !slices.Equal(tally.layouts, want) {
				t.Fatalf("%q: layouts %q, want %q (%+v)", written, tally.layouts, want, tally.form)
			}
			tried++
			if len(tallies.forms) > mostForms/2 {
				tallies = layoutTallies{}
			}
		}
	}
	if tried < 5000 {
		t.Errorf("%d numbers have a form", tried)
	}
}

// Ensure that counting layouts by forms counts what looking at each text does,
// whatever becomes of the forms.
func TestLayoutsAreCountedByForms(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	var tallies layoutTallies
	want := map[string]int{}
	for range 2000 {
		text := []string{"$", "", "-$"}[random.IntN(3)] + strconv.FormatFloat(float64(random.IntN(100_000))/100, 'f', 2, 64) + []string{"%", ""}[random.IntN(2)]
		n, ok := readNumber(text)
		if !ok || !n.decorated {
			continue
		}
		count := 1 + random.IntN(3)
		tallies.add(text, n, false, count)
		for _, layout := range layoutsOf(text, n, false) {
			want[layout] += count
		}
	}
	tallies.settle()
	if !maps.Equal(tallies.other, want) || len(want) < 4 {
		t.Errorf("counted %v, want %v", tallies.other, want)
	}
}

// Ensure that the quick way to read a number reads it as the thorough one does.
func TestPlainNumbersReadAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	read := 0
	for range 50_000 {
		text := randomNumber(random)
		if text == "" {
			continue
		}
		quick, ok := readPlain(text)
		if !ok {
			continue
		}
		if _, digits := readDigits(text); digits {
			continue // these come first
		}
		read++
		if thorough, ok := readDecorated(text); !ok || quick != thorough {
			t.Fatalf("%q reads %+v, want %+v (%t)", text, quick, thorough, ok)
		}
	}
	if read < 1000 {
		t.Errorf("%d numbers tried", read)
	}
	for _, text := range []string{"$", "%", ".", "5.", ".5", "$.5", "1.2.3", "1,234", "$-5", "12.5 %", "1234567890123456", "0.12345678901"} {
		if n, ok := readPlain(text); ok {
			t.Errorf("%q reads %+v", text, n)
		}
	}
}

// Ensure that a number read by its column's form is the one that is read
// without, and that it is written so again.
func TestFixedFormsReadAlike(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, layout := range []string{"0.0", "0.00", "$0.00", "$ 0.0", "0%", "0.0%", "0.000 %", "$0", "0"} {
		column := importers.PlanColumn{Column: table.Column{Type: table.Decimal, Layout: layout}, Missing: []string{"9.00", "7"}}
		form, ok := fixedFormOf(layout)
		if !ok {
			t.Fatalf("%s has no form", layout)
		}
		read := 0
		for range 10_000 {
			text := randomNumber(random)
			value, ok := form.read([]byte(text))
			if !ok {
				continue
			}
			read++
			n, isNumber := readNumber(text)
			if !isNumber || n.value != value || column.Text(table.NumberValue(value)) != text {
				t.Fatalf("%q by %s: %v, want %v written %q", text, layout, value, n.value, column.Text(table.NumberValue(value)))
			}
			cell := NewParser(column).Parse([]byte(text))
			if column.Original(cell) != text {
				t.Fatalf("%q by %s: original %q", text, layout, column.Original(cell))
			}
			if missing := slices.Contains(column.Missing, text); missing != (cell.State == table.Missing) {
				t.Fatalf("%q by %s is %s", text, layout, cell.State)
			}
		}
		if read < 100 {
			t.Errorf("%s: %d numbers tried", layout, read)
		}
	}
	for _, layout := range []string{"", "#,##0.00", "0.#", "(0.00)", "-0.0", "0,00", "0.0000000000", "1/2/2006", "0.0#", "€0.00"} {
		if _, ok := fixedFormOf(layout); ok {
			t.Errorf("%q has a form", layout)
		}
	}
}

// Ensure that every text has a place of its own and finds it again.
func TestPlacesTellTextsApart(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	var memory places
	want := map[string]int{}
	for range 100_000 {
		length := 1 + random.IntN(40)
		text := strings.Repeat("0", random.IntN(length)) + strconv.Itoa(random.IntN(5000))
		if random.IntN(8) == 0 {
			text = strings.Repeat("\x00", length)
		}
		place, known := memory.find([]byte(text))
		wanted, entered := want[text]
		if known != entered || place != wanted {
			t.Fatalf("%q has place %d (%t), want %d (%t)", text, place, known, wanted, entered)
		}
		if !known {
			want[text] = memory.enter(text)
		}
	}
	if memory.len() != len(want) || len(want) < 10_000 {
		t.Errorf("%d places for %d texts", memory.len(), len(want))
	}
	for text, place := range want {
		if memory.texts[place] != text {
			t.Fatalf("place %d is %q, want %q", place, memory.texts[place], text)
		}
	}
	if _, known := memory.find(nil); known {
		t.Error("no text is known")
	}
}
