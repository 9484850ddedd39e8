package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/internal/disk"
	"github.com/schoolbench/schoolbench/table"
)

// unpacked is a file out of an archive, as a source of its own: in memory, or
// in a temporary file when it is large.
type unpacked struct {
	name string
	at   io.ReaderAt
	size int64
	temp *os.File
	// scratch is the folder in which temp is.
	scratch *disk.Scratch
}

// largestInMemory is the size from which on a file is unpacked to disk.
const largestInMemory = 32 << 20

// unpack unpacks one file.
func (a *opened) unpack(ctx context.Context, one entry) (*unpacked, error) {
	where := table.Where{File: a.file}
	if one.encrypted {
		return nil, table.Failed("file-encrypted", where, "The archive is protected by a password.", "Unpack it with the password and import the files inside.", nil)
	}
	if one.size > a.left {
		return nil, tooLarge(a.file)
	}
	packed, err := one.open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, table.Failed("file-not-a-table", where, "It is packed in a way that Schoolbench cannot unpack.", "Unpack the archive and import the files inside.", err)
	}
	if err != nil {
		return nil, damaged(a.file, err)
	}
	defer packed.Close() //nolint:errcheck // what matters was read by then
	file, err := store(path.Base(one.name), &limited{ctx: ctx, source: packed, left: &a.left})
	switch {
	case err == nil:
		return file, nil
	case errors.Is(err, errTooLarge):
		return nil, tooLarge(a.file)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), table.IssueIn(err) != nil:
		return nil, err
	}
	return nil, damaged(a.file, err)
}

// beginning is how much of a file is unpacked to show its first rows.
const beginning = 4 << 20

// unpackBeginning unpacks the first part of a file, into memory.
func (a *opened) unpackBeginning(ctx context.Context, one entry) (*unpacked, error) {
	packed, err := one.open()
	if err != nil {
		return nil, err
	}
	defer packed.Close() //nolint:errcheck // what matters was read by then
	left := int64(beginning)
	text, err := io.ReadAll(io.LimitReader(&limited{ctx: ctx, source: packed, left: &left}, beginning))
	if err != nil {
		return nil, err
	}
	return &unpacked{name: path.Base(one.name), at: bytes.NewReader(text), size: int64(len(text))}, nil
}

var errTooLarge = errors.New("unpacks to more than its size allows")

// limited stops unpacking at the limit of the archive and of the context.
type limited struct {
	ctx    context.Context
	source io.Reader
	left   *int64
}

func (l *limited) Read(p []byte) (int, error) {
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := l.source.Read(p)
	if *l.left -= int64(n); *l.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

// store keeps what the source holds.
func store(name string, source io.Reader) (*unpacked, error) {
	var memory bytes.Buffer
	n, err := io.CopyN(&memory, source, largestInMemory)
	if errors.Is(err, io.EOF) {
		return &unpacked{name: name, at: bytes.NewReader(memory.Bytes()), size: n}, nil
	}
	if err != nil {
		return nil, err
	}
	scratch, err := disk.NewScratch()
	if err != nil {
		return nil, noRoom(name, err)
	}
	temp, err := os.CreateTemp(scratch.Path(), "unpacked-*")
	if err != nil {
		return nil, errors.Join(noRoom(name, err), scratch.Remove())
	}
	file := &unpacked{name: name, at: temp, temp: temp, scratch: scratch}
	file.size, err = io.Copy(temp, io.MultiReader(&memory, source))
	if err != nil {
		var full *os.PathError
		if errors.As(err, &full) {
			err = noRoom(name, err)
		}
		return nil, errors.Join(err, file.remove())
	}
	return file, nil
}

func noRoom(name string, err error) *table.Issue {
	return table.Failed("disk-full", table.Where{File: name}, "There is no room on this computer to unpack the file.", "Free some space and try again.", err)
}

// Name is the name that the file has in the archive, without its folders.
func (u *unpacked) Name() string { return u.name }

// Open starts reading the file.
func (u *unpacked) Open() (importers.Content, error) {
	if u.at == nil {
		return nil, fmt.Errorf("read %s: %w", u.name, os.ErrClosed)
	}
	return content{io.NewSectionReader(u.at, 0, u.size)}, nil
}

// remove takes the file off the disk. It may be called more than once.
func (u *unpacked) remove() error {
	u.at = nil
	if u.temp == nil {
		return nil
	}
	temp := u.temp
	u.temp = nil
	return errors.Join(temp.Close(), u.scratch.Remove())
}

type content struct{ *io.SectionReader }

func (content) Close() error { return nil }
