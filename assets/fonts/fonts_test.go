package fonts_test

import (
	"os"
	"testing"

	"github.com/golang/freetype/truetype"
	"github.com/schoolbench/schoolbench/assets/fonts"
)

func TestFontsHaveTheLettersOfSchools(t *testing.T) {
	for name, data := range map[string][]byte{"regular": fonts.Regular(), "bold": fonts.Bold()} {
		font, err := truetype.Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, letter := range "AZaz09áéíóúñÑüĐđượễỳ…–·*%$€" {
			if font.Index(letter) == 0 {
				t.Errorf("%s has no glyph for %q", name, letter)
			}
		}
	}
}

func TestSystemFallbacksCanBeRead(t *testing.T) {
	for _, path := range fonts.SystemFallbacks() {
		if _, err := os.ReadFile(path); err != nil {
			t.Error(err)
		}
	}
}
