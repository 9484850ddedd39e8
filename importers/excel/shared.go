package excel

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/schoolbench/schoolbench/importers/tags"
)

// sharedTexts is the list of texts that cells refer to by number, kept end to
// end in one piece of memory.
type sharedTexts struct {
	all  []byte
	ends []int
}

func (s *sharedTexts) at(i int) ([]byte, bool) {
	if i < 0 || i >= len(s.ends) {
		return nil, false
	}
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.all[from:s.ends[i]:s.ends[i]], true
}

// readShared reads the shared texts: rich text joined, phonetic hints left
// out.
func (b *workbook) readShared(name string) error {
	if b.parts[partName(name)] == nil {
		return nil // no text in the workbook
	}
	part, _, err := b.open(name)
	if err != nil {
		return err
	}
	defer part.Close() //nolint:errcheck // nothing was written
	reader := tags.New(part)
	collect := textCollector{}
	begun := 0
	for {
		tok, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		switch {
		case tok.Kind == tags.Text:
			b.shared.all = collect.text(b.shared.all, tok)
		case string(tok.Name) == "si":
			if tok.Kind == tags.Open {
				collect, begun = textCollector{}, len(b.shared.all)
				continue
			}
			if tok.Kind == tags.Empty {
				begun = len(b.shared.all)
			}
			tidied := tidyText(b.shared.all[begun:])
			b.shared.all = b.shared.all[:begun+len(tidied)]
			b.shared.ends = append(b.shared.ends, len(b.shared.all))
		default:
			collect.tag(tok)
		}
	}
}

// textCollector gathers the text of <t> elements and leaves out those inside
// <rPh>.
type textCollector struct {
	inText, inHint bool
}

func (c *textCollector) tag(tok tags.Token) {
	switch string(tok.Name) {
	case "t":
		c.inText = tok.Kind == tags.Open
	case "rPh":
		c.inHint = tok.Kind == tags.Open
	}
}

func (c *textCollector) text(to []byte, tok tags.Token) []byte {
	if !c.inText || c.inHint {
		return to
	}
	return tags.AppendText(to, tok)
}

// tidyText undoes escapes and makes line ends plain, in place.
func tidyText(text []byte) []byte {
	if bytes.IndexByte(text, '\r') >= 0 {
		to := text[:0]
		for i, c := range text {
			if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				continue
			}
			to = append(to, c)
		}
		text = to
	}
	return unescape(text)
}
