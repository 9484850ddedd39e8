package workbench

import (
	"bufio"
	"io"
	"strings"

	"github.com/schoolbench/schoolbench/reports/csv"
)

// csvWriter writes RFC 4180: commas, CRLF after each record, and quotes around
// a field with a comma, quote or line break in it. Unlike encoding/csv it
// leaves the line breaks inside fields as they are. It keeps its first error.
type csvWriter struct {
	out     *bufio.Writer
	err     error
	records int // written so far
	// harmless has texts that a spreadsheet would run written so that it does
	// not.
	harmless bool
	formulas int // such texts so far
}

func newCSVWriter(w io.Writer) *csvWriter { return &csvWriter{out: bufio.NewWriterSize(w, 1<<16)} }

func (c *csvWriter) write(fields []string) {
	c.records++
	if len(fields) == 1 && fields[0] == "" {
		c.text(`""`) // an empty line would be no record
	}
	for i, field := range fields {
		if i > 0 {
			c.text(",")
		}
		if safe := csv.Harmless(field); len(safe) != len(field) {
			c.formulas++
			if c.harmless {
				field = safe
			}
		}
		field = strings.ReplaceAll(field, "\x00", "\uFFFD") // which no CSV can hold
		if !strings.ContainsAny(field, ",\"\r\n") {
			c.text(field)
			continue
		}
		c.text(`"`)
		c.text(strings.ReplaceAll(field, `"`, `""`))
		c.text(`"`)
	}
	c.text("\r\n")
}

func (c *csvWriter) text(text string) {
	if c.err == nil {
		_, c.err = c.out.WriteString(text)
	}
}

func (c *csvWriter) flush() error {
	if c.err != nil {
		return c.err
	}
	return c.out.Flush()
}
