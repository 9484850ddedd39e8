package synth_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/internal/synth"
)

func checkAssessments(t *testing.T, all district) {
	type group struct{ year, school, grade, test string }
	scored, tested := map[group]int{}, map[group]int{}
	levels := map[string]int{}
	scores := map[string]map[string]float64{}
	for i, record := range all.files["assessments.txt"] {
		g := group{record["School Year"], record["CDS Code"], record["Grade"], record["Test"]}
		n, err := strconv.Atoi(record["Students Tested"])
		if err != nil || (tested[g] != n && tested[g] != 0) {
			t.Fatalf("row %d: %v, %v", i+1, record, err)
		}
		tested[g] = n
		if withheld := record["Scale Score"] == "*"; withheld != (n < 11) || withheld != (record["Achievement Level"] == "*") {
			t.Errorf("row %d: %d tested: %v", i+1, n, record)
		}
		if score, err := strconv.ParseFloat(record["Scale Score"], 64); err == nil {
			scored[g]++
			levels[record["Achievement Level"]]++
			if record["Test"] == "Smarter Balanced ELA" {
				if scores[record["Student ID"]] == nil {
					scores[record["Student ID"]] = map[string]float64{}
				}
				scores[record["Student ID"]][record["School Year"]] = score
			}
		}
	}
	for g, n := range tested {
		if n >= 11 && scored[g] != n {
			t.Errorf("%v: %d tested, %d scored", g, n, scored[g])
		}
	}
	for _, level := range []string{"Standard Not Met", "Standard Nearly Met", "Standard Met", "Standard Exceeded"} {
		if levels[level] < 50 {
			t.Errorf("%d %q", levels[level], level)
		}
	}
	// A student's scores of two years must have to do with each other.
	var before, after []float64
	for _, years := range scores {
		if years["2023-24"] > 0 && years["2024-25"] > 0 {
			before, after = append(before, years["2023-24"]), append(after, years["2024-25"])
		}
	}
	if r := correlation(before, after); r < 0.6 || r > 0.97 {
		t.Errorf("correlation of %d pairs is %.2f", len(before), r)
	}
}

func correlation(a, b []float64) float64 {
	mean := func(values []float64) float64 {
		sum := 0.0
		for _, value := range values {
			sum += value
		}
		return sum / float64(len(values))
	}
	meanA, meanB := mean(a), mean(b)
	var ab, aa, bb float64
	for i := range a {
		ab += (a[i] - meanA) * (b[i] - meanB)
		aa += (a[i] - meanA) * (a[i] - meanA)
		bb += (b[i] - meanB) * (b[i] - meanB)
	}
	return ab / math.Sqrt(aa*bb)
}

func checkMarks(t *testing.T, all district) {
	points := map[string]string{"A": "4.0", "B": "3.0", "C": "2.0", "D": "1.0", "F": "0.0", "I": ""}
	count := map[string]int{}
	for i, record := range all.files["marks.csv"] {
		want, known := points[record["Mark"]]
		advanced := strings.HasPrefix(record["Course"], "AP ") && strings.Contains("ABC", record["Mark"])
		if advanced {
			want = strconv.Itoa(int(want[0]-'0')+1) + ".0"
		}
		if !known || record["GPA Points"] != want {
			t.Fatalf("row %d: %v", i+1, record)
		}
		count[record["Mark"]]++
	}
	total := len(all.files["marks.csv"])
	for mark, bounds := range map[string][2]float64{"A": {0.15, 0.45}, "F": {0.03, 0.2}, "I": {0.002, 0.03}} {
		if share := float64(count[mark]) / float64(total); share < bounds[0] || share > bounds[1] {
			t.Errorf("%.1f %% %s", 100*share, mark)
		}
	}
}

func checkBudget(t *testing.T, all district) {
	cents := func(text string) int64 {
		whole, part, found := strings.Cut(text, ".")
		value, err := strconv.ParseInt(whole+part, 10, 64)
		if !found || len(part) != 2 || err != nil {
			t.Fatalf("amount %q", text)
		}
		return value
	}
	overspent, encumbered := 0, 0
	for i, record := range all.files["budget.csv"] {
		budget, spent, held, balance := cents(record["Budget"]), cents(record["Spent"]), cents(record["Encumbered"]), cents(record["Balance"])
		if balance != budget-spent-held {
			t.Errorf("row %d: %d - %d - %d is not %d", i+1, budget, spent, held, balance)
		}
		if budget <= 0 || spent < 0 || held < 0 {
			t.Errorf("row %d: %v", i+1, record)
		}
		if balance < 0 {
			overspent++
		}
		if held > 0 {
			encumbered++
		}
	}
	if overspent == 0 || encumbered == 0 || overspent*2 > len(all.files["budget.csv"]) {
		t.Errorf("%d overspent, %d encumbered", overspent, encumbered)
	}
}

func checkDiscipline(t *testing.T, all district) {
	rows := all.files["discipline.csv"]
	suspended := 0
	for _, record := range rows {
		if days, err := strconv.Atoi(record["Days Suspended"]); err != nil || days > 5 {
			t.Errorf("%v", record)
		} else if days > 0 {
			suspended++
		}
	}
	perYear := float64(len(rows)) / (3 * middlingStudents)
	if perYear < 0.05 || perYear > 0.5 || suspended == 0 || suspended*2 > len(rows) {
		t.Errorf("%.2f incidents a student, %d suspensions", perYear, suspended)
	}
}

func checkServices(t *testing.T, all district) {
	for i, record := range all.files["services.xlsx"] {
		hours, err := strconv.ParseFloat(record["Hours"], 64)
		if err != nil || hours <= 0 {
			t.Errorf("row %d: %v", i+1, record)
		}
		start, errStart := strconv.Atoi(record["Start"])
		end, errEnd := strconv.Atoi(record["End"])
		if errStart != nil || (record["End"] != "" && (errEnd != nil || end < start)) {
			t.Errorf("row %d: %v", i+1, record)
		}
	}
}

func checkStaff(t *testing.T, all district) {
	seen, teachers := map[string]bool{}, 0
	for i, record := range all.files["staff.csv"] {
		key := record["School Year"] + record["Staff ID"]
		if seen[key] || len(record["Staff ID"]) != 8 {
			t.Errorf("row %d: %v", i+1, record)
		}
		seen[key] = true
		if record["Role"] == "Teacher" {
			teachers++
		}
	}
	if ratio := 3 * middlingStudents / float64(teachers); ratio < 8 || ratio > 30 {
		t.Errorf("%.1f students a teacher", ratio)
	}
}

// What Planted counts must be what an independent reader finds.
func checkPlanted(t *testing.T, all district) {
	find := func(file, column string, show func(map[string]string) bool) int {
		n := 0
		for _, record := range all.files[file] {
			if _, exists := record[column]; !exists {
				t.Fatalf("%s has no column %q", file, column)
			}
			if show(record) {
				n++
			}
		}
		return n
	}
	for _, fault := range all.planted {
		want := fault.Rows
		if want == 0 || fault.Line == 0 || fault.About == "" {
			t.Errorf("does not show: %+v", fault)
		}
		var show func(map[string]string) bool
		switch fault.Kind {
		case synth.BlankCells, synth.NotApplied:
			show = func(r map[string]string) bool { return r[fault.Column] == "" }
		case synth.Withheld:
			show = func(r map[string]string) bool { return r[fault.Column] == "*" }
		case synth.LostZeros:
			show = func(r map[string]string) bool { return len(r[fault.Column]) < 6 }
		case synth.MixedCase:
			show = func(r map[string]string) bool { return r[fault.Column] == "y" || r[fault.Column] == "n" }
		case synth.TwoSpellings:
			show = func(r map[string]string) bool { return strings.HasSuffix(r[fault.Column], " Elem.") }
		case synth.ExcelDates:
			show = func(r map[string]string) bool { _, err := strconv.Atoi(r[fault.Column]); return err == nil }
		case synth.SlashedDates:
			show = func(r map[string]string) bool { return strings.Count(r[fault.Column], "/") == 2 }
		default:
			continue
		}
		if got := find(fault.File, fault.Column, show); got != want {
			t.Errorf("%s, %s: %d rows with %s, counted %d", fault.File, fault.Column, got, fault.Kind, want)
		}
	}
}
