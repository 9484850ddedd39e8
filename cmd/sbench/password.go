package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/schoolbench/schoolbench/table"
	"github.com/schoolbench/schoolbench/workbench"
)

// readPassword reads the first line of a file. A password on the command line
// would be there for every other program to see.
func readPassword(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		issue := workbench.Problem(err)
		issue.Where = table.Where{File: path}
		return "", &issue
	}
	line, _, _ := strings.Cut(string(text), "\n")
	if line = strings.TrimRight(line, "\r"); line == "" {
		return "", table.Failed("password-empty", table.Where{File: path}, "The file's first line is empty, so there is no password in it.", "Write the password on its first line.", nil)
	}
	if len(line) > 127 {
		return "", table.Failed("password-long", table.Where{File: path}, fmt.Sprintf("The password has %d bytes; a PDF takes 127.", len(line)), "Use a shorter one.", nil)
	}
	return line, nil
}
