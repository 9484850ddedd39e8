package table

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// Text writes a value the way the column's file wrote it, so that a value that
// came through an importer without an Original reads back exactly. A missing
// cell is its own mark, which is usually empty.
func (c Column) Text(v Value) string {
	if v.State != Reported || c.Type.IsText() {
		return v.Text
	}
	switch c.Type {
	case Integer, Decimal:
		if c.Layout != "" {
			return parseNumberLayout(c.Layout).write(v.Number)
		}
		if c.Type == Integer {
			return strconv.FormatFloat(v.Number, 'f', 0, 64)
		}
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	case Date:
		return formatDay(v.Number, c.Layout)
	case SchoolYear:
		return FormatSchoolYear(int(v.Number), c.Layout)
	case Grade:
		return FormatGrade(int(v.Number), c.Layout)
	case YesNo:
		yes, no := c.YesNoWords()
		if v.Number != 0 {
			return yes
		}
		return no
	}
	return v.Text
}

// Display writes a value for people to read on screen and in reports: as Text,
// with thousands separators and an even number of decimals for measures.
func (c Column) Display(v Value) string {
	if v.State != Reported {
		return v.Text
	}
	switch c.Type {
	case Integer:
		if c.Role == Measure {
			return FormatNumber(v.Number, 0)
		}
	case Decimal:
		if c.Role == Measure && c.Decimals <= 6 {
			return FormatNumber(v.Number, c.Decimals)
		}
	}
	if text := c.Text(v); text != "" || c.Type != YesNo {
		return text
	}
	return "No" // written as a blank in the file
}

// YesNoWords returns the words a YesNo column uses, "Yes" and "No" unless its
// layout says otherwise.
func (c Column) YesNoWords() (yes, no string) {
	yes, no, found := strings.Cut(c.Layout, "|")
	if !found {
		return "Yes", "No"
	}
	return yes, no
}

// DayTime returns midnight UTC of the day that a Date value stands for.
func DayTime(days float64) time.Time { return time.Unix(int64(days)*86400, 0).UTC() }

// TimeDay is the inverse of DayTime; the time of day is dropped.
func TimeDay(t time.Time) float64 {
	return math.Floor(float64(time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix()) / 86400)
}

// FormatNumber writes n with this many decimals, commas between thousands and
// a minus sign for negative numbers. Rounding is half away from zero, as a
// spreadsheet does, and a number that rounds to zero has no sign.
func FormatNumber(n float64, decimals int) string {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return ""
	}
	digits := strconv.FormatFloat(Round(n, decimals), 'f', decimals, 64)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	if strings.Trim(digits, "0.") == "" {
		sign = ""
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	if fraction != "" {
		b.WriteByte('.')
		b.WriteString(fraction)
	}
	return b.String()
}

// Round rounds n to this many decimals, half away from zero. What is rounded
// is the shortest decimal number that stands for n, which is the one a person
// would read: 1.005 becomes 1.01 although its binary form lies just below.
func Round(n float64, decimals int) float64 {
	if decimals < 0 || math.IsNaN(n) || math.IsInf(n, 0) {
		return n
	}
	digits := strconv.AppendFloat(make([]byte, 1, 32), math.Abs(n), 'f', -1, 64)
	digits[0] = '0' // room for a carry
	point := bytes.IndexByte(digits, '.')
	if point < 0 || len(digits)-point-1 <= decimals {
		return n
	}
	up := digits[point+1+decimals] >= '5'
	digits = digits[:point+1+decimals]
	for i := len(digits) - 1; up && i >= 0; i-- {
		switch digits[i] {
		case '.':
		case '9':
			digits[i] = '0'
		default:
			digits[i]++
			up = false
		}
	}
	rounded, err := strconv.ParseFloat(string(digits), 64)
	if err != nil {
		return n // cannot be: the digits are those of a number
	}
	return math.Copysign(rounded, n)
}
