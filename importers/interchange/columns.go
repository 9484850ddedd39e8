package interchange

import (
	"strings"
)

// The marks in paths, which no name of XML can hold.
const (
	pathMark      = "/"
	attributeMark = "@"
	numberMark    = "#"
)

// columns are the paths that the records of a kind have texts at, in the order
// in which they were first met, and the columns' names.
type columns struct {
	paths  []string
	places map[string]int
	names  []string
}

func (c *columns) add(path string) {
	if c.places == nil {
		c.places = map[string]int{}
	}
	if _, known := c.places[path]; !known {
		c.places[path] = len(c.paths)
		c.paths = append(c.paths, path)
	}
}

// name gives the columns their names: the last element's alone where that is
// clear, and as many of those around it as it takes where it is not. Of several
// the one that is nested least keeps the short name: StudentUniqueId is the
// record's own student, and that of a nested record is named after this.
func (c *columns) name(record string) {
	pieces := make([][]string, len(c.paths))
	for i, path := range c.paths {
		pieces[i] = wordsOf(path, record)
	}
	c.names = make([]string, len(c.paths))
	taken := map[string]int{}
	for depth := 1; depth <= mostDeep; depth++ { // the least nested first
		for i, words := range pieces {
			if len(words) != depth {
				continue
			}
			for length := 1; ; length++ {
				if length > len(words) {
					c.names[i] = strings.Join(words, " ") // told apart by a number later
					break
				}
				name := strings.Join(words[len(words)-length:], " ")
				if taken[strings.ToLower(name)] == 0 {
					c.names[i] = name
					break
				}
			}
			taken[strings.ToLower(c.names[i])]++
		}
	}
}

// wordsOf are the names in a path that say something: a reference is named
// after what it refers to, the identity inside it is a matter of form.
func wordsOf(path, record string) []string {
	if path == "" {
		return []string{record}
	}
	path, attribute, has := strings.Cut(path, attributeMark)
	var words []string
	elements := strings.Split(path, pathMark)
	for i, element := range elements {
		name, number, numbered := strings.Cut(element, numberMark)
		inner := i < len(elements)-1 || has
		if inner && strings.HasSuffix(name, "Identity") {
			continue
		}
		if inner && name != "Reference" {
			name = strings.TrimSuffix(name, "Reference")
		}
		if numbered {
			name += " " + number
		}
		if name != "" {
			words = append(words, name)
		}
	}
	switch {
	case has && len(words) > 0:
		words[len(words)-1] += " " + attribute
	case has:
		words = []string{attribute}
	}
	return words
}
