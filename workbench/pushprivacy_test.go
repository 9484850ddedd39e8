package workbench_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that the files of a school hold its own students and no name and no
// number of another school's, in any part of any format, and that nothing else
// is left anywhere.
func TestNobodyElsesStudents(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	bench := mustOpen(t)
	if _, err := bench.MakeSample(t.Context(), workbench.SampleOptions{Students: 240, Schools: 4, Years: 1}, nil); err != nil {
		t.Fatal(err)
	}
	all := readRoll(t, bench)
	out := filepath.Join(t.TempDir(), "out")
	result, err := bench.Send(t.Context(), "Monday packets", workbench.PushOptions{Out: out, Formats: workbench.BoardFormats()})
	if err != nil || !result.Complete() || result.Sent != 4 {
		t.Fatalf("%+v, %v", result, err)
	}
	for _, entry := range result.Deliveries {
		if len(entry.Files) != len(workbench.BoardFormats()) || entry.Students == nil || *entry.Students == 0 {
			t.Errorf("%s: %d files, students %v", entry.Recipient, len(entry.Files), entry.Students)
		}
	}
	searchPackets(t, all, out)
	left, err := os.ReadDir(temporary)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		if !strings.HasPrefix(entry.Name(), "Test") && !strings.HasPrefix(entry.Name(), "go-") {
			t.Errorf("left in the folder for temporary files: %s", entry.Name())
		}
	}
}

// Ensure the same of the packets of a large district, which `make packets` has
// made and names in SCHOOLBENCH_PACKETS: a folder with the workspace and with
// the packets, a folder for each school.
func TestNobodyElsesStudentsInALargeDistrict(t *testing.T) {
	folder := os.Getenv("SCHOOLBENCH_PACKETS")
	if folder == "" {
		t.Skip("make packets runs this on the packets of 86 schools")
	}
	bench, err := workbench.Open(t.Context(), filepath.Join(folder, "oak.schoolbench"), workbench.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = bench.Close() }()
	searchPackets(t, readRoll(t, bench), filepath.Join(folder, "out"))
}

// searchPackets looks through the files of every school's folder for students
// of other schools. What finds nothing must be able to: each school's own
// students are found in its workbook and its page.
func searchPackets(t *testing.T, all *roll, out string) {
	t.Helper()
	folders, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	files, parts, own, named := 0, 0, 0, 0
	for _, folder := range folders {
		entries, err := os.ReadDir(filepath.Join(out, folder.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			content, err := os.ReadFile(filepath.Join(out, folder.Name(), entry.Name()))
			if err != nil {
				t.Fatal(err)
			}
			found := insides(t, entry.Name(), content)
			theirs, others := all.search(folder.Name(), found)
			for _, each := range others {
				t.Errorf("%s: %s is of another school", folder.Name(), each)
			}
			switch {
			case len(theirs) > 0 && strings.HasSuffix(entry.Name(), ".pdf"):
				named++
			case len(theirs) == 0 && !strings.HasSuffix(entry.Name(), ".pdf"): // on one page the list may have no room
				t.Errorf("%s, %s: none of their own students was found, so the search is worth nothing", folder.Name(), entry.Name())
			}
			files, parts, own = files+1, parts+len(found), own+len(theirs)
		}
	}
	if named == 0 {
		t.Error("no PDF holds a name, so the search in them is worth nothing")
	}
	t.Logf("%d files of %d schools, %d texts in them: the names and numbers of %d students were looked for, and found %d times, of their own", files, len(folders), parts, len(all.numbers)/2, own)
}

// Ensure that the search finds a student of another school wherever one could
// stand: in a table of each format, in a part of a workbook that nobody sees, in
// the title of a PDF.
func TestTheSearchFindsWhatIsPlanted(t *testing.T) {
	here, there := &pupil{"García Gutiérrez", "Mía", map[string]bool{"Here": true}}, &pupil{"Gutiérrez", "Mía", map[string]bool{"There": true}}
	all := &roll{longest: 3, numbers: map[string]*pupil{"100200": here, "104711": there}, names: map[string][]*pupil{
		"García Gutiérrez Mía": {here}, "Mía García Gutiérrez": {here}, "Gutiérrez Mía": {there}, "Mía Gutiérrez": {there},
	}}
	list := func(last, first, id string) *reports.Document {
		builder := func(column table.Column, text string) *table.Vector {
			made := table.NewVectorBuilder(column)
			made.Append(table.TextValue(text))
			return made.Vector()
		}
		vectors := []*table.Vector{builder(table.Column{Name: "Last Name"}, last), builder(table.Column{Name: "First Name"}, first), builder(table.Column{Name: "ID", Type: table.Code}, id)}
		document := reports.List("Students", vectors, []int{0}, reports.Origin{Dataset: "students", Rows: 1}, time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC), nil)
		return document
	}
	written := func(document *reports.Document, format string) []byte {
		var out bytes.Buffer
		if err := workbench.Write(t.Context(), &out, document, format); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	withPart := func(book []byte, name, content string) []byte {
		var out bytes.Buffer
		from, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
		if err != nil {
			t.Fatal(err)
		}
		to := zip.NewWriter(&out)
		for _, each := range from.File {
			if err := to.Copy(each); err != nil {
				t.Fatal(err)
			}
		}
		made, err := to.Create(name)
		if err == nil {
			_, err = io.WriteString(made, content)
		}
		if err == nil {
			err = to.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	titled := list("García Gutiérrez", "Mía", "100200")
	titled.Title = "Mía Gutiérrez"
	clean := list("García Gutiérrez", "Mía", "100200")
	files := map[string][]byte{
		"title.pdf": written(titled, "pdf"), "title.html": written(titled, "html"), "title.xlsx": written(titled, "xlsx"),
		"pivot.xlsx": withPart(written(clean, "xlsx"), "xl/pivotCache/pivotCacheRecords9.xml", `<?xml version="1.0"?><records><r><s v="Guti&#233;rrez"/><s v="M&#xED;a"/></r></records>`),
		"ids.xlsx":   withPart(written(clean, "xlsx"), "customXml/item1.xml", `<?xml version="1.0"?><i>104711</i>`),
	}
	for _, format := range []string{"xlsx", "pdf", "html"} {
		files["name."+format] = written(list("Gutiérrez", "Mía", "none"), format)
		files["number."+format] = written(list("Nobody", "None", "104711"), format)
		files["clean."+format] = written(clean, format)
	}
	for name, content := range files {
		own, others := all.search("Here", insides(t, name, content))
		if strings.HasPrefix(name, "clean") {
			if len(others) > 0 || len(own) == 0 {
				t.Errorf("%s: %v, and %d of their own", name, others, len(own))
			}
			continue
		}
		if !slices.ContainsFunc(others, func(each sighting) bool { return each.who == there }) {
			t.Errorf("%s: the student of another school is not found (%d of their own)", name, len(own))
		}
	}
}
