package docstest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/schoolbench/schoolbench/importers/all"
	"github.com/schoolbench/schoolbench/importers/profiles"
	"github.com/schoolbench/schoolbench/internal/golden"
	"github.com/schoolbench/schoolbench/workbench"
)

const root = "../.."

// Ensure that docs/user/messages.md explains every code an issue or a finding
// can carry.
func TestMessageCodesAreDocumented(t *testing.T) {
	page := read(t, "docs/user/messages.md")
	codes := codesInSource(t)
	if len(codes) < 10 {
		t.Fatalf("only %d codes found in the source: the search is broken: %q", len(codes), codes)
	}
	for _, code := range codes {
		if !strings.Contains(page, "`"+code+"`") {
			t.Errorf("docs/user/messages.md does not explain `%s`", code)
		}
	}
	// And nothing is explained that no longer exists.
	for _, match := range regexp.MustCompile("(?m)^\\| `([a-z-]+)`").FindAllStringSubmatch(page, -1) {
		if !slices.Contains(codes, match[1]) {
			t.Errorf("docs/user/messages.md explains `%s`, which nothing says any more", match[1])
		}
	}
}

// codesInSource finds the codes in the code: string literals that look like
// one, given to a function whose name says that it makes an issue or a finding,
// or as the field Code, or as a constant whose name says that it is one.
func codesInSource(t *testing.T) []string {
	t.Helper()
	shape := regexp.MustCompile(`^[a-z]+(-[a-z]+)+$|^(internal|cancelled)$`)
	// The importers' findings are also named by single words: "withheld".
	findingShape := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	found := map[string]bool{}
	keep := func(expression ast.Expr, shape *regexp.Regexp) {
		literal, ok := expression.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return
		}
		if text, err := strconv.Unquote(literal.Value); err == nil && shape.MatchString(text) {
			found[text] = true
		}
	}
	maker := regexp.MustCompile(`(?i)(issue|fail|finding|problem|warn|refuse|note|invalid|defect)`)
	constant := regexp.MustCompile(`^code[A-Z]|Code$`)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && (name == "build" || name == "testdata" || (strings.HasPrefix(name, ".") && name != ".." && path != root)) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.CallExpr:
				if name := calledName(node.Fun); name == "find" && len(node.Args) > 1 {
					keep(node.Args[0], findingShape)
				} else if maker.MatchString(name) {
					for _, argument := range node.Args {
						keep(argument, shape)
					}
				}
			case *ast.ValueSpec:
				for i, name := range node.Names {
					if constant.MatchString(name.Name) && i < len(node.Values) {
						keep(node.Values[i], shape)
					}
				}
			case *ast.KeyValueExpr:
				if key, ok := node.Key.(*ast.Ident); ok && key.Name == "Code" {
					keep(node.Value, findingShape)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	codes := make([]string, 0, len(found))
	for code := range found {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	return codes
}

func calledName(function ast.Expr) string {
	switch function := function.(type) {
	case *ast.Ident:
		return function.Name
	case *ast.SelectorExpr:
		return function.Sel.Name
	}
	return ""
}

// Ensure that docs/user/files.md names every importer and its file endings.
func TestImportersAreDocumented(t *testing.T) {
	page := read(t, "docs/user/files.md")
	for _, importer := range all.All() {
		properties := importer.Properties()
		for _, word := range append([]string{properties.Title}, properties.Extensions...) {
			if !strings.Contains(page, word) {
				t.Errorf("docs/user/files.md does not mention %q of importer %s", word, properties.Name)
			}
		}
	}
}

// Ensure that docs/user/profiles.md lists every profile: its table is written
// with -update.
func TestProfilesAreDocumented(t *testing.T) {
	const begin, end = "<!-- profiles: written by go test ./internal/docstest -run Profiles -update -->\n", "<!-- end of profiles -->"
	page := read(t, "docs/user/profiles.md")
	before, rest, found := strings.Cut(page, begin)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatal("docs/user/profiles.md has lost the place of its table")
	}
	library, err := profiles.Standard()
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	table.WriteString("| extract | of | one row | profile |\n| --- | --- | --- | --- |\n")
	for _, profile := range library.All() {
		fmt.Fprintf(&table, "| %s | %s | %s | `%s` |\n", profile.Title, profile.Publisher, profile.Description, profile.Name)
	}
	golden.AssertFile(t, filepath.Join(root, "docs/user/profiles.md"), []byte(before+begin+table.String()+end+after))
}

// Ensure that the profile shown in docs/user/profiles.md can be used.
func TestProfileExampleWorks(t *testing.T) {
	_, rest, _ := strings.Cut(read(t, "docs/user/profiles.md"), "```json\n")
	example, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("docs/user/profiles.md shows no profile")
	}
	if _, err := profiles.Read("bus-list.json", []byte(example)); err != nil {
		t.Error(err)
	}
}

// Ensure that docs/user/exports.md names every export format.
func TestFormatsAreDocumented(t *testing.T) {
	page := read(t, "docs/user/exports.md")
	for _, format := range workbench.Formats() {
		if !strings.Contains(page, "`"+format+"`") {
			t.Errorf("docs/user/exports.md does not mention `%s`", format)
		}
	}
}

// Ensure that links between pages of the documentation lead somewhere.
func TestLinksLeadSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "build") {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".md" {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, match := range link.FindAllStringSubmatch(string(content), -1) {
			if strings.Contains(match[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), match[1])); err != nil {
				t.Errorf("%s links to %s, which does not exist", path, match[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
