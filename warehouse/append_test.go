package warehouse_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// Values of another type than the dataset's are converted where they fit, the
// dataset's type becomes a wider one where they do not, and what the file said
// is never lost.
func TestAppendOfOtherTypes(t *testing.T) {
	reported := func(n float64) table.Cell { return table.Cell{Value: table.NumberValue(n)} }
	text := func(s string) table.Cell { return table.Cell{Value: table.TextValue(s)} }
	original := func(cell table.Cell, s string) table.Cell {
		cell.Original, cell.HasOriginal = s, true
		return cell
	}
	withheld := table.Cell{Value: table.Mark(table.Withheld, "*")}
	// first is what each dataset holds beforehand.
	first := map[table.Type]table.Cell{
		table.Text: text("a"), table.Code: text("01"), table.Integer: reported(5), table.Decimal: reported(0.5),
		table.Date: reported(0), table.SchoolYear: reported(2017), table.YesNo: reported(1),
	}
	for name, test := range map[string]struct {
		dataset, file table.Column
		in, out       table.Cell
		code          string
		wider         table.Type // of the column afterwards, if code is append-widened
		first         table.Cell // what the first row is then
	}{
		"integer into decimal":         {table.Column{Type: table.Decimal}, table.Column{Type: table.Integer}, reported(7), reported(7), "append-converted", 0, table.Cell{}},
		"whole decimal into integer":   {table.Column{Type: table.Integer}, table.Column{Type: table.Decimal}, original(reported(7), "7.0"), original(reported(7), "7.0"), "append-widened", table.Decimal, reported(5)},
		"decimal into integer":         {table.Column{Type: table.Integer}, table.Column{Type: table.Decimal}, reported(7.5), reported(7.5), "append-widened", table.Decimal, reported(5)},
		"digits into integer":          {table.Column{Type: table.Integer}, table.Column{Type: table.Code}, text("7"), reported(7), "append-converted", 0, table.Cell{}},
		"zeros into integer":           {table.Column{Type: table.Integer}, table.Column{Type: table.Code}, text("007"), text("007"), "append-widened", table.Code, text("5")},
		"letters into integer":         {table.Column{Type: table.Integer}, table.Column{Type: table.Text}, text("seven"), text("seven"), "append-widened", table.Text, text("5")},
		"letters into dollars":         {table.Column{Type: table.Integer, Layout: "$#,##0"}, table.Column{Type: table.Text}, text("free"), text("free"), "append-widened", table.Text, text("$5")},
		"cents into dollars":           {table.Column{Type: table.Integer, Layout: "$#,##0"}, table.Column{Type: table.Decimal}, original(reported(7.5), "$7.50"), original(reported(7.5), "$7.50"), "append-widened", table.Decimal, reported(5)},
		"exponent into decimal":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Text}, text("1e5"), text("1e5"), "append-widened", table.Text, text("0.5")},
		"infinity into decimal":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Text}, text("Inf"), text("Inf"), "append-widened", table.Text, text("0.5")},
		"integer into text":            {table.Column{}, table.Column{Type: table.Integer}, original(reported(7), "07"), text("07"), "append-converted", 0, table.Cell{}},
		"date into text":               {table.Column{}, table.Column{Type: table.Date, Layout: "1/2/2006"}, reported(0), text("1/1/1970"), "append-converted", 0, table.Cell{}},
		"code into text":               {table.Column{}, table.Column{Type: table.Code}, text("007"), text("007"), "", 0, table.Cell{}},
		"date in another layout":       {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{Type: table.Date}, reported(1), original(reported(1), "1970-01-02"), "", 0, table.Cell{}},
		"date in the same layout":      {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{Type: table.Date, Layout: "1/2/2006"}, reported(1), reported(1), "", 0, table.Cell{}},
		"text into date":               {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{}, text("1/2/1970"), reported(1), "append-converted", 0, table.Cell{}},
		"plain text into date":         {table.Column{Type: table.Date, Layout: "1/2/2006"}, table.Column{}, text("1970-01-02"), original(reported(1), "1970-01-02"), "append-converted", 0, table.Cell{}},
		"integer into date":            {table.Column{Type: table.Date}, table.Column{Type: table.Integer}, reported(40_000), text("40000"), "append-widened", table.Text, text("1970-01-01")},
		"code into school year":        {table.Column{Type: table.SchoolYear}, table.Column{Type: table.SchoolYear, Layout: "1819"}, reported(2018), original(reported(2018), "1819"), "", 0, table.Cell{}},
		"integer into school year":     {table.Column{Type: table.SchoolYear}, table.Column{Type: table.Integer}, reported(1850), text("1850"), "append-widened", table.Text, text("2017-18")},
		"school year layouts":          {table.Column{Type: table.SchoolYear, Layout: "1819"}, table.Column{Type: table.SchoolYear}, reported(2018), original(reported(2018), "2018-19"), "", 0, table.Cell{}},
		"words into yes or no":         {table.Column{Type: table.YesNo, Layout: "Y|N"}, table.Column{}, text("y"), original(reported(1), "y"), "append-converted", 0, table.Cell{}},
		"other words into yes or no":   {table.Column{Type: table.YesNo}, table.Column{}, text("maybe"), text("maybe"), "append-widened", table.Text, text("Yes")},
		"other words for yes and no":   {table.Column{Type: table.YesNo, Layout: "Y|N"}, table.Column{Type: table.YesNo, Layout: "1|0"}, reported(0), original(reported(0), "0"), "", 0, table.Cell{}},
		"yes or no into integer":       {table.Column{Type: table.Integer}, table.Column{Type: table.YesNo}, reported(1), text("Yes"), "append-widened", table.Text, text("5")},
		"a withheld cell stays so":     {table.Column{Type: table.Integer}, table.Column{}, withheld, withheld, "", 0, table.Cell{}},
		"a number that is none":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Decimal}, reported(inf()), table.Cell{Value: table.Mark(table.Misfit, "+Inf")}, "", 0, table.Cell{}},
		"negative zero is zero":        {table.Column{Type: table.Decimal}, table.Column{Type: table.Decimal}, reported(negativeZero()), reported(0), "", 0, table.Cell{}},
		"a stray number beside a mark": {table.Column{Type: table.Decimal}, table.Column{Type: table.Decimal}, table.Cell{Value: table.Value{State: table.Withheld, Number: 3, Text: "*"}}, withheld, "", 0, table.Cell{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.dataset.Name, test.file.Name = "Value", "VALUE"
			w := newWorkspace(t)
			before := first[test.dataset.Type]
			importRows(t, w, "d", table.Schema{test.dataset}, [][]table.Cell{{before}})
			batch := importRows(t, w, "d", table.Schema{test.file}, [][]table.Cell{{test.in}})
			rows := [][]table.Cell{{before}, {test.out}}
			if test.code == "append-widened" {
				rows[0][0] = test.first
			}
			checkFrame(t, w, "d", table.Schema{test.dataset}, rows)
			dataset, err := w.Dataset(t.Context(), "d")
			mustDo(t, err)
			if got := dataset.Schema[0].Type; test.code == "append-widened" && got != test.wider {
				t.Errorf("the column is %s, want %s", got, test.wider)
			}
			code := ""
			if len(batch.Issues) > 0 {
				code = batch.Issues[0].Code
			}
			if code != test.code {
				t.Errorf("the issues are %v; want %q", batch.Issues, test.code)
			}
			checkSound(t, w)
			mustDo(t, w.Undo(t.Context(), batch.ID))
			checkFrame(t, w, "d", table.Schema{test.dataset}, [][]table.Cell{{before}})
			dataset, err = w.Dataset(t.Context(), "d")
			mustDo(t, err)
			if !reflect.DeepEqual(dataset.Schema, table.Schema{test.dataset}) {
				t.Errorf("after undoing, the column is %+v, want %+v", dataset.Schema[0], test.dataset)
			}
			checkSound(t, w)
		})
	}
}

// A few strays among many values do not change a column's type.
func TestAppendOfStrays(t *testing.T) {
	w := newWorkspace(t)
	importRows(t, w, "d", table.Schema{{Name: "N", Type: table.Integer}}, [][]table.Cell{{{Value: table.NumberValue(1)}}})
	rows := [][]table.Cell{{{Value: table.NumberValue(1)}}}
	var file [][]table.Cell
	for i := range 200 {
		file = append(file, []table.Cell{{Value: table.TextValue(fmt.Sprint(i))}})
		rows = append(rows, []table.Cell{{Value: table.NumberValue(float64(i))}})
	}
	file = append(file, []table.Cell{{Value: table.TextValue("see note")}})
	rows = append(rows, []table.Cell{{Value: table.Mark(table.Misfit, "see note")}})
	batch := importRows(t, w, "d", table.Schema{{Name: "N"}}, file)
	checkFrame(t, w, "d", table.Schema{{Name: "N", Type: table.Integer}}, rows)
	if len(batch.Issues) != 1 || batch.Issues[0].Code != "append-misfit" {
		t.Errorf("the issues are %v", batch.Issues)
	}
}

// A column that was blank in the first file takes the type of the next.
func TestAppendToBlankColumn(t *testing.T) {
	w := newWorkspace(t)
	blank := []table.Cell{{Value: table.Mark(table.Missing, "N/A")}, {Value: table.TextValue("x")}}
	importRows(t, w, "d", table.Schema{{Name: "Days"}, {Name: "Note"}}, [][]table.Cell{blank})
	schema := table.Schema{{Name: "Days", Type: table.Integer, Role: table.Measure}, {Name: "Note"}}
	second := []table.Cell{{Value: table.NumberValue(7)}, {Value: table.TextValue("y")}}
	batch := importRows(t, w, "d", schema, [][]table.Cell{second})
	checkFrame(t, w, "d", schema, [][]table.Cell{blank, second})
	dataset, err := w.Dataset(t.Context(), "d")
	mustDo(t, err)
	if dataset.Schema[0].Type != table.Integer || dataset.Schema[0].Role != table.Measure {
		t.Errorf("the column is %+v", dataset.Schema[0])
	}
	checkSound(t, w)
	mustDo(t, w.Undo(t.Context(), batch.ID))
	checkFrame(t, w, "d", table.Schema{{Name: "Days"}, {Name: "Note"}}, [][]table.Cell{blank})
	checkSound(t, w)
}

// Ensure that a column which was given another type more than once stays one
// column when an import in the middle is undone.
func TestUndoInTheMiddleOfAChainOfTypes(t *testing.T) {
	files := map[string]struct {
		kind table.Type
		cell table.Value
	}{
		"empty":    {table.Text, table.Mark(table.Missing, "")},
		"whole":    {table.Integer, table.NumberValue(3)},
		"fraction": {table.Decimal, table.NumberValue(2.5)},
		"text":     {table.Text, table.TextValue("absent")},
	}
	for name, test := range map[string]struct {
		imports []string
		undo    []int // which of them, from 0
		types   []table.Type
	}{
		"the first change, then the second":       {[]string{"empty", "whole", "fraction"}, []int{1, 2}, []table.Type{table.Decimal, table.Text}},
		"the second change is needed":             {[]string{"empty", "whole", "fraction", "fraction"}, []int{2, 1, 3}, []table.Type{table.Decimal, table.Decimal, table.Decimal}},
		"the first while the second is needed":    {[]string{"empty", "whole", "fraction", "fraction"}, []int{1, 2}, []table.Type{table.Decimal, table.Decimal}},
		"a change that the rows showed":           {[]string{"empty", "whole", "text"}, []int{1, 2}, []table.Type{table.Text, table.Text}},
		"three changes, from the middle outwards": {[]string{"empty", "whole", "fraction", "text"}, []int{2, 1, 3}, []table.Type{table.Text, table.Text, table.Text}},
		"three changes, from the first":           {[]string{"empty", "whole", "fraction", "text"}, []int{1, 2, 3}, []table.Type{table.Text, table.Text, table.Text}},
		"the file that began it":                  {[]string{"empty", "whole", "fraction"}, []int{0, 1}, []table.Type{table.Decimal, table.Decimal}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			var batches []int64
			for i, file := range test.imports {
				schema := table.Schema{{Name: "ID", Type: table.Code}, {Name: "Score", Type: files[file].kind}}
				batches = append(batches, importRows(t, w, "Scores", schema, [][]table.Cell{
					{{Value: table.TextValue(fmt.Sprint("00", i))}, {Value: files[file].cell}},
				}).ID)
			}
			for i, at := range test.undo {
				mustDo(t, w.Undo(t.Context(), batches[at]))
				checkSound(t, w)
				dataset, err := w.Dataset(t.Context(), "Scores")
				mustDo(t, err)
				if names := dataset.Schema.Names(); !slices.Equal(names, []string{"ID", "Score"}) {
					t.Fatalf("after undo %d the columns are %q", i+1, names)
				}
				if got := dataset.Schema[1].Type; got != test.types[i] {
					t.Errorf("after undo %d the type is %s, want %s", i+1, got, test.types[i])
				}
				frame, err := w.Frame(t.Context(), "Scores")
				mustDo(t, err)
				for row := range frame.Len() {
					at := int(frame.Columns()[0].Value(row).Text[2] - '0')
					file := files[test.imports[at]]
					want := table.Column{Type: file.kind}.Text(file.cell)
					if got := frame.Columns()[1].Column().Text(frame.Columns()[1].Value(row)); got != want {
						t.Errorf("after undo %d import %d has %q, want %q", i+1, at, got, want)
					}
				}
			}
			importRows(t, w, "Scores", table.Schema{{Name: "ID", Type: table.Code}, {Name: "Score", Type: table.Text}},
				[][]table.Cell{{{Value: table.TextValue("009")}, {Value: table.TextValue("late")}}})
			checkSound(t, w)
		})
	}
}
