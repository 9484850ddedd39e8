package synth

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// textRows writes a delimited file field by field. Write errors are kept by the
// buffer and come out of finish.
type textRows struct {
	out       *bufio.Writer
	row       []byte
	separator byte
	ending    string
	line      int // lines written
	romanized map[string]string
}

func newTextRows(w io.Writer, separator byte, ending string) *textRows {
	return &textRows{out: bufio.NewWriterSize(w, 1<<18), separator: separator, ending: ending, romanized: romanized()}
}

// header writes the names of the columns.
func (t *textRows) header(names ...string) {
	for _, name := range names {
		t.text(name)
	}
	t.end()
}

// text writes a field, quoted where the separator, a quote or a line end would
// be misread.
func (t *textRows) text(value string) {
	if strings.IndexByte(value, t.separator) < 0 && !strings.ContainsAny(value, "\"\r\n") {
		t.row = append(t.row, value...)
	} else {
		t.row = append(t.row, '"')
		t.row = append(t.row, strings.ReplaceAll(value, `"`, `""`)...)
		t.row = append(t.row, '"')
	}
	t.row = append(t.row, t.separator)
}

// integer writes a whole number.
func (t *textRows) integer(value int) {
	t.row = append(strconv.AppendInt(t.row, int64(value), 10), t.separator)
}

// decimal writes a number with this many digits after the point.
func (t *textRows) decimal(value float64, digits int) {
	t.row = append(strconv.AppendFloat(t.row, value, 'f', digits, 64), t.separator)
}

// cents writes an amount of money.
func (t *textRows) cents(value int64) {
	if value < 0 {
		t.row = append(t.row, '-')
		value = -value
	}
	t.row = strconv.AppendInt(t.row, value/100, 10)
	t.row = append(t.row, '.', byte('0'+value%100/10), byte('0'+value%10), t.separator)
}

// windows1252 writes a field in Windows-1252 and says whether a letter was lost
// to it.
func (t *textRows) windows1252(value string) (lost bool) {
	encoded, err := charmap.Windows1252.NewEncoder().String(value)
	if err != nil {
		lost = true
		encoded = t.plainLetters(value)
	}
	t.text(encoded)
	return lost
}

// plainLetters writes a name in letters that every system has.
func (t *textRows) plainLetters(name string) string {
	for original, latin := range t.romanized {
		name = strings.ReplaceAll(name, original, latin)
	}
	name = strings.NewReplacer("Đ", "D", "đ", "d", "ʻ", "'", "ß", "ss", "ø", "o", "Ø", "O").Replace(name)
	return strings.Map(func(letter rune) rune {
		if unicode.Is(unicode.Mn, letter) || letter > unicode.MaxASCII {
			return -1
		}
		return letter
	}, norm.NFD.String(name))
}

// end ends the row.
func (t *textRows) end() {
	t.row = append(t.row[:len(t.row)-1], t.ending...)
	_, _ = t.out.Write(t.row) // the buffer keeps the error for finish
	t.row = t.row[:0]
	t.line++
}

// finish writes what is buffered and returns the first error of all.
func (t *textRows) finish() error { return t.out.Flush() }
