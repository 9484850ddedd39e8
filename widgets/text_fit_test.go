package widgets_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/widgets"
)

func TestTextIsCutToItsRoom(t *testing.T) {
	test.NewTempApp(t)
	for name, tt := range map[string]struct {
		text  string
		width float32
		want  string
	}{
		"fits":         {"Grade 5", 200, "Grade 5"},
		"no room":      {"Grade 5", 0, ""},
		"hardly any":   {"Grade 5", 4, "…"},
		"two lines":    {"first\nsecond", 200, "first…"},
		"empty":        {"", 100, ""},
		"non-breaking": {"a\u00a0b", 100, "a\u00a0b"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := widgets.Fit(tt.text, tt.width, 14, fyne.TextStyle{}); got != tt.want {
				t.Errorf("cut to %q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzTextFitsItsRoom(f *testing.F) {
	test.NewTempApp(f)
	for _, seed := range []string{"Fuentes de la Cruz", "Año ñ é ü – — ✓ ≥", "a\tb\r\nc", "\xff\xfe broken", "שלום עולם", "e\u0301e\u0301e\u0301", strings.Repeat("W", 3000)} {
		f.Add(seed, float32(80))
	}
	f.Fuzz(func(t *testing.T, text string, width float32) {
		if width != width || width > 2000 || width < -2000 || len(text) > 5000 {
			t.Skip()
		}
		got := widgets.Fit(text, width, 14, fyne.TextStyle{})
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("%q was cut inside a letter: %q", text, got)
		}
		if kept := strings.TrimSuffix(got, "…"); !strings.HasPrefix(text, kept) {
			t.Errorf("%q was cut to %q, which is not its beginning", text, got)
		}
		if width <= 0 && got != "" {
			t.Errorf("%q is shown without room", got)
		}
	})
}
