package interchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"

	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/importers/tags"
)

var (
	errCutOff    = errors.New("the file ends inside an element")
	errMalformed = errors.New("an element ends that has not begun")
	errTooDeep   = errors.New("elements are nested too deeply")
	errTooMany   = errors.New("there are too many kinds of elements")
)

const (
	// mostDeep bounds how deep elements may be nested; Ed-Fi's are seven deep.
	mostDeep = 64
	// mostWrapped is how many elements may be around the records.
	mostWrapped = 4
	// mostKinds bounds the kinds of records.
	mostKinds = 500
)

var declared = regexp.MustCompile(`^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']`)

// plainText returns XML as UTF-8, whatever it says that it is in.
func plainText(source io.Reader) (io.Reader, error) {
	plain, err := sheets.PlainText(source)
	if err != nil {
		return nil, err
	}
	buffered, ok := plain.(*bufio.Reader)
	if !ok {
		return plain, nil // UTF-16, by its mark
	}
	const most = 256
	head, err := buffered.Peek(most)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if said := declared.FindSubmatch(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))); said != nil && !strings.EqualFold(string(said[1]), "utf-8") {
		encoding, err := htmlindex.Get(string(said[1]))
		if err != nil {
			return nil, fmt.Errorf("the file says that it is in %s: %w", said[1], err)
		}
		return transform.NewReader(buffered, encoding.NewDecoder()), nil
	}
	return buffered, nil
}

// walker goes through the elements of a file and sees to it that they are
// properly nested.
type walker struct {
	tokens *tags.Reader
	open   []string // the names of the elements around the place
}

// next returns the next tag or text. Depth is the number of elements around
// it.
func (w *walker) next() (tok tags.Token, depth int, err error) {
	tok, err = w.tokens.Next()
	if errors.Is(err, io.EOF) {
		if len(w.open) > 0 {
			return tok, 0, errCutOff
		}
		return tok, 0, io.EOF
	}
	if err != nil {
		return tok, 0, err
	}
	switch tok.Kind {
	case tags.Open:
		if len(w.open) >= mostDeep {
			return tok, 0, errTooDeep
		}
		w.open = append(w.open, string(tok.Name))
		return tok, len(w.open) - 1, nil
	case tags.Close:
		if len(w.open) == 0 || w.open[len(w.open)-1] != string(tok.Name) {
			return tok, 0, errMalformed
		}
		w.open = w.open[:len(w.open)-1]
	}
	return tok, len(w.open), nil
}

// layout is what the outer elements of a file are like.
type layout struct {
	root  string
	edfi  bool
	level [mostWrapped + 1]level // by depth
}

// level is the elements at one depth.
type level struct {
	names  []string // in the order of their first
	counts map[string]int
	bare   int // elements that have neither elements inside nor attributes
	all    int
}

// survey looks at the outer elements of a file. What it has found comes back
// with an error, too.
func survey(source io.Reader) (layout, error) {
	found := layout{}
	w := walker{tokens: tags.New(source)}
	bare := [mostWrapped + 2]bool{} // whether the open element at a depth is bare so far
	for {
		tok, depth, err := w.next()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return found, err
		}
		if tok.Kind == tags.Text || depth > mostWrapped {
			if tok.Kind != tags.Text {
				bare[mostWrapped] = false
			}
			continue
		}
		if tok.Kind == tags.Close {
			if bare[depth] {
				found.level[depth].bare++
			}
			continue
		}
		if depth == 0 {
			found.root = string(tok.Name)
			found.edfi = strings.HasPrefix(found.root, "Interchange") && bytes.Contains(tok.Attributes, []byte("ed-fi.org"))
		} else {
			bare[depth-1] = false
		}
		here := &found.level[depth]
		if here.counts == nil {
			here.counts = map[string]int{}
		}
		if here.all++; here.counts[string(tok.Name)] == 0 && len(here.names) < mostKinds+1 {
			here.names = append(here.names, string(tok.Name))
		}
		if len(here.counts) <= mostKinds || here.counts[string(tok.Name)] > 0 {
			here.counts[string(tok.Name)]++
		}
		bare[depth] = !hasAttributes(tok)
		if tok.Kind == tags.Empty && bare[depth] {
			here.bare++
		}
	}
}

// hasAttributes reports whether an element says something of itself that is no
// matter of XML.
func hasAttributes(tok tags.Token) bool {
	has := false
	eachAttribute(tok, func(string, []byte) { has = true })
	return has
}

// depth is how deep the records are: the first level that has more than one
// element. Ed-Fi's are always inside the root.
func (l layout) depth() int {
	if l.edfi {
		return 1
	}
	for depth := 1; depth <= mostWrapped; depth++ {
		if l.level[depth].all != 1 {
			return depth
		}
	}
	return 0
}

// foreign are the roots of what is XML and no list of records.
func foreign() []string {
	return []string{"svg", "plist", "html", "schema", "stylesheet", "transform", "rss", "feed", "project", "document", "document-content", "workbook", "worksheet", "package", "types", "relationships", "math", "wsdl", "definitions", "kml", "gpx"}
}

// isList reports whether a file is a list of records beyond doubt: several
// elements side by side, most of them of a few kinds, and each with something
// in it.
func (l layout) isList() bool {
	for _, root := range foreign() {
		if strings.EqualFold(l.root, root) {
			return false
		}
	}
	depth := l.depth()
	if l.edfi {
		return true
	}
	if depth == 0 {
		return false
	}
	here := l.level[depth]
	return here.all >= 2 && here.bare == 0 && len(here.names)*2 <= here.all
}
