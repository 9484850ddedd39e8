package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// SentencePart is a few words of a [Sentence].
type SentencePart struct {
	// ID names words that can be changed; plain words have none.
	ID   string
	Text string
}

// Sentence says something in words, some of which can be clicked to change
// what it says. It is shown whole, over as many lines as it needs. Tab and the
// arrow keys go from word to word, and Enter opens one.
type Sentence struct {
	widget.BaseWidget

	// OnOpen is called for words that were clicked, with the place beneath them
	// in the window.
	OnOpen func(id string, position fyne.Position)
	// Strong draws the words bold.
	Strong bool

	parts []SentencePart
	words []*sentenceWord
	plain []*canvas.Text
	order []fyne.CanvasObject // words and plain text as they are read
	laid  float32             // the width that height belongs to
	tall  float32
}

var (
	_ fyne.Widget     = (*Sentence)(nil)
	_ fyne.Accessible = (*Sentence)(nil)
)

// NewSentence makes a sentence that says nothing yet.
func NewSentence() *Sentence {
	s := &Sentence{}
	s.ExtendBaseWidget(s)
	return s
}

// SetParts shows these words. The focus stays on the words it was on.
func (s *Sentence) SetParts(parts []SentencePart) {
	same := len(parts) == len(s.parts)
	for i := 0; same && i < len(parts); i++ {
		same = parts[i] == s.parts[i]
	}
	if same {
		return
	}
	focused := ""
	for _, word := range s.words {
		if word.focused {
			focused = word.id
		}
	}
	s.parts = append([]SentencePart(nil), parts...)
	s.words, s.plain, s.order = nil, nil, nil
	for _, part := range s.parts {
		if part.ID != "" {
			word := newSentenceWord(s, part)
			s.words = append(s.words, word)
			s.order = append(s.order, word)
			continue
		}
		for _, text := range strings.Fields(part.Text) {
			line := canvas.NewText(text, nil)
			s.plain = append(s.plain, line)
			s.order = append(s.order, line)
		}
	}
	s.laid = -1
	s.Refresh()
	for i, word := range s.words {
		if focused != "" && word.id == focused {
			s.focusWord(i)
		}
	}
}

// Text is the whole sentence.
func (s *Sentence) Text() string {
	var text strings.Builder
	for _, part := range s.parts {
		text.WriteString(part.Text)
	}
	return text.String()
}

// WordBounds is where words stand in the sentence; false if it has none with
// this ID.
func (s *Sentence) WordBounds(id string) (fyne.Position, fyne.Size, bool) {
	for _, word := range s.words {
		if word.id == id {
			return word.Position(), word.Size(), true
		}
	}
	return fyne.Position{}, fyne.Size{}, false
}

// AccessibilityLabel is the whole sentence.
func (s *Sentence) AccessibilityLabel() string { return s.Text() }

// AccessibilityRole says that the sentence holds words that can be pressed.
func (s *Sentence) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// focusWord gives the keyboard to words, if there are any at the index.
func (s *Sentence) focusWord(index int) {
	if index < 0 || index >= len(s.words) {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		c.Focus(s.words[index])
	}
}

// style is how the words are drawn.
func (s *Sentence) style() (size float32, style fyne.TextStyle) {
	return s.Theme().Size(theme.SizeNameText), fyne.TextStyle{Bold: s.Strong}
}

// arrange places the words in lines of this width and returns the height.
func (s *Sentence) arrange(width float32, place bool) float32 {
	size, style := s.style()
	gap := fyne.MeasureText(" ", size, style).Width
	line := fyne.MeasureText("M", size, style).Height + 2
	var x, y float32
	for i, object := range s.order {
		var least fyne.Size
		glued := false
		switch object := object.(type) {
		case *sentenceWord:
			least = object.MinSize()
		case *canvas.Text:
			least = fyne.MeasureText(object.Text, size, style)
			glued = strings.HasPrefix(object.Text, ",") || object.Text == "."
		}
		least.Width = min(least.Width, width)
		space := gap
		if i == 0 || glued || x == 0 {
			space = 0
		}
		if x > 0 && x+space+least.Width > width+0.5 && !glued {
			x, y, space = 0, y+line, 0
		}
		if place {
			put(object, x+space, y, least.Width, line)
		}
		x += space + least.Width
	}
	if len(s.order) == 0 {
		return line
	}
	return y + line
}

// CreateRenderer makes the drawing side of the sentence.
func (s *Sentence) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &sentenceRenderer{s}
	r.Refresh()
	return r
}

// sentenceRenderer draws a sentence.
type sentenceRenderer struct{ sentence *Sentence }

// Destroy has nothing to give back.
func (r *sentenceRenderer) Destroy() {}

// Objects are the words as they are read.
func (r *sentenceRenderer) Objects() []fyne.CanvasObject { return r.sentence.order }

// MinSize is as high as the words need at the present width.
func (r *sentenceRenderer) MinSize() fyne.Size {
	s := r.sentence
	if width := s.Size().Width; s.laid != width {
		s.laid = width
		s.tall = s.arrange(max(width, 160), false)
		if width == 0 {
			s.tall = s.arrange(4000, false) // not laid out yet: most sentences need one line
		}
	}
	return fyne.NewSize(160, s.tall)
}

// Layout places the words.
func (r *sentenceRenderer) Layout(size fyne.Size) {
	r.sentence.laid = -1
	r.sentence.arrange(size.Width, true)
}

// Refresh draws with the theme's colours.
func (r *sentenceRenderer) Refresh() {
	s := r.sentence
	size, style := s.style()
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	for _, text := range s.plain {
		text.TextSize, text.TextStyle = size, style
		text.Color = s.Theme().Color(theme.ColorNameForeground, variant)
	}
	s.laid = -1
	s.arrange(s.Size().Width, true)
	for _, word := range s.words {
		word.Refresh()
	}
	canvas.Refresh(s)
}

// sentenceWord is words of a sentence that open something.
type sentenceWord struct {
	widget.BaseWidget
	shiftWatch
	sentence *Sentence
	id, text string
	focused  bool
	hover    bool
}

var (
	_ fyne.Focusable     = (*sentenceWord)(nil)
	_ fyne.Tappable      = (*sentenceWord)(nil)
	_ fyne.Accessible    = (*sentenceWord)(nil)
	_ desktop.Hoverable  = (*sentenceWord)(nil)
	_ desktop.Cursorable = (*sentenceWord)(nil)
)

func newSentenceWord(sentence *Sentence, part SentencePart) *sentenceWord {
	w := &sentenceWord{sentence: sentence, id: part.ID, text: part.Text}
	w.ExtendBaseWidget(w)
	return w
}

// open asks for what the words open, beneath them.
func (w *sentenceWord) open() {
	if w.sentence.OnOpen == nil {
		return
	}
	corner := fyne.CurrentApp().Driver().AbsolutePositionForObject(w)
	w.sentence.OnOpen(w.id, corner.AddXY(0, w.Size().Height+2))
}

// Tapped opens the words.
func (w *sentenceWord) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(w)
	}
	w.open()
}

// TappedSecondary opens the words as well.
func (w *sentenceWord) TappedSecondary(event *fyne.PointEvent) { w.Tapped(event) }

// FocusGained shows the ring.
func (w *sentenceWord) FocusGained() {
	w.focused = true
	w.Refresh()
}

// FocusLost hides the ring.
func (w *sentenceWord) FocusLost() {
	w.focused, w.down = false, false
	w.Refresh()
}

// TypedRune has no use here.
func (w *sentenceWord) TypedRune(rune) {}

// TypedKey opens the words or goes to the next ones.
func (w *sentenceWord) TypedKey(event *fyne.KeyEvent) {
	index := 0
	for i, word := range w.sentence.words {
		if word == w {
			index = i
		}
	}
	switch event.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyDown, desktop.KeyMenu:
		w.open()
	case fyne.KeyF10:
		if w.held() {
			w.open()
		}
	case fyne.KeyLeft:
		w.sentence.focusWord(index - 1)
	case fyne.KeyRight:
		w.sentence.focusWord(index + 1)
	case fyne.KeyHome:
		w.sentence.focusWord(0)
	case fyne.KeyEnd:
		w.sentence.focusWord(len(w.sentence.words) - 1)
	}
}

// MouseIn lights the words.
func (w *sentenceWord) MouseIn(*desktop.MouseEvent) {
	w.hover = true
	w.Refresh()
}

// MouseMoved has nothing to do.
func (w *sentenceWord) MouseMoved(*desktop.MouseEvent) {}

// MouseOut forgets the pointer.
func (w *sentenceWord) MouseOut() {
	w.hover = false
	w.Refresh()
}

// Cursor is a hand.
func (w *sentenceWord) Cursor() desktop.Cursor { return desktop.PointerCursor }

// AccessibilityLabel is the words.
func (w *sentenceWord) AccessibilityLabel() string { return w.text }

// AccessibilityRole says that the words are pressed.
func (w *sentenceWord) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// CreateRenderer makes the drawing side of the words.
func (w *sentenceWord) CreateRenderer() fyne.WidgetRenderer {
	w.ExtendBaseWidget(w)
	r := &sentenceWordRenderer{word: w, back: &canvas.Rectangle{}, text: &canvas.Text{}, line: &canvas.Rectangle{}}
	r.objects = []fyne.CanvasObject{r.back, r.text, r.line}
	r.draw()
	return r
}

// sentenceWordRenderer draws words of a sentence: in the accent colour, with a
// line beneath them.
type sentenceWordRenderer struct {
	word       *sentenceWord
	back, line *canvas.Rectangle
	text       *canvas.Text
	objects    []fyne.CanvasObject
}

// Destroy has nothing to give back.
func (r *sentenceWordRenderer) Destroy() {}

// Objects are the parts from back to front.
func (r *sentenceWordRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize is the words.
func (r *sentenceWordRenderer) MinSize() fyne.Size {
	size, style := r.word.sentence.style()
	return fyne.MeasureText(r.word.text, size, style).AddWidthHeight(2, 2)
}

// Layout draws for a new size.
func (r *sentenceWordRenderer) Layout(fyne.Size) { r.draw() }

// Refresh draws again with the theme's colours.
func (r *sentenceWordRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.word)
}

// draw places the parts.
func (r *sentenceWordRenderer) draw() {
	w, th := r.word, r.word.Theme()
	variant := fyne.CurrentApp().Settings().ThemeVariant()
	size, style := w.sentence.style()
	room := w.Size()
	accent := th.Color(theme.ColorNameHyperlink, variant)

	var fit textFit
	fit.use(size)
	r.text.Text = fit.cut(w.text, room.Width+0.5, style)
	r.text.TextSize, r.text.TextStyle, r.text.Color = size, style, accent
	put(r.text, 1, 0, max(0, room.Width-2), room.Height-2)
	r.line.FillColor = faded(accent, 0.55)
	put(r.line, 1, room.Height-4, max(0, room.Width-2), 1)
	r.back.FillColor = color.Transparent
	r.back.StrokeWidth = 0
	r.back.CornerRadius = 3
	if w.hover {
		r.back.FillColor = th.Color(theme.ColorNameHover, variant)
		r.line.FillColor = accent
	}
	if w.focused {
		r.back.FillColor = th.Color(theme.ColorNameFocus, variant)
		r.back.StrokeColor, r.back.StrokeWidth = th.Color(theme.ColorNamePrimary, variant), 1.5
	}
	put(r.back, -2, -1, room.Width+4, room.Height)
}
