package warehouse

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"sort"
	"strconv"
	"strings"
	"time"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one step from a version of the file's layout to the next.
type migration struct {
	number int
	name   string
	script string
}

// migrationsIn reads the steps from files named NNNN_name.sql, in order. The
// first is number 1, and no number occurs twice.
func migrationsIn(files fs.FS) ([]migration, error) {
	paths, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(paths)
	steps := make([]migration, 0, len(paths))
	for _, path := range paths {
		base := strings.TrimSuffix(strings.TrimPrefix(path, "migrations/"), ".sql")
		digits, name, _ := strings.Cut(base, "_")
		number, err := strconv.Atoi(digits)
		if err != nil || number <= newest(steps) || (len(steps) == 0) != (number == 1) {
			return nil, fmt.Errorf("migration %q does not follow number %d", path, newest(steps))
		}
		script, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{number: number, name: name, script: string(script)})
	}
	return steps, nil
}

// newest is the number of the last step, which the file bears as its version.
func newest(steps []migration) int {
	if len(steps) == 0 {
		return 0
	}
	return steps[len(steps)-1].number
}

// migrate takes every step that the file has not taken, each in a transaction
// of its own, and records its name.
func migrate(ctx context.Context, db *sql.DB, steps []migration, now time.Time) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	taken, err := stepsTaken(ctx, db, version)
	if err != nil {
		return err
	}
	for _, step := range steps {
		if taken[step.number] {
			continue
		}
		if err := applyMigration(ctx, db, step, version, now); err != nil {
			return fmt.Errorf("migration %d (%s): %w", step.number, step.name, err)
		}
	}
	return nil
}

// stepsTaken tells which steps a file of this version has taken. The numbers of
// steps that are prepared side by side may leave gaps for a while.
func stepsTaken(ctx context.Context, q querier, version int) (map[int]bool, error) {
	taken := map[int]bool{}
	if version == 0 {
		return taken, nil
	}
	rows, err := q.QueryContext(ctx, "SELECT number FROM sb_migrations")
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var number int
		if err := rows.Scan(&number); err != nil {
			return nil, err
		}
		taken[number] = true
	}
	return taken, errors.Join(rows.Err(), rows.Close())
}

func applyMigration(ctx context.Context, db *sql.DB, step migration, version int, now time.Time) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.ExecContext(ctx, step.script); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO sb_migrations (number, name, applied) VALUES (?, ?, ?)",
		step.number, step.name, timeText(now)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", max(step.number, version))); err != nil {
		return err
	}
	return tx.Commit()
}
