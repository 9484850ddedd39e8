package narrative

import (
	"embed"
	"fmt"
	"strings"
	"text/template"
	"time"

	"github.com/schoolbench/schoolbench/reports"
)

//go:embed words/*.tmpl
var wordFiles embed.FS

// Narrator writes sentences in one language. It is read-only.
type Narrator struct {
	language  reports.Language
	templates *template.Template
}

// New returns the narrator of a language; the zero Language is English.
func New(language reports.Language) (*Narrator, error) {
	if language == "" {
		language = reports.English
	}
	source, err := wordFiles.ReadFile("words/" + string(language) + ".tmpl")
	if err != nil {
		return nil, fmt.Errorf("there are no sentences in the language %q", language)
	}
	// The comment at the head of the file is no sentence.
	templates, err := template.New("words").Option("missingkey=error").Parse(string(source))
	if err != nil {
		return nil, fmt.Errorf("the sentences in %q: %w", language, err)
	}
	return &Narrator{language: language, templates: templates}, nil
}

// Word is one of the fixed words that surfaces show, such as "part.read".
func (n *Narrator) Word(key string) string {
	text, err := n.execute(key, map[string]any{})
	if err != nil {
		return key
	}
	return text
}

// surfaceWords are the fixed words that surfaces need.
func surfaceWords() []string {
	return []string{
		"part.read", "part.shows", "part.next", "word.target", "word.atleast", "word.atmost", "word.reached", "word.short", "word.good", "word.watch", "word.act",
		"word.before", "word.page", "word.of", "word.table", "word.chart", "word.filter", "word.comparison", "word.dictionary",
		"word.left", "word.contents", "word.source",
	}
}

// Words are the fixed words that surfaces show, by key.
func (n *Narrator) Words() map[string]string {
	words := map[string]string{}
	for _, key := range surfaceWords() {
		words[key] = n.Word(key)
	}
	// The number of lines is put in by whoever leaves them out.
	more, err := n.execute("word.more", map[string]any{"Count": "#"})
	if err == nil {
		words["word.more"] = more
	}
	if first, err := n.execute("word.first", map[string]any{"Shown": "#", "Others": "##"}); err == nil {
		words["word.first"] = first
	}
	return words
}

// Date writes a day.
func (n *Narrator) Date(day time.Time) string {
	months := strings.Fields(n.Word("months"))
	text, err := n.execute("date", map[string]any{"Day": day.Day(), "Month": months[int(day.Month())-1], "Year": day.Year()})
	if err != nil {
		return day.Format(time.DateOnly)
	}
	return text
}

// RunAs writes the line that stands on every page: for whom, when and by which
// filters it was drawn.
func (n *Narrator) RunAs(slice reports.Slice, filters []reports.Filter, now time.Time) string {
	as := slice.Title()
	if as == "" {
		as = n.Word("whole")
	}
	var parts []string
	for _, filter := range append(append([]reports.Filter{}, slice.Filters...), filters...) {
		key := "filter"
		if filter.Latest && len(filter.Values) == 0 {
			key = "filter.latest"
		}
		text, err := n.execute(key, map[string]any{"Field": filter.Field, "Values": strings.Join(filter.Values, n.Word("or"))})
		if err != nil {
			text = filter.Field
		}
		parts = append(parts, text)
	}
	text, err := n.execute("runas", map[string]any{"As": as, "Date": n.Date(now), "Filters": strings.Join(parts, "; ")})
	if err != nil {
		return as
	}
	return text
}

// LeftOut says why a tile is not on the page.
func (n *Narrator) LeftOut(title, dataset, field string) string {
	text, err := n.execute("leftout", map[string]any{"Title": title, "Dataset": dataset, "Field": field})
	if err != nil {
		return title
	}
	return text
}

// LeftOutSingles says that a comparison is not on the page because it would
// list people one by one.
func (n *Narrator) LeftOutSingles(title string) string {
	text, err := n.execute("leftout.singles", map[string]any{"Title": title})
	if err != nil {
		return title
	}
	return text
}

// NotCut says by which filters a tile that stays on the page is not cut.
func (n *Narrator) NotCut(filters string) string {
	text, err := n.execute("notcut", map[string]any{"Filters": filters})
	if err != nil {
		return filters
	}
	return text
}

// LeftOutSmall says that a tile is not on the page because small groups are
// withheld on it and cannot be in the tile.
func (n *Narrator) LeftOutSmall(title string) string {
	text, err := n.execute("leftout.small", map[string]any{"Title": title})
	if err != nil {
		return title
	}
	return text
}

func (n *Narrator) execute(key string, data map[string]any) (string, error) {
	var out strings.Builder
	if err := n.templates.ExecuteTemplate(&out, key, data); err != nil {
		return "", fmt.Errorf("the sentence %q in %q: %w", key, n.language, err)
	}
	return out.String(), nil
}

// join writes a list as a sentence does: "a, b and c".
func (n *Narrator) join(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + n.Word("and") + words[len(words)-1]
}
