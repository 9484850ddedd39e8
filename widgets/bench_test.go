package widgets_test

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/schoolbench/schoolbench/widgets"
)

// letters are texts to show that are made without formatting, so that the benchmarks measure the grid and not the source.
var letters = [...]string{"Delgado", "2025-08-14", "98.6%", "International Community School", "13", "withheld", "Roosevelt Middle", "No"}

// wide is a million rows of forty columns.
func wide() plain {
	return plain{rows: million, columns: 40, frozen: 1, cell: func(row, column int) widgets.GridCell {
		cell := widgets.GridCell{Text: letters[(row*7+column*3)%len(letters)]}
		if column%3 == 0 {
			cell.Align = widgets.AlignTrailing
		}
		if row%50 == 49 {
			cell.Style = widgets.StyleTotal
		}
		return cell
	}}
}

// BenchmarkGridOpen1M is making a grid over a million rows and drawing it for the first time.
func BenchmarkGridOpen1M(b *testing.B) {
	source := wide()
	d := newDesk(b, source)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var grid *widgets.Grid
	b.ResetTimer()
	for b.Loop() {
		grid = widgets.NewGrid(source)
		d.window.SetContent(grid)
		d.window.Resize(fyne.NewSize(1280, 800))
	}
	b.StopTimer()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/float64(b.N)/1024, "KB-a-grid")
	runtime.KeepAlive(grid)
}

// BenchmarkGridJump1M is going to a far row in a window of 1280 by 800.
func BenchmarkGridJump1M(b *testing.B) {
	d := newDesk(b, wide())
	d.window.Resize(fyne.NewSize(1280, 800))
	row := 0
	for b.Loop() {
		row = (row + 387_451) % million
		d.ScrollTo(row, row%40)
	}
}

// BenchmarkGridScroll1M is one step of the wheel.
func BenchmarkGridScroll1M(b *testing.B) {
	d := newDesk(b, wide())
	d.window.Resize(fyne.NewSize(1280, 800))
	d.ScrollTo(million/2, 0)
	step := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)}
	for b.Loop() {
		d.Scrolled(step)
	}
}

// BenchmarkGridCopy is copying a million cells.
func BenchmarkGridCopy(b *testing.B) {
	d := newDesk(b, wide())
	d.Select(widgets.Range{Top: 0, Left: 0, Bottom: million/40 - 1, Right: 39})
	for b.Loop() {
		if d.CopyText() == "" {
			b.Fatal("nothing was copied")
		}
	}
}
