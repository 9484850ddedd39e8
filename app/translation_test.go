package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/schoolbench/schoolbench/assets"
)

// saidTexts are the texts that a package says, each with a place where it does.
// A text that is said has to be there to read in the code: as a literal, a
// constant, or a literal marked with toSay. Calls with anything else are
// returned, too, by their place.
func saidTexts(t *testing.T, folder string) (texts, others map[string]string) {
	t.Helper()
	files := token.NewFileSet()
	var parsed []*ast.File
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name := entry.Name(); strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			file, err := parser.ParseFile(files, folder+"/"+name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			parsed = append(parsed, file)
		}
	}
	constants := constantTexts(parsed)
	texts, others = map[string]string{}, map[string]string{}
	for _, file := range parsed {
		ast.Inspect(file, func(node ast.Node) bool {
			call, isCall := node.(*ast.CallExpr)
			if !isCall {
				return true
			}
			place := files.Position(call.Pos()).String()
			for _, argument := range saidArguments(call) {
				if text, known := textOf(argument, constants); known {
					texts[text] = place
				} else {
					others[place] = ""
				}
			}
			return true
		})
	}
	return texts, others
}

// saidArguments are the arguments of a call that are said.
func saidArguments(call *ast.CallExpr) []ast.Expr {
	name := ""
	switch function := call.Fun.(type) {
	case *ast.Ident:
		name = function.Name
	case *ast.SelectorExpr:
		if of, isName := function.X.(*ast.Ident); isName {
			name = of.Name + "." + function.Sel.Name
		}
	}
	switch {
	case slices.Contains([]string{"say", "toSay", "lang.L"}, name) && len(call.Args) > 0:
		return call.Args[:1]
	case name == "counted" && len(call.Args) == 3:
		return call.Args[1:]
	}
	return nil
}

// constantTexts are the texts of a package's constants, by their names.
func constantTexts(files []*ast.File) map[string]string {
	constants := map[string]string{}
	for _, file := range files {
		for _, declaration := range file.Decls {
			group, isGroup := declaration.(*ast.GenDecl)
			if !isGroup || group.Tok != token.CONST {
				continue
			}
			for _, spec := range group.Specs {
				value := spec.(*ast.ValueSpec)
				for i, name := range value.Names {
					if i < len(value.Values) {
						if text, known := textOf(value.Values[i], constants); known {
							constants[name.Name] = text
						}
					}
				}
			}
		}
	}
	return constants
}

// textOf reads a text out of the code.
func textOf(expression ast.Expr, constants map[string]string) (string, bool) {
	switch e := expression.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, e.Kind == token.STRING && err == nil
	case *ast.Ident:
		text, known := constants[e.Name]
		return text, known
	case *ast.CallExpr: // toSay("…") or a conversion
		if len(e.Args) == 1 {
			return textOf(e.Args[0], constants)
		}
	case *ast.BinaryExpr:
		before, known := textOf(e.X, constants)
		after, alsoKnown := textOf(e.Y, constants)
		return before + after, known && alsoKnown
	}
	return "", false
}

// placeholder is a verb of a format.
var placeholder = regexp.MustCompile(`%(\[\d+\])?[-+#0]*[\d.]*[a-zA-Z%]`)

// placeholders lists the verbs of a format by the arguments they stand for.
func placeholders(t *testing.T, format string) []string {
	t.Helper()
	var verbs []string
	next := 1
	for _, verb := range placeholder.FindAllString(format, -1) {
		if verb == "%%" {
			continue
		}
		if at := strings.IndexByte(verb, ']'); at > 0 {
			n, err := strconv.Atoi(verb[2:at])
			if err != nil {
				t.Fatal(err)
			}
			next, verb = n, "%"+verb[at+1:]
		}
		verbs = append(verbs, strconv.Itoa(next)+verb)
		next++
	}
	slices.Sort(verbs)
	return verbs
}

// Everything that the window says has a Spanish text with the same arguments,
// and nothing is translated that is never said.
func TestTranslations(t *testing.T) {
	spanish, err := assets.Translation("es")
	if err != nil {
		t.Fatal(err)
	}
	toolkit, err := assets.Translation("en")
	if err != nil {
		t.Fatal(err)
	}
	said, _ := saidTexts(t, ".")
	drawn, _ := saidTexts(t, "../widgets")
	for text, place := range drawn {
		said[text] = place
	}
	if len(said) < 100 {
		t.Fatalf("only %d texts are said: they are not looked for where they are", len(said))
	}
	for text, place := range said {
		translated, known := spanish[text]
		switch {
		case !known:
			t.Errorf("%s: no Spanish text for\n%q", place, text)
		case strings.TrimSpace(translated) == "" || !utf8.ValidString(translated):
			t.Errorf("%s: the Spanish text for %q is %q", place, text, translated)
		case !slices.Equal(placeholders(t, text), placeholders(t, translated)):
			t.Errorf("%s: the arguments of\n%q are not those of\n%q", place, translated, text)
		}
	}
	for text := range spanish {
		if _, ours := said[text]; ours {
			continue
		}
		if _, toolkits := toolkit[text]; !toolkits {
			t.Errorf("nothing says %q any more, which has a Spanish text", text)
		}
	}
	for text := range toolkit {
		if _, known := spanish[text]; !known {
			t.Errorf("no Spanish text for the toolkit's %q", text)
		}
	}
}

// A translation opens and closes what it opens, and shouts no more than the
// text it stands for.
func TestTranslationsAreTidy(t *testing.T) {
	spanish, err := assets.Translation("es")
	if err != nil {
		t.Fatal(err)
	}
	for text, translated := range spanish {
		for _, pair := range []string{"()", "“”", "[]", "¿?", "¡!"} {
			opening, closing := []rune(pair)[0], []rune(pair)[1]
			if a, b := strings.Count(translated, string(opening)), strings.Count(translated, string(closing)); a != b {
				t.Errorf("%q has %d of %q and %d of %q", translated, a, opening, b, closing)
			}
		}
		for _, mark := range []string{"…", "**"} {
			if strings.HasSuffix(text, "…") != strings.HasSuffix(translated, "…") {
				t.Errorf("%q and %q do not end alike", text, translated)
			}
			if strings.Count(text, mark)%2 != strings.Count(translated, mark)%2 {
				t.Errorf("%q has not the marks of %q", translated, text)
			}
		}
	}
}
