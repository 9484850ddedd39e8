package pdf

import (
	"fmt"

	"codeberg.org/go-pdf/fpdf"
)

// node is an element of the structure that screen readers follow: a heading, a
// paragraph, a table and its cells.
type node struct {
	// kind is a standard structure type such as H1, P, Figure or TD; scope says
	// of a TH whether it heads a row or a column.
	kind, alt, scope string
	kids             []*node
	marks            []mark
}

// mark is a piece of a page that belongs to a node.
type mark struct{ page, id int }

// add puts a new node under this one.
func (n *node) add(kind string) *node {
	kid := &node{kind: kind}
	n.kids = append(n.kids, kid)
	return kid
}

// addCell puts a cell under this row; a row that is nil has none.
func (n *node) addCell(kind, scope string) *node {
	if n == nil {
		return nil
	}
	cell := n.add(kind)
	cell.scope = scope
	return cell
}

// tagger marks what is painted as belonging to nodes.
type tagger struct {
	pdf  *fpdf.Fpdf
	root *node
	// owners lists for each page the nodes that own its marks, in order.
	owners map[int][]*node
	open   bool
}

func newTagger(pdf *fpdf.Fpdf) *tagger {
	return &tagger{pdf: pdf, root: &node{kind: "Document"}, owners: map[int][]*node{}}
}

// begin marks what follows as part of a node, up to end.
func (t *tagger) begin(of *node) {
	if t.open {
		return
	}
	page := t.pdf.PageNo()
	id := len(t.owners[page])
	t.owners[page] = append(t.owners[page], of)
	of.marks = append(of.marks, mark{page, id})
	t.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", of.kind, id))
	t.open = true
}

// beginOr is begin, or artifact for no node at all.
func (t *tagger) beginOr(of *node) {
	if of == nil {
		t.artifact()
		return
	}
	t.begin(of)
}

// artifact marks what follows as no part of the content, up to end: rules,
// page numbers.
func (t *tagger) artifact() {
	if t.open {
		return
	}
	t.pdf.RawWriteStr("/Artifact BMC")
	t.open = true
}

// end ends what begin or artifact began.
func (t *tagger) end() {
	if !t.open {
		return
	}
	t.pdf.RawWriteStr("EMC")
	t.open = false
}
