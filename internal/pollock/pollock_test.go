package pollock_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/pollock"
	"github.com/schoolbench/schoolbench/workbench"
)

// small is a clean file that shows what is done to one of any size.
const small = "Day,Name,\"Note\"\r\n1,\"A, B\",\"Tall, 5\"\"\"\r\n2,C,\"x\"\r\n"

func smallFiles(t *testing.T) map[string]pollock.File {
	t.Helper()
	source, err := pollock.ParseSource([]byte(small))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]pollock.File{}
	for _, file := range pollock.Files(source) {
		files[file.Name] = file
	}
	return files
}

func TestFiles(t *testing.T) {
	header, first, second := `Day,Name,"Note"`+"\r\n", `1,"A, B","Tall, 5"""`+"\r\n", `2,C,"x"`+"\r\n"
	clean := "Day|Name|Note\n1|A, B|Tall, 5\"\n2|C|x"
	files := smallFiles(t)
	for name, tt := range map[string]struct{ content, want string }{
		"source.csv":                         {small, clean},
		"file_no_payload.csv":                {"", ""},
		"file_no_trailing_newline.csv":       {strings.TrimSuffix(small, "\r\n"), clean},
		"file_double_trailing_newline.csv":   {small + "\r\n", clean},
		"file_no_header.csv":                 {first + second, "1|A, B|Tall, 5\"\n2|C|x"},
		"file_header_multirow_2.csv":         {"Day,Name,Note\r\n" + small, "Day Day|Name Name|Note Note\n1|A, B|Tall, 5\"\n2|C|x"},
		"file_header_multirow_3.csv":         {"Day,Name,Note\r\nDay,Name,Note\r\n" + small, "Day Day Day|Name Name Name|Note Note Note\n1|A, B|Tall, 5\"\n2|C|x"},
		"file_preamble.csv":                  {"PREAMBLE,,\r\n,,\r\n" + small, clean},
		"file_multitable_less.csv":           {small + "Day,Name\r\n1,\"A, B\"\r\n", clean},
		"file_multitable_same.csv":           {small + "Day,Name,Note\r\n1,\"A, B\",\"Tall, 5\"\r\n", clean},
		"file_multitable_more.csv":           {small + "Day,Name,Note,col1\r\n1,\"A, B\",\"Tall, 5\",\r\n", clean},
		"file_header_only.csv":               {header, "Day|Name|Note"},
		"file_one_data_row.csv":              {header + first, "Day|Name|Note\n1|A, B|Tall, 5\""},
		"file_record_delimiter_0xA.csv":      {strings.ReplaceAll(small, "\r\n", "\n"), clean},
		"file_record_delimiter_0xD.csv":      {strings.ReplaceAll(small, "\r\n", "\r"), clean},
		"file_field_delimiter_0x3B.csv":      {"Day;Name;\"Note\"\r\n1;\"A, B\";\"Tall, 5\"\"\"\r\n2;C;\"x\"\r\n", clean},
		"file_field_delimiter_0x9.csv":       {"Day\tName\t\"Note\"\r\n1\t\"A, B\"\t\"Tall, 5\"\"\"\r\n2\tC\t\"x\"\r\n", clean},
		"file_field_delimiter_0x2C_0x20.csv": {"Day, Name, \"Note\"\r\n1, \"A, B\", \"Tall, 5\"\"\"\r\n2, C, \"x\"\r\n", clean},
		"file_field_delimiter_0x20.csv":      {"Day Name \"Note\"\r\n1 \"A, B\" \"Tall, 5\"\"\"\r\n2 C \"x\"\r\n", clean},
		"file_quotation_char_0x27.csv":       {"Day,Name,'Note'\r\n1,'A, B','Tall, 5\"\"'\r\n2,C,'x'\r\n", clean},
		"file_escape_char_0x5C.csv":          {header + `1,"A, B","Tall, 5\""` + "\r\n" + second, clean},
		"file_escape_char_0x00.csv":          {header + `1,"A, B","Tall, 5""` + "\r\n" + second, clean},
		"row_more_sep_row1_col0.csv":         {header + `,1,"A, B","Tall, 5"""` + "\r\n" + second, clean},
		"row_more_sep_row1_col2.csv":         {header + `1,"A, B",,"Tall, 5"""` + "\r\n" + second, clean},
		"row_less_sep_row0_col1.csv":         {`DayName,"Note"` + "\r\n" + first + second, clean},
		"row_less_sep_row1_col2.csv":         {header + `1,"A, B""Tall, 5"""` + "\r\n" + second, clean},
		"row_extra_quote0_col0.csv":          {`"` + header + first + second, strings.Replace(clean, "Day", `"Day`, 1)},
		"row_extra_quote1_col1.csv":          {header + `1,""A, B","Tall, 5"""` + "\r\n" + second, strings.Replace(clean, "A, B", `"A, B`, 1)},
		"row_field_delimiter_2_0x20.csv":     {header + first + `2 C "x"` + "\r\n", clean},
	} {
		file, ok := files[name]
		if !ok {
			t.Errorf("%s is not among the files", name)
			continue
		}
		if string(file.Content) != tt.content {
			t.Errorf("%s is %q, want %q", name, file.Content, tt.content)
		}
		var want []string
		for _, row := range file.Want {
			want = append(want, strings.Join(row, "|"))
		}
		if got := strings.Join(want, "\n"); got != tt.want {
			t.Errorf("%s should be read as %q, want %q", name, got, tt.want)
		}
		if file.Weight <= 0 || !strings.HasPrefix(name, file.Kind) {
			t.Errorf("%s is of kind %q with weight %g", name, file.Kind, file.Weight)
		}
	}
}

// Ensure that the synthetic table has the published one's shape, which gives
// as many files, and no two of one name.
func TestSyntheticFiles(t *testing.T) {
	files := pollock.Files(pollock.SyntheticSource())
	kinds, names := map[string]int{}, map[string]bool{}
	for _, file := range files {
		kinds[file.Kind]++
		names[file.Name] = true
	}
	if len(files) != 2290 || len(names) != 2290 {
		t.Errorf("%d files with %d names, want 2290", len(files), len(names))
	}
	for kind, want := range map[string]int{"row_more_sep": 756, "row_less_sep": 672, "row_extra_quote": 756, "row_field_delimiter": 84, "source": 1} {
		if kinds[kind] != want {
			t.Errorf("%d files of kind %s, want %d", kinds[kind], kind, want)
		}
	}
	clean := files[0]
	if again, err := pollock.ParseSource(clean.Content); err != nil || !bytes.Equal(pollock.Files(again)[0].Content, clean.Content) {
		t.Errorf("the synthetic table does not come back as it was written (%v)", err)
	}
}

func TestParseSourceRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":         "",
		"header alone":    "a,b\r\n",
		"ragged":          "a,b\r\n1\r\n",
		"open quote":      "a,b\r\n\"1,2\r\n",
		"line in a value": "a,b\r\n\"1\n2\",3\r\n",
	} {
		if _, err := pollock.ParseSource([]byte(text)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestMeasure(t *testing.T) {
	want := [][]string{{"a", "b"}, {"1", "2"}, {"3", "4"}}
	for name, tt := range map[string]struct {
		got, want [][]string
		total     float64
	}{
		"equal":             {want, want, 10},
		"nothing wanted":    {want, nil, 10},
		"nothing found":     {nil, want, 1},
		"header alone":      {want[:1], want[:1], 10},
		"a row lost":        {want[:2], want, 1 + 3 + (0.5 + 1 + 2.0/3) + (2.0/3 + 1 + 0.8)},
		"a row invented":    {append(slices.Clone(want), []string{"5", "6"}), want, 1 + 3 + (1 + 2.0/3 + 0.8) + (1 + 0.75 + 6.0/7)},
		"a name invented":   {[][]string{{"a", "b", "c"}, {"1", "2", ""}, {"3", "4", ""}}, want, 1 + (1 + 2.0/3 + 0.8) + 3 + (1 + 2.0/3 + 0.8)},
		"values taken once": {[][]string{{"a", "a"}, {"1", "2"}, {"3", "4"}}, want, 1 + 1.5 + 3 + 2.5},
	} {
		if got := pollock.Measure(tt.got, tt.want).Total(); got < tt.total-1e-9 || got > tt.total+1e-9 {
			t.Errorf("%s: %.6f, want %.6f", name, got, tt.total)
		}
	}
}

func TestTally(t *testing.T) {
	var tally pollock.Tally
	if simple, weighted := tally.Overall(); simple != 0 || weighted != 0 {
		t.Errorf("no files have %g and %g", simple, weighted)
	}
	perfect := pollock.Measure(nil, nil)
	tally.Add(pollock.File{Kind: "a", Weight: 3}, perfect)
	tally.Add(pollock.File{Kind: "b", Weight: 1}, pollock.Score{})
	tally.Add(pollock.File{Kind: "b", Weight: 1}, perfect)
	simple, weighted := tally.Overall()
	if simple < 6.66 || simple > 6.67 || weighted != 8 {
		t.Errorf("simple %g and weighted %g, want 6.667 and 8", simple, weighted)
	}
	kinds := tally.Kinds()
	if len(kinds) != 2 || kinds[1].Kind != "b" || kinds[1].Files != 2 || kinds[1].Full != 1 || kinds[1].Mean() != 5 {
		t.Errorf("kinds %+v", kinds)
	}
}

// Every kind of pollution is read back well: of those that are made in every
// row and column, each fifth file is tried, and make pollock tries them all.
func TestScore(t *testing.T) {
	if testing.Short() {
		t.Skip("converts hundreds of files")
	}
	var tally pollock.Tally
	path := filepath.Join(t.TempDir(), "polluted.csv")
	for i, file := range pollock.Files(pollock.SyntheticSource()) {
		if len(file.Content) == 0 || (strings.HasPrefix(file.Kind, "row_") && i%5 != 0) {
			continue // for an empty file the command line writes an empty one
		}
		if err := os.WriteFile(path, file.Content, 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if _, err := workbench.Convert(context.Background(), path, workbench.ConvertOptions{}, &out); err != nil {
			t.Errorf("%s: %v", file.Name, err)
			continue
		}
		table, err := pollock.ReadTable(out.Bytes())
		if err != nil {
			t.Errorf("%s: %v", file.Name, err)
			continue
		}
		tally.Add(file, pollock.Measure(table, file.Want))
	}
	if simple, weighted := tally.Overall(); simple < 9.95 || weighted < 9.90 {
		t.Errorf("simple %.4f and weighted %.4f of 10, want 9.95 and 9.90", simple, weighted)
	}
}
