package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// python is a running interpreter that holds the data as pandas has it: text as
// categories. It answers each line that it is sent with the seconds it took.
type python struct {
	command *exec.Cmd
	in      *bufio.Writer
	out     *bufio.Reader
	folder  string
}

const script = `
import sys, time
import numpy as np, pandas as pd
d = {}
for line in open(sys.argv[1] + '/columns.txt'):
    name, distinct, numeric = line.split()
    codes = np.fromfile(sys.argv[1] + '/' + name, dtype='<u4')
    if numeric == 'true':
        d[name] = codes.astype('int32')
    else:
        d[name] = pd.Categorical.from_codes(codes, ['Member %06d' % i for i in range(int(distinct))])
d = pd.DataFrame(d)
print('ready', flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    eval(line)
    print(time.perf_counter() - start, flush=True)
`

// startPandas hands the data to pandas; nil if it is not installed.
func startPandas(all []column) *python {
	interpreter := "/usr/bin/python3" // a distribution's packages belong to this one
	if exec.Command(interpreter, "-c", "import pandas").Run() != nil {
		interpreter = "python3"
	}
	folder, err := os.MkdirTemp("", "bench")
	if err != nil {
		return nil
	}
	p := &python{folder: folder, command: exec.Command(interpreter, "-c", script, folder)}
	var list strings.Builder
	for _, c := range all {
		fmt.Fprintln(&list, c.name, c.distinct, c.numeric)
		bytes := make([]byte, 0, 4*len(c.codes))
		for _, code := range c.codes {
			bytes = binary.LittleEndian.AppendUint32(bytes, code)
		}
		if os.WriteFile(filepath.Join(folder, c.name), bytes, 0o600) != nil {
			p.Close()
			return nil
		}
	}
	if os.WriteFile(filepath.Join(folder, "columns.txt"), []byte(list.String()), 0o600) != nil {
		p.Close()
		return nil
	}
	in, _ := p.command.StdinPipe()
	out, _ := p.command.StdoutPipe()
	p.in, p.out = bufio.NewWriter(in), bufio.NewReader(out)
	if p.command.Start() != nil {
		p.Close()
		return nil
	}
	if ready, _ := p.out.ReadString('\n'); strings.TrimSpace(ready) != "ready" {
		p.Close()
		return nil
	}
	return p
}

func (p *python) ask(w work) (time.Duration, bool, error) {
	if w.pandas == "" {
		return 0, false, nil
	}
	fmt.Fprintln(p.in, w.pandas)
	if err := p.in.Flush(); err != nil {
		return 0, false, err
	}
	answer, err := p.out.ReadString('\n')
	if err != nil {
		return 0, false, err
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(answer), 64)
	return time.Duration(seconds * float64(time.Second)), true, err
}

// Close ends the interpreter and removes its files.
func (p *python) Close() {
	if p.command.Process != nil {
		_ = p.command.Process.Kill()
		_ = p.command.Wait()
	}
	_ = os.RemoveAll(p.folder)
}
