package app

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2/widget"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// start imports every file that is ready and then shows what was imported.
func (p *importPage) start(again bool) {
	s := p.shell
	before := map[string]bool{} // the datasets that are there
	for _, dataset := range s.datasets {
		before[dataset.Name] = true
	}
	p.queue.run(again, func(imported []workbench.Imported) {
		if len(imported) == 0 {
			return
		}
		complete := true
		for _, file := range p.queue.files {
			if file.state == fileImported {
				s.preferences.rememberFile(file.path)
			} else if len(file.wanted()) > 0 || file.problem != nil {
				complete = false
			}
		}
		s.reload()
		if complete {
			s.closePage(p)
			s.openDataset(imported[0].Dataset)
		}
		s.tellImported(imported, before)
	})
}

// tellImported says what was imported, with a way to take all of it back.
func (s *Shell) tellImported(imported []workbench.Imported, before map[string]bool) {
	rows, issues, compared := 0, 0, false
	var counts warehouse.Counts // of all, where some were compared with rows that were there
	files, datasets := map[string]bool{}, map[string]bool{}
	for _, one := range imported {
		if changes := one.Changes; changes != nil {
			rows += changes.Rows
			counts.Added += changes.Added
			counts.Changed += changes.Changed
			counts.Unchanged += changes.Rewritten + changes.Unchanged
			compared = true
		} else {
			rows += one.Batch.Rows
			counts.Added += one.Batch.Rows
		}
		issues += len(one.Issues)
		files[one.Batch.File], datasets[one.Dataset] = true, true
	}
	words := say("Imported %s", counted(rows, "row", "rows"))
	if len(datasets) > 1 {
		words += " " + say("as %s", counted(len(datasets), "dataset", "datasets"))
	}
	if len(files) == 1 {
		words += " " + say("from %s", filepath.Base(imported[0].Batch.File))
	} else {
		words += " " + say("from %s", counted(len(files), "file", "files"))
	}
	if compared {
		words += say(": %s new, %s changed, %s as before", number(counts.Added), number(counts.Changed), number(counts.Unchanged))
	}
	words += "."
	if issues > 0 {
		words += " " + say("%s to know is at the top of the dataset.", counted(issues, "thing", "things"))
	}
	label := say("Undo")
	if len(imported) > 1 {
		label = say("Undo all")
	}
	s.takeBack = func() { s.undoImported(imported, before) }
	s.notice.tell(words, widget.NewButton(label, s.undoLast))
}

// undoImported takes imports out again, the last one first. They have just been
// made, so nobody is asked first; the files are where they were.
func (s *Shell) undoImported(imported []workbench.Imported, before map[string]bool) {
	bench := s.bench
	s.notice.clear()
	s.jobs.start(say("Undoing the import"), true, func(ctx context.Context, report func(workbench.Progress)) error {
		for i := len(imported) - 1; i >= 0; i-- {
			report(workbench.Progress{Step: say("Undoing the import"), Done: float64(len(imported)-1-i) / float64(len(imported))})
			if err := bench.Undo(ctx, imported[i].Batch.ID); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		if err != nil {
			s.reportProblem(workbench.Problem(err))
		} else {
			s.notice.tell(say("The import was undone."))
		}
		for _, one := range imported {
			if !before[one.Dataset] {
				s.closeDataset(one.Dataset)
			}
		}
		s.reload()
	})
}
