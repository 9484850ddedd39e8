package fonts_test

import (
	"testing"

	"github.com/golang/freetype/truetype"
	"github.com/schoolbench/schoolbench/assets/fonts"
)

func TestReadable(t *testing.T) {
	font, err := truetype.Parse(fonts.Regular())
	if err != nil {
		t.Fatal(err)
	}
	can := func(letter rune) bool { return font.Index(letter) != 0 }
	for name, each := range map[string]struct{ text, want string }{
		"Spanish":    {"Núñez Peña, Íñigo", "Núñez Peña, Íñigo"},
		"Vietnamese": {"Nguyễn Thị Đặng", "Nguyễn Thị Đặng"},
		"Hmong":      {"Nkauj Hnub Xyooj", "Nkauj Hnub Xyooj"},
		"Chinese":    {"王小明 (Wang)", "[U+738B U+5C0F U+660E] (Wang)"},
		"at the end": {"Wang 王", "Wang [U+738B]"},
		"two words":  {"王 明", "[U+738B] [U+660E]"},
		"Arabic":     {"نور", "[U+0646 U+0648 U+0631]"},
		"Pahawh":     {"\U00016B00", "[U+16B00]"},
		"unseen":     {"a\u200db\n", "a\u200db\n"},
		"empty":      {"", ""},
	} {
		if got := fonts.Readable(each.text, can); got != each.want {
			t.Errorf("%s: %q, want %q", name, got, each.want)
		}
	}
}

func TestVisual(t *testing.T) {
	all := func(rune) bool { return true }
	none := func(rune) bool { return false }
	for name, each := range map[string]struct {
		text, want string
		can        func(rune) bool
	}{
		"Latin":        {"Lincoln 12", "Lincoln 12", all},
		"joined":       {"نور", "\uFEAD\uFEEE\uFEE7", all},
		"lam and alef": {"سلام", "\uFEE1\uFEFC\uFEB3", all},
		"no forms":     {"نور", "رون", none},
		"mixed":        {"A نور", "A \uFEAD\uFEEE\uFEE7", all},
	} {
		if got := fonts.Visual(each.text, each.can); got != each.want {
			t.Errorf("%s: %q (%U), want %q", name, got, []rune(got), each.want)
		}
	}
}
