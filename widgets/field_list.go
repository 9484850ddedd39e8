package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FieldKind is what kind of values a field holds; it decides the mark in front of the name.
type FieldKind string

// The kinds of fields.
const (
	KindText   FieldKind = "text"
	KindNumber FieldKind = "number"
	KindDate   FieldKind = "date"
	KindYear   FieldKind = "year"
	KindYesNo  FieldKind = "yes-no"
	KindID     FieldKind = "id"
)

// badge is the kind in a few letters.
func (k FieldKind) badge() string {
	switch k {
	case KindNumber:
		return "123"
	case KindDate:
		return "date"
	case KindYear:
		return "year"
	case KindYesNo:
		return "y/n"
	case KindID:
		return "id"
	}
	return "Abc"
}

// Field is one entry of a [FieldList].
type Field struct {
	ID    string
	Name  string
	Kind  FieldKind
	Group string      // the heading the field stands under; fields of a group stand together
	Strip *FieldStrip // how its values are spread; nil draws nothing
}

// FieldStrip is a small drawing of how the values of a field are spread: bars side by side, or shares of a line.
type FieldStrip struct {
	// Bars are the heights of a histogram, the tallest 1.
	Bars []float32
	// Shares are those of the most frequent values, of all cells; what is missing to 1 stays empty.
	Shares []float32
	// Words say what is drawn; screen readers speak them.
	Words string
}

// FieldList is the searchable list of the fields of a dataset. A double-click or Enter puts a field where it belongs, a
// right-click asks for its menu, and a field can be dragged onto a [Shelf].
type FieldList struct {
	widget.BaseWidget

	// OnActivate is called for a double-click or Enter on a field.
	OnActivate func(field Field)
	// OnMenu asks for a field's menu at a place in the window.
	OnMenu func(field Field, position fyne.Position)

	fields  []Field
	targets []*Shelf
	search  *searchEntry
	rows    *fieldRows
}

var (
	_ fyne.Widget     = (*FieldList)(nil)
	_ fyne.Accessible = (*FieldList)(nil)
)

// NewFieldList makes an empty list.
func NewFieldList() *FieldList {
	l := &FieldList{}
	l.rows = newFieldRows(l)
	l.search = newSearchEntry(l)
	l.ExtendBaseWidget(l)
	return l
}

// SetFields shows these fields, grouped in the order the groups first appear. The search stays as it is.
func (l *FieldList) SetFields(fields []Field) {
	l.fields = append([]Field(nil), fields...)
	l.filter()
}

// SetStrips draws how the values of fields are spread, by the fields' IDs. A list with strips has room for one below each
// name.
func (l *FieldList) SetStrips(strips map[string]*FieldStrip) {
	for i := range l.fields {
		l.fields[i].Strip = strips[l.fields[i].ID]
	}
	l.rows.strips = len(strips) > 0
	l.filter()
}

// SetTargets names the shelves a field can be dropped on.
func (l *FieldList) SetTargets(shelves ...*Shelf) {
	l.targets = append([]*Shelf(nil), shelves...)
}

// Search narrows the list to the fields whose name or group has all these words.
func (l *FieldList) Search(words string) {
	l.search.SetText(words)
}

// Shown are the fields that match the search, in the order they stand.
func (l *FieldList) Shown() []Field {
	var shown []Field
	for _, row := range l.rows.rows {
		if !row.heading {
			shown = append(shown, row.field)
		}
	}
	return shown
}

// FocusSearch puts the cursor into the search box.
func (l *FieldList) FocusSearch() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l); c != nil {
		c.Focus(l.search)
	}
}

// AccessibilityLabel says what the list is.
func (l *FieldList) AccessibilityLabel() string {
	return "Fields"
}

// AccessibilityRole says that the list holds other elements.
func (l *FieldList) AccessibilityRole() fyne.AccessibleRole {
	return fyne.AccessibleRoleContainer
}

// CreateRenderer stacks the search box on the list.
func (l *FieldList) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return widget.NewSimpleRenderer(container.NewBorder(l.search, nil, nil, nil, l.rows))
}

// filter computes which rows are shown.
func (l *FieldList) filter() {
	words := strings.Fields(strings.ToLower(l.search.Text))
	var groups []string
	members := make(map[string][]Field)
	for _, field := range l.fields {
		if !matches(field, words) {
			continue
		}
		if _, known := members[field.Group]; !known {
			groups = append(groups, field.Group)
		}
		members[field.Group] = append(members[field.Group], field)
	}
	var rows []fieldRow
	for _, group := range groups {
		if group != "" {
			rows = append(rows, fieldRow{heading: true, text: group})
		}
		for _, field := range members[group] {
			rows = append(rows, fieldRow{field: field, text: field.Name})
		}
	}
	l.rows.set(rows)
}

// matches reports whether the field's name or group has every word.
func matches(field Field, words []string) bool {
	text := strings.ToLower(field.Name + " " + field.Group)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// target is the shelf at a place in the window, nil when there is none.
func (l *FieldList) target(at fyne.Position) *Shelf {
	for _, shelf := range l.targets {
		if shelf.covers(at) {
			return shelf
		}
	}
	return nil
}

// searchEntry is the box above the list. Down goes on to the list, Enter takes the first field found, Escape clears it.
type searchEntry struct {
	widget.Entry
	list *FieldList
}

// newSearchEntry makes the box.
func newSearchEntry(list *FieldList) *searchEntry {
	e := &searchEntry{list: list}
	e.PlaceHolder = lang.L("Find a field")
	e.Icon = theme.SearchIcon()
	e.OnChanged = func(string) { list.filter() }
	e.ExtendBaseWidget(e)
	return e
}

// TypedKey handles the keys that leave the box and gives the rest to it.
func (e *searchEntry) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyDown:
		e.list.rows.focus()
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.Text != "" {
			e.list.rows.activate(e.list.rows.firstField())
		}
	case fyne.KeyEscape:
		e.SetText("")
	default:
		e.Entry.TypedKey(event)
	}
}

// SearchField is the box above the list, to give the keyboard to.
func (l *FieldList) SearchField() fyne.Focusable { return l.search }
