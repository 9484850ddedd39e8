package warehouse_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/warehouse"
)

// Some tests need a second process. The test program starts itself again with
// a part to play.
const (
	partVariable = "WAREHOUSE_TEST_PART"
	pathVariable = "WAREHOUSE_TEST_PATH"
)

func TestMain(m *testing.M) {
	if part := os.Getenv(partVariable); part != "" {
		os.Exit(play(part, os.Getenv(pathVariable)))
	}
	os.Exit(m.Run())
}

// play is what the second process does. It prints one line when it has come to
// the point.
func play(part, path string) int {
	ctx := context.Background()
	switch part {
	case "hold": // keeps the workspace open
		w, err := warehouse.Open(ctx, path, warehouse.Options{})
		if err != nil {
			fmt.Println(err)
			return 1
		}
		fmt.Println("open")
		time.Sleep(time.Minute)
		_ = w.Close()
	case "import": // is in the middle of an import
		w, err := warehouse.Open(ctx, path, warehouse.Options{})
		if err != nil {
			fmt.Println(err)
			return 1
		}
		row := []table.Cell{{Value: table.TextValue(strings.Repeat("a text of some length, so that pages fill quickly ", 4))}, {Value: table.NumberValue(1)}}
		rows := make([][]table.Cell, 1<<20)
		for i := range rows {
			rows[i] = row
		}
		told := false
		_, err = w.Import(ctx, warehouse.ImportRequest{Dataset: "Roster", Progress: func(n int) {
			if n > 800_000 && !told {
				told = true
				fmt.Println("importing")
				time.Sleep(time.Minute)
			}
		}}, &memoryReader{schema: table.Schema{{Name: "Text"}, {Name: "N", Type: table.Integer}}, rows: rows})
		fmt.Println(err)
	case "merge": // is in the middle of replacing every row
		w, err := warehouse.Open(ctx, path, warehouse.Options{})
		if err != nil {
			fmt.Println(err)
			return 1
		}
		rows := make([][]table.Cell, 200_000)
		for i := range rows {
			rows[i] = []table.Cell{{Value: table.TextValue(fmt.Sprint(i))}, {Value: table.TextValue("no number")}}
		}
		told := false
		_, _, err = w.Merge(ctx, warehouse.MergeRequest{
			ImportRequest: warehouse.ImportRequest{Dataset: "Roster", Progress: func(n int) {
				if n == len(rows) && !told {
					told = true
					fmt.Println("merging")
					time.Sleep(time.Minute)
				}
			}},
			Mode: warehouse.Replace,
			Open: func() (table.Reader, error) {
				return &memoryReader{schema: table.Schema{{Name: "School"}, {Name: "Days"}}, rows: rows}, nil
			},
		})
		fmt.Println(err)
	case "read": // reads what is committed
		w, err := warehouse.Open(ctx, path, warehouse.Options{ReadOnly: true})
		if err != nil {
			fmt.Println(err)
			return 1
		}
		defer func() { _ = w.Close() }()
		frame, err := w.Frame(ctx, "Roster")
		if err != nil {
			fmt.Println(err)
			return 1
		}
		fmt.Println("rows", frame.Len())
	case "write": // must fail
		_, err := warehouse.Open(ctx, path, warehouse.Options{})
		fmt.Println(err)
	}
	return 0
}

func childProcess(t *testing.T, part, path string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program)
	command.Env = append(os.Environ(), partVariable+"="+part, pathVariable+"="+path)
	return command
}

// startChild starts a second process and waits for its line.
func startChild(t *testing.T, part, path, want string) *exec.Cmd {
	t.Helper()
	command := childProcess(t, part, path)
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	var line string
	if _, err := fmt.Fscanln(out, &line); err != nil || line != want {
		t.Fatalf("the second process said %q (%v); want %q", line, err, want)
	}
	return command
}
