package workbench_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// Ensure that a file that does not settle how it is to be read is converted as
// a whole, with the question in status.txt.
func TestConvertAsks(t *testing.T) {
	for name, test := range map[string]struct{ text, status string }{
		"either order of day and month": {"Student,Seen\nA,03/04/2026\nB,05/06/2026\nC,07/08/2026\n", "ask"},
		"a day above 12":                {"Student,Seen\nA,03/04/2026\nB,05/26/2026\nC,07/08/2026\n", "ok"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "out")
			done, err := workbench.ConvertFolder(t.Context(), writeFile(t, "seen.csv", test.text), folder, workbench.ConvertOptions{})
			if err != nil {
				t.Fatal(err)
			}
			status, err := os.ReadFile(filepath.Join(folder, "status.txt"))
			if err != nil || !strings.HasPrefix(string(status), test.status+" ") || len(done.Tables) != 1 {
				t.Errorf("the status is %q, the tables %q (%v)", status, done.Tables, err)
			}
			if asks := strings.Contains(done.Sentence, "Day first"); asks != (test.status == "ask") {
				t.Errorf("the sentence is %q", done.Sentence)
			}
			written, err := os.ReadFile(filepath.Join(folder, done.Tables[0]))
			if err != nil || strings.ReplaceAll(string(written), "\r\n", "\n") != test.text {
				t.Errorf("wrote %q (%v)", written, err)
			}
		})
	}
}
