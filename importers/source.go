package importers

import (
	"io"
)

// Source is a file, or something that can be read like one, more than once.
type Source interface {
	// Name is the file's name without its folder, as shown to people.
	Name() string
	// Open starts reading from the beginning.
	Open() (Content, error)
}

// Content is an open source. Zip-based formats need ReadAt and the size.
type Content interface {
	io.Reader
	io.ReaderAt
	io.Closer
	Size() int64
}
