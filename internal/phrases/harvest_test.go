package phrases_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// harvest collects the texts that packages tell people, each with a place where
// it does: what becomes of a field such as Message or an argument such as that
// of table.Failed, through variables, helpers and what these return. What is put
// together from parts is a format with "%s" for each part that is no literal.
type harvest struct {
	t     *testing.T
	files *token.FileSet
	texts map[string]string // by text: a place
}

// packageTexts is one package that is being looked through.
type packageTexts struct {
	*harvest
	functions map[string][]*ast.FuncDecl
	constants map[string]ast.Expr
	variables map[string]ast.Expr
	// sinks are the parameters of functions that are told to people.
	sinks map[*ast.FuncDecl]map[string]bool
	again bool
	seen  map[ast.Node]bool
	// structures have the names of their fields in order; fields the values
	// that fields of these are given, by name.
	structures map[string][]string
	fields     map[string][]fieldValue
}

// fieldValue is what a field is given, in a function or outside of all.
type fieldValue struct {
	expression ast.Expr
	in         *ast.FuncDecl
}

// toldFields are the fields that people read.
var toldFields = []string{"Message", "Remedy", "Sentence", "Reason", "Why", "Note", "Notes", "Label", "Detail", "What", "Warnings"}

// told is which arguments of functions of other packages people read.
var told = map[string][]int{
	"table.Failed":    {2, 3},
	"importers.Noted": {1},
	"toSay":           {0},
	"say":             {0},
	"Say":             {0},
	"or":              {0},
	"translate":       {0},
	"remark":          {0},
	"quiet":           {0},
	"extreme":         {0, 1},
	"counted":         {1, 2},
}

// folder looks through the packages beneath a folder.
func (h *harvest) folder(root string) {
	h.t.Helper()
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(h.files, path, nil, parser.SkipObjectResolution)
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], file)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for path, files := range packages {
		if strings.HasSuffix(path, "test") {
			continue
		}
		h.pack(files)
	}
}

func (h *harvest) pack(files []*ast.File) {
	p := &packageTexts{
		harvest: h, functions: map[string][]*ast.FuncDecl{}, constants: map[string]ast.Expr{}, variables: map[string]ast.Expr{},
		sinks: map[*ast.FuncDecl]map[string]bool{}, structures: map[string][]string{}, fields: map[string][]fieldValue{},
	}
	for _, file := range files {
		for _, declaration := range file.Decls {
			p.declare(declaration)
		}
	}
	for _, file := range files {
		for _, declaration := range file.Decls {
			p.fill(declaration)
		}
	}
	for p.again = true; p.again; {
		p.again, p.seen = false, map[ast.Node]bool{}
		for _, file := range files {
			for _, declaration := range file.Decls {
				if function, is := declaration.(*ast.FuncDecl); is && function.Body != nil {
					p.function(function)
				}
			}
		}
	}
}

func (p *packageTexts) declare(declaration ast.Decl) {
	switch d := declaration.(type) {
	case *ast.FuncDecl:
		p.functions[d.Name.Name] = append(p.functions[d.Name.Name], d)
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			if kind, is := spec.(*ast.TypeSpec); is {
				if structure, is := kind.Type.(*ast.StructType); is {
					for _, field := range structure.Fields.List {
						for _, name := range field.Names {
							p.structures[kind.Name.Name] = append(p.structures[kind.Name.Name], name.Name)
						}
					}
				}
				continue
			}
			value, is := spec.(*ast.ValueSpec)
			if !is {
				continue
			}
			for i, name := range value.Names {
				if i >= len(value.Values) {
					continue
				}
				if d.Tok == token.CONST {
					p.constants[name.Name] = value.Values[i]
				} else {
					p.variables[name.Name] = value.Values[i]
				}
			}
		}
	}
}

// fill notes what the fields of the package's own structures are given.
func (p *packageTexts) fill(declaration ast.Decl) {
	in, _ := declaration.(*ast.FuncDecl)
	if in == nil {
		in = &ast.FuncDecl{Name: ast.NewIdent("_"), Type: &ast.FuncType{Params: &ast.FieldList{}}, Body: &ast.BlockStmt{}}
	}
	var literal func(l *ast.CompositeLit, kind ast.Expr)
	literal = func(l *ast.CompositeLit, kind ast.Expr) {
		if l.Type != nil {
			kind = l.Type
		}
		var element ast.Expr
		switch k := kind.(type) {
		case *ast.ArrayType:
			element = k.Elt
		case *ast.MapType:
			element = k.Value
		}
		names := p.structures[typeName(kind)]
		for i, each := range l.Elts {
			pair, paired := each.(*ast.KeyValueExpr)
			switch {
			case element != nil:
				if paired {
					each = pair.Value
				}
				if inner, is := each.(*ast.CompositeLit); is && inner.Type == nil {
					literal(inner, element)
				}
			case paired && len(names) > 0:
				if key, is := pair.Key.(*ast.Ident); is {
					p.fields[key.Name] = append(p.fields[key.Name], fieldValue{pair.Value, in})
				}
			case i < len(names):
				p.fields[names[i]] = append(p.fields[names[i]], fieldValue{each, in})
			}
		}
	}
	ast.Inspect(declaration, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.CompositeLit:
			if n.Type != nil {
				literal(n, n.Type)
			}
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				if field, is := to.(*ast.SelectorExpr); is && i < len(n.Rhs) && len(n.Rhs) == len(n.Lhs) {
					p.fields[field.Sel.Name] = append(p.fields[field.Sel.Name], fieldValue{n.Rhs[i], in})
				}
			}
		}
		return true
	})
}

// function looks for what a function tells people.
func (p *packageTexts) function(function *ast.FuncDecl) {
	ast.Inspect(function.Body, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.CompositeLit:
			for _, element := range n.Elts {
				if pair, is := element.(*ast.KeyValueExpr); is {
					if key, is := pair.Key.(*ast.Ident); is && slices.Contains(toldFields, key.Name) {
						p.tell(pair.Value, function)
					}
				}
			}
			if name := typeName(n.Type); name == "table.Issue" || name == "Issue" {
				for i, element := range n.Elts {
					if _, pair := element.(*ast.KeyValueExpr); !pair && (i == 2 || i == 3) {
						p.tell(element, function)
					}
				}
			}
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				if field, is := to.(*ast.SelectorExpr); is && slices.Contains(toldFields, field.Sel.Name) && i < len(n.Rhs) {
					p.tell(n.Rhs[i], function)
				}
			}
		case *ast.CallExpr:
			p.call(n, function)
		}
		return true
	})
}

func typeName(expression ast.Expr) string {
	switch e := expression.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if of, is := e.X.(*ast.Ident); is {
			return of.Name + "." + e.Sel.Name
		}
		return e.Sel.Name
	case *ast.StarExpr:
		return typeName(e.X)
	}
	return ""
}

// call tells the arguments of a call that people read.
func (p *packageTexts) call(call *ast.CallExpr, in *ast.FuncDecl) {
	name := typeName(call.Fun)
	places, known := told[name]
	if !known {
		if selector, is := call.Fun.(*ast.SelectorExpr); is {
			name = selector.Sel.Name
			if places, known = told[name]; !known && !isPackage(selector.X) {
				known = false
			}
		}
	}
	for _, i := range places {
		if i < len(call.Args) {
			p.tell(call.Args[i], in)
		}
	}
	for _, function := range p.functions[name] {
		for i, parameter := range parameters(function) {
			if p.sinks[function][parameter] && i < len(call.Args) {
				p.tell(call.Args[i], in)
			}
		}
	}
	// A function in a variable of this function, such as bad := func(message, remedy string).
	if local, is := call.Fun.(*ast.Ident); is && p.functions[local.Name] == nil {
		for _, value := range assigned(in, local.Name) {
			literal, is := value.(*ast.FuncLit)
			if !is {
				continue
			}
			for i, parameter := range names(literal.Type) {
				if p.sinks[in][parameter] && i < len(call.Args) {
					p.tell(call.Args[i], in)
				}
			}
		}
	}
}

func isPackage(expression ast.Expr) bool { _, is := expression.(*ast.Ident); return is }

func parameters(function *ast.FuncDecl) []string { return names(function.Type) }

func names(function *ast.FuncType) []string {
	var list []string
	for _, field := range function.Params.List {
		for _, name := range field.Names {
			list = append(list, name.Name)
		}
	}
	return list
}

// tell keeps what an expression can be.
func (p *packageTexts) tell(expression ast.Expr, in *ast.FuncDecl) {
	if p.seen[expression] {
		return
	}
	p.seen[expression] = true
	switch e := expression.(type) {
	case *ast.ParenExpr:
		p.tell(e.X, in)
	case *ast.BasicLit, *ast.BinaryExpr:
		p.keep(expression, in)
	case *ast.Ident:
		p.name(e, in)
	case *ast.SelectorExpr:
		if name := e.Sel.Name; p.constants[name] != nil {
			p.tell(p.constants[name], in)
		}
		for _, value := range p.fields[e.Sel.Name] {
			p.tell(value.expression, value.in)
		}
	case *ast.IndexExpr:
		if of, is := e.X.(*ast.Ident); is && p.variables[of.Name] != nil {
			p.tell(p.variables[of.Name], in)
		} else {
			p.tell(e.X, in)
		}
	case *ast.CompositeLit:
		for _, element := range e.Elts {
			if pair, is := element.(*ast.KeyValueExpr); is {
				element = pair.Value
			}
			p.tell(element, in)
		}
	case *ast.CallExpr:
		p.result(e, in)
	case *ast.SliceExpr:
		p.tell(e.X, in)
	}
}

// name keeps what a constant, a variable or a parameter can be.
func (p *packageTexts) name(name *ast.Ident, in *ast.FuncDecl) {
	if value := p.constants[name.Name]; value != nil {
		p.tell(value, in)
		return
	}
	if isText(in, name.Name) && !p.sinks[in][name.Name] {
		if p.sinks[in] == nil {
			p.sinks[in] = map[string]bool{}
		}
		p.sinks[in][name.Name], p.again = true, true
	}
	for _, value := range assigned(in, name.Name) {
		if _, function := value.(*ast.FuncLit); !function {
			p.tell(value, in)
		}
	}
}

// isText reports whether a name is a parameter of the function or of one in it.
func isText(function *ast.FuncDecl, name string) bool {
	if slices.Contains(parameters(function), name) {
		return true
	}
	found := false
	ast.Inspect(function.Body, func(node ast.Node) bool {
		if literal, is := node.(*ast.FuncLit); is {
			found = found || slices.Contains(names(literal.Type), name)
		}
		return !found
	})
	return found
}

// assigned are the values that a variable of a function gets.
func assigned(function *ast.FuncDecl, name string) []ast.Expr {
	var values []ast.Expr
	ast.Inspect(function.Body, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.AssignStmt:
			for i, to := range n.Lhs {
				if variable, is := to.(*ast.Ident); is && variable.Name == name {
					if len(n.Rhs) == len(n.Lhs) {
						values = append(values, n.Rhs[i])
					} else {
						values = append(values, n.Rhs[0])
					}
				}
			}
		case *ast.ValueSpec:
			for i, to := range n.Names {
				if to.Name == name && i < len(n.Values) {
					values = append(values, n.Values[i])
				}
			}
		}
		return true
	})
	return values
}

// result keeps what a call can return.
func (p *packageTexts) result(call *ast.CallExpr, in *ast.FuncDecl) {
	name := typeName(call.Fun)
	switch name {
	case "fmt.Sprintf":
		p.keep(call, in)
		return
	case "english.Counted", "counted", "english.Plural", "plural":
		if name == "english.Counted" || name == "counted" {
			for _, word := range call.Args[1:] {
				if text, known := p.literal(word); known && !strings.Contains(text, "%") {
					p.found("%s "+text, call)
				} else {
					p.tell(word, in)
				}
			}
		} else {
			for _, word := range call.Args {
				p.tell(word, in)
			}
		}
		return
	case "strings.Join", "strings.TrimSpace", "strings.TrimSuffix", "strings.TrimPrefix", "capital", "cmp.Or", "append", "string", "strings.TrimRight", "strings.ToLower":
		for _, argument := range call.Args {
			if _, literal := argument.(*ast.BasicLit); !literal || name == "cmp.Or" || name == "append" {
				p.tell(argument, in)
			}
		}
		return
	}
	if selector, is := call.Fun.(*ast.SelectorExpr); is {
		name = selector.Sel.Name
	}
	for _, function := range p.functions[name] {
		if function.Body == nil || p.seen[function] {
			continue
		}
		p.seen[function] = true
		p.returned(function.Type, function.Body, function)
	}
	if literal, is := call.Fun.(*ast.FuncLit); is {
		p.returned(literal.Type, literal.Body, in)
	}
	if local, is := call.Fun.(*ast.Ident); is {
		for _, value := range assigned(in, local.Name) {
			if literal, is := value.(*ast.FuncLit); is {
				p.returned(literal.Type, literal.Body, in)
			}
		}
	}
}

// returned keeps the texts that a function returns.
func (p *packageTexts) returned(kind *ast.FuncType, body *ast.BlockStmt, in *ast.FuncDecl) {
	if kind.Results == nil {
		return
	}
	ast.Inspect(body, func(node ast.Node) bool {
		if literal, is := node.(*ast.FuncLit); is && literal.Body != body {
			return false
		}
		statement, is := node.(*ast.ReturnStmt)
		if !is {
			return true
		}
		at := 0
		for _, field := range kind.Results.List {
			for range max(1, len(field.Names)) {
				if kind := typeName(field.Type); (kind == "string" || isStrings(field.Type)) && at < len(statement.Results) {
					p.tell(statement.Results[at], in)
				}
				at++
			}
		}
		return true
	})
	// Named results that are filled without a value at the return.
	for _, field := range kind.Results.List {
		for _, name := range field.Names {
			if typeName(field.Type) == "string" {
				for _, value := range assigned(in, name.Name) {
					p.tell(value, in)
				}
			}
		}
	}
}

func isStrings(expression ast.Expr) bool {
	list, is := expression.(*ast.ArrayType)
	return is && typeName(list.Elt) == "string"
}

// literal is the text of a literal or a constant.
func (p *packageTexts) literal(expression ast.Expr) (string, bool) {
	switch e := expression.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, e.Kind == token.STRING && err == nil
	case *ast.Ident:
		if value := p.constants[e.Name]; value != nil {
			return p.literal(value)
		}
	case *ast.BinaryExpr:
		before, known := p.literal(e.X)
		after, also := p.literal(e.Y)
		return before + after, known && also
	}
	return "", false
}

// keep keeps a text that is put together.
func (p *packageTexts) keep(expression ast.Expr, in *ast.FuncDecl) {
	p.found(p.format(expression, in), expression)
}

// format writes what an expression makes as a format, and tells its parts.
func (p *packageTexts) format(expression ast.Expr, in *ast.FuncDecl) string {
	if text, known := p.literal(expression); known {
		return strings.ReplaceAll(text, "%", "%%")
	}
	switch e := expression.(type) {
	case *ast.ParenExpr:
		return p.format(e.X, in)
	case *ast.BinaryExpr:
		return p.format(e.X, in) + p.format(e.Y, in)
	case *ast.CallExpr:
		if typeName(e.Fun) == "fmt.Sprintf" {
			for _, argument := range e.Args[1:] {
				p.tell(argument, in)
			}
			format, known := p.literal(e.Args[0])
			if !known {
				p.tell(e.Args[0], in)
				return "%s"
			}
			return format
		}
	}
	p.tell(expression, in)
	return "%s"
}

func (p *packageTexts) found(text string, at ast.Node) {
	if !strings.ContainsFunc(strings.NewReplacer("%s", "", "%d", "", "%q", "", "%v", "", "%g", "").Replace(text), unicode.IsLetter) {
		return
	}
	if !strings.Contains(text, "%") || strings.Count(text, "%%")*2 == strings.Count(text, "%") {
		text = strings.ReplaceAll(text, "%%", "%")
	}
	if _, known := p.texts[text]; !known {
		p.texts[text] = p.files.Position(at.Pos()).String()
	}
}
