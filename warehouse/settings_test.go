package warehouse_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/schoolbench/schoolbench/warehouse"
)

func TestSettings(t *testing.T) {
	w, err := warehouse.Create(t.Context(), filepath.Join(t.TempDir(), "a.schoolbench"), warehouse.Options{})
	mustDo(t, err)
	defer w.Close()
	want := func(text string) {
		t.Helper()
		body, err := w.Setting(t.Context(), "calendar")
		mustDo(t, err)
		if string(body) != text {
			t.Fatalf("the setting is %q, want %q", body, text)
		}
	}
	want("")
	mustDo(t, w.SaveSetting(t.Context(), "calendar", json.RawMessage(`{"a":1}`)))
	mustDo(t, w.SaveSetting(t.Context(), "other", json.RawMessage(`2`)))
	want(`{"a":1}`)
	mustDo(t, w.SaveSetting(t.Context(), "calendar", json.RawMessage(`{"a":2}`)))
	want(`{"a":2}`)
	wantIssue(t, w.SaveSetting(t.Context(), "calendar", json.RawMessage(`{`)), "setting-not-json")
	mustDo(t, w.DeleteSetting(t.Context(), "calendar"))
	mustDo(t, w.DeleteSetting(t.Context(), "calendar"))
	want("")
}
