package workbench_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// people imports files into a new workspace and indexes the people in them.
func people(t *testing.T, files map[string]string) *workbench.PersonIndex {
	t.Helper()
	ctx, folder := context.Background(), t.TempDir()
	bench, err := workbench.Open(ctx, filepath.Join(folder, "w.schoolbench"), workbench.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := bench.Close(); err != nil {
			t.Error(err)
		}
	})
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := bench.Import(ctx, workbench.ImportRequest{Path: path}); err != nil {
			t.Fatal(err)
		}
	}
	index, err := bench.IndexPeople(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return index
}

// People are found by parts of their names, without accents and in any order,
// and by their IDs; each once, staff as well as students, in the roster rather than the marks.
func TestPersonIndex(t *testing.T) {
	index := people(t, map[string]string{
		"roster.csv": "Student ID,Last Name,First Name\n0001,Núñez,Zoë\n0002,O'Brien,Ann Marie\n0003,Anders,Lee\n0004,,\n,Nobody,Nora\n0005,*,*\n",
		"marks.csv":  "Student ID,Student Name,Mark\n0001,Zoë Núñez,A\n0001,Zoë Núñez,B\n0009,Only Here,C\n",
		"staff.csv":  "Staff ID,Last Name,First Name\n77,Teacher,Tess\n",
		"counts.csv": "Student ID,Days\n0001,3\n",
	})
	if got, want := index.Len(), 5; got != want {
		t.Errorf("%d people, want %d", got, want)
	}
	for typed, want := range map[string]string{
		"zoe nunez":   "roster 0001 Núñez, Zoë",
		"NÚÑ":         "roster 0001 Núñez, Zoë",
		"obrien ann":  "roster 0002 O'Brien, Ann Marie",
		"marie":       "roster 0002 O'Brien, Ann Marie",
		"0003":        "roster 0003 Anders, Lee",
		"only":        "marks 0009 Only Here",
		"an":          "roster 0003 Anders, Lee; roster 0002 O'Brien, Ann Marie",
		"tess":        "staff 77 Teacher, Tess",
		"nora":        "",
		"zoe anders":  "",
		"  ":          "",
		"*":           "",
		"nders":       "roster 0003 Anders, Lee",
		"o’brien":     "roster 0002 O'Brien, Ann Marie",
		"Lee, Anders": "roster 0003 Anders, Lee",
	} {
		var got []string
		for _, student := range index.Find(typed, 10) {
			got = append(got, student.Dataset+" "+student.ID+" "+student.Name)
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q finds %q, want %q", typed, strings.Join(got, "; "), want)
		}
	}
	if found := index.Find("a", 1); len(found) != 1 {
		t.Errorf("asked for one person, got %v", found)
	}
}

// BenchmarkPersonIndex types a name while 50,000 students are known: the time
// of one letter.
func BenchmarkPersonIndex(b *testing.B) {
	ctx, folder := context.Background(), b.TempDir()
	bench, err := workbench.Open(ctx, filepath.Join(folder, "w.schoolbench"), workbench.Options{Create: true})
	if err != nil {
		b.Fatal(err)
	}
	defer bench.Close()
	var text strings.Builder
	text.WriteString("Student ID,Last Name,First Name\n")
	for i := range 50_000 {
		fmt.Fprintf(&text, "%07d,Family%d,Given%d\n", i, i%9973, i%331)
	}
	path := filepath.Join(folder, "students.csv")
	if err := os.WriteFile(path, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	if _, err := bench.Import(ctx, workbench.ImportRequest{Path: path}); err != nil {
		b.Fatal(err)
	}
	index, err := bench.IndexPeople(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, typed := range []string{"f", "fam", "given33", "zzz", "0049999"} {
			index.Find(typed, 12)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/5000, "ms/letter")
}
