package excel

import "github.com/schoolbench/schoolbench/importers/tags"

// skip reads on until the end of an element.
func (s *sheetScanner) skip(opened tags.Token) error {
	name, depth := string(opened.Name), 0
	for tok := opened; ; {
		if string(tok.Name) == name {
			switch tok.Kind {
			case tags.Open:
				depth++
			case tags.Close:
				depth--
			}
		}
		if depth <= 0 {
			return nil
		}
		next, err := s.tokens.Next()
		if err != nil {
			return unexpected(err)
		}
		tok = next
	}
}
