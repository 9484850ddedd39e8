package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/schoolbench/schoolbench/assets"
	"github.com/schoolbench/schoolbench/reports"
)

// language is the language of the window: one we have the texts for, or that of
// the computer.
type language string

// The languages that can be chosen.
const (
	computersLanguage language = "system"
	english           language = language(reports.English)
	spanish           language = language(reports.Spanish)
)

// languages lists the languages in the order in which they are offered.
func languages() []language { return []language{computersLanguage, english, spanish} }

// word is the language's name, each in its own language.
func (l language) word() string {
	switch l {
	case english:
		return "English"
	case spanish:
		return "Español"
	}
	return say("As the computer is set")
}

// spoken is the language of the texts: for that of the computer, Spanish where
// it is Spanish and English everywhere else.
func (l language) spoken() language {
	if l == english || l == spanish {
		return l
	}
	if baseLanguage(string(lang.SystemLocale())) == string(spanish) {
		return spanish
	}
	return english
}

// toolkitLanguages are the languages that the toolkit has texts of its own for.
func toolkitLanguages() []string {
	return []string{"cs", "de", "el", "en", "es", "fr", "ja", "pl", "pt", "pt-BR", "ru", "sv", "ta", "uk", "zh-Hans"}
}

// texts guards the texts of the toolkit, which all goroutines share: jobs ask
// for words, too, while a person may choose another language.
var texts sync.RWMutex

// speak has the window say everything in a language from now on; what is shown
// already has to be drawn again. The toolkit always speaks the language of the
// computer and cannot be told another, so that the texts of the chosen one are
// given to it as those of the computer's.
func speak(chosen language) error {
	chosen = chosen.spoken()
	known, err := assets.Translation(string(english))
	if err != nil {
		return err
	}
	translated, err := assets.Translation(string(spanish))
	if err != nil {
		return err
	}
	for text := range translated {
		if _, own := known[text]; !own {
			known[text] = text
		}
	}
	if chosen == spanish {
		known = translated
	}
	// In a list, no text can be taken for one of the toolkit's own keywords.
	type message struct {
		ID    string `json:"id"`
		Other string `json:"other"`
	}
	messages := make([]message, 0, len(known))
	for _, text := range slices.Sorted(maps.Keys(known)) {
		messages = append(messages, message{text, known[text]})
	}
	content, err := json.Marshal(messages)
	if err != nil {
		return err
	}
	texts.Lock()
	defer texts.Unlock()
	computers := baseLanguage(string(lang.SystemLocale()))
	for _, tag := range toolkitLanguages() {
		if tag != string(english) && baseLanguage(tag) != computers {
			continue
		}
		if err := lang.AddTranslationsForLocale(content, fyne.Locale(tag)); err != nil {
			return err
		}
	}
	return nil
}

// baseLanguage is the language of a tag without its country: "es" of "es-MX".
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return base
}

// say returns a text in the language of the window. The text itself is English;
// with more arguments it is a format, whose sentence may put them into another
// order in another language. Every text that is said has to have a translation,
// which a test holds us to.
func say(text string, args ...any) string {
	texts.RLock()
	said := lang.L(text)
	texts.RUnlock()
	if len(args) == 0 {
		return said
	}
	return fmt.Sprintf(said, args...)
}

// toSay marks a text that is said later, such as one of a table that is made
// before the language is known. It returns the text as it is.
func toSay(text string) string { return text }
