package delimited

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	"github.com/schoolbench/schoolbench/table"
)

// The encodings, by the names used in plans.
const (
	encodingUTF8        = "utf-8"
	encodingUTF16LE     = "utf-16le"
	encodingUTF16BE     = "utf-16be"
	encodingUTF32LE     = "utf-32le"
	encodingUTF32BE     = "utf-32be"
	encodingWindows1252 = "windows-1252"
	encodingMacRoman    = "macintosh"
)

func utf8Mark() []byte    { return []byte{0xEF, 0xBB, 0xBF} }
func utf16LEMark() []byte { return []byte{0xFF, 0xFE} }
func utf16BEMark() []byte { return []byte{0xFE, 0xFF} }
func utf32LEMark() []byte { return []byte{0xFF, 0xFE, 0, 0} }
func utf32BEMark() []byte { return []byte{0, 0, 0xFE, 0xFF} }

// encodingNamed returns the name that plans have for an encoding that a person
// has named, in whatever spelling: latin1, UTF8, MacRoman.
func encodingNamed(name string) (string, error) {
	plain := strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(name))
	switch plain {
	case "utf8":
		return encodingUTF8, nil
	case "utf16", "utf16le":
		return encodingUTF16LE, nil
	case "utf16be":
		return encodingUTF16BE, nil
	case "utf32", "utf32le":
		return encodingUTF32LE, nil
	case "utf32be":
		return encodingUTF32BE, nil
	case "windows1252", "cp1252", "ansi", "latin1", "iso88591", "western":
		return encodingWindows1252, nil
	case "macroman", "macintosh", "mac":
		return encodingMacRoman, nil
	}
	other, err := htmlindex.Get(name)
	if err != nil {
		return "", unknownEncoding(name)
	}
	return htmlindex.Name(other)
}

func unknownEncoding(name string) *table.Issue {
	return table.Failed("encoding-unknown", table.Where{}, fmt.Sprintf("There is no encoding called %q.", name), "Use utf-8, utf-16, windows-1252, macintosh, or another name that web pages use, such as iso-8859-2.", nil)
}

// unitOf is the number of bytes that an encoding's characters are made of.
func unitOf(name string) int {
	switch name {
	case encodingUTF16LE, encodingUTF16BE:
		return 2
	case encodingUTF32LE, encodingUTF32BE:
		return 4
	}
	return 1
}

// guessWide recognises UTF-16 and UTF-32 by their marks, or by the zero bytes
// that every second byte of western text then is, or three of four. It returns
// "" for anything else.
func guessWide(head []byte) string {
	switch {
	case bytes.HasPrefix(head, utf32LEMark()):
		return encodingUTF32LE
	case bytes.HasPrefix(head, utf32BEMark()):
		return encodingUTF32BE
	case bytes.HasPrefix(head, utf16LEMark()):
		return encodingUTF16LE
	case bytes.HasPrefix(head, utf16BEMark()):
		return encodingUTF16BE
	}
	pairs := len(head) / 2
	if pairs < 4 {
		return ""
	}
	var zeros [4]int // by their places among four bytes
	for i, c := range head[:len(head)/4*4] {
		if c == 0 {
			zeros[i%4]++
		}
	}
	quads := len(head) / 4
	all := func(n int) bool { return n*10 >= quads*9 }
	even, odd := zeros[0]+zeros[2], zeros[1]+zeros[3]
	switch {
	case all(zeros[1]) && all(zeros[2]) && all(zeros[3]) && zeros[0]*20 < quads:
		return encodingUTF32LE
	case all(zeros[0]) && all(zeros[1]) && all(zeros[2]) && zeros[3]*20 < quads:
		return encodingUTF32BE
	case odd*10 >= pairs*7 && even*20 < pairs:
		return encodingUTF16LE
	case even*10 >= pairs*7 && odd*20 < pairs:
		return encodingUTF16BE
	}
	return ""
}

// detectEncoding reads the whole text: one byte near the end of a large file
// is enough to show that it is not UTF-8.
func detectEncoding(ctx context.Context, text io.Reader) (string, error) {
	buffer := make([]byte, firstBuffer)
	kept := 0
	for first := true; ; first = false {
		n, err := io.ReadFull(text, buffer[kept:])
		chunk := buffer[:kept+n]
		if first {
			if wide := guessWide(chunk); wide != "" {
				return wide, nil
			}
		}
		ended := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !ended {
			return "", err
		}
		rest := chunk
		if !ended {
			rest = chunk[:wholeRunes(chunk)]
		}
		if !utf8.Valid(rest) {
			return guessWestern(chunk), nil
		}
		if ended {
			return encodingUTF8, nil
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
		kept = copy(buffer, chunk[len(rest):])
	}
}

// guessWestern tells which encoding of one byte a character a text has, by the
// characters that each would make of its bytes: the letters and marks of
// western names and prose are likely, and all others are not.
func guessWestern(text []byte) string {
	const likely = "éèêëáàâäãåíìîïóòôöõøúùûüñçßÉÁÍÓÚÑÜÖÄÇ’‘“”–—…•·©®™°£€¢§½¼¾¿¡º\u00A0"
	windows, mac := 0, 0
	for _, c := range text {
		if c < utf8.RuneSelf {
			continue
		}
		if strings.ContainsRune(likely, charmap.Windows1252.DecodeByte(c)) {
			windows++
		}
		if strings.ContainsRune(likely, charmap.Macintosh.DecodeByte(c)) {
			mac++
		}
	}
	if mac > windows {
		return encodingMacRoman
	}
	return encodingWindows1252
}

// wholeRunes returns the length of chunk without a character that is cut off
// at its end.
func wholeRunes(chunk []byte) int {
	for back := 1; back <= utf8.UTFMax && back <= len(chunk); back++ {
		if c := chunk[len(chunk)-back]; utf8.RuneStart(c) {
			if utf8.FullRune(chunk[len(chunk)-back:]) {
				return len(chunk)
			}
			return len(chunk) - back
		}
	}
	return len(chunk)
}

// decode returns the text as UTF-8 without a mark at its beginning.
func decode(source io.Reader, name string) (io.Reader, error) {
	var decoder *encoding.Decoder
	switch name {
	case encodingUTF8, "":
		return skipMark(source)
	case encodingUTF16LE:
		decoder = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
	case encodingUTF16BE:
		decoder = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()
	case encodingUTF32LE:
		decoder = utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewDecoder()
	case encodingUTF32BE:
		decoder = utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewDecoder()
	case encodingWindows1252:
		decoder = charmap.Windows1252.NewDecoder()
	case encodingMacRoman:
		decoder = charmap.Macintosh.NewDecoder()
	default:
		other, err := htmlindex.Get(name)
		if err != nil {
			return nil, unknownEncoding(name)
		}
		decoder = other.NewDecoder()
	}
	return transform.NewReader(source, decoder), nil
}

func skipMark(source io.Reader) (io.Reader, error) {
	head := make([]byte, len(utf8Mark()))
	n, err := io.ReadFull(source, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	if bytes.Equal(head[:n], utf8Mark()) {
		return source, nil
	}
	return io.MultiReader(bytes.NewReader(head[:n]), source), nil
}
