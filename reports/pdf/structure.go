package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// keepHome keeps the library that encrypts finished files from writing a folder
// of its own into the person's home. It is told once, since it keeps that where
// every goroutine reads it.
var keepHome = sync.OnceFunc(api.DisableConfigDir)

// withStructure adds the structure to a file whose content is marked, so that a
// screen reader finds headings, tables and what pictures show. It is added
// behind the file, as the format has it for changes: the catalog and the pages
// are written once more, and the structure is new. Equal files and tags give
// equal bytes.
func withStructure(file []byte, tags *tagger) ([]byte, error) {
	before, err := readFile(file)
	if err != nil {
		return nil, fmt.Errorf("read back: %w", err)
	}
	for page := range tags.owners {
		if page < 1 || page > len(before.pages) {
			return nil, fmt.Errorf("read back: page %d was painted, and the file has %d pages", page, len(before.pages))
		}
	}
	s := &structure{file: before, offsets: map[int]int{}, numbers: map[*node]int{}, next: len(before.offsets)}
	s.out.Write(file)
	root := s.number()
	s.numberNodes(tags.root)
	s.element(tags.root, root)
	parents := s.parents(tags)
	s.object(root, fmt.Sprintf("<</Type /StructTreeRoot /K %d 0 R /ParentTree %d 0 R /ParentTreeNextKey %d>>", s.numbers[tags.root], parents, len(before.pages)))
	for i, page := range before.pages {
		if err := s.changed(page, fmt.Sprintf("/StructParents %d /Tabs /S", i)); err != nil {
			return nil, err
		}
	}
	entries := fmt.Sprintf("/StructTreeRoot %d 0 R /MarkInfo <</Marked true>> /ViewerPreferences <</DisplayDocTitle true>>", root)
	if err := s.changed(before.root, entries); err != nil {
		return nil, err
	}
	s.trailer()
	return s.out.Bytes(), nil
}

// written is what is known of a file that the PDF library wrote.
type written struct {
	content []byte
	// offsets has the byte at which each object begins, by number; 0 for none.
	offsets []int
	pages   []int // objects of the pages, in order
	root    int   // the catalog's object
	trailer string
	// table is the byte at which the table of objects begins.
	table int
}

var (
	tableAt    = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
	tableHead  = regexp.MustCompile(`^xref\s+0 (\d+)\s+`)
	rootEntry  = regexp.MustCompile(`/Root (\d+) 0 R`)
	pageObject = regexp.MustCompile(`^\d+ 0 obj\s*<<\s*/Type /Page\s`)
)

const tableLine = 20 // bytes of each entry in a table of objects

func readFile(file []byte) (*written, error) {
	found := tableAt.FindSubmatch(file[max(0, len(file)-64):])
	if found == nil {
		return nil, errors.New("the file has no end")
	}
	w := &written{content: file}
	w.table, _ = strconv.Atoi(string(found[1]))
	if w.table <= 0 || w.table >= len(file) {
		return nil, errors.New("the table of objects is not where it should be")
	}
	table := file[w.table:]
	head := tableHead.FindSubmatch(table)
	if head == nil {
		return nil, errors.New("the table of objects has no head")
	}
	count, _ := strconv.Atoi(string(head[1]))
	lines := table[len(head[0]):]
	if len(lines) < count*tableLine {
		return nil, errors.New("the table of objects is too short")
	}
	w.offsets = make([]int, count)
	for i := range w.offsets {
		line := lines[i*tableLine : (i+1)*tableLine]
		if line[17] != 'n' {
			continue
		}
		at, err := strconv.Atoi(string(line[:10]))
		if err != nil || at >= len(file) {
			return nil, fmt.Errorf("object %d is not in the file", i)
		}
		w.offsets[i] = at
		if pageObject.Match(file[at:min(len(file), at+64)]) {
			w.pages = append(w.pages, i)
		}
	}
	rest := string(lines[count*tableLine:])
	_, rest, _ = strings.Cut(rest, "<<")
	w.trailer, _, _ = strings.Cut(rest, "startxref")
	root := rootEntry.FindStringSubmatch(w.trailer)
	if root == nil {
		return nil, errors.New("the file has no catalog")
	}
	w.root, _ = strconv.Atoi(root[1])
	return w, nil
}

// structure writes the nodes as objects behind a file.
type structure struct {
	file *written
	out  bytes.Buffer
	// offsets has the byte at which each object that was written begins.
	offsets map[int]int
	numbers map[*node]int
	next    int
}

func (s *structure) number() int {
	s.next++
	return s.next - 1
}

func (s *structure) numberNodes(of *node) {
	s.numbers[of] = s.number()
	for _, kid := range of.kids {
		s.numberNodes(kid)
	}
}

func (s *structure) object(number int, content string) {
	s.offsets[number] = s.out.Len()
	fmt.Fprintf(&s.out, "%d 0 obj\n%s\nendobj\n", number, content)
}

// changed writes an object of the file once more, with more entries.
func (s *structure) changed(number int, entries string) error {
	if number <= 0 || number >= len(s.file.offsets) || s.file.offsets[number] == 0 {
		return fmt.Errorf("there is no object %d", number)
	}
	content := s.file.content[s.file.offsets[number]:]
	begin, end := bytes.Index(content, []byte("obj")), bytes.Index(content, []byte("endobj"))
	if begin < 0 || end <= begin {
		return fmt.Errorf("object %d has no end", number)
	}
	dictionary := strings.TrimSpace(string(content[begin+len("obj") : end]))
	inner, closed := strings.CutSuffix(dictionary, ">>")
	if !closed {
		return fmt.Errorf("object %d is no dictionary", number)
	}
	s.object(number, inner+" "+entries+">>")
	return nil
}

// element writes a node and those beneath it.
func (s *structure) element(of *node, parent int) {
	var entry strings.Builder
	fmt.Fprintf(&entry, "<</Type /StructElem /S /%s /P %d 0 R", of.kind, parent)
	if of.alt != "" {
		// UTF-16 with its mark, in hexadecimal: no character needs escaping.
		entry.WriteString(" /Alt <FEFF")
		for _, unit := range utf16.Encode([]rune(of.alt)) {
			fmt.Fprintf(&entry, "%04X", unit)
		}
		entry.WriteString(">")
	}
	if of.scope != "" {
		fmt.Fprintf(&entry, " /A <</O /Table /Scope /%s>>", of.scope)
	}
	entry.WriteString(" /K [")
	for _, piece := range of.marks {
		fmt.Fprintf(&entry, "<</Type /MCR /Pg %d 0 R /MCID %d>> ", s.file.pages[piece.page-1], piece.id)
	}
	for _, kid := range of.kids {
		fmt.Fprintf(&entry, "%d 0 R ", s.numbers[kid])
	}
	entry.WriteString("]>>")
	s.object(s.numbers[of], entry.String())
	for _, kid := range of.kids {
		s.element(kid, s.numbers[of])
	}
}

// parents is the way back from each mark of a page to its node.
func (s *structure) parents(tags *tagger) int {
	var numbers strings.Builder
	for page := 1; page <= len(s.file.pages); page++ {
		var owners strings.Builder
		for _, owner := range tags.owners[page] {
			fmt.Fprintf(&owners, "%d 0 R ", s.numbers[owner])
		}
		list := s.number()
		s.object(list, "["+owners.String()+"]")
		fmt.Fprintf(&numbers, "%d %d 0 R ", page-1, list)
	}
	tree := s.number()
	s.object(tree, "<</Nums ["+numbers.String()+"]>>")
	return tree
}

var sizeEntry = regexp.MustCompile(`/Size \d+`)

// trailer writes where the objects are, and where those before are listed.
func (s *structure) trailer() {
	at := s.out.Len()
	s.out.WriteString("xref\n")
	for number := range s.next {
		if offset, has := s.offsets[number]; has {
			fmt.Fprintf(&s.out, "%d 1\n%010d 00000 n \n", number, offset)
		}
	}
	entries := sizeEntry.ReplaceAllString(s.file.trailer, fmt.Sprintf("/Size %d", s.next))
	entries, _ = strings.CutSuffix(strings.TrimSpace(entries), ">>")
	fmt.Fprintf(&s.out, "trailer\n<<\n%s/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n", entries, s.file.table, at)
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
