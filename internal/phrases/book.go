package phrases

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed es.json
var spanish []byte

// Book has sentences in one language by the English ones that the code holds.
// It is read-only; the nil Book says everything in English.
type Book struct {
	texts map[string]form
	// forms are the English texts, those with most words of their own first.
	forms []known
}

// known is an English text that can be found again in what was made of it.
type known struct {
	english, other form
}

// For returns the book of a language, such as "es"; nil for English and for
// any language that there is none of.
func For(language string) *Book {
	if language != "es" {
		return nil
	}
	return read()
}

var read = sync.OnceValue(func() *Book {
	texts := map[string]string{}
	if err := json.Unmarshal(spanish, &texts); err != nil {
		panic(fmt.Sprintf("the Spanish texts: %v", err)) // a test reads them
	}
	return newBook(texts)
})

// newBook makes a book of texts by the English ones.
func newBook(texts map[string]string) *Book {
	b := &Book{texts: make(map[string]form, len(texts))}
	for english, other := range texts {
		entry := known{parse(english), parse(other)}
		b.texts[english] = entry.other
		b.forms = append(b.forms, entry)
	}
	slices.SortFunc(b.forms, func(x, y known) int {
		return cmp.Or(
			cmp.Compare(y.english.own(), x.english.own()),
			cmp.Compare(len(x.english.holes), len(y.english.holes)),
			cmp.Compare(x.english.text, y.english.text))
	})
	return b
}

// Has reports whether the book has an English text, which may be a format.
func (b *Book) Has(english string) bool {
	if b == nil {
		return true
	}
	_, has := b.texts[english]
	return has
}

// Say writes a text, which with arguments is a format as those of fmt, in the
// book's language. A text that it does not have stays English.
func (b *Book) Say(english string, args ...any) string {
	if b == nil {
		return formatted(english, args)
	}
	other, has := b.texts[english]
	if !has {
		return formatted(english, args)
	}
	if len(args) == 0 {
		return other.fill(nil)
	}
	source := parse(english)
	values := make([]string, len(source.holes))
	for i, hole := range source.holes {
		if hole.index < len(args) {
			values[hole.index] = fmt.Sprintf(hole.verb, args[hole.index])
		} else {
			values[i] = hole.verb
		}
	}
	return other.fill(values)
}

func formatted(english string, args []any) string {
	if len(args) == 0 {
		return english
	}
	return fmt.Sprintf(english, args...)
}

// List writes a list as a sentence does: "a, b and c".
func (b *Book) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := words[len(words)-1]
	joint := " and "
	if b != nil {
		joint = " y "
		if soundsLikeI(last) {
			joint = " e "
		}
	}
	return strings.Join(words[:len(words)-1], ", ") + joint + last
}

// soundsLikeI reports whether a word begins with the sound before which the
// Spanish "y" becomes "e".
func soundsLikeI(word string) bool {
	word = strings.ToLower(word)
	if strings.HasPrefix(word, "hie") {
		return false
	}
	for _, beginning := range []string{"i", "í", "hi", "hí"} {
		if strings.HasPrefix(word, beginning) {
			return true
		}
	}
	return false
}
