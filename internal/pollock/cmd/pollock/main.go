// Command pollock spoils a clean table in the 2,290 ways of the Pollock
// benchmark, has sbench convert every file without a hint, and prints how much
// of the table came back.
//
//	pollock [-source FILE] [-worst N] SBENCH FOLDER
//
// FOLDER is made anew; the files and their conversions stay in it. FILE is a
// clean table of one's own instead of the synthetic one.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"text/tabwriter"

	"github.com/schoolbench/schoolbench/internal/pollock"
)

func main() {
	sourceFile := flag.String("source", "", "a clean CSV file to spoil instead of the synthetic table")
	worst := flag.Int("worst", 0, "list so many of the files with the fewest points")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: pollock [-source FILE] [-worst N] SBENCH FOLDER")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Arg(1), *sourceFile, *worst); err != nil {
		fmt.Fprintln(os.Stderr, "pollock:", err)
		os.Exit(1)
	}
}

func run(sbench, folder, sourceFile string, worst int) error {
	source := pollock.SyntheticSource()
	if sourceFile != "" {
		content, err := os.ReadFile(sourceFile)
		if err != nil {
			return err
		}
		if source, err = pollock.ParseSource(content); err != nil {
			return err
		}
	}
	files := pollock.Files(source)
	for _, name := range []string{"files", "converted"} {
		path := filepath.Join(folder, name)
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		if err := os.MkdirAll(path, 0o700); err != nil {
			return err
		}
	}
	scores := make([]pollock.Score, len(files))
	failures := make([]error, len(files))
	places := make(chan int)
	var workers sync.WaitGroup
	for range runtime.NumCPU() {
		workers.Go(func() {
			for i := range places {
				scores[i], failures[i] = convert(sbench, folder, files[i])
			}
		})
	}
	for i := range files {
		places <- i
	}
	close(places)
	workers.Wait()

	var tally pollock.Tally
	for i, file := range files {
		if failures[i] != nil {
			fmt.Printf("%s: %v\n", file.Name, failures[i])
		}
		tally.Add(file, scores[i])
	}
	report(tally)
	listWorst(files, scores, worst)
	return nil
}

// convert runs the conversion of one file. A file that could not be converted
// has no points, and the error says why.
func convert(sbench, folder string, file pollock.File) (pollock.Score, error) {
	from, to := filepath.Join(folder, "files", file.Name), filepath.Join(folder, "converted", file.Name)
	if err := os.WriteFile(from, file.Content, 0o600); err != nil {
		return pollock.Score{}, err
	}
	if output, err := exec.Command(sbench, "convert", from, "-o", to).CombinedOutput(); err != nil {
		return pollock.Score{}, fmt.Errorf("%w: %s", err, output)
	}
	content, err := os.ReadFile(to)
	if err != nil {
		return pollock.Score{}, err
	}
	table, err := pollock.ReadTable(content)
	if err != nil {
		return pollock.Score{}, err
	}
	return pollock.Measure(table, file.Want), nil
}

func report(tally pollock.Tally) {
	out := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(out, "pollution\tfiles\tall right\tweight\tof 10")
	for _, k := range tally.Kinds() {
		fmt.Fprintf(out, "%s\t%d\t%d\t%.1f\t%.4f\n", k.Kind, k.Files, k.Full, k.Weight, k.Mean())
	}
	_ = out.Flush() // the terminal is all there is to write to
	simple, weighted := tally.Overall()
	fmt.Printf("\nsimple %.4f of 10, weighted %.4f of 10\n", simple, weighted)
}

func listWorst(files []pollock.File, scores []pollock.Score, worst int) {
	order := make([]int, len(files))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch x, y := scores[a].Total(), scores[b].Total(); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	for _, i := range order[:min(worst, len(order))] {
		s := scores[i]
		fmt.Printf("%.4f  header %.4f  records %.4f  cells %.4f  %s\n", s.Total(), s.Header.F1(), s.Record.F1(), s.Cell.F1(), files[i].Name)
	}
}
