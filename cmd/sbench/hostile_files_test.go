//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// hostileFile is a file that does harm to careless programs.
type hostileFile struct {
	name  string
	write func(t *testing.T, path string)
	// status is the first word that status.txt may have; refused where a
	// sentence is all that can be had.
	status []string
	// says is what the sentence for a person speaks of, if that matters.
	says string
	long bool // takes seconds: not in a short run
}

const (
	// hostileMemory bounds the memory for any of the files, in MB. All of them
	// would take gigabytes if they were believed.
	hostileMemory = 500
	// hostileTime is generous: others may be at work on the machine.
	hostileTime = 3 * time.Minute
)

// Ensure that files made to do harm end with a sentence, or are read, and that
// neither memory nor time runs away. The program is one of its own, so that its
// memory can be told.
func TestHostileFiles(t *testing.T) {
	program := buildProgram(t)
	for _, file := range hostileFiles() {
		t.Run(file.name, func(t *testing.T) {
			if file.long && testing.Short() {
				t.Skip("takes long")
			}
			folder := t.TempDir()
			path := filepath.Join(folder, file.name)
			file.write(t, path)
			status, sentence := convertHostile(t, program, path, filepath.Join(folder, "out"))
			for _, allowed := range file.status {
				if status == allowed {
					status = ""
				}
			}
			if status != "" {
				t.Errorf("%s, want %v: %s", status, file.status, sentence)
			}
			if !strings.Contains(sentence, file.says) {
				t.Errorf("the sentence does not speak of %q: %s", file.says, sentence)
			}
		})
	}
}

// convertHostile converts a file and returns what status.txt says.
func convertHostile(t *testing.T, program, path, out string) (status, sentence string) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), hostileTime)
	defer stop()
	var stderr bytes.Buffer
	command := exec.CommandContext(ctx, program, "convert", path, "--dir", out)
	command.Stderr = &stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	used := watchMemory(t, command.Process.Pid)
	err := command.Wait()
	if ctx.Err() != nil {
		t.Fatalf("not done after %s", hostileTime)
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if most := used(); most > hostileMemory {
		t.Errorf("took %d MB, more than %d", most, hostileMemory)
	} else {
		t.Logf("%d MB", most)
	}
	for _, jargon := range []string{"panic", "goroutine", "runtime error"} {
		if strings.Contains(stderr.String(), jargon) {
			t.Fatalf("a person reads of a %s:\n%.2000s", jargon, stderr.String())
		}
	}
	text, err := os.ReadFile(filepath.Join(out, "status.txt"))
	if err != nil {
		if stderr.Len() == 0 {
			t.Errorf("no status.txt, and not a word about it: %v", err)
		}
		return "refused", stderr.String()
	}
	status, sentence, _ = strings.Cut(strings.TrimSpace(string(text)), " ")
	return strings.TrimRight(status, ":\n"), sentence
}

// watchMemory follows the most memory that a process has had, in MB. What the
// system tells when it has ended counts the memory of whoever started it, too.
func watchMemory(t *testing.T, process int) (most func() int) {
	t.Helper()
	highest := make(chan int, 1)
	go func() {
		kilobytes := 0
		for {
			text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
			_, after, found := strings.Cut(string(text), "VmHWM:")
			if err != nil || !found {
				highest <- kilobytes / 1024
				return
			}
			line, _, _ := strings.Cut(after, "\n")
			var now int
			if _, err := fmt.Sscan(line, &now); err == nil {
				kilobytes = max(kilobytes, now)
			}
			time.Sleep(3 * time.Millisecond)
		}
	}()
	return func() int { return <-highest }
}

func hostileFiles() []hostileFile {
	refused, read := []string{"refused"}, []string{"ok", "partial"}
	either := append([]string{"ask"}, append(refused, read...)...)
	files := []hostileFile{
		{name: "bomb.zip", status: refused, says: "unpacks", long: true, write: writeZip(bombEntry("rows.csv", 4<<30))},
		{name: "bomb.csv.gz", status: refused, says: "unpacks", long: true, write: writeGzipBomb(4 << 30)},
		{name: "nested.zip", status: either, write: writeNestedZip},
		{name: "overlapping.zip", status: either, long: true, write: writeOverlappingZip},
		{name: "liar.zip", status: either, write: writeZip(zipEntry{name: "rows.csv", text: []byte("a,b\n1,2\n"), claimed: 1 << 40})},
		{name: "small-liar.zip", status: refused, long: true, write: writeZip(smallLiar("rows.csv", 4<<30))},
		{name: "many.zip", status: either, write: writeManyEntries},
		{name: "sheet-bomb.xlsx", status: refused, long: true, write: writeWorkbook(bombEntry("xl/worksheets/sheet1.xml", 4<<30))},
		{name: "texts-bomb.xlsx", status: refused, long: true, write: writeWorkbook(sheetEntry(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`), bombEntry("xl/sharedStrings.xml", 4<<30))},
		{name: "content-bomb.ods", status: refused, long: true, write: writeZip(zipEntry{name: "mimetype", text: []byte("application/vnd.oasis.opendocument.spreadsheet")}, bombEntry("content.xml", 4<<30))},
		{name: "used-range.xlsx", status: read, write: writeWorkbook(zipEntry{name: "xl/worksheets/sheet1.xml", text: []byte(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Score</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ana</t></is></c><c r="B2"><v>7</v></c></row><row r="1048576"><c r="XFD1048576"/></row></sheetData></worksheet>`)})},
		{name: "far-cell.xlsx", status: either, write: writeWorkbook(sheetEntry(`<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>7</v></c></row>`))},
		{name: "no-such-cell.xlsx", status: either, write: writeWorkbook(sheetEntry(`<row r="99999999999"><c r="ZZZZZZZ99999999999"><v>7</v></c></row><row r="-4"><c r="1A"><v>7</v></c></row>`))},
		{name: "entities.xlsx", status: either, write: writeWorkbook(zipEntry{name: "xl/worksheets/sheet1.xml", text: []byte(laughs("worksheet", "sheetData"))})},
		{name: "nested.xlsx", status: either, write: writeWorkbook(sheetEntry(strings.Repeat("<row>", 1_000_000)))},
		{name: "entities.xls", status: either, write: writeText(laughs("html", "table"))},
		{name: "nested.xls", status: either, write: writeText("<html><table>" + strings.Repeat("<tr><td><table>", 300_000))},
		{name: "nested-xml.xls", status: either, write: writeText(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">` + strings.Repeat("<Worksheet><Table><Row><Cell>", 200_000))},
		{name: "spans.html", status: either, write: writeText("<table><tr><th>a</th><th>b</th></tr>" + strings.Repeat(`<tr><td colspan="999999999" rowspan="999999999">1</td></tr>`, 200) + "</table>")},
		{name: "repeats.ods", status: either, write: writeZip(zipEntry{name: "mimetype", text: []byte("application/vnd.oasis.opendocument.spreadsheet")}, zipEntry{name: "content.xml", text: []byte(`<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">` + strings.Repeat(`<table:table-row table:number-rows-repeated="2000000000"><table:table-cell table:number-columns-repeated="2000000000" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell></table:table-row>`, 5) + `</table:table></office:spreadsheet></office:body></office:document-content>`)})},
		{name: "nested.ods", status: either, write: writeZip(zipEntry{name: "mimetype", text: []byte("application/vnd.oasis.opendocument.spreadsheet")}, zipEntry{name: "content.xml", text: []byte(`<office:document-content>` + strings.Repeat("<text:span>", 2_000_000))})},
		{name: "wide.csv", status: either, write: writeText("a" + strings.Repeat(",a", 1_000_000) + "\n" + strings.Repeat("1,", 1_000_000) + "1\n")},
		{name: "wider-and-wider.csv", status: either, write: writeWidening},
		{name: "one-line.csv", status: refused, long: true, write: writeLine("a", "", 1<<30)},
		{name: "one-line-of-values.csv", status: refused, long: true, write: writeLine("1,", "", 1<<30)},
		{name: "open-quote.csv", status: either, long: true, write: writeLine("x y\n", "name,text\n1,\"", 20<<20)},
		{name: "quotes.csv", status: either, write: writeLine(`"`, "name,text\n1,", 20<<20)},
		{name: "quotes-and-commas.csv", status: either, write: writeLine(`",""`, "name,text\n1,", 20<<20)},
		{name: "zeros.csv", status: refused, long: true, write: writeSparse(1 << 30)},
		{name: "nul-in-values.csv", status: either, write: writeText("name,score\nAna\x00,1\n\x00Ben,2\nCarl,\x003\n")},
		{name: "blank-lines.csv", status: either, write: writeLine("\n", "a,b\n1,2\n", 20<<20)},
		{name: "returns.csv", status: either, write: writeLine("\r", "a,b\r1,2\r", 10<<20)},
		{name: "many-columns-of-texts.csv", status: either, long: true, write: writeManyTexts},
		{name: "wide-line.txt", status: either, write: writeText(strings.Repeat("word  ", 2_000_000) + "\n" + strings.Repeat("word  ", 2_000_000) + "\n")},
	}
	return files
}

// Ensure that names in an archive cannot lead out of the folder that results
// are written to, and that links in it are not followed.
func TestNamesInArchivesStayInside(t *testing.T) {
	program := buildProgram(t)
	folder := t.TempDir()
	secret := filepath.Join(folder, "secret.csv")
	if err := os.WriteFile(secret, []byte("word,number\nhidden,1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	rows := []byte("name,score\nAna,1\nBen,2\n")
	path := filepath.Join(folder, "names.zip")
	writeZip(
		zipEntry{name: "../../escaped-up.csv", text: rows}, zipEntry{name: "/escaped-root.csv", text: rows}, zipEntry{name: `..\..\escaped-back.csv`, text: rows},
		zipEntry{name: `C:\escaped-drive.csv`, text: rows}, zipEntry{name: "a/../../b/escaped-middle.csv", text: rows}, zipEntry{name: "CON.csv", text: rows},
		zipEntry{name: "nul\x00byte.csv", text: rows}, zipEntry{name: strings.Repeat("long", 200) + ".csv", text: rows}, zipEntry{name: ".", text: rows},
		zipEntry{name: "link.csv", text: []byte(secret), link: true},
	)(t, path)
	out := filepath.Join(folder, "deep", "deeper", "out")
	if err := os.MkdirAll(filepath.Dir(out), 0o700); err != nil {
		t.Fatal(err)
	}
	status, sentence := convertHostile(t, program, path, out)
	if status != "ok" && status != "partial" {
		t.Errorf("%s: %s", status, sentence)
	}
	tables := 0
	err := filepath.WalkDir(folder, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == secret || name == path {
			return err
		}
		if !strings.HasPrefix(name, out+string(filepath.Separator)) {
			t.Errorf("written outside: %s", name)
		}
		text, err := os.ReadFile(name)
		if bytes.Contains(text, []byte("hidden")) {
			t.Errorf("%s holds what a link led to", name)
		}
		if strings.HasSuffix(name, ".csv") && bytes.Contains(text, []byte("Ana")) {
			tables++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if tables < 8 {
		t.Errorf("%d of 8 tables were written", tables)
	}
	for _, name := range []string{"/escaped-root.csv", filepath.Join(filepath.Dir(folder), "escaped-up.csv")} {
		if _, err := os.Lstat(name); err == nil {
			t.Errorf("%s was written", name)
		}
	}
}

// Ensure that what is no file is told, at once.
func TestWhatIsNoFile(t *testing.T) {
	program := buildProgram(t)
	folder := t.TempDir()
	pipe := filepath.Join(folder, "pipe.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	circle := filepath.Join(folder, "circle.csv")
	if err := os.Symlink(circle, circle); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"pipe": pipe, "folder": folder, "endless device": "/dev/zero", "empty device": "/dev/null", "link to itself": circle,
		"nothing there": filepath.Join(folder, "none.csv"), "long name": filepath.Join(folder, strings.Repeat("x", 5000)), "process file": "/proc/self/mem",
	} {
		t.Run(name, func(t *testing.T) {
			for _, command := range []string{"inspect", "convert", "import"} {
				arguments := []string{command, path}
				if command == "import" {
					arguments = append(arguments, "-w", filepath.Join(t.TempDir(), "w.schoolbench"))
				}
				ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
				output, err := exec.CommandContext(ctx, program, arguments...).CombinedOutput()
				late := ctx.Err() != nil
				stop()
				if late || err == nil || bytes.Contains(output, []byte("panic")) || len(bytes.TrimSpace(output)) == 0 {
					t.Errorf("%s: too late: %v, %v: %.500s", command, late, err, output)
				}
			}
		})
	}
}
