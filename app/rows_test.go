package app

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/widgets"
)

// Sorting agrees with the order of values, keeps equals in their order, and
// puts what is not reported last either way.
func TestSortedRows(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, column := range []table.Column{{Name: "n", Type: table.Integer}, {Name: "t", Type: table.Text}, {Name: "d", Type: table.Decimal, Decimals: 2}} {
		builder := table.NewVectorBuilder(column)
		const length = 500
		for range length {
			switch draw := random.IntN(40); {
			case draw == 0:
				builder.Append(table.Mark(table.Missing, ""))
			case draw == 1:
				builder.Append(table.Mark(table.Withheld, "*"))
			case column.Type == table.Text:
				builder.Append(table.TextValue(string(rune('a' + draw))))
			default:
				builder.Append(table.NumberValue(float64(draw-20) / 4))
			}
		}
		vector := builder.Vector()
		for _, falling := range []bool{false, true} {
			sorted, err := sortedRows(context.Background(), []sortColumn{{vector, falling}}, nil, length)
			if err != nil {
				t.Fatal(err)
			}
			all := slices.Clone(sorted)
			slices.Sort(all)
			for i, row := range all {
				if i != row {
					t.Fatalf("%s: the rows are no longer all there", column.Name)
				}
			}
			for i := 1; i < length; i++ {
				before, after := vector.Value(sorted[i-1]), vector.Value(sorted[i])
				if !before.IsReported() && after.IsReported() {
					t.Fatalf("%s: %v stands before %v", column.Name, before, after)
				}
				if !before.IsReported() || !after.IsReported() {
					continue
				}
				order := before.Compare(after)
				if falling {
					order = -order
				}
				if order > 0 || order == 0 && sorted[i-1] > sorted[i] {
					t.Fatalf("%s: row %d with %v stands before row %d with %v", column.Name, sorted[i-1], before, sorted[i], after)
				}
			}
		}
	}
}

// What is selected is added up as in a spreadsheet; what is withheld is no zero.
func TestSelectionFigures(t *testing.T) {
	number := table.NewVectorBuilder(table.Column{Name: "n", Type: table.Decimal, Decimals: 2, Role: table.Measure})
	text := table.NewVectorBuilder(table.Column{Name: "t", Type: table.Text})
	for _, value := range []table.Value{table.NumberValue(10.25), table.Mark(table.Withheld, "*"), table.Mark(table.Missing, ""), table.NumberValue(-4), table.NumberValue(0)} {
		number.Append(value)
		text.Append(table.TextValue("x"))
	}
	source := newFrameSource([]*table.Vector{number.Vector(), text.Vector()}, nil, 5)
	for want, cells := range map[string]widgets.Range{
		"": {Top: 0, Left: 0, Bottom: 0, Right: 0},
		"Count 3     Sum 6.25     Average 2.08     1 value is withheld": {Top: 0, Left: 0, Bottom: 4, Right: 0},
		"Count 5": {Top: 0, Left: 1, Bottom: 4, Right: 1},
		"Count 8     Sum 6.25     Average 2.08     1 value is withheld": {Top: 0, Left: 0, Bottom: 99, Right: 9},
	} {
		figures, err := source.figures(context.Background(), cells)
		if err != nil {
			t.Fatal(err)
		}
		if got := figures.words(); got != want {
			t.Errorf("%v gives %q, want %q", cells, got, want)
		}
	}
}

// A dataset's page sorts and exports its rows in the order shown.
func TestDatasetSortAndExport(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 30)
	d.shell.openDataset("fall")
	p := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return p.version > 0 })
	days := 4
	p.rows.setLook(p.rows.look.sorted("Days Absent", true))
	d.until("the rows are sorted", func() bool { return p.rows.shownRows() != nil })
	if got := p.rows.source.Cell(0, days).Text; got != "10" {
		t.Errorf("the largest is %q", got)
	}
	if icon := p.rows.source.Header(0, days).Icon; icon != "sort-down" {
		t.Errorf("the heading has the icon %q", icon)
	}

	path := filepath.Join(d.folder, "out.csv")
	name, rows, bench := p.name, p.rows.shownRows(), d.shell.bench
	d.shell.runExport(exportRequest{format: exportFormat{ending: "csv"}, path: path}, func(ctx context.Context) (*reports.Document, error) {
		return bench.ListDocument(ctx, name, rows, name, reports.English)
	})
	d.until("the file is written", func() bool { return len(d.shell.jobs.running) == 0 })
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Split(strings.TrimSpace(string(content)), "\n"); len(lines) < 31 {
		t.Errorf("%d lines are written for 30 rows", len(lines))
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v", info.Mode(), err)
	}
	if got := d.shell.preferences.exportFolder(); got != d.folder {
		t.Errorf("remembered is %q", got)
	}
	p.rows.setLook(rowsLook{})
	d.until("the order of the file is restored", func() bool { return p.rows.shownRows() == nil })
}

// A large selection is added up by a job.
func TestLargeSelection(t *testing.T) {
	d := newDesk(t)
	d.dataset("fall", 20_000)
	d.shell.openDataset("fall")
	p := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return p.version > 0 })
	p.rows.grid.OnSelect(widgets.Range{Top: 0, Left: 0, Bottom: 19_999, Right: 4})
	if !strings.HasPrefix(p.selectionWords(), "Adding up") {
		t.Errorf("at first it says %q", p.selectionWords())
	}
	d.until("it is added up", func() bool { return strings.Contains(p.selectionWords(), "Sum") })
	if got := d.shell.status.words.Text; got != p.selectionWords() {
		t.Errorf("the status bar says %q", got)
	}
}

func TestExportRequest(t *testing.T) {
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken.xlsx")
	if err := os.WriteFile(taken, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	excel := exportFormat{ending: "xlsx"}
	for name, try := range map[string]struct {
		path    string
		replace bool
		want    string
	}{
		"new":      {path: filepath.Join(folder, "new.xlsx")},
		"no name":  {path: filepath.Join(folder, ".xlsx"), want: "file-unnamed"},
		"taken":    {path: taken, want: "file-exists"},
		"replaced": {path: taken, replace: true},
		"folder":   {path: folder, replace: true, want: "file-is-folder"},
	} {
		got := ""
		if issue := (exportRequest{format: excel, path: try.path}).check(try.replace); issue != nil {
			got = issue.Code
		}
		if got != try.want {
			t.Errorf("%s: %q, want %q", name, got, try.want)
		}
	}
	all := tableFormats()
	if len(all) != 5 || len(listFormats()) != 4 {
		t.Errorf("offered are %v", all)
	}
	for path, want := range map[string]string{"/a/b.xlsx": "/a/b.pdf", "/a/b": "/a/b.pdf", "/a/b 1.5": "/a/b 1.5.pdf", "/a/B.CSV": "/a/B.pdf"} {
		if got := withFormat(path, exportFormat{ending: "pdf"}, all); got != want {
			t.Errorf("%s becomes %s, want %s", path, got, want)
		}
	}
	for title, want := range map[string]string{"Sum of A/B: all?": "Sum of A-B- all-", "  ": "Export", "..": "Export", strings.Repeat("ä", 200): strings.Repeat("ä", 80)} {
		if got := fileName(title); got != want {
			t.Errorf("%q becomes %q, want %q", title, got, want)
		}
	}
}

// A file that cannot be written is told as an issue that names it.
func TestExportFails(t *testing.T) {
	d := newDesk(t)
	d.shell.runExport(exportRequest{format: exportFormat{ending: "csv"}, path: filepath.Join(d.folder, "no", "such", "folder.csv")}, func(context.Context) (*reports.Document, error) {
		return &reports.Document{Title: "x", Table: &reports.Table{}}, nil
	})
	d.until("the job has ended", func() bool { return len(d.shell.jobs.running) == 0 })
	if len(d.shell.notice.object.Objects) != 1 {
		t.Error("nothing is told")
	}
	if entries, err := filepath.Glob(filepath.Join(d.folder, "*.csv*")); err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}
