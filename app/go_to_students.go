package app

import (
	"context"

	"github.com/schoolbench/schoolbench/workbench"
)

// mostStudents is how many students Go to lists for what is typed.
const mostStudents = 12

// studentFinder knows the students of the workspace by name. The names are read
// by a job when Go to is first opened, and again once the rows have changed.
type studentFinder struct {
	shell   *Shell
	reading latest
	index   *workbench.PersonIndex // nil before it is read
	of      map[string]int64       // the versions of the datasets that it was read from
	ready   func()                 // called when the index was read; nil when nobody waits
	tell    func()                 // the same for the page of people
}

func newStudentFinder(s *Shell) *studentFinder {
	return &studentFinder{shell: s, reading: latest{jobs: s.jobs}}
}

// prepare reads the names unless they are known as they are now.
func (f *studentFinder) prepare() {
	bench := f.shell.bench
	if bench == nil || f.reading.busy() || f.known() {
		return
	}
	versions := f.versions()
	fetch(&f.reading, say("Reading the names of people"), false, func(ctx context.Context, _ func(workbench.Progress)) (*workbench.PersonIndex, error) {
		return bench.IndexPeople(ctx)
	}, func(index *workbench.PersonIndex, err error) {
		if err != nil || f.shell.bench != bench {
			return // Go to works without students
		}
		f.index, f.of = index, versions
		for _, waiting := range []func(){f.ready, f.tell} {
			if waiting != nil {
				waiting()
			}
		}
	})
}

// known reports whether the index is of the rows as they are now.
func (f *studentFinder) known() bool {
	if f.index == nil {
		return false
	}
	now := f.versions()
	for name, version := range now {
		if f.of[name] != version {
			return false
		}
	}
	return len(now) == len(f.of)
}

func (f *studentFinder) versions() map[string]int64 {
	versions := map[string]int64{}
	for _, dataset := range f.shell.datasets {
		versions[dataset.Name] = dataset.Version
	}
	return versions
}

// forget lets go of the names, as when a workspace is closed.
func (f *studentFinder) forget() {
	f.reading.cancel()
	f.index, f.of, f.ready, f.tell = nil, nil, nil, nil
}

// matching are the students whose name or ID has what was typed.
func (f *studentFinder) matching(words string) []destination {
	if f.index == nil {
		return nil
	}
	var list []destination
	for _, person := range f.index.Find(words, mostStudents) {
		kind := say("student %s in %s", person.ID, person.Dataset)
		if person.Kind == workbench.StaffPerson {
			kind = say("staff %s in %s", person.ID, person.Dataset)
		}
		list = append(list, destination{"person", person.Name, kind, func() { f.shell.openPerson(person.PersonKey) }})
	}
	return list
}

// withStudents puts students beneath what is called just so or begins with what
// was typed: the first lines are for what there are few of.
func withStudents(list, students []destination) []destination {
	if len(students) == 0 {
		return list
	}
	const before = 6
	at := min(before, len(list))
	return append(append(append([]destination(nil), list[:at]...), students...), list[at:]...)
}
