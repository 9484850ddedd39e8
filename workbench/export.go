package workbench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/internal/disk"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/csv"
	"github.com/schoolbench/schoolbench/reports/excel"
	"github.com/schoolbench/schoolbench/reports/html"
	"github.com/schoolbench/schoolbench/reports/pdf"
	"github.com/schoolbench/schoolbench/reports/png"
	"github.com/schoolbench/schoolbench/reports/text"
	"github.com/schoolbench/schoolbench/table"
)

// renderers lists what a document can be drawn as, in the order a menu should
// offer them.
func renderers() []reports.Renderer {
	return []reports.Renderer{excel.New(), pdf.New(), html.New(), csv.New(), png.New(), text.New()}
}

// Formats lists the file formats a document can be exported to.
func Formats() []string {
	var formats []string
	for _, renderer := range renderers() {
		formats = append(formats, renderer.Format())
	}
	return formats
}

// Write draws a document in one of Formats.
func Write(ctx context.Context, w io.Writer, document *reports.Document, format string) error {
	all := renderers()
	i := slices.IndexFunc(all, func(renderer reports.Renderer) bool { return renderer.Format() == format })
	if i < 0 {
		return table.Failed("format-unknown", table.Where{}, fmt.Sprintf("There is no export format %q.", format),
			"Use one of "+strings.Join(Formats(), ", ")+".", nil)
	}
	return all[i].Render(ctx, w, document)
}

// Export draws a document into the file at path, which is replaced only once
// the new one is whole. The file is private to the user.
func Export(ctx context.Context, document *reports.Document, format, path string) error {
	return WriteFile(path, func(w io.Writer) error { return Write(ctx, w, document, format) })
}

// WriteFile writes a file that is private to the user, beside its place first
// and then into it, so that a failure leaves what was there before.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	defer func() { err = exportProblem(path, err) }()
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return table.Failed("file-is-folder", table.Where{File: path}, "This is a folder.", "Give the file a name inside it.", nil)
	}
	folder := filepath.Dir(path)
	sweepUnfinished(folder)
	// CreateTemp makes the file with mode 0600.
	file, err := os.CreateTemp(folder, "."+filepath.Base(path)+".*"+unfinished)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(file.Close()), os.Remove(file.Name()))
		}
	}()
	buffered := bufio.NewWriterSize(file, 1<<16)
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	// The file is there, whole: a folder that will not say so is no failure, which
	// would have it written, or sent, once more.
	_ = disk.SyncFolder(folder)
	return nil
}

// unfinished ends the names of files that are being written.
const unfinished = ".schoolbench-unfinished"

// leftOver is the age from which a file that is still unfinished belongs to a
// program that is no more.
const leftOver = 24 * time.Hour

// sweepUnfinished removes what programs that broke off left half-written in a
// folder: it may hold children's data, and nobody would look for it. What cannot
// be removed is in nobody's way.
func sweepUnfinished(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") || !strings.HasSuffix(entry.Name(), unfinished) {
			continue
		}
		if info, err := entry.Info(); err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > leftOver {
			_ = os.Remove(filepath.Join(folder, entry.Name()))
		}
	}
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// exportProblem makes an issue of whatever kept a file from being written, and
// names the file.
func exportProblem(path string, err error) error {
	if err == nil || table.IssueIn(err) != nil || errors.Is(err, context.Canceled) {
		return err
	}
	issue := Problem(err)
	issue.Where = table.Where{File: path}
	return &issue
}
