package app

import (
	"errors"
	"testing"

	"github.com/schoolbench/schoolbench/warehouse"
	"github.com/schoolbench/schoolbench/workbench"
)

// Why an import failed is told even if what came before it cannot be undone.
func TestTakenBack(t *testing.T) {
	failed, stuck := errors.New("failed"), errors.New("stuck")
	imported := []workbench.Imported{{Batch: warehouse.Batch{ID: 1}}, {Batch: warehouse.Batch{ID: 2}}}
	var undone []int64
	err := takenBack(failed, imported, func(batch int64) error {
		undone = append(undone, batch)
		return stuck
	})
	if !errors.Is(err, failed) || !errors.Is(err, stuck) || len(undone) != 1 || undone[0] != 2 {
		t.Errorf("got %v after undoing %v", err, undone)
	}
	if err := takenBack(failed, imported, func(int64) error { return nil }); !errors.Is(err, failed) || errors.Is(err, stuck) {
		t.Errorf("got %v", err)
	}
}
