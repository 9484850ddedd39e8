package workbench_test

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// realDataset imports files of the real data as one dataset and returns it.
func realDataset(t *testing.T, files ...string) (*workbench.Workbench, *table.Frame, []workbench.Imported) {
	t.Helper()
	data := sharedData(t)
	bench := mustOpen(t)
	var imported []workbench.Imported
	for _, file := range files {
		imported = append(imported, mustImport(t, bench, workbench.ImportRequest{Path: filepath.Join(data, file), Dataset: "all"})...)
	}
	frame, err := bench.Frame(t.Context(), "all")
	if err != nil {
		t.Fatal(err)
	}
	return bench, frame, imported
}

func vectorOf(t *testing.T, frame *table.Frame, name string) *table.Vector {
	t.Helper()
	vector, found := frame.Column(name)
	if !found {
		t.Fatalf("there is no column %q but %q", name, frame.Schema().Names())
	}
	return vector
}

// On every row of the district's budget the balance is what is neither spent
// nor encumbered.
func TestBudgetRows(t *testing.T) {
	_, frame, _ := realDataset(t, "oakland/ousd_expenditures.csv")
	budget, spent, encumbered, balance := vectorOf(t, frame, "Budget"), vectorOf(t, frame, "Spent"), vectorOf(t, frame, "Encumbered"), vectorOf(t, frame, "Balance")
	if frame.Len() != 21390 {
		t.Errorf("%d rows", frame.Len())
	}
	for i := range frame.Len() {
		got := table.Round(budget.Value(i).Number-spent.Value(i).Number-encumbered.Value(i).Number, 2)
		if got != balance.Value(i).Number {
			t.Fatalf("row %d: %v, want %v", i+1, got, balance.Value(i).Number)
		}
	}
	for _, name := range []string{"AcctFundCode", "AcctResourceCode", "AcctLocationCode", "AcctObjectCode", "AcctFunctionCode"} {
		if column := vectorOf(t, frame, name).Column(); column.Type != table.Code {
			t.Errorf("%s is %v", name, column.Type)
		}
	}
}

// textFile reads a file separated by tabs by the simplest means, and gives
// each row by its column's name in small letters.
func textFile(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var header []string
	var rows []map[string]string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if header == nil {
			header = strings.Split(strings.ToLower(lines.Text()), "\t")
			continue
		}
		row := map[string]string{}
		for i, name := range header {
			if i < len(cells) {
				row[strings.TrimSpace(name)] = strings.TrimSpace(strings.Trim(cells[i], `"`))
			}
		}
		rows = append(rows, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// Files of one series stack by the names of their columns, although these
// change their order, their case and their number from year to year, and no
// cell is moved, lost or counted for another.
func TestSeriesStack(t *testing.T) {
	for name, tt := range map[string]struct {
		files   []string
		numbers []string // columns that must be whole numbers
	}{
		"placement exams":   {[]string{"cde-ap-sat/ap14.txt", "cde-ap-sat/ap15.txt", "cde-ap-sat/ap16.txt", "cde-ap-sat/ap17.txt"}, []string{"Enroll12", "Enroll1012", "NumTstTakr", "NumScr1", "NumScr5"}},
		"reclassifications": {[]string{"cde-reclass/filesreclass12.txt", "cde-reclass/filesreclass13.txt", "cde-reclass/filesreclass14.txt", "cde-reclass/filesreclass15.txt", "cde-reclass/filesreclass16.txt", "cde-reclass/filesreclass17.txt"}, []string{"EL", "FEP", "Reclass"}},
	} {
		t.Run(name, func(t *testing.T) {
			data := sharedData(t)
			_, frame, imported := realDataset(t, tt.files...)
			for _, column := range tt.numbers {
				if got := vectorOf(t, frame, column).Column(); got.Type != table.Integer {
					t.Errorf("%s is %v", column, got.Type)
				}
			}
			at, compared := 0, 0
			for i, file := range tt.files {
				rows := textFile(t, filepath.Join(data, file))
				if len(rows) != imported[i].Batch.Rows {
					t.Fatalf("%s: %d rows, want %d", file, imported[i].Batch.Rows, len(rows))
				}
				for _, row := range rows {
					for _, vector := range frame.Columns() {
						want, had := row[strings.ToLower(vector.Column().Name)]
						value := vector.Value(at)
						if !had && vector.Column().Type == table.SchoolYear {
							// The year is in the file's name: ap17.txt is 2016-17.
							if ends := 2000 + int(file[len(file)-6]-'0')*10 + int(file[len(file)-5]-'0'); value.Number != float64(ends-1) {
								t.Fatalf("%s, %s: %v", file, vector.Column().Name, value)
							}
							continue
						}
						got := vector.Column().Text(value)
						if vector.Column().Type == table.Text && strings.ContainsAny(got, "\u0080\ufffd") {
							t.Fatalf("%s: %q", file, got)
						}
						if isASCII(want) && got != want {
							t.Fatalf("%s, row %d of the dataset, %s: %q, want %q", file, at+1, vector.Column().Name, got, want)
						}
						if (want == "*") != (value.State == table.Withheld) || (!had && value.State != table.Missing) {
							t.Fatalf("%s, %s: %q is %v", file, vector.Column().Name, want, value.State)
						}
						compared++
					}
					at++
				}
			}
			t.Logf("%d cells compared", compared)
		})
	}
}

func isASCII(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r >= 0x80 || r == 0xFFFD })
}

// The state's row of each year, through a cross-tab.
func TestStateRows(t *testing.T) {
	bench, _, _ := realDataset(t, "cde-ap-sat/ap16.txt", "cde-ap-sat/ap17.txt")
	view, err := bench.Run(t.Context(), reports.Report{Dataset: "all", Spec: crosstab.Spec{
		Rows: []crosstab.Dimension{{Field: "rtype"}}, Measures: []crosstab.Measure{{Function: crosstab.Sum, Field: "NumTstTakr"}, {Function: crosstab.Max, Field: "Enroll1012"}, {Function: crosstab.Max, Field: "Enroll12"}},
		Where: "rtype == 'X'",
	}})
	if err != nil {
		t.Fatal(err)
	}
	cell := view.Result.Cell(0, 0)
	if got := []float64{cell.Values[0].Value, cell.Values[1].Value, cell.Values[2].Value}; !slices.Equal(got, []float64{353542 + 371994, 1453807, 492835}) {
		t.Errorf("the state's rows hold %v", got)
	}
}

// The entities of three years have the same columns, whatever their order and
// delimiter, and as many of each type as the file says.
func TestEntities(t *testing.T) {
	types := map[string]map[string]int{
		"2015": {"4": 1, "5": 58, "6": 1015, "7": 10252, "9": 817, "10": 352},
		"2021": {"4": 1, "5": 58, "6": 991, "7": 8889, "9": 894, "10": 316},
		"2024": {"4": 1, "5": 58, "6": 1016, "7": 8985, "9": 956, "10": 305},
	}
	var names [][]string
	for _, year := range []string{"2015", "2021", "2024"} {
		path := filepath.Join("caaspp", "sb_ca"+year+"entities_csv.txt")
		_, frame, _ := realDataset(t, path)
		folded := frame.Schema().Names()
		for i := range folded {
			folded[i] = strings.ToLower(folded[i])
		}
		slices.Sort(folded)
		names = append(names, folded)
		kinds := vectorOf(t, frame, "Type ID")
		counts := map[string]int{}
		for i := range frame.Len() {
			counts[kinds.Value(i).Text]++
		}
		if want := types[year]; !maps.Equal(counts, want) {
			t.Errorf("%s: %v, want %v", year, counts, want)
		}
		if school := vectorOf(t, frame, "School Name"); year != "2015" && !hasText(school, "Para Los Niños") {
			t.Errorf("%s: no school is called Para Los Niños", year)
		}
	}
	if !slices.Equal(names[0], names[1]) || !slices.Equal(names[1], names[2]) {
		t.Errorf("the columns are %q", names)
	}
}

func hasText(vector *table.Vector, part string) bool {
	return slices.ContainsFunc(vector.Dictionary(), func(v table.Value) bool { return strings.Contains(v.Text, part) })
}

// The keys of one year are the same as text of fixed width, by its record
// layout, and as delimited text.
func TestFixedWidthKeys(t *testing.T) {
	data := sharedData(t)
	layout := writeFile(t, "layout.csv", "Field,Start,End\nCounty Code,1,2\nDistrict Code,3,7\nSchool Code,8,14\nFiller,15,18\nTest Year,19,22\nType ID,23,24\nCounty Name,25,74\nDistrict Name,75,124\nSchool Name,125,174\nZip Code,175,179\n")
	bench := mustOpen(t)
	mustImport(t, bench, workbench.ImportRequest{Path: filepath.Join(data, "caaspp/2020-21_AssessmentKeys.txt"), Dataset: "fixed", Layout: layout})
	mustImport(t, bench, workbench.ImportRequest{Path: filepath.Join(data, "caaspp/sb_ca2021entities_csv.txt"), Dataset: "carets"})
	rows := map[string][]string{}
	for _, name := range []string{"fixed", "carets"} {
		frame, err := bench.Frame(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range frame.Len() {
			var cells []string
			for _, column := range []string{"County Code", "District Code", "School Code", "Test Year", "Type ID", "County Name", "District Name", "School Name", "Zip Code"} {
				vector := vectorOf(t, frame, column)
				text := strings.TrimSpace(vector.Column().Text(vector.Value(i)))
				if column == "Type ID" || text == "00000" {
					text = strings.TrimLeft(text, "0") // 04 is 4 in the delimited file, and no ZIP code is a blank
				}
				if column == "District Code" && text == "" {
					text = "00000"
				}
				cells = append(cells, text)
			}
			rows[name] = append(rows[name], strings.Join(cells, "|"))
		}
		slices.Sort(rows[name])
	}
	if len(rows["fixed"]) != 11149 || len(rows["carets"]) != 11149 {
		t.Fatalf("%d and %d rows, want 11,149", len(rows["fixed"]), len(rows["carets"]))
	}
	differ := 0
	for i := range rows["fixed"] {
		if rows["fixed"][i] != rows["carets"][i] {
			if differ++; differ < 4 {
				t.Errorf("%s\n%s", rows["fixed"][i], rows["carets"][i])
			}
		}
	}
	if differ > 0 {
		t.Errorf("%d rows differ", differ)
	}
}

// Workbooks with titles above their headers, and one whose used range claims
// columns to WVJ.
func TestUnduplicatedCounts(t *testing.T) {
	data := sharedData(t)
	for file, header := range map[string]int{"cde-upc/2019-20_UPC.xlsx": 2, "cde-upc/cupc1819-k12.xlsx": 3, "cde-upc/2016-17_UPC.xls": 3} {
		found, err := workbench.Inspect(t.Context(), filepath.Join(data, file), workbench.InspectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range found {
			if one.Plan.Schema().Index("Academic Year") < 0 {
				continue
			}
			if one.Plan.HeaderRow != header || len(one.Plan.Columns) > 60 {
				t.Errorf("%s, sheet %q: header in row %d, %d columns", file, one.Plan.Sheet, one.Plan.HeaderRow, len(one.Plan.Columns))
			}
		}
		if found[0].Plan.Schema().Index("Academic Year") != 0 {
			t.Errorf("%s begins with %q", file, found[0].Plan.Schema().Names()[:3])
		}
	}
}

// The publisher hid the scores of few test takers: of ten at most until
// 2014-15, of fourteen since, and a district's row less its schools that are
// shown gives away what was hidden.
func TestSuppressedScores(t *testing.T) {
	scores := []string{"NumScr1", "NumScr2", "NumScr3", "NumScr4", "NumScr5"}
	for file, want := range map[string]struct{ hidden, shown, suppressed, recovered int }{
		"ap14.txt": {10, 11, 154, 17}, "ap15.txt": {10, 11, 334, 50}, "ap16.txt": {14, 15, 386, 54}, "ap17.txt": {14, 15, 368, 56},
	} {
		t.Run(file, func(t *testing.T) {
			_, frame, _ := realDataset(t, filepath.Join("cde-ap-sat", file))
			takers, kinds, codes := vectorOf(t, frame, "NumTstTakr"), vectorOf(t, frame, "rtype"), vectorOf(t, frame, "cds")
			var columns []*table.Vector
			for _, name := range scores {
				columns = append(columns, vectorOf(t, frame, name))
			}
			largestHidden, leastShown := 0.0, 1e9
			districts := map[string][]int{} // rows of schools with test takers by district
			districtRow := map[string]int{}
			suppressed := 0
			for i := range frame.Len() {
				switch n := takers.Value(i); columns[0].Value(i).State {
				case table.Withheld:
					largestHidden = max(largestHidden, n.Number)
				case table.Reported:
					leastShown = min(leastShown, n.Number)
				}
				district := codes.Value(i).Text[:7]
				switch kinds.Value(i).Text {
				case "S":
					districts[district] = append(districts[district], i)
					if columns[0].Value(i).State == table.Withheld {
						suppressed++
					}
				case "D":
					districtRow[district] = i
				}
			}
			if int(largestHidden) != want.hidden || int(leastShown) != want.shown {
				t.Errorf("hidden up to %v, shown from %v; want %d and %d", largestHidden, leastShown, want.hidden, want.shown)
			}
			recovered := 0
			for _, district := range slices.Sorted(maps.Keys(districts)) {
				row, known := districtRow[district]
				hidden, shown := 0, 0
				for _, school := range districts[district] {
					switch columns[0].Value(school).State {
					case table.Withheld:
						hidden++
					case table.Reported:
						shown++
					}
				}
				if !known || hidden != 1 || shown != len(districts[district])-1 || columns[0].Value(row).State != table.Reported {
					continue
				}
				fits, total := true, 0.0
				for _, column := range columns {
					left := column.Value(row).Number
					for _, school := range districts[district] {
						left -= column.Value(school).Number
					}
					fits, total = fits && left >= 0, total+left
				}
				if fits && total > 0 {
					recovered++
				}
			}
			t.Logf("%d suppressed schools, %d of them given away", suppressed, recovered)
			if suppressed != want.suppressed || recovered != want.recovered {
				t.Errorf("%d suppressed schools and %d recovered; want %d and %d", suppressed, recovered, want.suppressed, want.recovered)
			}
		})
	}
}
