package all_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/importers/importertest"
)

// list is a made-up list as schools keep them: a header and rows of texts.
type list struct {
	header []string
	rows   [][]string
}

// pick returns one of several texts.
func pick(random *rand.Rand, texts string) string {
	all := strings.Split(texts, "|")
	return all[random.IntN(len(all))]
}

// makers make the values of the columns that a list may have.
func makers() map[string]func(*rand.Rand) string {
	return map[string]func(*rand.Rand) string{
		"Student ID": func(r *rand.Rand) string { return fmt.Sprintf("%07d", r.IntN(1_000_000)) },
		"CDS Code":   func(r *rand.Rand) string { return fmt.Sprintf("%014d", r.IntN(10_000_000_000)) },
		"ZIP":        func(r *rand.Rand) string { return fmt.Sprintf("%05d", r.IntN(99_999)) },
		"Last Name":  func(r *rand.Rand) string { return pick(r, "Ruiz|Lee|O'Brien|Smith-Jones|van Dyke|St. Clair|Nguyen") },
		"School":     func(r *rand.Rand) string { return pick(r, "Oak Elementary|Ash Middle|Elm High|Lincoln|Grant K-8") },
		"Grade":      func(r *rand.Rand) string { return pick(r, "TK|K|1|2|3|10|11|12") },
		"Days":       func(r *rand.Rand) string { return fmt.Sprint(r.IntN(181)) },
		"Rate":       func(r *rand.Rand) string { return fmt.Sprintf("%.2f", 4*r.Float64()) },
		"Met":        func(r *rand.Rand) string { return fmt.Sprintf("%.1f%%", 100*r.Float64()) },
		"Entry Date": func(r *rand.Rand) string { return fmt.Sprintf("%d/%d/%d", 1+r.IntN(12), 1+r.IntN(28), 2005+r.IntN(20)) },
		"Remarks":    func(r *rand.Rand) string { return pick(r, "on track|needs support|moved||late enrolment") },
		"Tested":     func(r *rand.Rand) string { return pick(r, "*|N/A|12|45|103|<11|7") },
		"Fee":        func(r *rand.Rand) string { return fmt.Sprintf("$%d,%03d.%02d", 1+r.IntN(9), r.IntN(1000), r.IntN(100)) },
		"EL":         func(r *rand.Rand) string { return pick(r, "Y|N") },
	}
}

// makeList makes a list with some of the columns, always those that are named.
func makeList(random *rand.Rand, always ...string) list {
	known := makers()
	var others []string
	for name := range known {
		if !slices.Contains(always, name) {
			others = append(others, name)
		}
	}
	slices.Sort(others) // a map has no order, and the seed must decide
	random.Shuffle(len(others), func(i, j int) { others[i], others[j] = others[j], others[i] })
	l := list{header: append(slices.Clone(always), others[:2+random.IntN(5)]...)}
	random.Shuffle(len(l.header), func(i, j int) { l.header[i], l.header[j] = l.header[j], l.header[i] })
	for range []int{2, 3, 5, 8, 12, 25, 40}[random.IntN(7)] {
		row := make([]string, len(l.header))
		for i, name := range l.header {
			row[i] = known[name](random)
		}
		l.rows = append(l.rows, row)
	}
	return l
}

func (l list) with(column string, value func() string) list {
	at := slices.Index(l.header, column)
	for _, row := range l.rows {
		row[at] = value()
	}
	return l
}

// text writes a list, with quotes where they are needed.
func (l list) text(delimiter, end string, quote bool) string {
	var b strings.Builder
	for _, row := range append([][]string{l.header}, l.rows...) {
		fields := make([]string, len(row))
		for i, field := range row {
			if quote || strings.Contains(field, delimiter) || strings.ContainsAny(field, "\"\r\n") {
				field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
			}
			fields[i] = field
		}
		b.WriteString(strings.Join(fields, delimiter) + end)
	}
	return b.String()
}

func inUTF16(text string, order binary.AppendByteOrder, mark bool) string {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xFEFF)
	}
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

func inCharmap(t *testing.T, text string, page *charmap.Charmap) string {
	t.Helper()
	out, err := page.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// hazard spoils a list in one way: it returns the file, and what stands beside
// the table in it.
type hazard func(t *testing.T, random *rand.Rand) (l list, file string, beside []string)

func plain(always ...string) func(*rand.Rand) list {
	return func(random *rand.Rand) list { return makeList(random, always...) }
}

// written is a hazard that is but a way of writing.
func written(make func(*rand.Rand) list, write func(t *testing.T, random *rand.Rand, l list) string) hazard {
	return func(t *testing.T, random *rand.Rand) (list, string, []string) {
		l := make(random)
		return l, write(t, random, l), nil
	}
}

func hazards() map[string]hazard {
	const accents = "Muñoz|Jiménez|Peña|Núñez|Müller|Björk"
	titles := []string{"Attendance by school", "Report: Student Roster", "Printed 9/1/2026", "School Year 2025-26", "Filters: Active = Yes"}
	notes := []string{"Source: district office", "* Data suppressed to protect privacy", "Note: counts as of October 1", "Report created on 9/1/2026"}
	named := func(random *rand.Rand) list {
		return makeList(random, "Last Name").with("Last Name", func() string { return pick(random, accents) })
	}
	remarks := func(texts string) func(*rand.Rand) list {
		return func(random *rand.Rand) list {
			return makeList(random, "Remarks").with("Remarks", func() string { return pick(random, texts) })
		}
	}
	return map[string]hazard{
		"line ends":  written(plain(), func(_ *testing.T, r *rand.Rand, l list) string { return l.text(",", pick(r, "\n|\r\n|\r"), false) }),
		"delimiters": written(plain(), func(_ *testing.T, r *rand.Rand, l list) string { return l.text(pick(r, ";|\t|^|~|::|@@"), "\n", false) }),
		"declared": written(plain(), func(_ *testing.T, r *rand.Rand, l list) string {
			d := pick(r, ";|\t|,")
			return "sep=" + d + "\n" + l.text(d, "\n", false)
		}),
		"quotes":          written(remarks(`say "hi"|a, b|x;y|5" tall|"all"|`), func(_ *testing.T, r *rand.Rand, l list) string { return l.text(",", "\n", r.IntN(3) == 0) }),
		"line breaks":     written(remarks("one\ntwo|one\n\ntwo|a|\n three"), func(_ *testing.T, r *rand.Rand, l list) string { return l.text(",", pick(r, "\n|\r\n"), false) }),
		"byte-order mark": written(plain(), func(_ *testing.T, _ *rand.Rand, l list) string { return "\xEF\xBB\xBF" + l.text(",", "\n", false) }),
		"little-endian": written(named, func(_ *testing.T, r *rand.Rand, l list) string {
			return inUTF16(l.text(pick(r, ",|\t"), "\n", false), binary.LittleEndian, r.IntN(2) == 0)
		}),
		"big-endian": written(named, func(_ *testing.T, r *rand.Rand, l list) string {
			return inUTF16(l.text(pick(r, ",|\t"), "\n", false), binary.BigEndian, r.IntN(2) == 0)
		}),
		"windows-1252": written(named, func(t *testing.T, _ *rand.Rand, l list) string {
			return inCharmap(t, l.text(",", "\r\n", false), charmap.Windows1252)
		}),
		"mac roman": written(named, func(t *testing.T, r *rand.Rand, l list) string {
			return inCharmap(t, l.text(",", pick(r, "\n|\r"), false), charmap.Macintosh)
		}),
		"marks":        written(remarks("NULL|NA|N/A|.|-|null|#N/A|NONE"), func(_ *testing.T, _ *rand.Rand, l list) string { return l.text(",", "\n", false) }),
		"formulas":     written(remarks("=1+1|+1+1|@SUM(A1)|-2+3"), func(_ *testing.T, _ *rand.Rand, l list) string { return l.text(",", "\n", false) }),
		"amounts":      written(remarks("($1,234.50)|$5|(12)|-3|12-|€5.00"), func(_ *testing.T, _ *rand.Rand, l list) string { return l.text(",", "\n", false) }),
		"long numbers": written(remarks("82544000000000707.52|12345678901234567890|1.2345E+15|1E-7|00.11|+7"), func(_ *testing.T, _ *rand.Rand, l list) string { return l.text(",", "\n", false) }),
		"dates":        written(remarks("03/10/2024|2024-03-10|10-Mar-2024|13/04/2024|20240310|4.5"), func(_ *testing.T, _ *rand.Rand, l list) string { return l.text(",", "\n", false) }),
		"blank lines": written(plain(), func(_ *testing.T, _ *rand.Rand, l list) string {
			return "\n\n" + strings.ReplaceAll(l.text(",", "\n", false), "\n", "\n\n")
		}),
		"titles and notes": func(_ *testing.T, random *rand.Rand) (list, string, []string) {
			l := makeList(random, "Days", "School")
			for len(l.rows) < 8 {
				l.rows = append(l.rows, slices.Clone(l.rows[0]))
			}
			above, below := titles[:1+random.IntN(3)], notes[:1+random.IntN(2)]
			return l, strings.Join(above, "\n") + "\n\n" + l.text(",", "\n", false) + "\n" + strings.Join(below, "\n") + "\n", append(slices.Clone(above), below...)
		},
	}
}

// Ensure that whatever a file does, every text of it is kept, in the table or
// beside it, that none is made up, and that the header and the rows are found.
func TestHazards(t *testing.T) {
	variants := 40
	if testing.Short() {
		variants = 8
	}
	for name, spoil := range hazards() {
		t.Run(name, func(t *testing.T) {
			for seed := range variants {
				random := rand.New(rand.NewPCG(uint64(seed), 7))
				l, file, beside := spoil(t, random)
				source := importers.BytesSource("list.csv", []byte(file))
				if wrong := unlike(t, source, l, beside); wrong != "" {
					t.Errorf("variant %d: %s; the file is\n%s", seed, wrong, file)
				}
			}
		})
	}
}

// unlike says in what the reading of a source differs from a list.
func unlike(t *testing.T, source importers.Source, l list, beside []string) string {
	t.Helper()
	importer, err := all.Recognise(source)
	if err != nil {
		return err.Error()
	}
	plans, err := importer.Plan(context.Background(), source, importers.Options{})
	if err != nil {
		return err.Error()
	}
	if len(plans) != 1 || plans[0].HeaderRow == 0 {
		return fmt.Sprintf("%d tables, header in row %d", len(plans), plans[0].HeaderRow)
	}
	if got := plans[0].Schema().Names(); !slices.Equal(got, l.header) {
		return fmt.Sprintf("the columns are %q, want %q", got, l.header)
	}
	got := importertest.ReadPlan(t, importer, source, plans[0])
	if len(got) != len(l.rows) {
		return fmt.Sprintf("%d rows, want %d", len(got), len(l.rows))
	}
	for i, row := range l.rows {
		if !slices.Equal(got[i], row) {
			return fmt.Sprintf("row %d is %q, want %q", i+1, got[i], row)
		}
	}
	var aside []string
	if asider, ok := importer.(importers.Asider); ok {
		err = asider.Aside(context.Background(), source, plans, func(row importers.Aside) error {
			for _, cell := range row.Cells {
				if cell != "" {
					aside = append(aside, cell)
				}
			}
			return nil
		})
	}
	if err != nil {
		return err.Error()
	}
	aside = slices.DeleteFunc(aside, func(text string) bool { return strings.HasPrefix(text, "sep=") })
	if !slices.Equal(aside, beside) {
		return fmt.Sprintf("set aside are %q, want %q", aside, beside)
	}
	return ""
}
