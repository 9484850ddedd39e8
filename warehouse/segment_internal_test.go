package warehouse

import (
	"database/sql"
	"encoding/binary"
	"errors"
	"math"
	"testing"
	"testing/fstest"
	"time"

	"github.com/schoolbench/schoolbench/table"
)

// Damaged blocks give errors: no panic, and no memory for rows that are not
// there.
func FuzzBlock(f *testing.F) {
	encoder, err := newBlockEncoder()
	if err != nil {
		f.Fatal(err)
	}
	many := make([]uint32, 5000)
	for i := range many {
		many[i] = uint32(i * 7 % 70_000)
	}
	for _, b := range []block{
		codesBlock([]uint32{0, 1, 2, 1}, 3, nil),
		codesBlock(many, 300, nil),
		codesBlock(many, 70_000, nil),
		numbersBlock([]float64{1, 2.5, math.NaN()}, []uint32{0, 0, 1}, 2, nil),
		numbersBlock([]float64{1, 2.5}, []uint32{0, 0}, 0, nil),
		dictionaryBlock(table.Text, []table.Value{table.TextValue("a"), table.Mark(table.Withheld, "*"), table.TextValue("")}, nil),
		dictionaryBlock(table.Date, []table.Value{table.NumberValue(17000), table.Mark(table.Missing, "")}, nil),
	} {
		f.Add(encoder.encode(b))
	}
	decoder, err := newBlockDecoder()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < blockHeaderSize {
			if _, err := decoder.decode(data); !errors.Is(err, errBlock) {
				t.Fatalf("got %v", err)
			}
			return
		}
		// With the right checksum the fuzzer gets to what lies behind it.
		data = append([]byte(nil), data...)
		binary.LittleEndian.PutUint32(data[12:], blockSum(data))
		b, err := decoder.decode(data)
		if err != nil {
			if !errors.Is(err, errBlock) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		if b.kind == kindDictionary {
			for _, columnType := range []table.Type{table.Text, table.Decimal} {
				entries, err := b.dictionary(columnType)
				if err == nil && len(entries) != b.count {
					t.Fatalf("%d entries of %d", len(entries), b.count)
				}
			}
			return
		}
		codes := make([]uint32, b.count)
		if err := b.codes(codes, 1000); err == nil {
			for _, code := range codes {
				if code >= 1000 {
					t.Fatalf("code %d", code)
				}
			}
		}
		_ = b.numbers(make([]float64, b.count))
	})
}

func TestBlockRoundTrip(t *testing.T) {
	encoder, err := newBlockEncoder()
	if err != nil {
		t.Fatal(err)
	}
	decoder, err := newBlockDecoder()
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []int{1, 2, 256, 257, 65536, 65537, 1 << 24} {
		codes := make([]uint32, 1000)
		for i := range codes {
			codes[i] = uint32(i * 104729 % limit)
		}
		data := encoder.encode(codesBlock(codes, limit, nil))
		b, err := decoder.decode(data)
		if err != nil {
			t.Fatal(err)
		}
		got := make([]uint32, len(codes))
		if err := b.codes(got, limit); err != nil {
			t.Fatal(err)
		}
		for i := range codes {
			if got[i] != codes[i] {
				t.Fatalf("limit %d, row %d: got %d, want %d", limit, i, got[i], codes[i])
			}
		}
		for i := range data {
			changed := append([]byte(nil), data...)
			changed[i] ^= 0x10
			if _, err := decoder.decode(changed); !errors.Is(err, errBlock) {
				t.Fatalf("limit %d: a changed byte %d was not noticed (%v)", limit, i, err)
			}
		}
	}
}

// A full disk is told in words, and nothing has changed.
func TestDiskFull(t *testing.T) {
	w, err := Create(t.Context(), t.TempDir()+"/a.schoolbench", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	schema := table.Schema{{Name: "Text"}}
	small := &repeatReader{schema: schema, rows: 5}
	if _, err := w.Import(t.Context(), ImportRequest{Dataset: "d"}, small); err != nil {
		t.Fatal(err)
	}
	if _, err := w.writer.Exec("PRAGMA max_page_count = 60"); err != nil {
		t.Fatal(err)
	}
	_, err = w.Import(t.Context(), ImportRequest{Dataset: "d"}, &repeatReader{schema: schema, rows: 50_000})
	issue := table.IssueIn(err)
	if issue == nil || issue.Code != "disk-full" {
		t.Fatalf("got %v, want disk-full", err)
	}
	frame, err := w.Frame(t.Context(), "d")
	if err != nil || frame.Len() != 5 {
		t.Fatalf("%d rows are left (%v); want 5", frame.Len(), err)
	}
	issues, err := w.Check(t.Context(), nil)
	if err != nil || len(issues) > 0 {
		t.Fatalf("check found %v (%v)", issues, err)
	}
	if _, err := w.Import(t.Context(), ImportRequest{Dataset: "d"}, &repeatReader{schema: schema, rows: 5}); err != nil {
		t.Fatalf("a small import no longer fits: %v", err)
	}
}

// An older layout is brought up to date step by step, and a step that fails
// leaves the one before.
func TestMigrations(t *testing.T) {
	db, err := sql.Open("sqlite", t.TempDir()+"/a.schoolbench")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	first, err := migrationFiles.ReadFile("migrations/0001_catalogue.sql")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{
		"migrations/0001_catalogue.sql": {Data: first},
		"migrations/0002_more.sql":      {Data: []byte("CREATE TABLE sb_more (a)")},
		"migrations/0003_broken.sql":    {Data: []byte("CREATE TABLE sb_half (a); CREATE TABLE sb_more (a)")},
	}
	steps, err := migrationsIn(files)
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), db, steps, time.Now()); err == nil {
		t.Fatal("the broken step succeeded")
	}
	var version, tables, names int
	if err := db.QueryRow(`SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema WHERE name IN ('sb_more', 'sb_half')), (SELECT count(*) FROM sb_migrations)`).Scan(&version, &tables, &names); err != nil {
		t.Fatal(err)
	}
	if version != 2 || tables != 1 || names != 2 {
		t.Errorf("version %d, %d new tables, %d names recorded; want 2, 1 and 2", version, tables, names)
	}
	// Steps that were prepared side by side may come to a file in another order.
	files["migrations/0003_broken.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE sb_half (a)")}
	files["migrations/0005_late.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE sb_late (a)")}
	for range 2 {
		if steps, err = migrationsIn(files); err != nil {
			t.Fatal(err)
		}
		if err := migrate(t.Context(), db, steps, time.Now()); err != nil {
			t.Fatal(err)
		}
		files["migrations/0004_early.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE sb_early (a)")}
	}
	if err := db.QueryRow(`SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema WHERE name IN ('sb_half', 'sb_early', 'sb_late'))`).Scan(&version, &tables); err != nil {
		t.Fatal(err)
	}
	if version != 5 || tables != 3 {
		t.Errorf("version %d and %d new tables; want 5 and 3", version, tables)
	}
	files["migrations/0005_again.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE sb_again (a)")}
	if _, err := migrationsIn(files); err == nil {
		t.Error("a number that occurs twice was not noticed")
	}
	delete(files, "migrations/0001_catalogue.sql")
	if _, err := migrationsIn(files); err == nil {
		t.Error("a missing first step was not noticed")
	}
}
