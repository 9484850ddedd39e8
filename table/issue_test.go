package table_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// Ensure that an issue reads as a sentence with its place and what to do, also
// from within other errors.
func TestIssueReadsAsASentence(t *testing.T) {
	issue := table.Failed("file-missing", table.Where{File: "roster.csv", Row: 12, Column: "Grade"}, "There is no such file.", "Check the name.", fs.ErrNotExist)
	want := `roster.csv, row 12, column "Grade": There is no such file. Check the name.`
	if got := issue.Error(); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if found := table.IssueIn(fmt.Errorf("import: %w", issue)); found != issue {
		t.Errorf("the issue is not found in the chain: %v", found)
	}
	if table.IssueIn(fs.ErrNotExist) != nil {
		t.Error("an issue is found where there is none")
	}
}

// Ensure that what goes into a plan comes out of it.
func TestColumnJSONRoundTrip(t *testing.T) {
	for _, columnType := range table.Types() {
		for _, role := range []table.Role{table.Dimension, table.Measure, table.Identifier} {
			want := table.Column{Name: "A \"b\"", Type: columnType, Role: role, Decimals: 2, Layout: "Y|N"}
			text, err := json.Marshal(want)
			if err != nil {
				t.Fatal(err)
			}
			var got table.Column
			if err := json.Unmarshal(text, &got); err != nil || got != want {
				t.Errorf("%s became %+v (%v)", text, got, err)
			}
		}
	}
	var column table.Column
	if err := json.Unmarshal([]byte(`{"name":"A","type":"number"}`), &column); err == nil {
		t.Error("an unknown type was taken")
	}
}
