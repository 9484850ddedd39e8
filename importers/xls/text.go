package xls

import (
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// codePage returns the encoding of texts that are not Unicode.
func codePage(number uint16) encoding.Encoding {
	switch number {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 855:
		return charmap.CodePage855
	case 858:
		return charmap.CodePage858
	case 860:
		return charmap.CodePage860
	case 862:
		return charmap.CodePage862
	case 863:
		return charmap.CodePage863
	case 865:
		return charmap.CodePage865
	case 866:
		return charmap.CodePage866
	case 874:
		return charmap.Windows874
	case 932:
		return japanese.ShiftJIS
	case 936:
		return simplifiedchinese.GBK
	case 949:
		return korean.EUCKR
	case 950:
		return traditionalchinese.Big5
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1255:
		return charmap.Windows1255
	case 1256:
		return charmap.Windows1256
	case 1257:
		return charmap.Windows1257
	case 1258:
		return charmap.Windows1258
	case 10000, 32768:
		return charmap.Macintosh
	case 10007:
		return charmap.MacintoshCyrillic
	}
	return charmap.Windows1252
}

// decodeBytes returns a text written in a code page as UTF-8.
func decodeBytes(raw []byte, page encoding.Encoding) []byte {
	text, err := page.NewDecoder().Bytes(raw)
	if err != nil {
		return []byte(string([]rune(string(raw)))) // what cannot be decoded is marked
	}
	return text
}

// parts reads through the data of a record and its continuations.
type parts struct {
	data [][]byte
	part int
	at   int
}

// left reports whether there is anything more to read.
func (p *parts) left() bool {
	for p.part < len(p.data) && p.at >= len(p.data[p.part]) {
		p.part, p.at = p.part+1, 0
	}
	return p.part < len(p.data)
}

func (p *parts) u8() (byte, error) {
	if !p.left() {
		return 0, io.ErrUnexpectedEOF
	}
	value := p.data[p.part][p.at]
	p.at++
	return value, nil
}

func (p *parts) u16() (uint16, error) {
	low, err := p.u8()
	if err != nil {
		return 0, err
	}
	high, err := p.u8()
	return uint16(low) | uint16(high)<<8, err
}

func (p *parts) u32() (uint32, error) {
	low, err := p.u16()
	if err != nil {
		return 0, err
	}
	high, err := p.u16()
	return uint32(low) | uint32(high)<<16, err
}

// skip passes over n bytes.
func (p *parts) skip(n int64) error {
	for n > 0 {
		if !p.left() {
			return io.ErrUnexpectedEOF
		}
		step := min(n, int64(len(p.data[p.part])-p.at))
		p.at += int(step)
		n -= step
	}
	return nil
}

// The flags of a Unicode text.
const (
	textWide     = 0x01 // two bytes a character, else one
	textPhonetic = 0x04
	textRich     = 0x08
)

// text reads a Unicode text of this many characters: flags, the sizes of what
// follows the characters, the characters, and what follows, which is formatting
// and passed over.
func (p *parts) text(length int) ([]byte, error) {
	flags, err := p.u8()
	if err != nil {
		return nil, err
	}
	after := int64(0)
	if flags&textRich != 0 {
		runs, err := p.u16()
		if err != nil {
			return nil, err
		}
		after += 4 * int64(runs)
	}
	if flags&textPhonetic != 0 {
		size, err := p.u32()
		if err != nil {
			return nil, err
		}
		after += int64(size)
	}
	text, err := p.characters(length, flags&textWide != 0)
	if err != nil {
		return nil, err
	}
	return text, p.skip(after)
}

// characters reads the characters of a text. Where they go on in another
// record, that begins with flags of its own.
func (p *parts) characters(length int, wide bool) ([]byte, error) {
	text := make([]byte, 0, min(length, 1<<12))
	first := rune(0) // the first half of a character of two
	for length > 0 {
		if p.part < len(p.data) && p.at >= len(p.data[p.part]) && p.left() {
			flags, err := p.u8()
			if err != nil {
				return nil, err
			}
			wide = flags&textWide != 0
		}
		if !p.left() {
			return nil, io.ErrUnexpectedEOF
		}
		here := p.data[p.part][p.at:]
		if !wide {
			here = here[:min(length, len(here))]
			for _, c := range here {
				text = utf8.AppendRune(text, rune(c))
			}
			p.at += len(here)
			length -= len(here)
			continue
		}
		if len(here) == 1 {
			return nil, io.ErrUnexpectedEOF // no character is ever split
		}
		units := min(length, len(here)/2)
		for i := range units {
			text, first = appendUnit(text, first, rune(here[2*i])|rune(here[2*i+1])<<8)
		}
		p.at += 2 * units
		length -= units
	}
	if first != 0 {
		text = utf8.AppendRune(text, utf8.RuneError)
	}
	return text, nil
}

// appendUnit appends a unit of UTF-16. It returns the unit when it is the first
// of two.
func appendUnit(text []byte, first, unit rune) ([]byte, rune) {
	if first != 0 {
		if both := utf16.DecodeRune(first, unit); both != utf8.RuneError {
			return utf8.AppendRune(text, both), 0
		}
		text = utf8.AppendRune(text, utf8.RuneError)
	}
	const firstHalves, halvesEnd = 0xD800, 0xDC00
	if unit >= firstHalves && unit < halvesEnd {
		return text, unit
	}
	return utf8.AppendRune(text, unit), 0 // a lone second half becomes a mark
}
