package sheets

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// formatKind is what a number format makes of a number.
type formatKind uint8

const (
	plainFormat    formatKind = iota
	dateFormat                // a day, with its time if it has one
	timeFormat                // a time of day
	durationFormat            // hours that may exceed a day
	paddedFormat              // whole numbers filled with zeros: 00000
)

// Format is what a number format does to a number that matters when it is read.
// The zero Format leaves numbers as they are.
type Format struct {
	kind  formatKind
	width int // of a padded format
	// pattern is how a padded format sets its digits apart: 000-00-0000. It is
	// empty when it does not.
	pattern string
}

// IsPlain reports whether the format leaves numbers as they are.
func (f Format) IsPlain() bool { return f.kind == plainFormat }

// BuiltInFormat returns the meaning of a format number below 164, which files
// do not spell out.
func BuiltInFormat(id int) Format {
	switch {
	case id >= 14 && id <= 17, id == 22, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return Format{kind: dateFormat}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47, id == 55, id == 56:
		return Format{kind: timeFormat}
	case id == 46:
		return Format{kind: durationFormat}
	}
	return Format{}
}

// ReadFormat finds out what a format code such as "m/d/yyyy" or "00000" does.
func ReadFormat(code string) Format {
	bare, duration := bareFormat(code)
	if duration {
		return Format{kind: durationFormat}
	}
	if pattern := zeroPattern(code); pattern != "" {
		return Format{kind: paddedFormat, width: strings.Count(pattern, "0"), pattern: pattern}
	}
	if bare != "" && strings.Trim(bare, "0") == "" && len(bare) > 1 {
		return Format{kind: paddedFormat, width: len(bare)}
	}
	if strings.Contains(bare, "general") {
		return Format{}
	}
	clock := strings.ContainsAny(bare, "hs") || strings.Contains(bare, "am/pm") || strings.Contains(bare, "a/p")
	bare = strings.NewReplacer("am/pm", "", "a/p", "").Replace(bare)
	switch {
	case strings.ContainsAny(bare, "yd"):
		return Format{kind: dateFormat}
	case clock:
		return Format{kind: timeFormat}
	case strings.Contains(bare, "m"):
		return Format{kind: dateFormat}
	}
	return Format{}
}

// zeroPattern returns the pattern of a format such as 000-00-0000 or
// (000) 000\-0000, of which nothing but zeros and what sets them apart is made;
// "" for any other.
func zeroPattern(code string) string {
	code, _, _ = strings.Cut(code, ";")
	pattern := strings.ReplaceAll(code, "\\", "")
	if strings.Trim(pattern, "0-() ") != "" || strings.Trim(pattern, "0") == "" || strings.Count(pattern, "0") < 2 {
		return ""
	}
	return pattern
}

// appendPattern sets digits into a pattern from its end; what is too much
// stands before the first.
func appendPattern(to []byte, digits, pattern string) []byte {
	extra := len(digits) - strings.Count(pattern, "0")
	for i := range len(pattern) {
		if pattern[i] != '0' {
			to = append(to, pattern[i])
			continue
		}
		if extra > 0 {
			to = append(to, digits[:extra]...)
			digits, extra = digits[extra:], 0
		}
		if extra < 0 {
			to = append(to, '0')
			extra++
			continue
		}
		to = append(to, digits[0])
		digits = digits[1:]
	}
	return to
}

// bareFormat returns the first section of a format code in lower case, without
// quoted text, escaped characters and brackets.
func bareFormat(code string) (bare string, duration bool) {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return strings.ToLower(b.String()), duration
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return strings.ToLower(b.String()), duration
			}
			inside := strings.ToLower(code[i+1 : i+end])
			if inside != "" && (strings.Trim(inside, "h") == "" || strings.Trim(inside, "m") == "" || strings.Trim(inside, "s") == "") {
				duration = true
			}
			i += end
		case ';':
			return strings.ToLower(b.String()), duration
		default:
			b.WriteByte(c)
		}
	}
	return strings.ToLower(b.String()), duration
}

// AppendNumber appends the text of a number cell: as the file holds it, but
// dates in the form 2026-11-22, times as 08:30:00, and zeros that the format
// shows. Digits beyond the fifteenth are the noise of binary fractions, which
// spreadsheets do not show either.
func AppendNumber(to, raw []byte, f Format, from1904 bool) []byte {
	raw = bytes.TrimSpace(raw)
	if f.kind == plainFormat && IsShortNumber(raw) {
		return append(to, raw...)
	}
	value, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsInf(value, 0) || math.IsNaN(value) {
		return append(to, raw...)
	}
	switch f.kind {
	case dateFormat, timeFormat:
		if text, ok := appendMoment(to, value, f.kind, from1904); ok {
			return text
		}
	case durationFormat:
		if value >= 0 && value < 1e6 {
			return appendClock(to, int64(math.Round(value*86400000)))
		}
	case paddedFormat:
		if value == math.Trunc(value) && value >= 0 && value < 1e15 {
			digits := strconv.FormatFloat(value, 'f', 0, 64)
			if f.pattern != "" {
				return appendPattern(to, digits, f.pattern)
			}
			for range f.width - len(digits) {
				to = append(to, '0')
			}
			return append(to, digits...)
		}
	}
	if IsShortNumber(raw) {
		return append(to, raw...)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	if err != nil {
		return append(to, raw...)
	}
	if size := math.Abs(rounded); size != 0 && (size < 1e-20 || size >= 1e21) {
		return strconv.AppendFloat(to, rounded, 'g', -1, 64)
	}
	return strconv.AppendFloat(to, rounded, 'f', -1, 64)
}

// AppendFloat appends the text of a number that a file holds in binary form, as
// AppendNumber does.
func AppendFloat(to []byte, value float64, f Format, from1904 bool) []byte {
	var space [32]byte
	return AppendNumber(to, strconv.AppendFloat(space[:0], value, 'f', -1, 64), f, from1904)
}

// IsShortNumber reports whether a number needs no rounding: at most fifteen
// digits and no exponent.
func IsShortNumber(raw []byte) bool {
	digits := 0
	for _, c := range raw {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c != '.' && c != '-':
			return false
		}
	}
	return digits <= 15
}

// lastSerial is the serial number of 9999-12-31.
const lastSerial = 2958465

// appendMoment writes a serial number as a day, a time of day, or both.
func appendMoment(to []byte, value float64, kind formatKind, from1904 bool) ([]byte, bool) {
	if value < 0 || value >= lastSerial+1 {
		return to, false
	}
	milliseconds := int64(math.Round((value - math.Floor(value)) * 86400000))
	day := int64(value)
	if milliseconds == 86400000 {
		day, milliseconds = day+1, 0
	}
	if day == 0 && !from1904 {
		if kind == dateFormat && milliseconds == 0 {
			return to, false
		}
		return appendClock(to, milliseconds), true
	}
	if kind == timeFormat && day == 0 {
		return appendClock(to, milliseconds), true
	}
	switch {
	case from1904:
		to = time.Date(1904, 1, 1+int(day), 0, 0, 0, 0, time.UTC).AppendFormat(to, time.DateOnly)
	case day == 60:
		// Spreadsheets count a day that never was.
		to = append(to, "1900-02-29"...)
	case day < 60:
		to = time.Date(1899, 12, 31+int(day), 0, 0, 0, 0, time.UTC).AppendFormat(to, time.DateOnly)
	default:
		to = time.Date(1899, 12, 30+int(day), 0, 0, 0, 0, time.UTC).AppendFormat(to, time.DateOnly)
	}
	if milliseconds > 0 {
		to = appendClock(append(to, ' '), milliseconds)
	}
	return to, true
}

// appendClock writes a time such as 08:30:00; hours may exceed a day.
func appendClock(to []byte, milliseconds int64) []byte {
	seconds := milliseconds / 1000
	for i, part := range []int64{seconds / 3600, seconds / 60 % 60, seconds % 60} {
		if i > 0 {
			to = append(to, ':')
		}
		if part < 10 {
			to = append(to, '0')
		}
		to = strconv.AppendInt(to, part, 10)
	}
	if rest := milliseconds % 1000; rest > 0 {
		to = append(to, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))
	}
	return to
}
