package app

import (
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/table"
)

// number writes a whole number with commas.
func number(n int) string { return table.FormatNumber(float64(n), 0) }

// counted writes "1 row" or "12,000 rows" in the language of the window.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + say(one)
	}
	return number(n) + " " + say(many)
}

// when writes a time as people in an office say it.
func when(t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	t, now = t.Local(), now.Local()
	days := int(table.TimeDay(now) - table.TimeDay(t))
	switch {
	case days == 0:
		return say("today at %s", t.Format("15:04"))
	case days == 1:
		return say("yesterday at %s", t.Format("15:04"))
	case t.Year() == now.Year():
		return say("%s %d at %s", say(monthNames[t.Month()-1]), t.Day(), t.Format("15:04"))
	}
	return say("%s %d, %d", say(monthNames[t.Month()-1]), t.Day(), t.Year())
}

// monthNames are the months in short.
var monthNames = [...]string{
	toSay("Jan"), toSay("Feb"), toSay("Mar"), toSay("Apr"), toSay("May"), toSay("Jun"),
	toSay("Jul"), toSay("Aug"), toSay("Sep"), toSay("Oct"), toSay("Nov"), toSay("Dec"),
}

// workspaceName is the name of a workspace's file without folder and ending.
func workspaceName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), workspaceEnding)
}

// shortFolder writes the folder of a path with "~" for the home folder.
func shortFolder(path, home string) string {
	folder := filepath.Dir(path)
	if home != "" && (folder == home || strings.HasPrefix(folder, home+string(filepath.Separator))) {
		return "~" + strings.TrimPrefix(folder, home)
	}
	return folder
}

// heading is the title of a page.
func heading(text string) *widget.Label {
	label := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	label.SizeName = theme.SizeNameHeadingText
	return label
}

// subheading is the title of a part of a page.
func subheading(text string) *widget.Label {
	label := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	label.SizeName = theme.SizeNameSubHeadingText
	return label
}

// quiet is text that stands back.
func quiet(text string) *widget.Label {
	label := widget.NewLabel(text)
	label.Importance = widget.LowImportance
	return label
}

// caption is small text that stands back.
func caption(text string) *widget.Label {
	label := quiet(text)
	label.SizeName = theme.SizeNameCaptionText
	return label
}

// smallHeading is the title above a list.
func smallHeading(text string) *widget.Label {
	label := widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	label.SizeName = theme.SizeNameCaptionText
	label.Importance = widget.LowImportance
	return label
}

// primaryButton is the one thing to do next on a page.
func primaryButton(text, iconName string, action func()) *widget.Button {
	button := widget.NewButton(text, action)
	if iconName != "" {
		button.Icon = theme.NewColoredResource(icon(iconName), theme.ColorNameForegroundOnPrimary)
	}
	button.Importance = widget.HighImportance
	return button
}

// plainButton is anything else that can be done.
func plainButton(text, iconName string, action func()) *widget.Button {
	button := widget.NewButton(text, action)
	if iconName != "" {
		button.Icon = icon(iconName)
	}
	return button
}

// trimPasted takes blanks, quotation marks and file:// off a pasted path.
func trimPasted(text string) string {
	path := strings.TrimSpace(text)
	if len(path) >= 2 && (path[0] == '"' || path[0] == '\'') && path[len(path)-1] == path[0] {
		path = path[1 : len(path)-1]
	}
	return strings.TrimPrefix(path, "file://")
}

// shortened cuts a text to so many letters, with a sign that it goes on.
func shortened(text string, letters int) string {
	runes := []rune(text)
	if len(runes) <= letters {
		return text
	}
	return strings.TrimRight(string(runes[:letters-1]), " ·") + "…"
}

// wholeNumber reads a whole number as people write it, with commas or without.
func wholeNumber(text string) (n int, ok bool) {
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
	return n, err == nil
}

// besideScrollBar keeps what scrolls clear of the scroll bar, which the toolkit
// draws over it.
func besideScrollBar(object fyne.CanvasObject) fyne.CanvasObject {
	return container.NewBorder(nil, nil, nil, newGap(9, 1), object)
}
