package warehouse

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/schoolbench/schoolbench/table"
)

// The columns that every dataset's table has beside its own.
const (
	rowColumn   = "_row"
	batchColumn = "_batch"
	lineColumn  = "_line"
)

// nameKey is what two names share when they differ in case alone.
func nameKey(name string) string { return strings.ToLower(name) }

// quote writes an identifier for SQL.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// sqlName makes a column or table name out of what a file or person wrote. It
// changes the name only where SQLite could not hold it or where it is taken;
// taken is asked with the name in lower case.
func sqlName(name, fallback string, taken func(key string) bool) string {
	clean := strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, name), "\uFFFD")
	if strings.TrimSpace(clean) == "" {
		clean = fallback
	}
	candidate := clean
	for i := 2; taken(strings.ToLower(candidate)); i++ {
		candidate = fmt.Sprintf("%s_%d", clean, i)
	}
	return candidate
}

// isReservedTable reports whether a table name belongs to SQLite or to us.
func isReservedTable(key string) bool {
	return strings.HasPrefix(key, "sqlite_") || strings.HasPrefix(key, "sb_")
}

// isReservedColumn reports whether a column name is one of our own.
func isReservedColumn(key string) bool {
	return key == rowColumn || key == batchColumn || key == lineColumn || key == retiredColumn || strings.HasPrefix(key, hiddenPrefix)
}

// declaredType is the type a column is declared with, so that other tools
// sort, compare and add as a person expects.
func declaredType(t table.Type) string {
	switch t {
	case table.Integer, table.YesNo:
		return "INTEGER"
	case table.Decimal:
		return "REAL"
	default:
		return "TEXT"
	}
}

func timeText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

func parseTime(text string) (time.Time, error) { return time.Parse(time.RFC3339Nano, text) }
