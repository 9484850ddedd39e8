package warehouse

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse/sqlitefile"
)

// normalize brings a value into the one form that rows and segments share: no
// number beside a mark, no text beside a number, no negative zero. A number
// that is not finite cannot be kept as one and becomes a misfit.
func normalize(t table.Type, v table.Value) table.Value {
	switch {
	case v.State != table.Reported:
		v.Number = 0
	case t.IsText():
		v.Number = 0
	case math.IsNaN(v.Number) || math.IsInf(v.Number, 0):
		return table.Mark(table.Misfit, strconv.FormatFloat(v.Number, 'g', -1, 64))
	default:
		v.Text = ""
		v.Number += 0 // turns -0 into 0
	}
	return v
}

// isNormal reports whether normalize would change nothing. It is asked for
// every cell of an import.
func isNormal(t table.Type, v *table.Value) bool {
	if v.State != table.Reported || t.IsText() {
		return v.Number == 0 && !math.Signbit(v.Number)
	}
	return v.Text == "" && math.Abs(v.Number) <= math.MaxFloat64 && (v.Number != 0 || !math.Signbit(v.Number))
}

// storedValue is what a row holds for a value. A mark is NULL, so that sums
// and averages in any SQL tool leave it out; its state and text are in
// sb_cells.
func storedValue(t table.Type, v table.Value) sqlitefile.Value {
	if v.State != table.Reported {
		return sqlitefile.Value{}
	}
	switch t {
	case table.Text, table.Code:
		return sqlitefile.Text(v.Text)
	case table.Date:
		return sqlitefile.Text(dateText(v.Number))
	case table.SchoolYear:
		return sqlitefile.Text(schoolYearText(v.Number))
	case table.Grade:
		return sqlitefile.Text(gradeText(v.Number))
	case table.Decimal:
		return sqlitefile.Real(v.Number)
	default:
		// Beyond 2^53 a float64 may stand for more than one whole number.
		if whole := int64(v.Number); math.Abs(v.Number) <= 1<<53 && float64(whole) == v.Number {
			return sqlitefile.Integer(whole)
		}
		return sqlitefile.Real(v.Number)
	}
}

// needsMark reports whether NULL alone would not tell this value.
func needsMark(v table.Value) bool {
	return v.State != table.Reported && (v.State != table.Missing || v.Text != "")
}

// cellValue is the inverse of storedValue. A value that another tool has put
// there and that does not fit the column is a misfit.
func cellValue(t table.Type, stored any, kept *keptText) table.Value {
	if stored == nil {
		if kept != nil && kept.state != table.Reported {
			return table.Mark(kept.state, kept.text)
		}
		return table.Value{State: table.Missing}
	}
	switch x := stored.(type) {
	case string:
		if t.IsText() {
			return table.TextValue(x)
		}
		if number, ok := numberInText(t, x); ok {
			return normalize(t, table.NumberValue(number))
		}
		return table.Mark(table.Misfit, x)
	case []byte:
		return table.Mark(table.Misfit, string(x))
	case int64:
		if t.IsText() {
			return table.TextValue(strconv.FormatInt(x, 10))
		}
		return table.NumberValue(float64(x))
	case float64:
		if t.IsText() {
			return table.TextValue(strconv.FormatFloat(x, 'g', -1, 64))
		}
		return normalize(t, table.NumberValue(x))
	}
	return table.Mark(table.Misfit, fmt.Sprint(stored))
}

func numberInText(t table.Type, text string) (float64, bool) {
	switch t {
	case table.Date:
		if len(text) == len(time.DateOnly) {
			if day, err := time.Parse(time.DateOnly, text); err == nil {
				return table.TimeDay(day), true
			}
		}
	case table.SchoolYear:
		if start, ok := schoolYearStart(text); ok {
			return start, true
		}
	case table.Grade:
		if grade, ok := table.ParseGrade(text); ok && gradeText(float64(grade)) == text {
			return float64(grade), true
		}
	default:
		return 0, false
	}
	// Days and years outside the calendar that text can show are kept as the
	// number itself.
	number, err := strconv.ParseFloat(text, 64)
	return number, err == nil
}

const (
	firstDay = -719528 // 0000-01-01
	lastDay  = 2932896 // 9999-12-31
)

func dateText(days float64) string {
	if days != math.Trunc(days) || days < firstDay || days > lastDay {
		return strconv.FormatFloat(days, 'g', -1, 64)
	}
	return table.DayTime(days).Format(time.DateOnly)
}

// gradeText writes a grade in its plain form, or as its number where that form
// would not be read again.
func gradeText(grade float64) string {
	if text := table.FormatGrade(int(grade), ""); text != "" && grade == math.Trunc(grade) {
		if again, ok := table.ParseGrade(text); ok && float64(again) == grade {
			return text
		}
	}
	return strconv.FormatFloat(grade, 'g', -1, 64)
}

func schoolYearText(start float64) string {
	if start != math.Trunc(start) || start < 0 || start > 9999 {
		return strconv.FormatFloat(start, 'g', -1, 64)
	}
	return fmt.Sprintf("%04d-%02d", int(start), (int(start)+1)%100)
}

func schoolYearStart(text string) (float64, bool) {
	first, second, found := strings.Cut(text, "-")
	if !found || len(first) != 4 || len(second) != 2 {
		return 0, false
	}
	start, err := strconv.ParseUint(first, 10, 16)
	if err != nil {
		return 0, false
	}
	end, err := strconv.ParseUint(second, 10, 16)
	if err != nil || (start+1)%100 != end {
		return 0, false
	}
	return float64(start), true
}
