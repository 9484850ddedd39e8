package workbench_test

import (
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/workbench"
)

// Every worked example runs on the sample district, shows rows, and asks for all
// the measures that it names.
func TestExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("makes the sample district")
	}
	ctx := t.Context()
	bench, err := workbench.Open(ctx, filepath.Join(t.TempDir(), "sample.schoolbench"), workbench.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := bench.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := bench.MakeSample(ctx, workbench.SampleOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	examples := workbench.Examples()
	if len(examples) != 12 {
		t.Errorf("%d examples", len(examples))
	}
	for _, example := range examples {
		t.Run(example.Question, func(t *testing.T) {
			view, err := bench.Run(ctx, example.Report)
			if err != nil {
				t.Fatal(err)
			}
			if body := view.Document.Table.Body; len(body) < 2 || view.Result.Cell(len(view.Result.Rows())-1, 0).N == 0 {
				t.Errorf("%d lines", len(body))
			}
			if len(example.Report.Spec.Measures) == 0 || example.Shows == "" || view.Document.Title != example.Question {
				t.Errorf("measures %v, shows %q, title %q", example.Report.Spec.Measures, example.Shows, view.Document.Title)
			}
		})
	}
}
