// Package tags reads XML as a run of tags and texts, as fast as the bytes come.
// It is what the importers of workbooks that are made of XML share.
package tags

import (
	"bytes"
	"errors"
	"io"
)

// Reader reads the tags and texts of an XML part. It is no general XML reader:
// it knows no namespaces but tells elements by their local names, which makes
// the strict and the usual dialect and every prefix alike, and it expands no
// entities but the five that XML defines, so that none can be made to explode.
type Reader struct {
	source io.Reader
	buffer []byte
	start  int
	end    int
	ended  bool
}

// Kind is what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Text Kind = iota
	Open
	Close
	Empty // <c/>: opened and closed at once
)

// Token is a tag or a text. It is valid until the next one is read.
type Token struct {
	Kind       Kind
	Name       []byte // local name of an element
	Attributes []byte // as they stand in the tag
	Text       []byte // of a text, still with its entities
	Literal    bool   // the text is a CDATA section and has no entities
}

const (
	tokenBuffer = 64 << 10
	// longestToken bounds memory; the longest text a cell can hold is 32,767
	// characters.
	longestToken = 32 << 20
)

var errMalformed = errors.New("malformed XML")

// New returns a reader of the XML in source, which is UTF-8.
func New(source io.Reader) *Reader {
	return &Reader{source: source, buffer: make([]byte, tokenBuffer)}
}

// Next returns the next token, io.EOF after the last. Comments and
// declarations are left out.
func (t *Reader) Next() (Token, error) {
	for {
		data := t.buffer[t.start:t.end]
		if len(data) == 0 {
			if t.ended {
				return Token{}, io.EOF
			}
			if err := t.fill(); err != nil {
				return Token{}, err
			}
			continue
		}
		tok, length, ok, err := scanToken(data, t.ended)
		if err != nil {
			return Token{}, err
		}
		if length == 0 {
			if t.ended {
				return Token{}, io.ErrUnexpectedEOF
			}
			if err := t.fill(); err != nil {
				return Token{}, err
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
func scanToken(data []byte, ended bool) (tok Token, length int, ok bool, err error) {
	if data[0] != '<' {
		end := bytes.IndexByte(data, '<')
		if end < 0 {
			if !ended {
				return Token{}, 0, false, nil
			}
			end = len(data)
		}
		return Token{Kind: Text, Text: data[:end]}, end, true, nil
	}
	if len(data) < 2 {
		return Token{}, 0, false, nil
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
				return Token{}, 0, false, nil
			}
			return Token{Kind: Text, Text: data[len(cdata):end], Literal: true}, end + 3, true, nil
		case len(data) < len(cdata) && !ended:
			return Token{}, 0, false, nil
		case bytes.HasPrefix(data, []byte("<!DOCTYPE")):
			// No spreadsheet program writes one; those who do mean harm.
			return Token{}, 0, false, errMalformed
		}
		return leaveOut(data, ">")
	}
	end := tagEnd(data)
	if end < 0 {
		return Token{}, 0, false, nil
	}
	return readTag(data[1:end]), end + 1, true, nil
}

func leaveOut(data []byte, until string) (tok Token, length int, ok bool, err error) {
	end := bytes.Index(data, []byte(until))
	if end < 0 {
		return Token{}, 0, false, nil
	}
	return Token{}, end + len(until), false, nil
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

func readTag(inside []byte) Token {
	tok := Token{Kind: Open}
	if len(inside) > 0 && inside[0] == '/' {
		tok.Kind, inside = Close, inside[1:]
	} else if len(inside) > 0 && inside[len(inside)-1] == '/' {
		tok.Kind, inside = Empty, inside[:len(inside)-1]
	}
	end := 0
	colon := -1
	for end < len(inside) && inside[end] > ' ' {
		if inside[end] == ':' {
			colon = end
		}
		end++
	}
	tok.Name, tok.Attributes = inside[colon+1:end], inside[end:]
	return tok
}

// EachAttribute calls visit with every attribute's local name and raw value.
func EachAttribute(attributes []byte, visit func(name, value []byte)) {
	EachQualified(attributes, func(_, name, value []byte) { visit(name, value) })
}

// EachQualified calls visit with every attribute's prefix, which is empty for
// most, its local name and its raw value.
func EachQualified(attributes []byte, visit func(prefix, name, value []byte)) {
	for {
		equals := bytes.IndexByte(attributes, '=')
		if equals < 0 || equals+1 >= len(attributes) {
			return
		}
		name := bytes.TrimSpace(attributes[:equals])
		var prefix []byte
		if colon := bytes.LastIndexByte(name, ':'); colon >= 0 {
			prefix, name = name[:colon], name[colon+1:]
		}
		rest := bytes.TrimLeft(attributes[equals+1:], " \t\r\n")
		if len(rest) == 0 || (rest[0] != '"' && rest[0] != '\'') {
			return
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return
		}
		visit(prefix, name, rest[1:1+end])
		attributes = rest[end+2:]
	}
}

// Attribute returns the decoded value of one attribute, "" if there is none.
func (t Token) Attribute(name string) string {
	found := ""
	EachAttribute(t.Attributes, func(known, value []byte) {
		if string(known) == name {
			found = string(AppendDecoded(nil, value))
		}
	})
	return found
}

func (t *Reader) fill() error {
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
