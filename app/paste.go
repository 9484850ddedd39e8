package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// pasteShown imports what is in the clipboard: files that were copied, or cells
// of a spreadsheet.
func (s *Shell) pasteShown() {
	if s.bench == nil {
		return
	}
	switch s.shownPage().(type) {
	case *homePage, *dataPage, *importPage, *datasetPage:
	default:
		return
	}
	text := s.application.Clipboard().Content()
	if paths := pastedFiles(text); len(paths) > 0 {
		s.openImport(paths...)
		return
	}
	if strings.TrimSpace(text) == "" {
		s.reportProblem(table.Issue{Severity: table.Note, Message: say("There is no text in the clipboard."), Remedy: say("Copy cells in a spreadsheet first, the header with them.")})
		return
	}
	s.openPasted(text)
}

// pastedFiles are the paths that a text is made of, when each of its lines is
// one of a file or folder that exists.
func pastedFiles(text string) []string {
	var paths []string
	for line := range strings.Lines(text) {
		path := trimPasted(strings.TrimSpace(line))
		if path == "" {
			continue
		}
		if !filepath.IsAbs(path) {
			return nil
		}
		if _, err := os.Stat(path); err != nil {
			return nil
		}
		paths = append(paths, path)
	}
	return paths
}

// openPasted imports cells that were copied from a spreadsheet. They are kept
// in a private file while the import is open.
func (s *Shell) openPasted(text string) {
	opened := s.openImport()
	if opened == nil {
		return
	}
	fetch(&opened.queue.listing, say("Reading the clipboard"), false, func(ctx context.Context, _ func(workbench.Progress)) (*workbench.Fetched, error) {
		pasted, err := workbench.Paste(text)
		if err == nil {
			err = opened.queue.fetched.add(ctx, pasted)
		}
		return pasted, err
	}, func(pasted *workbench.Fetched, err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
			return
		}
		opened.queue.take([]string{pasted.Path})
	})
}
