package app

import (
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
)

// leastShared is the share of the columns that files must have in common to be
// offered as one dataset.
const leastShared = 0.7

// alike lists the files whose one wanted table has the columns of the file that
// is shown, or nearly so: the same list of several years or schools.
func (q *importQueue) alike() []*importPresenter {
	shown := q.file()
	if shown == nil || len(shown.wanted()) != 1 {
		return nil
	}
	model := shown.wanted()[0].plan
	var alike []*importPresenter
	for _, file := range q.ready() {
		if wanted := file.wanted(); len(wanted) == 1 && shareColumns(model, wanted[0].plan) {
			alike = append(alike, file)
		}
	}
	return alike
}

// shareColumns reports whether two tables have most columns in common by name.
func shareColumns(a, b importers.Plan) bool {
	names := map[string]bool{}
	for _, column := range a.Schema() {
		names[strings.ToLower(column.Name)] = true
	}
	common := 0
	for _, column := range b.Schema() {
		if names[strings.ToLower(column.Name)] {
			common++
		}
	}
	most := max(len(a.Schema()), len(b.Schema()))
	return most > 0 && float64(common) >= leastShared*float64(most)
}

// stacked reports whether the file that is shown goes into one dataset with
// others.
func (q *importQueue) stacked() bool {
	file := q.file()
	return file != nil && len(file.wanted()) == 1 && file.wanted()[0].stacked
}

// stack puts the files that are alike into one dataset, with a column that says
// which file a row came from; or gives each its own again.
func (q *importQueue) stack(together bool) {
	files := q.alike()
	name := q.freeStackName(files)
	for _, file := range files {
		t := file.wanted()[0]
		switch {
		case together && !t.stacked:
			t.own, t.name, t.stacked = t.name, name, true
		case !together && t.stacked:
			t.name, t.stacked = t.own, false
		}
	}
	q.changed()
}

// freeStackName is what the names of files have in common.
func (q *importQueue) freeStackName(files []*importPresenter) string {
	if len(files) == 0 {
		return ""
	}
	common := ""
	for i, file := range files {
		name := strings.TrimSuffix(filepath.Base(file.path), filepath.Ext(file.path))
		if i == 0 {
			common = name
		}
		for !strings.HasPrefix(name, common) {
			common = common[:len(common)-1]
		}
	}
	common = strings.TrimRight(strings.ToValidUTF8(common, ""), " -_.0123456789(")
	if common == "" {
		common = filepath.Base(filepath.Dir(files[0].path))
	}
	return files[0].freeName(common)
}
