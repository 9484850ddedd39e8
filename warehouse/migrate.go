package warehouse

import (
	"context"
	"database/sql"
	"embed"
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
// numbers must run from 1 without a gap.
func migrationsIn(files fs.FS) ([]migration, error) {
	paths, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(paths)
	steps := make([]migration, 0, len(paths))
	for i, path := range paths {
		base := strings.TrimSuffix(strings.TrimPrefix(path, "migrations/"), ".sql")
		digits, name, _ := strings.Cut(base, "_")
		number, err := strconv.Atoi(digits)
		if err != nil || number != i+1 {
			return nil, fmt.Errorf("migration %q should be number %d", path, i+1)
		}
		script, err := fs.ReadFile(files, path)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{number: number, name: name, script: string(script)})
	}
	return steps, nil
}

// migrate brings the file up to the last step, each step in a transaction of
// its own, and records its name.
func migrate(ctx context.Context, db *sql.DB, steps []migration, now time.Time) error {
	var version int
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	for _, step := range steps {
		if step.number <= version {
			continue
		}
		if err := applyMigration(ctx, db, step, now); err != nil {
			return fmt.Errorf("migration %d (%s): %w", step.number, step.name, err)
		}
	}
	return nil
}

func applyMigration(ctx context.Context, db *sql.DB, step migration, now time.Time) error {
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
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", step.number)); err != nil {
		return err
	}
	return tx.Commit()
}
