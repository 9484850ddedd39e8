package app

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// Everything that may take long, reading, computing and writing, takes a
// context. The goroutine of the user interface has none: only jobs hand one out.
// So nothing long can run on it as long as nobody makes a context of their own.
func TestNothingLongRunsOnTheInterface(t *testing.T) {
	allowed := map[string]string{
		"rowsView.selected":      "adds up at most quickCells cells of columns in memory",
		"personPage.sumSelected": "adds up at most quickCells cells of columns in memory",
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok {
				continue
			}
			looked++
			ast.Inspect(function, func(node ast.Node) bool {
				call, ok := node.(*ast.CallExpr)
				if !ok {
					return true
				}
				chosen, ok := call.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if of, ok := chosen.X.(*ast.Ident); ok && of.Name == "context" && (chosen.Sel.Name == "Background" || chosen.Sel.Name == "TODO") && allowed[methodName(function)] == "" {
					t.Errorf("%s: %s makes a context, and with it long work, on the goroutine of the user interface", set.Position(call.Pos()), methodName(function))
				}
				return true
			})
		}
	}
	if looked < 300 {
		t.Errorf("only %d functions were looked at", looked)
	}
}

// methodName is a method with the type it is of.
func methodName(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return function.Name.Name
	}
	of := function.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	return fmt.Sprint(of) + "." + function.Name.Name
}
