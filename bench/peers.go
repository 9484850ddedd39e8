package main

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/table"
)

// work is one question, as each of them is asked it.
type work struct {
	title         string
	rows, columns string
	measures      string
	where         string
	query         string // for SQL; {table} is the table
	pandas        string
}

func allWork() []work {
	return []work{
		{
			title: "two keys 128 x 14, count and sum, all totals", rows: "School", columns: "Grade", measures: "count, sum(Days)",
			query: `select School, Grade, count(*), sum(Days) from {table} group by grouping sets ((School, Grade), (School), (Grade), ())`,
		},
		{
			title: "the same without totals", rows: "School", columns: "Grade", measures: "count, sum(Days)",
			query:  `select School, Grade, count(*), sum(Days) from {table} group by School, Grade`,
			pandas: "d.groupby(['School','Grade'], observed=True)['Days'].agg(['count','sum'])",
		},
		{
			title: "three keys 1,000 x 14 x 8 and a filter that keeps half, count and mean", rows: "Teacher, Ethnicity", columns: "Grade", measures: "count, mean(Days)", where: "Half = 1",
			query:  `select Teacher, Grade, Ethnicity, count(*), avg(Days) from {table} where Half = 1 group by Teacher, Grade, Ethnicity`,
			pandas: "d[d['Half']==1].groupby(['Teacher','Grade','Ethnicity'], observed=True)['Days'].agg(['count','mean'])",
		},
		{
			title: "distinct students by grade", rows: "Grade", measures: "distinct(Student)",
			query:  `select Grade, count(distinct Student) from {table} group by Grade`,
			pandas: "d.groupby('Grade', observed=True)['Student'].nunique()",
		},
		{
			title: "exact median in 1,792 cells", rows: "School", columns: "Grade", measures: "median(Score)",
			query:  `select School, Grade, median(Score) from {table} group by School, Grade`,
			pandas: "d.groupby(['School','Grade'], observed=True)['Score'].median()",
		},
	}
}

// peer is somebody who answers questions; ask returns how long it took.
type peer struct {
	name string
	ask  func(w work) (time.Duration, bool, error)
}

// comparePeers runs every peer on the same data, in turns, and prints the
// medians.
func comparePeers(ctx context.Context, rows, rounds int) error {
	data := columns(rows)
	frame, err := frameOf(data, rows)
	if err != nil {
		return err
	}
	fmt.Printf("%d rows, %d cores, %s; medians of %d rounds in turns, milliseconds, and how many times as long as package crosstab\n\n", rows, runtime.GOMAXPROCS(0), runtime.Version(), rounds)
	duck, err := openDuck(ctx, data)
	if err != nil {
		return err
	}
	defer duck.Close()
	few := min(rows, 300_000) // it takes seconds for a million
	lite, err := openLite(ctx, data, few)
	if err != nil {
		return err
	}
	defer lite.Close()
	peers := []peer{
		{"crosstab", func(w work) (time.Duration, bool, error) { return askCrosstab(ctx, frame, w) }},
		{"memory floor", func(w work) (time.Duration, bool, error) { return readAll(frame, w) }},
		{"DuckDB, ENUM", func(w work) (time.Duration, bool, error) { return askSQL(ctx, duck, w, "enums") }},
		{"DuckDB, strings", func(w work) (time.Duration, bool, error) { return askSQL(ctx, duck, w, "strings") }},
	}
	pandas := startPandas(data)
	if pandas != nil {
		defer pandas.Close()
		peers = append(peers, peer{"pandas, categories", pandas.ask})
	}
	header := []string{"work"}
	for _, p := range peers {
		header = append(header, p.name)
	}
	header = append(header, fmt.Sprintf("SQLite, %d rows", few))
	fmt.Println("| " + strings.Join(header, " | ") + " |")
	fmt.Println("|" + strings.Repeat(" --- |", len(header)))
	for _, w := range allWork() {
		line := []string{w.title}
		times := make([][]time.Duration, len(peers))
		for range rounds {
			for i, p := range peers {
				took, able, err := p.ask(w)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", p.name, w.title, err)
				}
				if able {
					times[i] = append(times[i], took)
				}
			}
		}
		own := median(times[0])
		for i := range peers {
			line = append(line, entry(median(times[i]), own, i > 1))
		}
		took, able, err := askLite(ctx, lite, w)
		if err != nil {
			return fmt.Errorf("SQLite: %s: %w", w.title, err)
		}
		if !able {
			took = 0
		}
		line = append(line, entry(took, time.Duration(float64(own)*float64(few)/float64(rows)), true))
		fmt.Println("| " + strings.Join(line, " | ") + " |")
	}
	if pandas == nil {
		fmt.Println("\npandas is not installed for python3 and was left out.")
	}
	return nil
}

func median(times []time.Duration) time.Duration {
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[len(times)/2]
}

func entry(took, own time.Duration, ratio bool) string {
	switch {
	case took == 0:
		return ""
	case !ratio:
		return fmt.Sprintf("%.1f", took.Seconds()*1000)
	}
	return fmt.Sprintf("%.0f (%.0fx)", took.Seconds()*1000, took.Seconds()/own.Seconds())
}

func askCrosstab(ctx context.Context, frame *table.Frame, w work) (time.Duration, bool, error) {
	spec := crosstab.Spec{Where: w.where}
	var err error
	if spec.Rows, err = crosstab.ParseFields(w.rows); err != nil {
		return 0, false, err
	}
	if spec.Columns, err = crosstab.ParseFields(w.columns); err != nil {
		return 0, false, err
	}
	if spec.Measures, err = crosstab.ParseMeasures(w.measures); err != nil {
		return 0, false, err
	}
	start := time.Now()
	_, err = crosstab.Compute(ctx, frame, spec)
	return time.Since(start), true, err
}

func askSQL(ctx context.Context, db *sql.DB, w work, name string) (time.Duration, bool, error) {
	start := time.Now()
	rows, err := db.QueryContext(ctx, strings.ReplaceAll(w.query, "{table}", name))
	if err != nil {
		return 0, false, err
	}
	defer rows.Close()
	for rows.Next() { // the numbers are not looked at
	}
	return time.Since(start), true, rows.Err()
}
