package synth

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/schoolbench/schoolbench/table"
)

// FileNames returns the names of the files of a district, in the order in which
// they are written. Without its extension each is the name of its dataset.
func FileNames() []string {
	names := make([]string, 0, len(extracts()))
	for _, extract := range extracts() {
		names = append(names, extract.name)
	}
	return names
}

// extract is one of the files.
type extract struct {
	name   string
	weight float64 // about how long it takes against the others
	write  func(*District, *job) error
}

func extracts() []extract {
	return []extract{
		{"schools.csv", 0.01, (*District).writeSchools},
		{"students.xlsx", 6, (*District).writeStudents},
		{"enrollment.csv", 1, (*District).writeEnrollment},
		{"attendance.csv", 8, (*District).writeAttendance},
		{"marks.csv", 5, (*District).writeMarks},
		{"assessments.txt", 5, (*District).writeAssessments},
		{"discipline.csv", 1, (*District).writeDiscipline},
		{"services.xlsx", 4, (*District).writeServices},
		{"staff.csv", 0.1, (*District).writeStaff},
		{"budget.csv", 0.1, (*District).writeBudget},
	}
}

// job is the writing of one file.
type job struct {
	ctx      context.Context
	out      *os.File
	folder   string // for temporary files, removed with them
	name     string
	faults   faultTally
	progress func(share float64)
	calls    int
}

// advance reports how much of the file is done and returns the context's error
// once it is cancelled. It is cheap enough to be called for every student.
func (j *job) advance(done, of int) error {
	j.calls++
	if j.calls%64 != 1 {
		return nil
	}
	if err := j.ctx.Err(); err != nil {
		return err
	}
	j.progress(float64(done) / float64(max(1, of)))
	return nil
}

// note counts a planted fault of this file.
func (j *job) note(column string, kind FaultKind, line int, example string) {
	j.faults.note(j.name, column, kind, line, example)
}

// WriteFiles writes the district's files into a folder, which it makes if
// necessary, and returns their paths in the order of FileNames. The files are
// readable by their owner alone. They are written row by row; memory does not
// grow with the number of rows.
//
// All appear at once at the end: when it fails or ctx is cancelled, none of
// them does, and nothing else stays behind. A folder that already has a file of
// one of these names is left as it is, and the error is a *table.Issue that
// says so. Progress may be nil; otherwise it is called now and then, on the
// caller's goroutine, with the file at hand and the share of the whole work
// that is done, from 0 to 1.
func (d *District) WriteFiles(ctx context.Context, dir string, progress func(file string, done float64)) (paths []string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, cannotWrite(dir, err)
	}
	for _, name := range FileNames() {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			return nil, table.Failed("sample-file-exists", table.Where{File: filepath.Join(dir, name)},
				"There is already a file of this name, and it was left as it is.",
				"Choose an empty folder, or move the file away first.", err)
		}
	}
	draft, err := os.MkdirTemp(dir, ".sample-")
	if err != nil {
		return nil, cannotWrite(dir, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(draft)) }()

	faults := faultTally(faultList())
	if err := d.writeDraft(ctx, draft, faults, progress); err != nil {
		return nil, err
	}
	paths, err = publish(draft, dir)
	if err != nil {
		return nil, cannotWrite(dir, err)
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.planted = faults
	return paths, nil
}

// writeDraft writes every file into the draft folder.
func (d *District) writeDraft(ctx context.Context, draft string, faults faultTally, progress func(string, float64)) error {
	if progress == nil {
		progress = func(string, float64) {}
	}
	total, before := 0.0, 0.0
	for _, extract := range extracts() {
		total += extract.weight
	}
	for _, extract := range extracts() {
		j := &job{
			ctx: ctx, folder: draft, name: extract.name, faults: faults,
			progress: func(share float64) { progress(extract.name, (before+share*extract.weight)/total) },
		}
		if err := d.writeOne(j, extract.write); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return cannotWrite(extract.name, err)
		}
		before += extract.weight
		progress(extract.name, before/total)
	}
	return nil
}

// writeOne writes one file of the draft.
func (d *District) writeOne(j *job, write func(*District, *job) error) (err error) {
	if err := j.ctx.Err(); err != nil {
		return err
	}
	j.out, err = os.OpenFile(filepath.Join(j.folder, j.name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.out.Close()) }()
	return write(d, j)
}

// publish moves the files from the draft folder to where they belong. If one
// cannot be moved, those moved before it are taken away again.
func publish(draft, dir string) (paths []string, err error) {
	defer func() {
		if err != nil {
			for _, path := range paths {
				err = errors.Join(err, os.Remove(path))
			}
			paths = nil
		}
	}()
	for _, name := range FileNames() {
		path := filepath.Join(dir, name)
		if err := os.Rename(filepath.Join(draft, name), path); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// cannotWrite says that a file or folder could not be written.
func cannotWrite(name string, cause error) error {
	return table.Failed("sample-not-written", table.Where{File: name},
		fmt.Sprintf("The sample district could not be written: %v.", cause),
		"Check that the disk has room and that you may write in this folder, then try again.", cause)
}

// eachEnrolled calls visit for everyone enrolled, year by year, and reports how
// far it is. What it passes is valid during the call only.
func (d *District) eachEnrolled(j *job, visit func(*person, *enrolledYear) error) error {
	years, seats := d.options.Years, d.options.Students
	for year := range years {
		if err := d.eachEnrolledIn(year, func(p *person, e *enrolledYear) error {
			if err := j.advance(year*seats+p.seat, years*seats); err != nil {
				return err
			}
			return visit(p, e)
		}); err != nil {
			return err
		}
	}
	return nil
}

// eachEnrolledIn calls visit for everyone enrolled in one year.
func (d *District) eachEnrolledIn(year int, visit func(*person, *enrolledYear) error) error {
	var w walk
	for seat := range d.options.Students {
		p := d.follow(seat, year+1, &w)
		if err := visit(&p, &w.years[year]); err != nil {
			return err
		}
	}
	return nil
}
