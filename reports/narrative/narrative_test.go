package narrative_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/reports"
	"github.com/schoolbench/schoolbench/reports/chart"
	"github.com/schoolbench/schoolbench/reports/narrative"
	"github.com/schoolbench/schoolbench/table"
)

func now() time.Time { return time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC) }

// schema is that of the generated data: every type, with names that have
// digits in them.
func schema() table.Schema {
	return table.Schema{
		{Name: "School"},
		{Name: "Grade", Type: table.Grade},
		{Name: "School Year", Type: table.SchoolYear, Layout: "2018-19"},
		{Name: "Test 2 Score", Type: table.Decimal, Role: table.Measure, Decimals: 1},
		{Name: "Days", Type: table.Integer, Role: table.Measure},
		{Name: "Chronic", Type: table.YesNo, Layout: "Y|N"},
		{Name: "Entry", Type: table.Date},
	}
}

// randomFrame makes rows with every kind of cell in them.
func randomFrame(t testing.TB, random *rand.Rand) *table.Frame {
	t.Helper()
	rows := []int{0, 1, 3, 20, 150, 400}[random.IntN(6)]
	schools := 1 + random.IntN(12)
	years := 1 + random.IntN(6)
	vectors := make([]*table.Vector, len(schema()))
	builders := make([]*table.VectorBuilder, len(schema()))
	for j, column := range schema() {
		builders[j] = table.NewVectorBuilder(column)
	}
	marked := random.Float64() * random.Float64()
	lift := random.Float64()
	for range rows {
		school := random.IntN(schools)
		value := func(v table.Value) table.Value {
			switch {
			case random.Float64() >= marked:
				return v
			case random.IntN(2) == 0:
				return table.Mark(table.Withheld, "*")
			}
			return table.Mark(table.Missing, "")
		}
		chronic := 0.0
		if random.Float64() < lift*float64(school)/float64(schools) {
			chronic = 1
		}
		for j, v := range []table.Value{
			table.TextValue(fmt.Sprintf("School %d", school*7)),
			table.NumberValue(float64(random.IntN(5))),
			table.NumberValue(float64(2020 + random.IntN(years))),
			value(table.NumberValue(math.Round((random.NormFloat64()*20+float64(school)*5)*10) / 10)),
			value(table.NumberValue(float64(random.IntN(2 + school*3)))),
			value(table.NumberValue(chronic)),
			value(table.NumberValue(float64(18000 + random.IntN(300)))),
		} {
			builders[j].Append(v)
		}
	}
	for j := range builders {
		vectors[j] = builders[j].Vector()
	}
	frame, err := table.NewFrame(rows, vectors...)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func randomReport(t testing.TB, random *rand.Rand) reports.Report {
	t.Helper()
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	dimensions := map[string][]crosstab.Dimension{
		"": nil, "school": {{Field: "School"}}, "year": {{Field: "School Year"}}, "grade": {{Field: "Grade"}},
		"two": {{Field: "School"}, {Field: "Grade"}}, "sorted": {{Field: "School", By: "count", Descending: true}},
	}
	var spec crosstab.Spec
	spec.Rows = dimensions[pick("", "school", "year", "grade", "two", "sorted", "school")]
	if across := pick("", "", "grade", "year"); across != "" && !strings.Contains(fmt.Sprint(spec.Rows), dimensions[across][0].Field) {
		spec.Columns = dimensions[across]
	}
	var texts []string
	for range 1 + random.IntN(3) {
		texts = append(texts, pick("count", "sum(Days)", "mean([Test 2 Score])", "mean(Chronic)", "yes(Chronic)", "median(Days)", "max(Days)", "percentile(Days, 90)",
			"count % of row", "count % of column", "count(Days)", "min(Entry)", "rate(count(Days), count)", "stdev([Test 2 Score])", "distinct(Days)"))
	}
	var err error
	if spec.Measures, err = crosstab.ParseMeasures(strings.Join(texts, ", ")); err != nil {
		t.Fatal(err)
	}
	spec.Totals = []crosstab.Totals{"", "", crosstab.NoTotals, crosstab.TotalsAbove}[random.IntN(4)]
	spec.Where = pick("", "", "Days > 1")
	if random.IntN(12) == 0 {
		spec.Confidence = 0.95
	}
	return reports.Report{Name: "r", Dataset: "students", Spec: spec, Chart: []chart.Kind{"", chart.Line, chart.Stacked}[random.IntN(3)]}
}

// randomTile makes a tile and, with it, the result its numbers come from.
func randomTile(t testing.TB, random *rand.Rand) (narrative.Tile, *crosstab.Result) {
	t.Helper()
	frame, report := randomFrame(t, random), randomReport(t, random)
	result, err := crosstab.Compute(t.Context(), frame, report.Spec)
	if err != nil {
		t.Fatalf("%+v: %v", report.Spec, err)
	}
	document := reports.Build(report, result, reports.Origin{Dataset: "students", Rows: frame.Len(), Schema: schema()}, now())
	tests, err := narrative.Compare(t.Context(), report, result, func(ctx context.Context, spec crosstab.Spec) (*crosstab.Result, error) {
		return crosstab.Compute(ctx, frame, spec)
	})
	if err != nil {
		t.Fatal(err)
	}
	tile := narrative.Tile{
		Kind: reports.CrosstabTile, Report: report, Document: document, Result: result, Schema: schema(), Tests: tests, Rows: frame.Len(),
		Source: narrative.Source{Dataset: "students", File: "roster 2.csv", Imports: 1, Latest: now(), Where: report.Spec.Where},
		Rules: []reports.Rule{
			{Name: "r", Tile: "t", Of: reports.LargestOf, Is: reports.IsAbove, Value: 3, Least: 5, Status: reports.Watch, Next: map[reports.Language]string{
				reports.English: "Call the office of {largest at}: it is at {largest}, {change} from before, {value} in all; ask for line 3.",
				reports.Spanish: "Llame a {largest at}: está en {largest}.",
			}},
		},
	}
	if random.IntN(3) == 0 {
		tile.Target = &reports.Target{Value: 0.1 * float64(random.IntN(50)), Below: random.IntN(2) == 0, Source: "goal 2"}
	}
	if random.IntN(3) == 0 {
		tile.Words = reports.Words{Label: "the rate of 2026", Unit: "student|students"}
	}
	return tile, result
}

// checkSentence says what is wrong with a sentence; empty if nothing is.
func checkSentence(sentence reports.Sentence, tile narrative.Tile, result *crosstab.Result) string {
	end := 0
	body := tile.Document.Table.Body
	labels, measures := tile.Document.Table.RowHeaders, len(tile.Report.Spec.Measures)
	for _, bound := range sentence.Bound {
		if bound.At < end || !strings.HasPrefix(sentence.Text[bound.At:], bound.Text) {
			return fmt.Sprintf("%q is not at %d", bound.Text, bound.At)
		}
		if strings.ContainsFunc(sentence.Text[end:bound.At], unicode.IsDigit) {
			return "a number is bound to nothing"
		}
		end = bound.At + len(bound.Text)
		if bound.To == reports.ToLabel || bound.To == reports.ToFact || bound.To == reports.ToTarget {
			continue
		}
		cell := body[bound.Row].Cells[bound.Column]
		from := result.Cell(bound.Row, (bound.Column-labels)/measures)
		number := from.Values[(bound.Column-labels)%measures]
		switch bound.To {
		case reports.ToCell:
			if bound.Text != cell.Text {
				return fmt.Sprintf("%q is %q in its cell", bound.Text, cell.Text)
			}
			if number.State != table.Reported {
				return fmt.Sprintf("%q is %v", bound.Text, number.State)
			}
		case reports.ToCount:
			// A share or a mean is of the rows with a value, as the chart says.
			behind := from.N
			if reports.OfValues(tile.Report.Spec.Measures[(bound.Column-labels)%measures]) && number.State == table.Reported {
				behind = number.Used
			}
			if want := table.FormatNumber(float64(behind), 0); bound.Text != want {
				return fmt.Sprintf("n = %s, want %s", bound.Text, want)
			}
		case reports.ToGap:
			other := 0.0
			if tile.Target != nil {
				other = tile.Target.Value
			}
			if bound.OtherRow >= 0 {
				against := result.Cell(bound.OtherRow, (bound.OtherColumn-labels)/measures).Values[(bound.OtherColumn-labels)%measures]
				if against.State != table.Reported {
					return "a gap from nothing"
				}
				other = against.Value
			}
			if number.State != table.Reported {
				return "a gap of nothing"
			}
			gap := math.Abs(number.Value - other)
			if cell.Percent {
				gap *= 100
			}
			if want := table.FormatNumber(gap, cell.Decimals); bound.Text != want {
				return fmt.Sprintf("a gap of %q, want %q", bound.Text, want)
			}
		default:
			return fmt.Sprintf("%q is bound to %q", bound.Text, bound.To)
		}
	}
	if strings.ContainsFunc(sentence.Text[end:], unicode.IsDigit) {
		return "a number is bound to nothing"
	}
	return checkDiffers(sentence, tile)
}

// checkDiffers holds a sentence that says that two numbers differ against the
// tests.
func checkDiffers(sentence reports.Sentence, tile narrative.Tile) string {
	says := strings.Contains(sentence.Text, "differ by") || strings.Contains(sentence.Text, "difieren")
	denies := strings.Contains(sentence.Text, "chance alone") || strings.Contains(sentence.Text, "el azar solo")
	if !says && !denies {
		return ""
	}
	var cells []narrative.At
	for _, bound := range sentence.Bound {
		if bound.To == reports.ToCell {
			cells = append(cells, narrative.At{Row: bound.Row, Column: bound.Column})
		}
	}
	if len(cells) != 2 {
		return fmt.Sprintf("a test of %d numbers", len(cells))
	}
	there, back := [2]narrative.At{cells[0], cells[1]}, [2]narrative.At{cells[1], cells[0]}
	higher := tile.Tests.Higher[there] || tile.Tests.Higher[back]
	tested := tile.Tests.Tested[there] || tile.Tests.Tested[back]
	if says && !higher || denies && (higher || !tested) {
		return fmt.Sprintf("tested %v, differ %v", tested, higher)
	}
	return ""
}

func narrators(t testing.TB) map[reports.Language]*narrative.Narrator {
	t.Helper()
	all := map[reports.Language]*narrative.Narrator{}
	for _, language := range reports.Languages() {
		narrator, err := narrative.New(language)
		if err != nil {
			t.Fatal(err)
		}
		all[language] = narrator
	}
	return all
}

// Ensure that in the narrative of 10,000 generated tiles every number is that
// of its cell, no withheld value is said, and nothing is said to differ that no
// test has found to.
func TestEveryNumberIsItsCells(t *testing.T) {
	tiles := 10_000
	if testing.Short() {
		tiles = 1_000
	}
	all := narrators(t)
	random := rand.New(rand.NewPCG(20, 26))
	sentences, differ, chance, gaps := 0, 0, 0, 0
	for i := range tiles {
		tile, result := randomTile(t, random)
		language := reports.Languages()[i%2]
		told, err := all[language].Tell(tile)
		if err != nil {
			t.Fatalf("tile %d: %v", i, err)
		}
		for _, part := range [][]reports.Sentence{told.Read, told.Shows, told.Next} {
			for _, sentence := range part {
				sentences++
				if wrong := checkSentence(sentence, tile, result); wrong != "" {
					t.Fatalf("tile %d: %s\n%s\n%+v", i, wrong, sentence.Text, tile.Report.Spec)
				}
				differ += strings.Count(sentence.Text, "differ by") + strings.Count(sentence.Text, "difieren")
				chance += strings.Count(sentence.Text, "chance alone") + strings.Count(sentence.Text, "azar solo")
				for _, bound := range sentence.Bound {
					if bound.To == reports.ToGap {
						gaps++
					}
				}
			}
		}
	}
	t.Logf("%d sentences of %d tiles; %d say that numbers differ, %d that chance explains it, %d gaps", sentences, tiles, differ, chance, gaps)
	if sentences < 5*tiles || differ == 0 || chance == 0 || gaps == 0 {
		t.Error("the tiles do not try what they should")
	}
}

// Ensure that the check above would notice.
func TestCheckNotices(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for {
		tile, result := randomTile(t, random)
		told, err := narrators(t)[reports.English].Tell(tile)
		if err != nil {
			t.Fatal(err)
		}
		for _, sentence := range told.Shows {
			for k, bound := range sentence.Bound {
				if bound.To != reports.ToCell {
					continue
				}
				wrong := sentence
				wrong.Bound = append([]reports.Bound{}, sentence.Bound...)
				wrong.Bound[k].Text = "7" + bound.Text
				wrong.Text = sentence.Text[:bound.At] + "7" + sentence.Text[bound.At:]
				wrong.Bound = wrong.Bound[:k+1]
				if checkSentence(wrong, tile, result) == "" {
					t.Errorf("nothing was said of %q", wrong.Text)
				}
				return
			}
		}
	}
}
