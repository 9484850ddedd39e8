package phrases_test

import (
	"encoding/json"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/schoolbench/schoolbench/internal/phrases"
)

// spanish are the texts by the English ones.
func spanish(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile("es.json")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	if err := json.Unmarshal(content, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

// alike are texts that are the same in every language: examples of what may be
// written, names of functions and settings, which are single words, and the letters that go out by
// mail, which reports/push writes in each language itself.
var alike = []*regexp.Regexp{
	regexp.MustCompile(`^[\w%]+\(.*\)$`),              // mean(Field)
	regexp.MustCompile(`^(\w+: [\w ,=;]+|\w+ = .*)$`), // School: Hills = Lincoln
	regexp.MustCompile(`^\w+\([A-Z]\w*\) / .*$`),
	regexp.MustCompile(`^[A-Z_]+$|^[a-z]+$`),
	regexp.MustCompile(`^[a-z0-9.\-_%]*[.\-_%][a-z0-9.\-_%]*$`), // utf-16, read.axes
	regexp.MustCompile(`^ %% of %s$|^startsWith$|^endsWith$|^/spreadsheets/.*$|^\.slk \.sylk$|^x$`),
	regexp.MustCompile(`^Attached: |^The files hold |^If this message |^Made: |^Los archivos |^Si este |^Elaborado: |^Adjunto: `),
}

// Everything that the packages without a window tell people has a Spanish text
// with the same arguments, and nothing is translated that is never said.
func TestEveryTextHasASpanishOne(t *testing.T) {
	h := &harvest{t: t, files: token.NewFileSet(), texts: map[string]string{}}
	for _, folder := range []string{"table", "importers", "warehouse", "crosstab", "reports", "workbench"} {
		h.folder("../../" + folder)
	}
	if len(h.texts) < 1000 {
		t.Fatalf("only %d texts are told: they are not looked for where they are", len(h.texts))
	}
	texts := spanish(t)
	for text, place := range h.texts {
		same := slices.ContainsFunc(alike, func(r *regexp.Regexp) bool { return r.MatchString(text) })
		if _, known := texts[text]; !known && !same {
			t.Errorf("%s: no Spanish text for\n%q", strings.TrimPrefix(place, "../../"), text)
		}
	}
	for text := range texts {
		if _, told := h.texts[text]; !told && !slices.Contains(elsewhere, text) {
			t.Errorf("nothing says %q any more, which has a Spanish text", text)
		}
	}
}

// elsewhere are texts that are told in ways the harvest does not see.
var elsewhere = append(strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec missing"),
	"several members of %s: %s", "A filter to begin with: %s",
	"The rows repeat one another: they hold %s. Totals count the same several times unless one is kept.",
)

var verb = regexp.MustCompile(`%(\[\d+\])?[-+#0]*[\d.]*[a-zA-Z]`)

// A Spanish text has the arguments of the English one, its blanks at both ends
// and its full stop.
func TestTextsFitOneAnother(t *testing.T) {
	for english, other := range spanish(t) {
		if a, b := len(verb.FindAllString(english, -1)), len(verb.FindAllString(other, -1)); a != b {
			t.Errorf("%q has %d arguments and %q has %d", english, a, other, b)
		}
		if strings.HasPrefix(english, " ") != strings.HasPrefix(other, " ") || strings.HasSuffix(english, " ") != strings.HasSuffix(other, " ") {
			t.Errorf("%q and %q do not begin and end alike", english, other)
		}
		if strings.HasSuffix(english, ".") != strings.HasSuffix(other, ".") {
			t.Errorf("%q and %q do not end alike", english, other)
		}
		for _, pair := range []string{"()", "“”", "[]", "¿?", "¡!", "«»"} {
			opening, closing := []rune(pair)[0], []rune(pair)[1]
			if strings.Count(other, string(opening)) != strings.Count(other, string(closing)) && strings.Count(english, string(opening)) == strings.Count(english, string(closing)) {
				t.Errorf("%q does not close what it opens", other)
			}
		}
	}
}

// filled writes a format with made-up arguments, which are data.
func filled(format string) (text string, values []string) {
	n := 0
	text = verb.ReplaceAllStringFunc(format, func(v string) string {
		n++
		value := strconv.Itoa(n * 7)
		switch v[len(v)-1] {
		case 's', 'v', 'l':
			value = "Xq" + string(rune('a'+n))
		case 'q':
			value = strconv.Quote("Xq" + string(rune('a'+n)))
		case 'c':
			value = ";"
		case 'f':
			value = "0.5"
		}
		values = append(values, value)
		return value
	})
	return strings.ReplaceAll(text, "%%", "%"), values
}

// Every text is found again in what was made of it.
func TestTextsAreRecognised(t *testing.T) {
	book := phrases.For("es")
	for english := range spanish(t) {
		text, values := filled(english)
		if !strings.ContainsFunc(strings.Join(strings.Fields(verb.ReplaceAllString(english, "")), ""), unicode.IsLetter) {
			continue
		}
		arguments := make([]any, len(values))
		for i, value := range values {
			arguments[i] = value
		}
		want := book.Say(verb.ReplaceAllString(english, "%s"), arguments...)
		if len(values) > 0 && want == text {
			want = "" // Say has no such text; only its being known counts
		}
		got := book.Translate(text)
		if want != "" && got != want || got == text && spanish(t)[english] != english {
			t.Errorf("%q\nbecame %q\nand not %q", text, got, want)
		}
	}
}
