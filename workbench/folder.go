package workbench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// FileColumn is the name of the column that says which file a row of a stacked
// dataset came from.
const FileColumn = "File"

// FileGroup is files of a folder whose tables have the same shape, so that they
// can be stacked into one dataset.
type FileGroup struct {
	// Name is what the names of the files have in common; no two groups have
	// the same.
	Name    string
	Paths   []string
	Columns []string // of the first
}

// IsFolder reports whether there is a folder at this path.
func IsFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// FilesIn lists the files of a folder by name, without those of folders in it
// and without what programs keep there for themselves, workspaces among it. A
// file of whatever other ending is listed: that it cannot be read is said when
// it is, and not passed over in silence.
func FilesIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, entry := range entries {
		name := entry.Name()
		if hidden := strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$"); hidden || entry.Type()&fs.ModeType != 0 || isWorkspace(name) {
			continue
		}
		paths = append(paths, filepath.Join(folder, name))
	}
	if len(paths) == 0 {
		return nil, table.Failed("folder-empty", table.Where{File: folder}, "There is no file in this folder.", "Choose the folder that the files themselves are in.", nil)
	}
	return paths, nil
}

// isWorkspace reports whether a file's name is that of a workspace, or of one
// of the files that lie beside it while it is open.
func isWorkspace(name string) bool {
	name = strings.ToLower(name)
	if bare := strings.TrimRight(name, "0123456789"); strings.HasSuffix(bare, "-load") {
		name = bare // an import may have several
	}
	for _, side := range []string{"-wal", "-shm", "-journal", "-load", "-lock", ".lock"} {
		name = strings.TrimSuffix(name, side)
	}
	return strings.HasSuffix(name, warehouse.Extension)
}

// leastSame is the share of columns that files must have in common to be
// stacked.
const leastSame = 0.7

// GroupFiles looks into files and puts those together whose one table has the
// same columns, or nearly so, in whatever order. A file that cannot be read, or
// holds several tables, is a group of its own.
func GroupFiles(ctx context.Context, paths []string, progress func(Progress)) ([]FileGroup, error) {
	var groups []FileGroup
	var firsts []importers.Plan
	for i, path := range paths {
		if progress != nil {
			progress(Progress{Step: "Looking into the files", Done: float64(i) / float64(len(paths))})
		}
		plan, single, err := onlyTable(ctx, path)
		if err != nil {
			return nil, err
		}
		at := -1
		for g, first := range firsts {
			if at < 0 && single && first.HeaderRow > 0 && likeness(plan, first) >= leastSame {
				at = g
			}
		}
		if at < 0 {
			groups = append(groups, FileGroup{Columns: plan.Schema().Names()})
			if !single {
				plan.HeaderRow = 0
			}
			firsts = append(firsts, plan)
			at = len(groups) - 1
		}
		groups[at].Paths = append(groups[at].Paths, path)
	}
	nameGroups(groups)
	return groups, nil
}

// nameGroups names each group by what its files' names begin with alike, and,
// where several do so alike, by how they end too, or by a number.
func nameGroups(groups []FileGroup) {
	shared := map[string]int{}
	for g := range groups {
		groups[g].Name = commonName(groups[g].Paths)
		shared[strings.ToLower(groups[g].Name)]++
	}
	for g, group := range groups {
		if end := commonEnd(group.Paths); shared[strings.ToLower(group.Name)] > 1 && len(group.Paths) > 1 && end != "" {
			groups[g].Name += " " + end
		}
	}
	taken := map[string]bool{}
	for g := range groups {
		groups[g].Name = FreeName(groups[g].Name, func(name string) bool { return taken[strings.ToLower(name)] })
		taken[strings.ToLower(groups[g].Name)] = true
	}
}

// FreeName is a name with a number behind it, if need be, that is not taken.
func FreeName(name string, taken func(string) bool) string {
	free := name
	for n := 2; taken(free); n++ {
		free = fmt.Sprintf("%s (%d)", name, n)
	}
	return free
}

// onlyTable plans the one table of a file. What is wrong with a file is left to
// be said when it is imported.
func onlyTable(ctx context.Context, path string) (plan importers.Plan, single bool, err error) {
	source, importer, err := recognise(path)
	if err == nil {
		var plans []importers.Plan
		if plans, err = importer.Plan(ctx, source, importers.Options{}); err == nil && len(plans) == 1 {
			return plans[0], true, nil
		}
	}
	if issue := table.IssueIn(err); err != nil && issue == nil && !errors.Is(err, fs.ErrPermission) {
		return plan, false, err
	}
	return importers.Plan{}, false, nil
}

// bareName is the name of a file without its folder and its ending.
func bareName(path string) string {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// commonEnd is the part that the names of files end with alike, without what
// stands between words.
func commonEnd(paths []string) string {
	end := bareName(paths[0])
	for _, path := range paths[1:] {
		other, n := bareName(path), 0
		for n < len(end) && n < len(other) && end[len(end)-1-n] == other[len(other)-1-n] {
			n++
		}
		end = end[len(end)-n:]
	}
	return strings.Trim(strings.ToValidUTF8(end, ""), "0123456789 -_.,()")
}

// commonName is the part that the names of files begin with alike, or else
// their folder's name.
func commonName(paths []string) string {
	name := bareName(paths[0])
	if len(paths) == 1 {
		return name
	}
	for _, path := range paths[1:] {
		other := bareName(path)
		n := 0
		for n < len(name) && n < len(other) && name[n] == other[n] {
			n++
		}
		name = name[:n]
	}
	name = strings.TrimRight(strings.ToValidUTF8(name, ""), "0123456789 -_.,()")
	if len([]rune(name)) < 2 {
		return filepath.Base(filepath.Dir(paths[0]))
	}
	return name
}
