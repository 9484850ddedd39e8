package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/schoolbench/schoolbench/workbench"
)

// importSource is one file to import: where it is, what a person called it,
// and what it is stacked with.
type importSource struct {
	path    string
	named   string // as on the command line, an address without its query
	dataset string // of a group of files that are stacked; empty otherwise
}

// sources finds the files behind the words of an import: files, folders,
// addresses on the web, and - for what another program sends. What was fetched
// is removed by done. A word that leads nowhere is a failure; the others are
// imported all the same.
func (p *program) sources(ctx context.Context, words []string, flags importFlags) (found []importSource, done func() error, failures []error) {
	var temporary []func() error // removes what was fetched or unlocked
	done = func() error {
		var errs []error
		for _, remove := range temporary {
			errs = append(errs, remove())
		}
		return errors.Join(errs...)
	}
	keep := func(word string, one *workbench.Fetched, err error) {
		if err != nil {
			failures = append(failures, withFile(err, word))
			return
		}
		temporary = append(temporary, one.Close)
		found = append(found, importSource{path: one.Path, named: word})
	}
	for _, word := range words {
		switch {
		case word == "-":
			one, err := workbench.Receive(os.Stdin, "standard input.txt")
			keep(word, one, err)
		case workbench.IsLink(word):
			progress := newProgressLine(p.stderr)
			one, err := workbench.Fetch(ctx, word, workbench.FetchOptions{Progress: progress.Show})
			progress.Clear()
			keep(workbench.PlainLink(word), one, err)
		case workbench.IsFolder(word):
			paths, err := workbench.FilesIn(word)
			if err != nil {
				failures = append(failures, withFile(err, word))
			}
			for _, path := range paths {
				found = append(found, importSource{path: path, named: path})
			}
		default:
			found = append(found, importSource{path: word, named: word})
		}
	}
	readable := found[:0]
	for _, source := range found {
		path, remove, err := flags.reading.unlock(source.path)
		if err != nil {
			failures = append(failures, withFile(err, source.named))
			continue
		}
		temporary = append(temporary, remove)
		source.path = path
		readable = append(readable, source)
	}
	found = readable
	if flags.stack && ctx.Err() == nil {
		grouped, err := p.stackSources(ctx, found, flags)
		if err != nil {
			return nil, done, append(failures, err)
		}
		found = grouped
	}
	return found, done, failures
}

// stackSources names one dataset for files of the same shape. Unless a person
// named it, it is none that the workspace has: files that merely are called
// alike would be mixed.
func (p *program) stackSources(ctx context.Context, found []importSource, flags importFlags) ([]importSource, error) {
	paths := make([]string, len(found))
	for i, source := range found {
		paths[i] = source.path
	}
	progress := newProgressLine(p.stderr)
	groups, err := workbench.GroupFiles(ctx, paths, progress.Show)
	progress.Clear()
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	if flags.dataset == "" {
		if taken, err = p.takenNames(ctx, flags.workspace); err != nil {
			return nil, err
		}
	}
	datasets := map[string]string{}
	for _, group := range groups {
		if len(group.Paths) == 1 {
			continue
		}
		name := cmp.Or(flags.dataset, group.Name)
		free := workbench.FreeName(name, func(name string) bool { return taken[strings.ToLower(name)] })
		taken[strings.ToLower(free)] = flags.dataset == ""
		fmt.Fprintf(p.stderr, "%d files have the same columns and become the dataset %q.\n", len(group.Paths), free)
		if free != name {
			fmt.Fprintf(p.stderr, "  There is a %q already; --dataset %q adds them to it.\n", name, name)
		}
		for _, path := range group.Paths {
			datasets[path] = free
		}
	}
	for i := range found {
		found[i].dataset = datasets[found[i].path]
	}
	return found, nil
}

// takenNames are the names of the datasets of a workspace, in lower case; none
// if there is no workspace yet.
func (p *program) takenNames(ctx context.Context, workspace string) (map[string]bool, error) {
	taken := map[string]bool{}
	if _, err := os.Stat(workspace); err != nil {
		return taken, nil //nolint:nilerr // what is wrong is said when it is opened for the import
	}
	return taken, p.reading(ctx, workspace, func(bench *workbench.Workbench) error {
		datasets, err := bench.Datasets(ctx)
		for _, dataset := range datasets {
			taken[strings.ToLower(dataset.Name)] = true
		}
		return err
	})
}

// offerStack says which of the files that were imported could be one dataset.
func (p *program) offerStack(results []importResult) {
	byShape := map[string][]string{}
	var shapes []string
	for _, result := range results {
		if byShape[result.shape] == nil {
			shapes = append(shapes, result.shape)
		}
		byShape[result.shape] = append(byShape[result.shape], result.Dataset)
	}
	for _, shape := range shapes {
		if names := byShape[shape]; len(names) > 1 && shape != "" {
			fmt.Fprintf(p.stderr, "%s have the same columns: with --stack they are one dataset, with a column that names the file.\n", strings.Join(names, ", "))
		}
	}
}
