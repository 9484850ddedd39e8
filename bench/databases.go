package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"github.com/duckdb/duckdb-go/v2"
	_ "modernc.org/sqlite" // the driver of SQLite
)

// openDuck loads the data into DuckDB in memory: a table of strings and one of
// ENUMs. Both get as many threads as Go has.
func openDuck(ctx context.Context, all []column) (*sql.DB, error) {
	connector, err := duckdb.NewConnector("", nil)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(1)
	var fields, texts, enums []string
	for _, c := range all {
		fields = append(fields, c.name+" integer")
		if c.numeric {
			texts, enums = append(texts, c.name), append(enums, c.name)
			continue
		}
		texts = append(texts, fmt.Sprintf("'Member ' || lpad(%s::varchar, 6, '0') as %s", c.name, c.name))
		enums = append(enums, fmt.Sprintf("%s::enum_%s as %s", c.name, c.name, c.name))
	}
	if _, err := db.ExecContext(ctx, "create table codes ("+strings.Join(fields, ", ")+")"); err != nil {
		return nil, err
	}
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if err := appendRows(connection, all); err != nil {
		return nil, err
	}
	if err := connection.Close(); err != nil {
		return nil, err
	}
	statements := []string{"create table strings as select " + strings.Join(texts, ", ") + " from codes"}
	for _, c := range all {
		if !c.numeric {
			statements = append(statements, fmt.Sprintf("create type enum_%s as enum (select distinct %s from strings order by 1)", c.name, c.name))
		}
	}
	statements = append(statements, "create table enums as select "+strings.Join(enums, ", ")+" from strings", "drop table codes")
	for _, statement := range statements {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return nil, fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return db, nil
}

func appendRows(connection *sql.Conn, all []column) error {
	return connection.Raw(func(raw any) error {
		appender, err := duckdb.NewAppenderFromConn(raw.(driver.Conn), "", "codes")
		if err != nil {
			return err
		}
		values := make([]driver.Value, len(all))
		for row := range all[0].codes {
			for i, c := range all {
				values[i] = int32(c.codes[row])
			}
			if err := appender.AppendRow(values...); err != nil {
				return err
			}
		}
		return appender.Close()
	})
}

// openLite loads the first rows into SQLite in memory.
func openLite(ctx context.Context, all []column, rows int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	var fields, marks []string
	for _, c := range all {
		fields, marks = append(fields, c.name), append(marks, "?")
	}
	if _, err := db.ExecContext(ctx, "create table strings ("+strings.Join(fields, ", ")+")"); err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, "insert into strings values ("+strings.Join(marks, ", ")+")")
	if err != nil {
		return nil, err
	}
	values := make([]any, len(all))
	for row := range rows {
		for i, c := range all {
			values[i] = int64(c.codes[row])
			if !c.numeric {
				values[i] = label(int(c.codes[row]))
			}
		}
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return nil, err
		}
	}
	return db, tx.Commit()
}

// askLite asks SQLite, which knows no grouping sets and no median.
func askLite(ctx context.Context, db *sql.DB, w work) (time.Duration, bool, error) {
	if strings.Contains(w.query, "grouping sets") || strings.Contains(w.query, "median(") {
		return 0, false, nil
	}
	return askSQL(ctx, db, w, "strings")
}
