package sheets_test

import (
	"testing"

	"github.com/schoolbench/schoolbench/importers/sheets"
)

func TestFormats(t *testing.T) {
	for name, tt := range map[string]struct {
		code  string
		value float64
		want  string
	}{
		"general":          {"General", 12.5, "12.5"},
		"zeros":            {"00000", 417, "00417"},
		"one zero":         {"0", 7, "7"},
		"decimals":         {"0.00", 7.5, "7.5"},
		"social security":  {"000-00-0000", 12345678, "012-34-5678"},
		"escaped":          {`000\-00\-0000`, 12345678, "012-34-5678"},
		"telephone":        {"(000) 000-0000", 5105550123, "(510) 555-0123"},
		"too many digits":  {"00-00", 123456, "1234-56"},
		"other section":    {"00-00;[Red]-0", 1, "00-01"},
		"not whole":        {"00-00", 1.5, "1.5"},
		"negative":         {"00000", -5, "-5"},
		"thousands":        {"#,##0", 1234567, "1234567"},
		"percent":          {"0.0%", 0.125, "0.125"},
		"day":              {"m/d/yyyy", 43831, "2020-01-01"},
		"day and time":     {"m/d/yy h:mm", 43831.25, "2020-01-01 06:00:00"},
		"time":             {"h:mm AM/PM", 0.25, "06:00:00"},
		"duration":         {"[h]:mm", 1.25, "30:00:00"},
		"month in words":   {`[$-409]mmm\-yy;@`, 43831, "2020-01-01"},
		"quoted letters":   {`"days" 0`, 7, "7"},
		"literal and zero": {"- 0", 7, "7"},
	} {
		if got := string(sheets.AppendFloat(nil, tt.value, sheets.ReadFormat(tt.code), false)); got != tt.want {
			t.Errorf("%s: %q shows %v as %q, want %q", name, tt.code, tt.value, got, tt.want)
		}
	}
}
