package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// keepHome keeps the library that works on finished files from writing a folder
// of its own into the person's home. It is told once, since it keeps that where
// every goroutine reads it.
var keepHome = sync.OnceFunc(api.DisableConfigDir)

func settings() *model.Configuration {
	keepHome()
	return model.NewDefaultConfiguration()
}

// withStructure adds the structure to a file whose content is marked, so that a
// screen reader finds headings, tables and what pictures show.
func withStructure(file []byte, tags *tagger) ([]byte, error) {
	context, err := api.ReadContext(bytes.NewReader(file), settings())
	if err != nil {
		return nil, fmt.Errorf("read back: %w", err)
	}
	if err := context.EnsurePageCount(); err != nil {
		return nil, err
	}
	catalog, err := context.Catalog()
	if err != nil {
		return nil, err
	}
	builder := &structure{context: context, references: map[*node]types.IndirectRef{}, pages: map[int]types.IndirectRef{}}
	root := types.Dict{"Type": types.Name("StructTreeRoot")}
	rootReference, err := context.IndRefForNewObject(root)
	if err != nil {
		return nil, err
	}
	for number := 1; number <= context.PageCount; number++ {
		page, reference, _, err := context.PageDict(number, false)
		if err != nil {
			return nil, err
		}
		if reference == nil {
			return nil, errors.New("a page has no reference")
		}
		page["StructParents"] = types.Integer(number - 1)
		page["Tabs"] = types.Name("S")
		builder.pages[number] = *reference
	}
	top, err := builder.element(tags.root, *rootReference)
	if err != nil {
		return nil, err
	}
	root["K"] = top
	parents, err := builder.parents(tags)
	if err != nil {
		return nil, err
	}
	root["ParentTree"] = *parents
	root["ParentTreeNextKey"] = types.Integer(context.PageCount)
	catalog["StructTreeRoot"] = *rootReference
	catalog["MarkInfo"] = types.Dict{"Marked": types.Boolean(true)}
	catalog["ViewerPreferences"] = types.Dict{"DisplayDocTitle": types.Boolean(true)}
	var out bytes.Buffer
	if err := api.WriteContext(context, &out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// structure writes the nodes as objects of a file.
type structure struct {
	context    *model.Context
	references map[*node]types.IndirectRef
	pages      map[int]types.IndirectRef
}

func (s *structure) element(of *node, parent types.IndirectRef) (types.IndirectRef, error) {
	entry := types.Dict{"Type": types.Name("StructElem"), "S": types.Name(of.kind), "P": parent}
	if of.alt != "" {
		// UTF-16 with its mark, in hexadecimal: no character needs escaping.
		entry["Alt"] = types.NewHexLiteral([]byte(types.EncodeUTF16String(of.alt)))
	}
	if of.scope != "" {
		entry["A"] = types.Dict{"O": types.Name("Table"), "Scope": types.Name(of.scope)}
	}
	reference, err := s.context.IndRefForNewObject(entry)
	if err != nil {
		return types.IndirectRef{}, err
	}
	s.references[of] = *reference
	var kids types.Array
	for _, piece := range of.marks {
		kids = append(kids, types.Dict{"Type": types.Name("MCR"), "Pg": s.pages[piece.page], "MCID": types.Integer(piece.id)})
	}
	for _, kid := range of.kids {
		below, err := s.element(kid, *reference)
		if err != nil {
			return types.IndirectRef{}, err
		}
		kids = append(kids, below)
	}
	entry["K"] = kids
	return *reference, nil
}

// parents is the way back from each mark of a page to its node.
func (s *structure) parents(tags *tagger) (*types.IndirectRef, error) {
	var numbers types.Array
	for page := 1; page <= s.context.PageCount; page++ {
		var owners types.Array
		for _, owner := range tags.owners[page] {
			owners = append(owners, s.references[owner])
		}
		reference, err := s.context.IndRefForNewObject(owners)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, types.Integer(page-1), *reference)
	}
	return s.context.IndRefForNewObject(types.Dict{"Nums": numbers})
}

// locked encrypts a file with AES-256, so that it opens with the password only.
func locked(file []byte, password string) ([]byte, error) {
	keepHome()
	configuration := model.NewAESConfiguration(password, password, 256)
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(file), &out, configuration); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
