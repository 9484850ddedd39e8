package xls

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/richardlehane/mscfb"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/sheets"
	"github.com/schoolbench/schoolbench/table"
)

// largestFile bounds memory. The format itself ends at 65,536 rows a sheet;
// files beyond a tenth of this are rare.
const largestFile = 1 << 30

// readStream returns the stream of records of a workbook.
func readStream(source importers.Source) ([]byte, error) {
	content, err := source.Open()
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	defer content.Close() //nolint:errcheck // nothing was written
	if content.Size() > largestFile {
		return nil, table.Failed("file-too-large", table.Where{File: source.Name()}, "This workbook is larger than any that old Excel could make.", "Check that it is the right file; if a spreadsheet program opens it, save it there as .xlsx.", nil)
	}
	data, err := io.ReadAll(content)
	if err != nil {
		return nil, importers.ReadIssue(source.Name(), err)
	}
	switch {
	case bytes.HasPrefix(data, containerMark()):
		return unpack(source.Name(), data)
	case isBareStream(data):
		return data, nil
	}
	return nil, table.Failed("file-not-a-table", table.Where{File: source.Name()}, "This is not an old Excel workbook, whatever its name says.", "Open it in the program it came from and save it as .xlsx or .csv.", nil)
}

// unpack takes the stream of records out of its container.
func unpack(file string, data []byte) ([]byte, error) {
	if err := checkHeader(data); err != nil {
		return nil, sheets.Damaged(file, "", err)
	}
	streams, err := openContainer(data)
	if err != nil {
		return nil, sheets.Damaged(file, "", err)
	}
	// A workbook saved for two generations of Excel has a stream for each.
	for _, name := range []string{"workbook", "book"} {
		if stream := streams[name]; stream != nil {
			records, err := readAll(stream, len(data))
			if err != nil {
				return nil, sheets.Damaged(file, "", err)
			}
			return records, nil
		}
	}
	return nil, explain(file, streams)
}

// checkHeader holds the sizes that a container claims against the file's, so
// that no list is made for more than there is.
func checkHeader(data []byte) error {
	const (
		headerLength = 512
		sectorAt     = 0x1E
	)
	if len(data) < headerLength {
		return io.ErrUnexpectedEOF
	}
	shift := binary.LittleEndian.Uint16(data[sectorAt:])
	if shift != 9 && shift != 12 {
		return errors.New("unknown size of sectors")
	}
	sectors := uint32(len(data)>>shift) + 1
	for _, at := range []int{0x28, 0x2C, 0x40, 0x48} {
		if claimed := binary.LittleEndian.Uint32(data[at:]); claimed > sectors {
			return fmt.Errorf("the container claims %d sectors and has %d", claimed, sectors)
		}
	}
	return nil
}

// openContainer lists the streams of a container by their names in lower case.
// What the library makes of a damaged container may be a panic, which is an
// error like any other here.
func openContainer(data []byte) (streams map[string]*mscfb.File, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("open container: %v", cause)
		}
	}()
	container, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	streams = map[string]*mscfb.File{}
	for _, entry := range container.File {
		// A workbook embedded in the workbook has a folder of its own.
		if name := strings.ToLower(entry.Name); len(entry.Path) == 0 && streams[name] == nil {
			streams[name] = entry
		}
	}
	return streams, nil
}

// readAll reads a stream to its end, at most limit bytes.
func readAll(stream *mscfb.File, limit int) (data []byte, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("read container: %v", cause)
		}
	}()
	if stream.Size < 0 || stream.Size > int64(limit) {
		return nil, io.ErrUnexpectedEOF
	}
	const chunk = 32 << 10 // the library slows down with longer reads
	data = make([]byte, stream.Size)
	for at := 0; at < len(data); {
		n, err := stream.Read(data[at:min(at+chunk, len(data))])
		at += n
		if err != nil && (!errors.Is(err, io.EOF) || at < len(data)) {
			return nil, err
		}
		if n == 0 && at < len(data) {
			return nil, io.ErrUnexpectedEOF
		}
	}
	return data, nil
}

// explain says what a container without a workbook is.
func explain(file string, streams map[string]*mscfb.File) *table.Issue {
	where := table.Where{File: file}
	switch {
	case streams["encryptedpackage"] != nil, streams["encryptioninfo"] != nil:
		return encrypted(file)
	case streams["worddocument"] != nil:
		return table.Failed("file-not-a-table", where, "This is a Word document.", "Copy its table into a spreadsheet and save that as .xlsx.", nil)
	case streams["powerpoint document"] != nil:
		return table.Failed("file-not-a-table", where, "This is a PowerPoint presentation.", "Export the data behind it as .xlsx or .csv and import that.", nil)
	}
	return table.Failed("file-not-a-table", where, "This is an Office document in an old format, and not one that Schoolbench can read.", "Open it in the program it came from and save it as .xlsx or .csv.", nil)
}

func encrypted(file string) *table.Issue {
	return table.Failed("file-encrypted", table.Where{File: file}, "This workbook is protected by a password.", "Open it in a spreadsheet program, remove the password, save it and import it again.", nil)
}
