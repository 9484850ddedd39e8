package text_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/reports/renderertest"
	"github.com/schoolbench/schoolbench/reports/text"
)

// Ensure that every cell of every document stands in the text, in its row and
// in order.
func TestEveryCellIsThere(t *testing.T) {
	for name, document := range renderertest.Documents() {
		var out bytes.Buffer
		if err := text.New().Render(t.Context(), &out, document); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if document.Table == nil {
			continue
		}
		lines := strings.Split(out.String(), "\n")
		next := 0
		for i, row := range document.Table.Body {
			found := false
			for ; next < len(lines) && !found; next++ {
				rest := lines[next]
				found = true
				for _, cell := range row.Cells {
					shown := text.OneLine(cell.Text)
					at := strings.Index(rest, shown)
					if at < 0 {
						found = false
						break
					}
					rest = rest[at+len(shown):]
				}
			}
			if !found {
				t.Errorf("%s: row %d is not in the text", name, i)
				break
			}
		}
	}
}

// Ensure that a cancelled drawing ends.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := text.New().Render(ctx, &bytes.Buffer{}, renderertest.Documents()["many rows"]); err == nil {
		t.Error("drawn all the same")
	}
}
