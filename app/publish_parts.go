package app

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/workbench"
)

// pushFormats are the kinds of files that a push can send.
func pushFormats() []string { return []string{"xlsx", "pdf", "html"} }

// formatWords are what people call kinds of files.
func formatWords(formats []string) []string {
	words := map[string]string{"xlsx": say("Excel"), "pdf": say("PDF"), "html": say("Web page")}
	var list []string
	for _, format := range formats {
		if word := words[strings.ToLower(format)]; word != "" {
			format = word
		}
		list = append(list, format)
	}
	return list
}

// formatsOf are the kinds of files by what people call them.
func formatsOf(words []string) []string {
	var formats []string
	for _, word := range words {
		if at := slices.Index(formatWords(pushFormats()), word); at >= 0 {
			word = pushFormats()[at]
		}
		formats = append(formats, word)
	}
	return formats
}

// partLines says in the form of a push by which fields its dashboard can be cut,
// and writes a line for each value of one into the list of recipients.
type partLines struct {
	form    *pushForm
	fields  []partField
	words   *widget.Label
	choice  *widget.Select
	reading *latest
	object  *fyne.Container
}

func newPartLines(f *pushForm) *partLines {
	l := &partLines{form: f, words: hintText(""), reading: &latest{jobs: f.page.shell.jobs}}
	l.choice = widget.NewSelect(nil, nil)
	l.choice.PlaceHolder = say("A line for each …")
	l.choice.OnChanged = func(string) { l.add(l.choice.SelectedIndex()) }
	l.object = container.NewBorder(nil, nil, nil, container.New(fixedWidth(220), framed(l.choice)), l.words)
	f.page.shell.targets.object("push.lines", l.choice)
	return l
}

// show tells by what a dashboard can be cut.
func (l *partLines) show(dashboard reports.Dashboard) {
	l.fields = l.form.page.shell.partFieldsOf(dashboard)
	var names []string
	for _, field := range l.fields {
		names = append(names, field.field)
	}
	l.choice.Options = names
	showIf(l.choice, len(names) > 0)
	l.words.SetText(say("None of the datasets of this dashboard names a school, a teacher or a counselor."))
	if len(names) > 0 {
		l.words.SetText(say("This dashboard can be cut by %s.", strings.Join(names, ", ")))
	}
	l.choice.Refresh()
}

// add writes a line for each value of a field that no line has yet.
func (l *partLines) add(at int) {
	if at < 0 || at >= len(l.fields) {
		return
	}
	f, field := l.form, l.fields[at]
	bench := f.page.shell.bench
	fetch(l.reading, say("Reading %s", field.field), false, func(ctx context.Context, _ func(workbench.Progress)) ([]string, error) {
		return fieldValues(ctx, bench, field.dataset, field.column)
	}, func(values []string, err error) {
		l.choice.ClearSelected() // so that the same can be chosen again
		if err != nil {
			f.fail(err)
			return
		}
		text := strings.TrimRight(f.list.Text, "\n")
		for _, value := range values {
			if part := field.field + "=" + value; !listsPart(text, part) {
				text += "\n" + value + " | " + part + " | "
			}
		}
		f.list.SetText(strings.TrimLeft(text, "\n"))
	})
}

// listsPart reports whether a line of a list of recipients has this part.
func listsPart(text, part string) bool {
	for line := range strings.Lines(text) {
		cells := strings.FieldsFunc(strings.ReplaceAll(line, " | ", "\t"), func(r rune) bool { return r == '\t' || r == '\n' })
		if slices.ContainsFunc(cells, func(cell string) bool { return strings.EqualFold(strings.TrimSpace(cell), part) }) {
			return true
		}
	}
	return false
}
