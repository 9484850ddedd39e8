package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/schoolbench/schoolbench/crosstab"
	"github.com/schoolbench/schoolbench/internal/oracle"
	"github.com/schoolbench/schoolbench/table"
)

// checkOracle compares random cross-tabs with DuckDB: filters, levels and
// measures are evaluated in SQL; which member a row belongs to, where bands,
// groups or limits say so, by the oracle.
func checkOracle(ctx context.Context, cases int) error {
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	db.SetMaxOpenConns(1)
	compared, refused := 0, 0
	for seed := range uint64(cases) {
		folder, err := os.MkdirTemp("", "oracle")
		if err != nil {
			return err
		}
		c, err := oracle.NewCase(ctx, folder, seed)
		_ = os.RemoveAll(folder)
		if err != nil {
			return err
		}
		if err := load(ctx, db, c.Table); err != nil {
			return err
		}
		for i, spec := range c.Specs {
			able, err := compareWithSQL(ctx, db, c.Table, spec)
			if err != nil {
				return fmt.Errorf("seed %d, %d, %+v: %w", seed, i, spec, err)
			}
			if able {
				compared++
			} else {
				refused++
			}
		}
	}
	fmt.Printf("%d random cross-tabs equal DuckDB's SQL at every level; %d were rightly refused\n", compared, refused)
	return nil
}

func quoted(name string) string { return `"` + name + `"` }

// load makes the table t: a column for each value, NULL where none is reported,
// and one for its state.
func load(ctx context.Context, db *sql.DB, t *oracle.Table) error {
	var fields []string
	for _, column := range t.Columns {
		kind := "double"
		if column.Type.IsText() {
			kind = "varchar"
		}
		fields = append(fields, quoted(column.Name)+" "+kind, quoted(column.Name+" state")+" varchar")
	}
	if _, err := db.ExecContext(ctx, "create or replace table t (id integer, "+strings.Join(fields, ", ")+")"); err != nil {
		return err
	}
	var lines []string
	for i, row := range t.Rows {
		values := []string{fmt.Sprint(i)}
		for _, column := range t.Columns {
			v := row[column.Name]
			switch {
			case v.State != table.Reported:
				values = append(values, "NULL")
			case column.Type.IsText():
				values = append(values, "'"+strings.ReplaceAll(v.Text, "'", "''")+"'")
			default:
				values = append(values, fmt.Sprintf("%.17g::double", v.Number))
			}
			values = append(values, "'"+v.State.String()+"'")
		}
		lines = append(lines, "("+strings.Join(values, ", ")+")")
	}
	if len(lines) == 0 {
		return nil
	}
	_, err := db.ExecContext(ctx, "insert into t values "+strings.Join(lines, ", "))
	return err
}

// compareWithSQL checks one cross-tab; false if it is one that cannot be.
func compareWithSQL(ctx context.Context, db *sql.DB, t *oracle.Table, spec crosstab.Spec) (bool, error) {
	o := oracle.New(t, spec)
	result, err := crosstab.Compute(ctx, t.Frame, spec)
	if issue := table.IssueIn(err); issue != nil && (issue.Code == "comparison-unfit" && !o.Knows() || issue.Code == "too-many-cells" && spec.Empty) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	a := &answers{ctx: ctx, db: db, where: oracle.ConditionOf(spec.Where).SQL, known: map[string]map[string]crosstab.Number{}, table: t, depth: len(spec.Rows), width: len(spec.Columns)}
	if err := a.loadMembers(o); err != nil {
		return false, err
	}
	o.Evaluate, o.Tolerance = a.evaluate, 1e-9
	difference := o.Compare(ctx, rand.New(rand.NewPCG(1, 1)), result)
	if a.err != nil {
		return false, a.err
	}
	if difference != "" {
		return false, fmt.Errorf("%s", difference)
	}
	return true, nil
}

// answers asks the database for each measure at each level once.
type answers struct {
	ctx   context.Context
	db    *sql.DB
	where string
	table *oracle.Table
	depth int                                   // dimensions of the rows
	width int                                   // and of the columns
	known map[string]map[string]crosstab.Number // by measure and level, by path
	err   error
}

// loadMembers makes the table m: which member of each dimension a row is of.
func (a *answers) loadMembers(o *oracle.Oracle) error {
	fields := []string{"id integer"}
	for k := range a.depth {
		fields = append(fields, fmt.Sprintf("r%d integer", k))
	}
	for k := range a.width {
		fields = append(fields, fmt.Sprintf("c%d integer", k))
	}
	if _, err := a.db.ExecContext(a.ctx, "create or replace table m ("+strings.Join(fields, ", ")+")"); err != nil {
		return err
	}
	var lines []string
	for i := range a.table.Rows {
		rows, columns := o.Paths(i)
		for _, row := range rows { // a line for each combination of answers
			for _, column := range columns {
				line := fmt.Sprint(i)
				for _, member := range append(append([]int{}, row...), column...) {
					line += fmt.Sprintf(", %d", member)
				}
				lines = append(lines, "("+line+")")
			}
		}
	}
	if len(lines) == 0 {
		return nil
	}
	_, err := a.db.ExecContext(a.ctx, "insert into m values "+strings.Join(lines, ", "))
	return err
}

func (a *answers) evaluate(m crosstab.Measure, beside string, row, column []int) crosstab.Number {
	key := fmt.Sprintf("%s %q %d %d", m.Name(), beside, len(row), len(column))
	if a.known[key] == nil && a.err == nil {
		a.known[key], a.err = a.ask(m, beside, len(row), len(column))
	}
	return a.known[key][fmt.Sprint(append(append([]int{}, row...), column...))]
}

// ask evaluates a measure for every cell of one level.
func (a *answers) ask(m crosstab.Measure, beside string, rows, columns int) (map[string]crosstab.Number, error) {
	var keys []string
	for k := range rows {
		keys = append(keys, fmt.Sprintf("r%d", k))
	}
	for k := range columns {
		keys = append(keys, fmt.Sprintf("c%d", k))
	}
	used, withheld, value := a.inSQL(m, beside)
	query := "select " + strings.Join(append(append([]string{}, keys...), used, withheld, "("+value+")::double"), ", ") + " from t join (select distinct " + strings.Join(append([]string{"id"}, keys...), ", ") + " from m) using (id) where " + a.where
	if len(keys) > 0 {
		query += " group by " + strings.Join(keys, ", ")
	}
	found, err := a.db.QueryContext(a.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	defer found.Close()
	numbers := map[string]crosstab.Number{}
	for found.Next() {
		path := make([]int, len(keys))
		var number crosstab.Number
		var result sql.NullFloat64
		var into []any
		for k := range path {
			into = append(into, &path[k])
		}
		if err := found.Scan(append(into, &number.Used, &number.Withheld, &result)...); err != nil {
			return nil, err
		}
		switch {
		case result.Valid:
			number.Value = result.Float64
		case number.Used == 0 && number.Withheld > 0:
			number.State = table.Withheld
		default:
			number.State = table.Missing
		}
		numbers[fmt.Sprint(path)] = number
	}
	return numbers, found.Err()
}

// inSQL writes a measure: how many values it uses, how many are withheld, and
// the value. Sums are of decimals, which SQL adds up exactly.
func (a *answers) inSQL(m crosstab.Measure, beside string) (used, withheld, value string) {
	if m.Field == "" {
		return "count(*)", "0", "count(*)"
	}
	field, state := quoted(m.Field), quoted(m.Field+" state")
	if beside != "" {
		told := quoted(beside+" state") + " is distinct from 'withheld'"
		field, state = "(case when "+told+" then "+field+" end)", "(case when "+told+" then "+state+" else 'withheld' end)"
	}
	sum := func(of string) string { return "sum(cast(" + of + " as decimal(38, 18)))" }
	used, withheld = "count("+field+")", "count(*) filter (where "+state+" = 'withheld')"
	switch m.Function {
	case crosstab.Count:
		value = used
	case crosstab.Sum:
		value = sum(field)
		for _, column := range a.table.Columns {
			if column.Name == m.Field && column.Type == table.Decimal {
				value = fmt.Sprintf("round(%s, %d)", value, column.Decimals)
			}
		}
	case crosstab.Mean:
		value = sum(field) + "::double / " + used
	case crosstab.Min, crosstab.Max:
		value = string(m.Function) + "(" + field + ")"
	case crosstab.Distinct:
		value = "case when " + used + " > 0 then count(distinct " + field + ") end"
	case crosstab.Median:
		value = "quantile_cont(" + field + ", 0.5)"
	case crosstab.Percentile:
		value = fmt.Sprintf("quantile_cont(%s, %.17g)", field, m.Percent/100)
	case crosstab.Deviation:
		value = "stddev_samp(" + field + ")"
	case crosstab.Yes:
		value = "avg(" + field + ")"
	case crosstab.First, crosstab.Last:
		order := quoted(m.By) + ", id"
		if m.Function == crosstab.Last {
			order = quoted(m.By) + " desc, id desc"
		}
		value = "first(" + field + " order by " + order + ") filter (where " + field + " is not null and " + quoted(m.By) + " is not null)"
	case crosstab.Weighted:
		by := quoted(m.By)
		both := field + " is not null and " + by + " is not null"
		used = "count(*) filter (where " + both + ")"
		withheld = "count(*) filter (where not (" + both + ") and (" + state + " = 'withheld' or " + quoted(m.By+" state") + " = 'withheld'))"
		value = sum(field+" * "+by) + "::double / nullif(" + sum(by) + " filter (where " + field + " is not null), 0)::double"
	}
	return used, withheld, value
}
