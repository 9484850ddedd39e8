package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/table"
)

// definitionFault says how the fault of one kind of definition is told.
type definitionFault struct {
	code   string
	what   string // what is defined, such as "the cross-tab"
	remedy string
}

// readDefinition reads JSON from a file into a definition; - is the standard
// input. A name that it should not have is refused, and so is what stands
// behind its end, so that a filter or a condition with a slip of the pen is not
// left out in silence.
func readDefinition(path string, stdin io.Reader, into any, fault definitionFault) error {
	source := stdin
	if path != "-" {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = file.Close() }()
		source = file
	}
	const most = 8 << 20
	limited := &io.LimitedReader{R: source, N: most}
	decoder := json.NewDecoder(limited)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	switch {
	case limited.N <= 0:
		err = errors.New("it is longer than 8 MB")
	case err == nil && decoder.Decode(&struct{}{}) != io.EOF: //nolint:errorlint // Decode returns it bare
		err = errors.New("something stands behind its end")
	}
	if err == nil {
		return nil
	}
	if issue := table.IssueIn(err); issue != nil {
		return issue
	}
	return table.Failed(fault.code, table.Where{File: filepath.Base(path)},
		fmt.Sprintf("The definition of %s cannot be read: %s.", fault.what, strings.TrimPrefix(err.Error(), "json: ")), fault.remedy, nil)
}
