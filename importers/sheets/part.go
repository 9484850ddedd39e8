package sheets

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/unicode"

	"github.com/schoolbench/schoolbench/importers"
)

// OpenArchive opens a workbook that is a zip archive of parts.
func OpenArchive(content importers.Content) (*zip.Reader, error) {
	archive, err := zip.NewReader(content, content.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // parts are never written anywhere
		return nil, err
	}
	archive.RegisterDecompressor(zip.Deflate, func(source io.Reader) io.ReadCloser { return flate.NewReader(source) })
	return archive, nil
}

const (
	// A part may always unpack to this many bytes; beyond it only so many
	// times its packed size. Sheets pack about 1:15.
	freeUnpacked  = 256 << 20
	mostExpansion = 100
)

var errBomb = errors.New("part unpacks to more than its size allows")

// OpenPart returns the text of an XML part as UTF-8. Reading it fails when it
// unpacks to an absurd size.
func OpenPart(file *zip.File) (io.ReadCloser, error) {
	packed, err := file.Open()
	if err != nil {
		return nil, err
	}
	allowed := max(freeUnpacked, int64(min(file.CompressedSize64, 1<<40))*mostExpansion)
	text, err := PlainText(&limited{ReadCloser: packed, left: allowed})
	if err != nil {
		_ = packed.Close() // the first error is the one that matters
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{text, packed}, nil
}

// PlainText returns XML as UTF-8 when a mark at its beginning says that it is
// UTF-16, and otherwise as it is.
func PlainText(source io.Reader) (io.Reader, error) {
	buffered := bufio.NewReader(source)
	mark, err := buffered.Peek(2)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if bytes.Equal(mark, []byte{0xFF, 0xFE}) || bytes.Equal(mark, []byte{0xFE, 0xFF}) {
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(buffered), nil
	}
	return buffered, nil
}

// limited stops reading a part that unpacks to an absurd size.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, errBomb
	}
	return n, err
}

// Counted is a reader that adds to a count what is read, for progress. The
// reader and the count belong to one goroutine.
type Counted struct {
	io.Reader
	Count *int64
}

func (c Counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.Count += int64(n)
	return n, err
}
