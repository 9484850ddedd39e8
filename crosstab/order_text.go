package crosstab

import (
	"fmt"
	"strconv"
	"strings"
)

// ParseSort reads how the members of a field on the rows or columns are to be
// sorted, such as
//
//	School by sum(Budget) descending
//	School by sum(Budget) descending within groups
//	Grade descending
//
// and notes it in the spec.
func (s *Spec) ParseSort(text string) error {
	text, within := cutLastWord(text, "within groups", "within each group", "within parent")
	rest, descending := cutLastWord(text, "descending", "largest first")
	if !descending {
		rest, _ = cutLastWord(text, "ascending", "smallest first")
	}
	name, by := rest, ""
	if outside := strings.ToLower(outsideText(rest)); strings.Contains(outside, " by ") {
		at := strings.Index(outside, " by ")
		name, by = rest[:at], strings.TrimSpace(rest[at+len(" by "):])
	}
	d, err := s.dimension(name)
	if err != nil {
		return err
	}
	d.By, d.Descending, d.Within = by, descending, within
	return nil
}

// cutLastWord takes one of these words off the end of a text.
func cutLastWord(text string, words ...string) (string, bool) {
	text = strings.TrimSpace(text)
	for _, word := range words {
		if n := len(text) - len(word); n > 0 && strings.EqualFold(text[n:], word) && text[n-1] == ' ' {
			return strings.TrimSpace(text[:n]), true
		}
	}
	return text, false
}

// ParseLimit reads how many members of a field are kept apart, such as
// "School: 10", or in each group "Teacher: 5 within groups".
func (s *Spec) ParseLimit(text string) error {
	text, within := cutLastWord(text, "within groups", "within each group", "within parent", "in each group")
	name, rest, err := cutField(text, "School: 10")
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(rest)
	if err != nil || n < 1 {
		return problem(codeOrder, fmt.Sprintf("%q is not a number of members.", rest), "Write how many are kept apart, as in School: 10.")
	}
	d, err := s.dimension(name)
	if err != nil {
		return err
	}
	d.Limit, d.Within = n, d.Within || within
	return nil
}

// ParseOrder reads the members of a field in the order wanted, such as
// "Level: Elementary, Middle, High". A member with a comma stands in quotes.
func (s *Spec) ParseOrder(text string) error {
	name, rest, err := cutField(text, "Level: Elementary, Middle, High")
	if err != nil {
		return err
	}
	parts, closed := split(rest, ',')
	if !closed {
		return problem(codeSpecInvalid, fmt.Sprintf("A parenthesis, bracket or quote in %q is not closed.", text), "Close it.")
	}
	d, err := s.dimension(name)
	if err != nil {
		return err
	}
	d.Order = nil
	for _, part := range parts {
		if part != "" {
			d.Order = append(d.Order, unbracketed(unquoted(part)))
		}
	}
	return nil
}

// ParseBands reads how a field of numbers is cut into bands, such as
//
//	Days Absent: 5, 10, 18
//	Score: 5 equal
//	Score: 4 quantiles
func (s *Spec) ParseBands(text string) error {
	name, rest, err := cutField(text, "Score: 100, 200")
	if err != nil {
		return err
	}
	d, err := s.dimension(name)
	if err != nil {
		return err
	}
	bands := &Bands{}
	count, how, _ := strings.Cut(rest, " ")
	n, notWhole := strconv.Atoi(count)
	switch strings.ToLower(strings.TrimSpace(how)) {
	case "equal":
		bands.Equal = n
	case "quantile", "quantiles":
		bands.Quantile = n
	default:
		notWhole = nil
		for part := range strings.SplitSeq(rest, ",") {
			at, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
			if err != nil {
				return problem(codeBands, fmt.Sprintf("%q is not a number at which a band begins.", strings.TrimSpace(part)), "Write Score: 100, 200, or Score: 5 equal, or Score: 4 quantiles.")
			}
			bands.At = append(bands.At, at)
		}
	}
	if notWhole != nil {
		return problem(codeBands, fmt.Sprintf("%q is not a number of bands.", count), "Write Score: 5 equal, or Score: 4 quantiles.")
	}
	d.Bands = bands
	return bands.check()
}

// ParseGroup reads a group of members made by hand, such as
// "School: Schools of the hills = Lincoln, Grant". Further groups of the field
// are added to those before.
func (s *Spec) ParseGroup(text string) error {
	name, rest, err := cutField(text, "School: Hills = Lincoln, Grant")
	if err != nil {
		return err
	}
	d, err := s.dimension(name)
	if err != nil {
		return err
	}
	at := strings.IndexByte(outsideText(rest), '=')
	parts, closed := split(rest[at+1:], ',')
	if at < 0 || !closed {
		return problem(codeBands, fmt.Sprintf("%q names no group and its members.", rest), "Write it as School: Hills = Lincoln, Grant.")
	}
	group := Group{Label: unbracketed(unquoted(strings.TrimSpace(rest[:at])))}
	for _, part := range parts {
		if part != "" {
			group.Members = append(group.Members, unbracketed(unquoted(part)))
		}
	}
	d.Groups = append(d.Groups, group)
	return nil
}

// ParseSplit reads the sign between several answers in one value of a field,
// such as "Services: ;".
func (s *Spec) ParseSplit(text string) error {
	name, rest, err := cutField(text, "Services: ;")
	if err != nil {
		return err
	}
	d, err := s.dimension(name)
	if err != nil {
		return err
	}
	d.Split = unquoted(rest)
	if d.Split == "" {
		return problem(codeSplit, fmt.Sprintf("%q does not say what stands between answers.", text), "Write it as Services: ;.")
	}
	return nil
}

// ParseNoSubtotals reads the fields that get no subtotals, such as "School".
func (s *Spec) ParseNoSubtotals(text string) error {
	fields, err := ParseFields(text)
	if err != nil {
		return err
	}
	for _, field := range fields {
		d, err := s.dimension(bracketed(field.Field))
		if err != nil {
			return err
		}
		d.NoSubtotal = true
	}
	return nil
}

// cutField separates a field from what is said about it after a colon.
func cutField(text, example string) (field, rest string, err error) {
	at := strings.IndexByte(outsideText(text), ':')
	if at < 0 {
		return "", "", problem(codeOrder, fmt.Sprintf("%q has no colon behind the field.", text), "Write it as "+example+".")
	}
	return text[:at], strings.TrimSpace(text[at+1:]), nil
}

// dimension finds the field among the rows and columns.
func (s *Spec) dimension(name string) (*Dimension, error) {
	name = unbracketed(strings.TrimSpace(name))
	for _, axis := range [][]Dimension{s.Rows, s.Columns} {
		for i := range axis {
			if strings.EqualFold(axis[i].Field, name) {
				return &axis[i], nil
			}
		}
	}
	return nil, problem(codeOrder, fmt.Sprintf("%q is neither on the rows nor on the columns.", name), "Put it there, or leave out how it is ordered.")
}
