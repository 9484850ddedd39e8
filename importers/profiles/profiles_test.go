package profiles_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/internal/golden"
	"github.com/schoolbench/schoolbench/table"
)

func standard(t testing.TB) *profiles.Library {
	t.Helper()
	library, err := profiles.Standard()
	if err != nil {
		t.Fatal(err)
	}
	return library
}

// plan recognises a file as a person's import would.
func plan(t testing.TB, library *profiles.Library, source importers.Source) ([]importers.Plan, importers.Importer) {
	t.Helper()
	importer, err := all.Recognise(source)
	if err != nil {
		t.Fatalf("%s: %v", source.Name(), err)
	}
	plans, err := library.Plan(context.Background(), importer, source, importers.Options{})
	if err != nil {
		t.Fatalf("%s: %v", source.Name(), err)
	}
	return plans, importer
}

func fileSource(t testing.TB, path string) importers.Source {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return importers.BytesSource(filepath.Base(path), content)
}

// summary writes what a profile made of a plan, and the first row read by it.
// What others say of the file is left out.
func summary(t testing.TB, importer importers.Importer, source importers.Source, plan importers.Plan) string {
	t.Helper()
	var out strings.Builder
	fmt.Fprintf(&out, "%s: profile %q, key %q\n", plan.Name, plan.Profile, plan.Key)
	for _, pick := range plan.PickOne {
		fmt.Fprintf(&out, "pick one of %s: default %q, whole %q\n", pick.Column, pick.Default, pick.Whole)
	}
	for _, link := range plan.Links {
		fmt.Fprintf(&out, "%s%s -> %s.%s\n", link.Column, link.Separator, link.Dataset, link.Key)
	}
	rows := read(t, importer, source, plan)
	for i, column := range profiles.Schema(plan) {
		fmt.Fprintf(&out, "  %s", column.Name)
		if i >= len(plan.Columns) || plan.Columns[i].Known != "" {
			fmt.Fprintf(&out, ": %s, %s", column.Type, column.Role)
		}
		if column.Label != "" {
			fmt.Fprintf(&out, " (%s)", column.Label)
		}
		if len(rows) > 0 {
			value := rows[0][i].Value
			fmt.Fprintf(&out, " = %q", column.Text(value))
			if value.State != table.Reported {
				fmt.Fprintf(&out, " %s", value.State)
			}
		}
		out.WriteString("\n")
	}
	ours := []string{"key", "key-repeats", "pick-one", "split", "split-not", "words-added", "year-from-name", "link", "changes"}
	for _, finding := range plan.Findings {
		if strings.HasPrefix(finding.Code, "profile") || slices.Contains(ours, finding.Code) {
			fmt.Fprintf(&out, "- %s: %s\n", finding.Code, finding.Message)
		}
	}
	return out.String()
}

func read(t testing.TB, importer importers.Importer, source importers.Source, plan importers.Plan) [][]table.Cell {
	t.Helper()
	reader, err := importer.Open(context.Background(), source, plan)
	if err != nil {
		t.Fatal(err)
	}
	reader = profiles.Derive(reader, plan)
	defer reader.Close()
	if got, want := reader.Schema().Names(), profiles.Schema(plan).Names(); !slices.Equal(got, want) {
		t.Errorf("%s: the reader has the columns %q; the plan says %q", source.Name(), got, want)
	}
	var rows [][]table.Cell
	for {
		row, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, slices.Clone(row.Cells))
	}
}

// Ensure that every fixture is recognised by the profile in its name, and that
// what is told of it is what a person has read and accepted.
func TestFixtures(t *testing.T) {
	paths, err := filepath.Glob("testdata/fixtures/*")
	if err != nil || len(paths) < 15 {
		t.Fatalf("%d fixtures (%v)", len(paths), err)
	}
	library := standard(t)
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		t.Run(name, func(t *testing.T) {
			source := fileSource(t, path)
			plans, importer := plan(t, library, source)
			want, _, _ := strings.Cut(name, "~")
			if want == "none" {
				want = ""
			}
			if len(plans) != 1 || plans[0].Profile != want {
				t.Errorf("%d tables, the first recognised as %q, want %q", len(plans), plans[0].Profile, want)
			}
			golden.Assert(t, "summaries/"+name+".txt", []byte(summary(t, importer, source, plans[0])))
		})
	}
}

// Ensure that an archive of OneRoster files is datasets with links between
// them.
func TestOneRosterArchive(t *testing.T) {
	paths, err := filepath.Glob("testdata/oneroster/*.csv")
	if err != nil || len(paths) != 7 {
		t.Fatalf("%d files (%v)", len(paths), err)
	}
	var packed bytes.Buffer
	writer := zip.NewWriter(&packed)
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		part, err := writer.Create(filepath.Base(path))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	source := importers.BytesSource("district.zip", packed.Bytes())
	plans, importer := plan(t, standard(t), source)
	var out strings.Builder
	for _, plan := range plans {
		out.WriteString(summary(t, importer, source, plan) + "\n")
	}
	golden.Assert(t, "summaries/oneroster.zip.txt", []byte(out.String()))
}

// Ensure that the original text of every cell can still be had when a profile
// has changed a column's type.
func TestOriginalsStay(t *testing.T) {
	library := standard(t)
	paths, err := filepath.Glob("testdata/fixtures/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		source := fileSource(t, path)
		plans, importer := plan(t, library, source)
		bare, err := importer.Plan(context.Background(), source, importers.Options{HeaderRow: headerRow(plans[0])})
		if err != nil {
			t.Fatal(err)
		}
		before, after := read(t, importer, source, bare[0]), read(t, importer, source, plans[0])
		if len(before) != len(after) {
			t.Fatalf("%s: %d rows, without profiles %d", path, len(after), len(before))
		}
		for i := range before {
			for j, column := range bare[0].Columns {
				if got, want := plans[0].Columns[j].Original(after[i][j]), column.Original(before[i][j]); got != want {
					t.Errorf("%s, row %d, %s: %q, in the file %q", path, i+1, column.Name, got, want)
				}
			}
		}
	}
}

func headerRow(plan importers.Plan) int {
	if plan.HeaderRow == 0 {
		return importers.NoHeader
	}
	return 0
}

// Ensure that a cancelled context ends the reading of the whole table.
func TestPlanObeysContext(t *testing.T) {
	source := fileSource(t, "testdata/fixtures/cde-dashboard.txt")
	importer, err := all.Recognise(source)
	if err != nil {
		t.Fatal(err)
	}
	plans, err := importer.Plan(context.Background(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	match := standard(t).Recognise(source.Name(), plans[0], nil)
	if match == nil {
		t.Fatal("not recognised")
	}
	err = match.Apply(ctx, source.Name(), &plans[0], func(plan importers.Plan) (table.Reader, error) {
		return importer.Open(context.Background(), source, plan)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
