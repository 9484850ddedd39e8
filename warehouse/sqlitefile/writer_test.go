package sqlitefile_test

import (
	"database/sql"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/warehouse/sqlitefile"
	_ "modernc.org/sqlite" // what reads the files back
)

const statement = "CREATE TABLE t (n INTEGER PRIMARY KEY, whole INTEGER, real REAL, text TEXT)"

// row is what a test puts into a file; text nil is NULL.
type row struct {
	number int64
	whole  int64
	real   float64
	text   *string
}

func write(t *testing.T, tables map[string][]row) *sql.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.db")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sqlitefile.NewWriter(file)
	if err != nil {
		t.Fatal(err)
	}
	var record sqlitefile.Record
	for name, rows := range tables {
		table := w.Table(name, strings.Replace(statement, "TABLE t", "TABLE "+name, 1))
		for _, r := range rows {
			record.Reset()
			record.Add(sqlitefile.Value{})
			record.Add(sqlitefile.Integer(r.whole))
			record.Add(sqlitefile.Real(r.real))
			text := sqlitefile.Value{}
			if r.text != nil {
				text = sqlitefile.Text(*r.text)
			}
			record.Add(text)
			if err := table.Add(r.number, &record); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// check compares what SQLite reads with what was written.
func check(t *testing.T, db *sql.DB, name string, want []row) {
	t.Helper()
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity: %s, %v", verdict, err)
	}
	rows, err := db.Query("SELECT n, whole, real, text, typeof(whole), typeof(real) FROM " + name + " ORDER BY n")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	at := 0
	for ; rows.Next(); at++ {
		var got row
		var wholeType, realType string
		if err := rows.Scan(&got.number, &got.whole, &got.real, &got.text, &wholeType, &realType); err != nil {
			t.Fatal(err)
		}
		if at >= len(want) {
			t.Fatalf("more than %d rows", len(want))
		}
		w := want[at]
		same := got.text == w.text || (got.text != nil && w.text != nil && *got.text == *w.text)
		if got.number != w.number || got.whole != w.whole || got.real != w.real || !same || wholeType != "integer" || realType != "real" {
			t.Fatalf("row %d: %+v (%s, %s), want %+v", at, got, wholeType, realType, w)
		}
	}
	if err := rows.Err(); err != nil || at != len(want) {
		t.Fatalf("%d rows of %d: %v", at, len(want), err)
	}
	// Looking rows up goes another way through the pages than reading all.
	for _, w := range want[:min(len(want), 1000)] {
		var whole int64
		if err := db.QueryRow("SELECT whole FROM "+name+" WHERE n = ?", w.number).Scan(&whole); err != nil || whole != w.whole {
			t.Fatalf("row %d looked up: %d, %v", w.number, whole, err)
		}
	}
}

func textOf(s string) *string { return &s }

// Ensure that SQLite finds the files sound and reads back just what was
// written, for every size of number and lengths of text at the edges of pages.
func TestFilesReadBack(t *testing.T) {
	var numbers []row
	for bit := range 64 {
		for _, offset := range []int64{-1, 0, 1} {
			n := int64(1)<<bit + offset
			for _, whole := range []int64{n, -n} {
				numbers = append(numbers, row{number: int64(len(numbers)) + 1, whole: whole, real: float64(whole)})
			}
		}
	}
	for _, real := range []float64{0, 1, -1, 0.5, -0.1, 1e300, -1e-300, 1 << 47, 1<<47 - 1, -(1 << 47), 1 << 53, math.MaxFloat64, math.SmallestNonzeroFloat64, math.Inf(1)} {
		numbers = append(numbers, row{number: int64(len(numbers)) + 1, real: real})
	}
	var lengths []row
	for _, around := range []int{0, 64, 8192, 65_500, 65_536, 131_072, 196_600} {
		for offset := -40; offset <= 40; offset++ {
			if length := around + offset; length >= 0 {
				lengths = append(lengths, row{number: int64(len(lengths)) * 3, text: textOf(strings.Repeat("é", length/2) + strings.Repeat("x", length%2))})
			}
		}
	}
	distant := []row{{number: math.MinInt64}, {number: -1, whole: 2}, {number: 0}, {number: 1 << 56, whole: 3}, {number: math.MaxInt64, whole: 4}}
	for name, rows := range map[string][]row{"none": nil, "numbers": numbers, "lengths": lengths, "distant": distant} {
		t.Run(name, func(t *testing.T) { check(t, write(t, map[string][]row{"t": rows}), "t", rows) })
	}
}

// Ensure that tables of every size read back: with one level of pages above
// the leaves and with two, and where a level has just been filled.
func TestTablesOfEverySize(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	sizes := []int{1, 2, 5000, 5001, 20_000, 300_000}
	for range 5 {
		sizes = append(sizes, 1+random.IntN(30_000))
	}
	for _, size := range sizes {
		rows := make([]row, size)
		number := int64(-100)
		for i := range rows {
			number += 1 + random.Int64N(3)
			rows[i] = row{number: number, whole: random.Int64N(1 << 20), real: random.Float64()}
		}
		check(t, write(t, map[string][]row{"t": rows}), "t", rows)
	}
}

// Ensure that a page above the leaves that fills up is followed by one that is
// sound, whether one leaf more follows or many.
func TestManyLeaves(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 1.4 GB")
	}
	// Rows that take a leaf each, with numbers so long that a page has room for
	// 5460 leaves and one more.
	text := strings.Repeat("x", 40_000)
	for _, leaves := range []int{5460, 5461, 5462, 5463} {
		rows := make([]row, leaves)
		for i := range rows {
			rows[i] = row{number: int64(i) + 1<<40, text: &text}
		}
		t.Run(fmt.Sprint(leaves), func(t *testing.T) { check(t, write(t, map[string][]row{"t": rows}), "t", rows) })
	}
}

// Ensure that two tables may be written at the same time.
func TestTwoTables(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sqlitefile.NewWriter(file)
	if err != nil {
		t.Fatal(err)
	}
	a, b := w.Table("a", strings.Replace(statement, "TABLE t", "TABLE a", 1)), w.Table("b", strings.Replace(statement, "TABLE t", "TABLE b", 1))
	var record sqlitefile.Record
	var wantA, wantB []row
	long := strings.Repeat("long ", 50_000)
	for i := range int64(30_000) {
		r := row{number: i, whole: i * i}
		if i%5000 == 0 {
			r.text = &long
		}
		table, want := a, &wantA
		if i%3 == 0 {
			table, want = b, &wantB
		}
		record.Reset()
		record.Add(sqlitefile.Value{})
		record.Add(sqlitefile.Integer(r.whole))
		record.Add(sqlitefile.Real(0))
		if r.text != nil {
			record.Add(sqlitefile.Text(*r.text))
		} else {
			record.Add(sqlitefile.Value{})
		}
		if err := table.Add(i, &record); err != nil {
			t.Fatal(err)
		}
		*want = append(*want, r)
	}
	if err := a.Add(1, &record); err == nil {
		t.Error("a row out of order was taken")
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	check(t, db, "a", wantA)
	check(t, db, "b", wantB)
}

// sparse is a file that keeps only its first page, and the numbers of pages
// that were written as anything but zeros.
type sparse struct {
	size    int64
	written map[int64]bool
	first   []byte
}

func (s *sparse) Write(p []byte) (int, error) {
	const page = 1 << 16
	for from := 0; from < len(p); from += page {
		for _, c := range p[from:min(len(p), from+page)] {
			if c != 0 {
				s.written[(s.size+int64(from))/page+1] = true
				break
			}
		}
	}
	s.size += int64(len(p))
	return len(p), nil
}

func (s *sparse) WriteAt(p []byte, at int64) (int, error) {
	if at != 0 {
		return 0, io.ErrUnexpectedEOF
	}
	s.first = append([]byte{}, p...)
	return len(p), nil
}

// Ensure that the page with the byte which SQLite locks is left alone: it is
// the one that begins after the first gigabyte.
func TestLockedPageIsLeftOut(t *testing.T) {
	if testing.Short() {
		t.Skip("goes through a gigabyte")
	}
	file := &sparse{written: map[int64]bool{}}
	w, err := sqlitefile.NewWriter(file)
	if err != nil {
		t.Fatal(err)
	}
	table := w.Table("t", statement)
	var record sqlitefile.Record
	// Every row takes a page of its own and 15 more for the rest.
	text := sqlitefile.Text(strings.Repeat("x", 16*65_532))
	for i := range int64(1100) {
		record.Reset()
		record.Add(sqlitefile.Value{})
		record.Add(sqlitefile.Integer(1))
		record.Add(sqlitefile.Real(1))
		record.Add(text)
		if err := table.Add(i, &record); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	const locked = 1<<30/(1<<16) + 1
	if file.written[locked] || !file.written[locked-1] || !file.written[locked+1] {
		t.Errorf("page %d written: %v; before it: %v; after it: %v", locked, file.written[locked], file.written[locked-1], file.written[locked+1])
	}
	if len(file.first) != 1<<16 || string(file.first[:15]) != "SQLite format 3" {
		t.Error("the first page is not that of a database")
	}
}
