package excel

import (
	"bytes"
	"errors"
	"io"
)

// tokens reads the tags and texts of an XML part. It is no general XML reader:
// it knows no namespaces but tells elements by their local names, which makes
// the strict and the usual dialect and every prefix alike, and it expands no
// entities but the five that XML defines, so that none can be made to explode.
type tokens struct {
	source io.Reader
	buffer []byte
	start  int
	end    int
	ended  bool
}

type tokenKind uint8

const (
	textToken tokenKind = iota
	openToken
	closeToken
	emptyToken // <c/>: opened and closed at once
)

// token is valid until the next one is read.
type token struct {
	kind       tokenKind
	name       []byte // local name of an element
	attributes []byte
	text       []byte // of a text, still with its entities
	literal    bool   // the text is a CDATA section and has no entities
}

const (
	tokenBuffer = 64 << 10
	// longestToken bounds memory; the longest text a cell can hold is 32,767
	// characters.
	longestToken = 32 << 20
)

var errMalformed = errors.New("malformed XML")

func newTokens(source io.Reader) *tokens {
	return &tokens{source: source, buffer: make([]byte, tokenBuffer)}
}

// next returns the next token, io.EOF after the last. Comments and
// declarations are left out.
func (t *tokens) next() (token, error) {
	for {
		data := t.buffer[t.start:t.end]
		if len(data) == 0 {
			if t.ended {
				return token{}, io.EOF
			}
			if err := t.fill(); err != nil {
				return token{}, err
			}
			continue
		}
		tok, length, ok, err := scanToken(data, t.ended)
		if err != nil {
			return token{}, err
		}
		if length == 0 {
			if t.ended {
				return token{}, io.ErrUnexpectedEOF
			}
			if err := t.fill(); err != nil {
				return token{}, err
			}
			continue
		}
		t.start += length
		if ok {
			return tok, nil
		}
	}
}

// scanToken finds the token at the beginning of data. A length of zero asks
// for more data; ok is false for what is to be left out.
func scanToken(data []byte, ended bool) (tok token, length int, ok bool, err error) {
	if data[0] != '<' {
		end := bytes.IndexByte(data, '<')
		if end < 0 {
			if !ended {
				return token{}, 0, false, nil
			}
			end = len(data)
		}
		return token{kind: textToken, text: data[:end]}, end, true, nil
	}
	if len(data) < 2 {
		return token{}, 0, false, nil
	}
	switch data[1] {
	case '?':
		return leaveOut(data, "?>")
	case '!':
		const cdata = "<![CDATA["
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			return leaveOut(data, "-->")
		case bytes.HasPrefix(data, []byte(cdata)):
			end := bytes.Index(data, []byte("]]>"))
			if end < 0 {
				return token{}, 0, false, nil
			}
			return token{kind: textToken, text: data[len(cdata):end], literal: true}, end + 3, true, nil
		case len(data) < len(cdata) && !ended:
			return token{}, 0, false, nil
		case bytes.HasPrefix(data, []byte("<!DOCTYPE")):
			// No spreadsheet program writes one; those who do mean harm.
			return token{}, 0, false, errMalformed
		}
		return leaveOut(data, ">")
	}
	end := tagEnd(data)
	if end < 0 {
		return token{}, 0, false, nil
	}
	return readTag(data[1:end]), end + 1, true, nil
}

func leaveOut(data []byte, until string) (tok token, length int, ok bool, err error) {
	end := bytes.Index(data, []byte(until))
	if end < 0 {
		return token{}, 0, false, nil
	}
	return token{}, end + len(until), false, nil
}

// tagEnd returns where the tag's closing bracket is; one inside a quoted
// attribute does not count.
func tagEnd(data []byte) int {
	quote := byte(0)
	for i := 1; i < len(data); i++ {
		switch c := data[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

func readTag(inside []byte) token {
	tok := token{kind: openToken}
	if len(inside) > 0 && inside[0] == '/' {
		tok.kind, inside = closeToken, inside[1:]
	} else if len(inside) > 0 && inside[len(inside)-1] == '/' {
		tok.kind, inside = emptyToken, inside[:len(inside)-1]
	}
	end := 0
	colon := -1
	for end < len(inside) && inside[end] > ' ' {
		if inside[end] == ':' {
			colon = end
		}
		end++
	}
	tok.name, tok.attributes = inside[colon+1:end], inside[end:]
	return tok
}

// eachAttribute calls visit with every attribute's local name and raw value.
func eachAttribute(attributes []byte, visit func(name, value []byte)) {
	for {
		equals := bytes.IndexByte(attributes, '=')
		if equals < 0 || equals+1 >= len(attributes) {
			return
		}
		name := bytes.TrimSpace(attributes[:equals])
		if colon := bytes.LastIndexByte(name, ':'); colon >= 0 {
			name = name[colon+1:]
		}
		rest := bytes.TrimLeft(attributes[equals+1:], " \t\r\n")
		if len(rest) == 0 || (rest[0] != '"' && rest[0] != '\'') {
			return
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return
		}
		visit(name, rest[1:1+end])
		attributes = rest[end+2:]
	}
}

// attribute returns the decoded value of one attribute, "" if there is none.
func (t token) attribute(name string) string {
	found := ""
	eachAttribute(t.attributes, func(known, value []byte) {
		if string(known) == name {
			found = string(appendDecoded(nil, value))
		}
	})
	return found
}

func (t *tokens) fill() error {
	if t.start > 0 {
		copy(t.buffer, t.buffer[t.start:t.end])
		t.end -= t.start
		t.start = 0
	}
	if t.end == len(t.buffer) {
		if len(t.buffer) >= longestToken {
			return errMalformed
		}
		grown := make([]byte, 2*len(t.buffer))
		copy(grown, t.buffer)
		t.buffer = grown
	}
	for t.end < len(t.buffer) {
		n, err := t.source.Read(t.buffer[t.end:])
		t.end += n
		if errors.Is(err, io.EOF) {
			t.ended = true
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
