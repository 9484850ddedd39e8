package app

import (
	"cmp"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/widgets"
	"github.com/schoolbench/schoolbench/workbench"
)

//go:generate go test -tags accessibility,migrated_fynedo -count=1 -run TestPictures . -args -pictures

// pictures is set by go generate.
var pictures = flag.Bool("pictures", false, "draw the pictures of the user guide anew")

// pictureFolder is where the pictures of the user guide are, and pictureLimit
// how large one may be.
const (
	pictureFolder = "../docs/user/pictures"
	pictureLimit  = 150_000
)

// taskPictures are the pictures of the guide: a page each, brought into the
// state that the guide speaks of.
var taskPictures = []struct {
	name string
	pose func(d *desk)
}{
	{"home", func(d *desk) { d.shell.openHome() }},
	{"import", poseImport},
	{"rows", poseRows},
	{"explore", func(d *desk) { d.pictured("Marks by grade") }},
	{"drill", poseDrill},
	{"export", poseExport},
	{"go-to", poseGoTo},
	{"dashboard", poseDashboard},
	{"own-column", poseOwnColumn},
	{"proof", func(d *desk) { d.shell.openProof("Monday packets") }},
}

// The pictures of the user guide are there, small, and each in a page of it; go
// generate draws them anew from the sample district.
func TestPictures(t *testing.T) {
	if *pictures {
		drawPictures(t)
	}
	pages, err := filepath.Glob("../docs/user/*.md")
	if err != nil {
		t.Fatal(err)
	}
	var guide strings.Builder
	for _, page := range append(pages, "../README.md") {
		content, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		guide.Write(content)
	}
	for _, picture := range taskPictures {
		info, err := os.Stat(filepath.Join(pictureFolder, picture.name+".png"))
		switch {
		case err != nil:
			t.Errorf("%v; go generate ./app draws it", err)
		case info.Size() > pictureLimit:
			t.Errorf("%s.png has %d bytes, want at most %d", picture.name, info.Size(), pictureLimit)
		case !strings.Contains(guide.String(), "pictures/"+picture.name+".png)"):
			t.Errorf("%s.png is in no page of the guide", picture.name)
		}
	}
}

// drawPictures draws them all in a window of the test driver.
func drawPictures(t *testing.T) {
	d := newDeskWithout(t)
	day := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	now := func() time.Time { return day }
	path := filepath.Join(d.folder, "Documents", "Schoolbench", "Sample district"+workspaceEnding)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	bench, err := workbench.Open(context.Background(), path, workbench.Options{Create: true, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bench.MakeSample(context.Background(), workbench.SampleOptions{}, func(workbench.Progress) {}); err != nil {
		t.Fatal(err)
	}
	if err := bench.Close(); err != nil {
		t.Fatal(err)
	}
	d.shell.now = now
	d.shell.window.Resize(fyne.NewSize(1180, 720))
	d.shell.openWorkspace(path, workbench.Options{Now: now}, nil)
	d.until("the workspace is open", func() bool { return d.shell.bench != nil && len(d.shell.datasets) > 0 && !d.shell.loading.busy() })
	if err := os.MkdirAll(pictureFolder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, picture := range taskPictures {
		picture.pose(d)
		d.rests()
		file, err := os.Create(filepath.Join(pictureFolder, picture.name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(file, fewColours(d.shell.window.Canvas().Capture())); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		for d.shell.window.Canvas().Overlays().Top() != nil {
			d.shell.window.Canvas().Overlays().Remove(d.shell.window.Canvas().Overlays().Top())
		}
	}
}

// rests waits until no job runs.
func (d *desk) rests() {
	d.Helper()
	quiet := 0
	d.until("the window rests", func() bool {
		if len(d.shell.jobs.running) > 0 || len(d.queue.functions) > 0 {
			quiet = 0
			return false
		}
		quiet++
		d.queue.Do(func() { time.Sleep(10 * time.Millisecond) })
		return quiet > 5
	})
}

// pictured opens a saved report and waits for its numbers.
func (d *desk) pictured(report string) *explorePage {
	d.Helper()
	d.shell.openReport(report)
	page, ok := d.shell.shownPage().(*explorePage)
	if !ok {
		d.Fatalf("there is no report %s", report)
	}
	d.settled(page)
	return page
}

func poseImport(d *desk) {
	text := "Absences of the fall term\n\nStudent ID,School,Grade,Days Absent\n0001234,Condor Commons Middle School,7,3\n0001240,Condor Commons Middle School,8,*\n0001251,Poppy Glen High School,9,11\n0001262,Poppy Glen High School,10,0\n0001273,Fern Knoll Elementary School,4,2\n0001284,Fern Knoll Elementary School,5,6\nTotal,,,22\n"
	page := d.shell.openImport(d.file("fall absences.csv", text))
	d.until("the file is read", func() bool {
		return page.queue.file() != nil && page.queue.file().state == fileReady && !page.queue.file().busy()
	})
	d.rests()
	page.path.entry.SetText("~/Downloads/fall absences.csv")
}

func poseRows(d *desk) {
	d.shell.openDataset("students")
	page := d.shell.shownPage().(*datasetPage)
	d.until("the rows are there", func() bool { return page.version > 0 && !page.loading.busy() })
	page.rows.grid.Select(widgets.Range{Top: 2, Left: 2, Bottom: 6, Right: 3})
}

func poseOwnColumn(d *desk) {
	poseRows(d)
	page := d.shell.shownPage().(*datasetPage)
	page.sheet.askOwn("", warehouse.OwnColumn{Kind: warehouse.OwnChoice})
	test.Type(d.shell.window.Canvas().Focused(), "Called")
}

func poseDrill(d *desk) {
	page := d.pictured("Marks by grade")
	page.drill(1, 1)
	if !page.sheet.bound {
		d.Fatal("the number does not open")
	}
	d.until("the rows are found", func() bool { return !page.sheet.loading.busy() })
}

func poseExport(d *desk) {
	page := d.pictured("Marks by grade")
	page.export()
	if path, ok := d.shell.window.Canvas().Focused().(*askEntry); ok {
		path.SetText("~/Documents/Marks by grade.xlsx")
	}
}

func poseGoTo(d *desk) {
	d.shell.openHome()
	d.shell.showPalette()
	d.rests()
	test.Type(d.shell.window.Canvas().Focused(), "gar")
}

func poseDashboard(d *desk) {
	for _, dashboard := range d.shell.dashboards {
		if dashboard.Name == "Principal" {
			d.shell.openDashboard(dashboard.Name)
		}
	}
}

// fewColours is a picture in at most 256 colours: those that are in it most, and
// for the others the nearest of these.
func fewColours(picture image.Image) *image.Paletted {
	bounds := picture.Bounds()
	counts := map[color.RGBA]int{}
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(picture.At(x, y)).(color.RGBA) }
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			counts[at(x, y)]++
		}
	}
	colours := make([]color.RGBA, 0, len(counts))
	for colour := range counts {
		colours = append(colours, colour)
	}
	order := func(c color.RGBA) int { return int(c.R)<<16 | int(c.G)<<8 | int(c.B) }
	slices.SortFunc(colours, func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(order(a), order(b)))
	})
	var palette color.Palette
	for _, colour := range colours[:min(len(colours), 256)] {
		palette = append(palette, colour)
	}
	nearest := map[color.RGBA]uint8{}
	few := image.NewPaletted(bounds, palette)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			colour := at(x, y)
			index, known := nearest[colour]
			if !known {
				index = uint8(palette.Index(colour))
				nearest[colour] = index
			}
			few.SetColorIndex(x, y, index)
		}
	}
	return few
}
