package workbench

import (
	"os"
	"slices"
	"sync"
	"time"

	"github.com/schoolbench/schoolbench/importers"
)

// inspectedFiles keeps the plans that importers made of the files looked at
// last, so that what a person has corrected can be told from what was found
// without reading a file again. The zero value is ready for use.
type inspectedFiles struct {
	mutex sync.Mutex
	files []inspectedFile
}

type inspectedFile struct {
	path    string
	size    int64
	changed time.Time
	plans   []importers.Plan
}

// mostInspected is how many files are kept.
const mostInspected = 32

func (f *inspectedFiles) put(path string, plans []importers.Plan) {
	info, err := os.Stat(path)
	if err != nil {
		return
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.files = slices.DeleteFunc(f.files, func(file inspectedFile) bool { return file.path == path })
	f.files = append(f.files, inspectedFile{path: path, size: info.Size(), changed: info.ModTime(), plans: plans})
	if len(f.files) > mostInspected {
		f.files = f.files[1:]
	}
}

// get returns the plans of a file that has not changed since.
func (f *inspectedFiles) get(path string) ([]importers.Plan, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, false
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	for _, file := range f.files {
		if file.path == path && file.size == info.Size() && file.changed.Equal(info.ModTime()) {
			return file.plans, true
		}
	}
	return nil, false
}

// planOf finds the plan that a plan, which may have been corrected, was made
// from: the one in the same place among those of its sheet that overlaps it.
// It returns -1 if there is none.
func planOf(plan importers.Plan, place int, found []importers.Plan) int {
	overlaps := func(other importers.Plan) bool {
		return other.Sheet == plan.Sheet && other.Importer == plan.Importer &&
			(other.LastRow == 0 || plan.FirstRow <= other.LastRow) && (plan.LastRow == 0 || other.FirstRow <= plan.LastRow)
	}
	if place < len(found) && overlaps(found[place]) {
		return place
	}
	return slices.IndexFunc(found, overlaps)
}

// withHeaders notes in a plan what the file calls the columns that a person has
// given another name.
func withHeaders(plan, found importers.Plan) importers.Plan {
	if plan.HeaderRow != found.HeaderRow {
		return plan
	}
	plan.Columns = slices.Clone(plan.Columns)
	for i, column := range plan.Columns {
		at := slices.IndexFunc(found.Columns, func(other importers.PlanColumn) bool { return other.Index == column.Index })
		if at >= 0 && column.Header == "" && column.Name != found.Columns[at].Name {
			plan.Columns[i].Header = found.Columns[at].Name
		}
	}
	return plan
}
