package synth_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/schoolbench/schoolbench/internal/synth"
)

// peakHeap writes a district and returns the most memory in use while it did,
// not counting what was waiting to be collected, by file.
func peakHeap(t *testing.T, students int) map[string]uint64 {
	t.Helper()
	peak := map[string]uint64{}
	calls := 0
	_, err := synth.Generate(synth.Options{Students: students, Schools: 12, Years: 1}).WriteFiles(context.Background(), t.TempDir(), func(file string, _ float64) {
		calls++
		if calls%(students/1000) != 0 {
			return
		}
		runtime.GC()
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		peak[file] = max(peak[file], memory.HeapAlloc)
	})
	if err != nil {
		t.Fatal(err)
	}
	return peak
}

// Ten times the students must not take more memory: what is written is not
// kept. A workbook waits in memory until it has 16 MB of it, then in a file.
func TestMemoryDoesNotGrowWithStudents(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 4 million rows")
	}
	const megabyte = 1 << 20
	small, large := peakHeap(t, 2_000), peakHeap(t, 20_000)
	for file, limit := range map[string]uint64{
		"enrollment.csv": 1, "attendance.csv": 1, "marks.csv": 1, "assessments.txt": 2, "discipline.csv": 1, "staff.csv": 1,
		"students.xlsx": 40, "services.xlsx": 40,
	} {
		t.Logf("%-16s %5.1f MB for 2,000 students, %5.1f MB for 20,000", file, float64(small[file])/megabyte, float64(large[file])/megabyte)
		if small[file] == 0 || large[file] > small[file]+limit*megabyte {
			t.Errorf("%s: %d bytes for 2,000 students, %d for 20,000", file, small[file], large[file])
		}
	}
}

// One district may be written by several at once.
func TestWritersAtOnce(t *testing.T) {
	district := synth.Generate(synth.Options{Students: 60, Years: 1})
	failures := make(chan error)
	for range 3 {
		folder := t.TempDir()
		go func() {
			_, err := district.WriteFiles(context.Background(), folder, nil)
			district.Planted()
			failures <- err
		}()
	}
	for range 3 {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
}
