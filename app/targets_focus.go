package app

import (
	"cmp"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// state adds what is true of the window as a whole: which page it shows, what
// has the keyboard, the lines of the menus that are open, and how many jobs run.
func (t *targets) state(shown map[string]target) {
	s, canvas := t.shell, t.shell.window.Canvas()
	scale, size := canvas.Scale(), canvas.Size()
	add := func(name, text string, object fyne.CanvasObject) {
		place := targetPlace{object: object, text: func() string { return text }}
		if found, visible := place.find(&t.corners, scale); visible {
			shown[name] = found
		}
	}
	whole := target{Width: int(size.Width * scale), Height: int(size.Height * scale)}
	if page := s.shownPage(); page != nil && s.bench != nil {
		whole.Text = page.title()
	}
	shown["window"] = whole
	shown["jobs"] = target{Text: number(len(s.jobs.running))}
	if focused, ok := canvas.Focused().(fyne.CanvasObject); ok {
		add("focus", spokenName(focused), focused)
	}
	overlays := canvas.Overlays().List()
	for _, overlay := range overlays {
		for _, menu := range menusIn(overlay) {
			for _, line := range menuLines(menu) {
				add("menu:"+line.name, line.name, line.object)
				if line.active {
					add("menu", line.name, line.object)
				}
			}
		}
	}
	if len(overlays) > 0 {
		shown["overlays"] = target{Text: number(len(overlays))}
	}
}

// menusIn are the menus that an overlay of the toolkit shows.
func menusIn(overlay fyne.CanvasObject) []*widget.Menu {
	switch shown := overlay.(type) {
	case *widget.PopUpMenu:
		return []*widget.Menu{shown.Menu}
	case *widget.Menu:
		return []*widget.Menu{shown}
	}
	// The toolkit wraps a menu in a type of its own, with the menu in a field.
	value := reflect.ValueOf(overlay)
	if value.Kind() != reflect.Pointer || value.Elem().Kind() != reflect.Struct {
		return nil
	}
	content := value.Elem().FieldByName("Content")
	if !content.IsValid() || !content.CanInterface() {
		return nil
	}
	if object, ok := content.Interface().(fyne.CanvasObject); ok && object != overlay {
		return menusIn(object)
	}
	return nil
}

// menuLine is a line of an open menu.
type menuLine struct {
	name   string
	object fyne.CanvasObject
	active bool // the keys are on it
}

// menuLines are the lines of a menu and of the submenus that are open in it.
func menuLines(menu *widget.Menu) []menuLine {
	var lines []menuLine
	active := reflect.ValueOf(menu).Elem().FieldByName("activeItem")
	for _, object := range menu.Items {
		field := reflect.Indirect(reflect.ValueOf(object)).FieldByName("Item")
		if !field.IsValid() || !field.CanInterface() {
			continue // a rule between lines
		}
		item, ok := field.Interface().(*fyne.MenuItem)
		if !ok || item.IsSeparator {
			continue
		}
		lines = append(lines, menuLine{
			name: strings.TrimSpace(item.Label), object: object,
			active: active.IsValid() && active.Kind() == reflect.Pointer && active.Pointer() == reflect.ValueOf(object).Pointer(),
		})
		if parent, ok := object.(interface{ Child() *widget.Menu }); ok && item.ChildMenu != nil {
			if child := parent.Child(); child != nil && child.Visible() {
				lines = append(lines, menuLines(child)...)
			}
		}
	}
	return lines
}

// spokenName is what a screen reader would call a widget: the name that it
// gives itself, or else what is written on it.
func spokenName(object fyne.CanvasObject) string {
	if named, ok := object.(fyne.Accessible); ok && named.AccessibilityLabel() != "" {
		return named.AccessibilityLabel()
	}
	switch shown := object.(type) {
	case *widget.Entry:
		return cmp.Or(shown.PlaceHolder, shown.Text)
	case *widget.Button:
		return shown.Text
	case *widget.Select:
		return cmp.Or(shown.Selected, shown.PlaceHolder)
	case *widget.Check:
		return shown.Text
	case *widget.Hyperlink:
		return shown.Text
	}
	for _, name := range []string{"Text", "Label", "PlaceHolder"} {
		value := reflect.Indirect(reflect.ValueOf(object))
		if value.Kind() != reflect.Struct {
			break
		}
		if field := value.FieldByName(name); field.IsValid() && field.Kind() == reflect.String && field.String() != "" {
			return field.String()
		}
	}
	return ""
}
