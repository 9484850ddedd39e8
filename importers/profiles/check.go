package profiles

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// mostBytes bounds the size of a profile.
const mostBytes = 1 << 20

// Read reads and checks a profile. What is wrong with it is a *table.Issue
// that names the file.
func Read(file string, content []byte) (*Profile, error) {
	profile, err := decode(content)
	if err == nil {
		err = profile.prepare()
	}
	if err != nil {
		return nil, table.Failed("profile-invalid", table.Where{File: file}, "This is not a profile that can be used: "+err.Error()+".",
			"Correct the file and check it with \"sbench profiles check\".", err)
	}
	return profile, nil
}

func decode(content []byte) (*Profile, error) {
	if len(content) > mostBytes {
		return nil, fmt.Errorf("it has more than %d KB", mostBytes>>10)
	}
	content = bytes.TrimPrefix(content, []byte("\xEF\xBB\xBF"))
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var profile Profile
	err := decoder.Decode(&profile)
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return nil, fmt.Errorf("line %d: %w", lineOf(content, syntax.Offset), err)
	case errors.As(err, &wrong):
		return nil, fmt.Errorf("line %d: %q cannot be %s here", lineOf(content, wrong.Offset), wrong.Field, wrong.Value)
	case errors.Is(err, io.EOF):
		return nil, errors.New("it is empty")
	case err != nil:
		return nil, errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("something follows its last bracket")
	}
	profile.text = bytes.Clone(content)
	return &profile, nil
}

func lineOf(content []byte, offset int64) int {
	return 1 + bytes.Count(content[:min(int(offset), len(content))], []byte("\n"))
}

// prepare checks the profile against itself and makes what recognising needs.
func (p *Profile) prepare() error {
	for _, check := range []func() error{
		p.checkWords, p.prepareColumns, p.checkFingerprint, p.checkMarks, p.checkPickOne, p.checkLinks, p.prepareYear, p.checkSplits, p.checkMeanings,
	} {
		if err := check(); err != nil {
			return err
		}
	}
	if c := p.Changes; c != nil && (!p.knows(c.Name) || !p.knows(c.Value)) {
		return errors.New("\"changes\" speaks of a column that is not in \"columns\"")
	}
	return nil
}

func (p *Profile) checkWords() error {
	if !regexp.MustCompile(`^[a-z0-9]+([.-][a-z0-9]+)*$`).MatchString(p.Name) {
		return fmt.Errorf("its \"name\" %q is not of small letters, digits, hyphens and dots", p.Name)
	}
	for what, text := range map[string]string{"title": p.Title, "publisher": p.Publisher, "description": p.Description} {
		if strings.TrimSpace(text) == "" {
			return fmt.Errorf("it has no %q", what)
		}
	}
	if !strings.HasSuffix(p.Description, ".") {
		return errors.New("its \"description\" is not a sentence: it does not end with a full stop")
	}
	if len(p.Columns) == 0 {
		return errors.New("it has no \"columns\"")
	}
	return nil
}

// mostWildcards bounds the wildcards of one name.
const mostWildcards = 3

func (p *Profile) prepareColumns() error {
	taken := map[string]string{}
	p.columns = make([]matcher, len(p.Columns))
	for i, column := range p.Columns {
		for _, name := range append([]string{column.Name}, column.Synonyms...) {
			if fold(name) == "" {
				return fmt.Errorf("column %d has a name without a letter or digit", i+1)
			}
			if strings.Count(name, anyNumber)+strings.Count(name, anyText) > mostWildcards {
				return fmt.Errorf("the name %q has more than %d wildcards", name, mostWildcards)
			}
		}
		p.columns[i] = newMatcher(column)
		for _, folded := range p.columns[i].names {
			if other, found := taken[folded]; found && other != column.Name {
				return fmt.Errorf("the columns %q and %q have a name in common", other, column.Name)
			}
			taken[folded] = column.Name
		}
	}
	return nil
}

// column returns the place of a column by the name the profile gives it, or -1.
func (p *Profile) column(name string) int {
	return slices.IndexFunc(p.Columns, func(column Column) bool { return column.Name == name })
}

func (p *Profile) knows(name string) bool { return p.column(name) >= 0 }

func (p *Profile) checkFingerprint() error {
	f := p.Recognise
	for _, name := range f.Required {
		if !p.knows(name) {
			return fmt.Errorf("the required column %q is not in \"columns\"", name)
		}
	}
	if f.Share < 0 || f.Share > 1 {
		return errors.New("\"share\" is not between 0 and 1")
	}
	p.patterns = map[string]*regexp.Regexp{}
	for _, values := range f.Values {
		if !p.knows(values.Column) {
			return fmt.Errorf("\"values\" speaks of the column %q, which is not in \"columns\"", values.Column)
		}
		if len(values.OneOf) == 0 && values.Pattern == "" {
			return fmt.Errorf("\"values\" does not say what %q must hold: give \"oneOf\" or \"pattern\"", values.Column)
		}
		if values.Pattern != "" {
			compiled, err := regexp.Compile(`\A(?:` + values.Pattern + `)\z`)
			if err != nil {
				return fmt.Errorf("the pattern for %q cannot be read: %w", values.Column, err)
			}
			p.patterns[values.Pattern] = compiled
		}
	}
	if f.Headerless && len(f.Values) == 0 {
		return errors.New("an extract without a header needs \"values\" to be known by")
	}
	if f.Headerless && slices.ContainsFunc(p.columns, func(m matcher) bool { return len(m.patterns) > 0 }) {
		return errors.New("an extract without a header knows its columns by their places: their names can have no wildcards")
	}
	if !f.Headerless && len(f.Required) < 2 && len(f.Values) == 0 {
		return errors.New("too little tells it from other files: at least two \"required\" columns, or \"values\"")
	}
	return nil
}

func (p *Profile) checkMarks() error {
	lists := [][]Mark{p.Marks}
	for _, column := range p.Columns {
		lists = append(lists, column.Marks)
	}
	for _, mark := range slices.Concat(lists...) {
		if mark.Text == "" || (mark.State != table.Missing.String() && mark.State != table.Withheld.String()) || mark.Means == "" {
			return fmt.Errorf("the mark %q needs a \"text\", a \"state\" of missing or withheld, and what it \"means\"", mark.Text)
		}
	}
	return nil
}

func (p *Profile) checkPickOne() error {
	for _, name := range p.Key {
		if !p.knows(name) {
			return fmt.Errorf("the key's column %q is not in \"columns\"", name)
		}
	}
	for _, pick := range p.PickOne {
		if !p.knows(pick.Column) {
			return fmt.Errorf("\"pickOne\" speaks of the column %q, which is not in \"columns\"", pick.Column)
		}
		has := func(value string) bool {
			return slices.ContainsFunc(pick.Members, func(member Member) bool { return member.Value == value })
		}
		if !has(pick.Default) || (pick.Whole != "" && !has(pick.Whole)) {
			return fmt.Errorf("the default or the whole of %q is not among its members", pick.Column)
		}
	}
	return nil
}

func (p *Profile) checkLinks() error {
	for _, link := range p.Links {
		if !p.knows(link.Column) || link.Profile == "" || link.Key == "" {
			return fmt.Errorf("the link of %q needs a column of this profile, another profile and its key", link.Column)
		}
	}
	return nil
}

func (p *Profile) prepareYear() error {
	if p.Year == nil {
		return nil
	}
	compiled, err := regexp.Compile("(?i)" + p.Year.File)
	if err != nil {
		return fmt.Errorf("the year's pattern cannot be read: %w", err)
	}
	if compiled.NumSubexp() != 1 {
		return errors.New("the year's pattern needs one group in brackets, which holds the year")
	}
	if p.Year.Column != "" && !p.knows(p.Year.Column) {
		return fmt.Errorf("\"year\" speaks of the column %q, which is not in \"columns\"", p.Year.Column)
	}
	p.year = compiled
	return nil
}

func (p *Profile) checkSplits() error {
	for _, split := range p.Splits {
		if !p.knows(split.Column) {
			return fmt.Errorf("\"splits\" speaks of the column %q, which is not in \"columns\"", split.Column)
		}
		if split.Separator == "" || len(split.Layouts) == 0 {
			return fmt.Errorf("the split of %q needs a \"separator\" and \"layouts\"", split.Column)
		}
		for _, layout := range split.Layouts {
			for _, piece := range layout {
				if piece.Name == "" || piece.Length < 1 || (piece.Most != 0 && piece.Most < piece.Length) {
					return fmt.Errorf("a piece of %q has no name or no length", split.Column)
				}
			}
		}
	}
	return nil
}

func (p *Profile) checkMeanings() error {
	for _, words := range p.Words {
		isPiece := slices.ContainsFunc(p.Splits, func(split Split) bool {
			return slices.ContainsFunc(split.Layouts, func(layout []Piece) bool {
				return slices.ContainsFunc(layout, func(piece Piece) bool { return piece.Name == words.Column })
			})
		})
		if (!isPiece && !p.knows(words.Column)) || words.Name == "" || len(words.Meanings) == 0 {
			return fmt.Errorf("the words for %q need a column that is there, a \"name\" and \"meanings\"", words.Column)
		}
	}
	return nil
}
