package delimited_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/delimited"
	"github.com/schoolbench/schoolbench/importers/importertest"
)

// visits is a list whose columns tell themselves apart.
func visits() []string {
	lines := []string{"Date,Time,Student,School,Minutes,Fee"}
	schools := []string{"Oak", "Ash Grove", "Elm"}
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("%02d/%02d/2026,%02d:%02d,S-%04d,%s,%d,$%d.50", 1+i%12, 1+i%28, 8+i%6, i%60, 1000+37*i, schools[i%3], 5+i, 10+i%9))
	}
	return lines
}

// Ensure that a record with a delimiter too many or too few is put under the
// columns that it fits, where that is beyond doubt, and is left as it is where
// it is not.
func TestMendedRows(t *testing.T) {
	for name, tt := range map[string]struct {
		line   string
		want   string // values separated by |; an extra column is one more
		mended bool
	}{
		"as it should be":             {"03/04/2026,09:15,S-2222,Elm,30,$12.50", "03/04/2026|09:15|S-2222|Elm|30|$12.50", false},
		"empty field in the middle":   {"03/04/2026,09:15,,S-2222,Elm,30,$12.50", "03/04/2026|09:15|S-2222|Elm|30|$12.50", true},
		"empty field at the front":    {",03/04/2026,09:15,S-2222,Elm,30,$12.50", "03/04/2026|09:15|S-2222|Elm|30|$12.50", true},
		"empty field at the end":      {"03/04/2026,09:15,S-2222,Elm,30,$12.50,", "03/04/2026|09:15|S-2222|Elm|30|$12.50", false},
		"comma inside a text":         {"03/04/2026,09:15,S-2222,Ash Grove, Annex,30,$12.50", "03/04/2026|09:15|S-2222|Ash Grove, Annex|30|$12.50", true},
		"two fields run together":     {"03/04/202609:15,S-2222,Elm,30,$12.50", "03/04/2026|09:15|S-2222|Elm|30|$12.50", true},
		"a number and a price as one": {"03/04/2026,09:15,S-2222,Elm,30$12.50", "03/04/2026|09:15|S-2222|Elm|30|$12.50", true},
		"a field left out":            {"03/04/2026,09:15,Elm,30,$12.50", "03/04/2026|09:15||Elm|30|$12.50", true},
		"beside a quote":              {`03/04/2026,09:15,S-2222"Ash, Grove",30,$12.50`, "03/04/2026|09:15|S-2222|Ash, Grove|30|$12.50", true},
		"between quotes":              {`03/04/2026,09:15,"S-2222""Ash, Grove",30,$12.50`, "03/04/2026|09:15|S-2222|Ash, Grove|30|$12.50", true},
		"after a quote":               {`03/04/2026,"09:15"S-2222,Elm,30,$12.50`, "03/04/2026|09:15|S-2222|Elm|30|$12.50", true},
		"spaces between":              {"03/04/2026 09:15 S-2222 Ash Grove 30 $12.50", "03/04/2026|09:15|S-2222|Ash Grove|30|$12.50", true},
		"cut short":                   {"03/04/2026,09:15,S-2222,Elm", "03/04/2026|09:15|S-2222|Elm||", false},
		"one value more":              {"03/04/2026,09:15,S-2222,Elm,30,$12.50,late", "03/04/2026|09:15|S-2222|Elm|30|$12.50|late", false},
		"inches":                      {`03/04/2026,09:15,S-2222,5" Elm,30,$12.50`, `03/04/2026|09:15|S-2222|5" Elm|30|$12.50`, false},
	} {
		lines := slices.Insert(visits(), 20, tt.line)
		source := importers.BytesSource("visits.csv", []byte(strings.Join(lines, "\n")+"\n"))
		importer := delimited.Importer{}
		plans, err := importer.Plan(context.Background(), source, importers.Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := importertest.ReadPlan(t, importer, source, plans[0])
		if len(got) != 41 || strings.Join(got[19], "|") != tt.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got[19], "|"), tt.want)
		}
		for i, row := range got {
			if width := strings.Count(tt.want, "|") + 1; i != 19 && strings.Join(row[:6], ",") != lines[i+1] || len(row) != width {
				t.Errorf("%s: row %d is %q, want %q", name, i+1, row, lines[i+1])
			}
		}
		for _, finding := range plans[0].Findings {
			if finding.Code == "row-mended" && !finding.Asks {
				t.Errorf("%s: nobody is asked about %v", name, finding)
			}
		}
		if hasFinding(plans[0], "row-mended") != tt.mended && hasFinding(plans[0], "delimiter-changed") != tt.mended {
			t.Errorf("%s: findings %v", name, plans[0].Findings)
		}
	}
}

// Ensure that columns that cannot be told apart are never guessed at.
func TestUncertainRowsAreLeft(t *testing.T) {
	lines := []string{"First,Last,City"}
	for i := range 30 {
		lines = append(lines, fmt.Sprintf("%s,%s,%s", []string{"Ann", "Bob", "Cy"}[i%3], []string{"Lee", "Ray"}[i%2], []string{"Oakland", "Albany"}[i%2]))
	}
	for name, tt := range map[string]struct {
		line, want string
		row        int
	}{
		"a value too many":            {"Ann,Marie,Lee,Oakland", "Ann|Marie|Lee|Oakland", 9},
		"a value too many at the top": {"Ann,Marie,Lee,Oakland", "Ann|Marie|Lee|Oakland", 2},
		"a value too few":             {"Ann,Oakland", "Ann|Oakland|", 9},
	} {
		source := importers.BytesSource("people.csv", []byte(strings.Join(slices.Insert(slices.Clone(lines), tt.row, tt.line), "\n")))
		importer := delimited.Importer{}
		plans, err := importer.Plan(context.Background(), source, importers.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(importertest.ReadPlan(t, importer, source, plans[0])[tt.row-1], "|"); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// Ensure that a record that breaks off is read as one whose end is missing, not
// as one that lost a value in the middle, where its values suit the columns
// they stand under.
func TestCutShortRowsAreLeft(t *testing.T) {
	lines := []string{"ID,Name,Test 1,Retest,Test 3"}
	for i := range 200 {
		retest := fmt.Sprint(70 + i%20)
		if i%4 == 0 {
			retest = ""
		}
		lines = append(lines, fmt.Sprintf("%d,Name%d,%d,%s,%d", 1000+i, i, 60+i%40, retest, 65+i%30))
	}
	for line, want := range map[string]string{
		"1057,Name57,82,90":     "1057|Name57|82|90|",
		"1057,Name57,82,":       "1057|Name57|82||",
		"1057,Name57,82":        "1057|Name57|82||",
		"1057,Name57":           "1057|Name57|||",
		"1057,82,90,91":         "1057||82|90|91", // 82 is no name
		"1057,Name57,82,90,91,": "1057|Name57|82|90|91",
	} {
		source := importers.BytesSource("tests.csv", []byte(strings.Join(slices.Insert(slices.Clone(lines), 58, line), "\n")))
		importer := delimited.Importer{}
		plans, err := importer.Plan(context.Background(), source, importers.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := importertest.ReadPlan(t, importer, source, plans[0])
		if row := strings.Join(got[57], "|"); row != want || len(got) != 201 {
			t.Errorf("%s: %q in %d rows, want %q", line, row, len(got), want)
		}
	}
}

// Ensure that a title or a note that has as many words as there are columns is
// neither part of the header nor a row.
func TestProseIsNoRecord(t *testing.T) {
	pupils := []string{"ID,Name,School,Grade,Score,Absences"}
	for i := range 40 {
		pupils = append(pupils, fmt.Sprintf("%d,Name%d,%s,%d,%d,%d", 1000+i, i, []string{"Oak", "Elm"}[i%2], 6+i%3, 70+i%30, i%9))
	}
	names := []string{"First,Last,City,School,Score"}
	for i := range 40 {
		names = append(names, fmt.Sprintf("%s,%s,%s,%s,%d", []string{"Ann", "Bob", "Cy"}[i%3], []string{"Lee", "Ray"}[i%2], []string{"Oakland", "Albany"}[i%2], []string{"Oak", "Elm"}[i%2], i))
	}
	words := make([]string, len(names))
	for i, line := range names {
		words[i] = line[:strings.LastIndexByte(line, ',')]
	}
	tabbed := make([]string, len(pupils))
	for i, line := range pupils {
		tabbed[i] = strings.ReplaceAll(line, ",", "\t")
	}
	for prose, lines := range map[string][]string{
		"Report printed Monday by Jane Doe":          pupils,
		"Note: excludes transfers, see page 2":       pupils,
		"Lincoln High School Attendance Report 2026": pupils,
		"Grand total of all 5":                       names,
		"Report for Grade 9":                         names,
		"Report by Jane Doe":                         words,
		"Oak, Elm, Ash, Fir, Yew and 2":              tabbed,
		"Report printed, see page 2 below":           tabbed,
		"Attendance Report 2026 of Oak School":       pupils[:6],
		"Report by Jane Roe Smith":                   names[:6],
	} {
		for place, whole := range map[string][]string{
			"above": slices.Insert(slices.Clone(lines), 0, prose),
			"below": append(slices.Clone(lines), prose),
		} {
			source := importers.BytesSource("report.csv", []byte(strings.Join(whole, "\n")+"\n"))
			importer := delimited.Importer{}
			plans, err := importer.Plan(context.Background(), source, importers.Options{})
			if err != nil {
				t.Errorf("%s %s: %v", prose, place, err)
				continue
			}
			separator := plans[0].Delimiter
			if got := strings.Join(plans[0].Schema().Names(), separator); got != lines[0] {
				t.Errorf("%s %s: the header is %q", prose, place, got)
			}
			got := importertest.ReadPlan(t, importer, source, plans[0])
			if len(got) != len(lines)-1 || strings.Join(got[len(got)-1], separator) != lines[len(lines)-1] {
				t.Errorf("%s %s: %d rows, the last of them %q", prose, place, len(got), got[len(got)-1])
			}
			if hasFinding(plans[0], "delimiter-changed") || hasFinding(plans[0], "row-mended") {
				t.Errorf("%s %s: findings %v", prose, place, plans[0].Findings)
			}
		}
	}
}

// FuzzMend spoils one record of a list in any way: every letter and digit of
// it must still be there, in its order, and the other records as they were.
func FuzzMend(f *testing.F) {
	for _, line := range []string{"03/04/2026,09:15,,S-2222,Elm,30,$12.50", "03/04/202609:15,S-2222,Elm,30,$12.50", "a\"b,c\"\"d,e", "1 2 3 4 5 6", ",,,,,,,,", "x;y;z;1;2;3"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\r\n\"\x00") || strings.TrimSpace(strings.Trim(line, ",;|\t ")) == "" {
			t.Skip("more than one record, or none")
		}
		lines := slices.Insert(visits(), 20, line)
		source := importers.BytesSource("visits.csv", []byte(strings.Join(lines, "\n")))
		importer := delimited.Importer{}
		plans, err := importer.Plan(context.Background(), source, importers.Options{})
		if err != nil || len(plans) != 1 || plans[0].Encoding != "utf-8" || len(plans[0].Skip) > 0 {
			t.Skip("read as something else than one table of UTF-8")
		}
		got := importertest.ReadPlan(t, importer, source, plans[0])
		if len(got) != 41 {
			t.Skip("the line is none of the table's")
		}
		keep := func(r rune) rune {
			if strings.ContainsRune(",;|\t ", r) {
				return -1
			}
			return r
		}
		if kept, want := strings.Map(keep, strings.Join(got[19], "")), strings.Map(keep, line); kept != want {
			t.Errorf("%q has become %q", line, got[19])
		}
	})
}

// Ensure that values beyond the last column of many records are a column of
// their own throughout, and none is joined with the value before it.
func TestColumnWithoutName(t *testing.T) {
	lines := []string{"Date,Student,School"}
	for i := range 40 {
		line := fmt.Sprintf("%02d/%02d/2026,S-%04d,%s", 1+i%12, 1+i%28, 1000+37*i, []string{"Oak", "Ash Grove", "K"}[i%3])
		if i%6 == 1 {
			line += ",late"
		}
		lines = append(lines, line)
	}
	source := importers.BytesSource("visits.csv", []byte(strings.Join(lines, "\n")+"\n"))
	plans, err := delimited.Importer{}.Plan(t.Context(), source, importers.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range importertest.ReadPlan(t, delimited.Importer{}, source, plans[0]) {
		want := ""
		if i%6 == 1 {
			want = "late"
		}
		if len(row) != 4 || row[3] != want {
			t.Errorf("row %d is %q", i+1, row)
		}
	}
}
