package narrative

import (
	"maps"
	"strconv"
	"strings"
	"unicode"

	"github.com/schoolbench/schoolbench/internal/phrases"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
)

// scribe writes the sentences of one tile. While a template is filled in, what
// is bound stands in the text as a number between two control characters;
// afterwards it is put in its place, which is then known.
type scribe struct {
	*Narrator
	bound []reports.Bound
	err   error
}

// The characters around a reference. They are taken out of everything else.
const (
	openMark  = '\x01'
	closeMark = '\x02'
)

// bind hands out a reference to a piece of text.
func (s *scribe) bind(bound reports.Bound) string {
	s.bound = append(s.bound, bound)
	return string(openMark) + strconv.Itoa(len(s.bound)-1) + string(closeMark)
}

// label binds a name from the data or from an author.
func (s *scribe) label(text string) string {
	if text == "" {
		return ""
	}
	return s.bind(reports.Bound{Text: clean(text), To: reports.ToLabel, Row: -1, Column: -1, OtherRow: -1, OtherColumn: -1})
}

// fact binds a number that was counted and stands in no cell.
func (s *scribe) fact(count int) string {
	return s.bind(reports.Bound{Text: table.FormatNumber(float64(count), 0), To: reports.ToFact, Row: -1, Column: -1, OtherRow: -1, OtherColumn: -1})
}

// target binds a number that someone set.
func (s *scribe) target(text string) string {
	return s.bind(reports.Bound{Text: text, To: reports.ToTarget, Row: -1, Column: -1, OtherRow: -1, OtherColumn: -1})
}

// clean takes out of a text what would break a line or be taken for a
// reference.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// sentence fills in a template. Of a gap it tells whether it is just 1, since
// that is one point and not points.
func (s *scribe) sentence(key string, data map[string]any) reports.Sentence {
	if gap, has := data["Gap"].(string); has {
		data = maps.Clone(data) // the caller's stays as it is
		data["Single"] = s.settle(gap).Text == "1"
	}
	text, err := s.execute(key, data)
	if err != nil && s.err == nil {
		s.err = err
	}
	sentence := s.settle(text)
	sentence.Key = key
	return sentence
}

// phrase fills in a part of a sentence; its references stay open.
func (s *scribe) phrase(key string, data map[string]any) string {
	text, err := s.execute(key, data)
	if err != nil && s.err == nil {
		s.err = err
	}
	return text
}

// settle puts every reference's text in its place and begins the sentence with
// a capital.
func (s *scribe) settle(text string) reports.Sentence {
	var out strings.Builder
	var sentence reports.Sentence
	for {
		before, rest, found := strings.Cut(text, string(openMark))
		if s.language == reports.Spanish {
			before = strings.ReplaceAll(before, " de el ", " del ")
		}
		if out.Len() == 0 {
			before = phrases.Capital(before)
		}
		out.WriteString(before)
		if !found {
			break
		}
		number, after, closed := strings.Cut(rest, string(closeMark))
		index, err := strconv.Atoi(number)
		if !closed || err != nil || index < 0 || index >= len(s.bound) {
			text = rest
			continue
		}
		bound := s.bound[index]
		if s.language == reports.Spanish && bound.To == reports.ToLabel && strings.HasPrefix(bound.Text, "el ") && strings.HasSuffix(before, " de ") {
			// "de el" is written "del"; a name such as El Monte has a capital.
			contracted := strings.TrimSuffix(out.String(), " ") + "l "
			out.Reset()
			out.WriteString(contracted)
			bound.Text = strings.TrimPrefix(bound.Text, "el ")
		}
		if out.Len() == 0 && bound.To == reports.ToLabel {
			bound.Text = phrases.Capital(bound.Text)
		}
		bound.At = out.Len()
		out.WriteString(bound.Text)
		sentence.Bound = append(sentence.Bound, bound)
		text = after
	}
	sentence.Text = out.String()
	return sentence
}
