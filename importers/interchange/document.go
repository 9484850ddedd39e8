package interchange

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/rows"
	"github.com/schoolbench/schoolbench/importers/tags"
	"github.com/schoolbench/schoolbench/table"
)

const (
	// mostRepeats bounds the columns for what is repeated in a record; further
	// values stand together in the last.
	mostRepeats = 40
	// largestRecord bounds the text of one record.
	largestRecord = 16 << 20
	// mostAround bounds the texts that belong to no record.
	mostAround = 1000
	checkEvery = 1024
)

var errLarge = errors.New("a record is larger than any should be")

// document is a file whose kinds of records, and whose columns, are known.
type document struct {
	ctx    context.Context
	source importers.Source
	depth  int // of the records
	kinds  []*kind
	around []string // texts that belong to no record
}

// kind is the records of one name.
type kind struct {
	name    string
	columns columns
}

// reader goes through the records of a file.
type reader struct {
	document *document
	content  importers.Content
	walker   walker
	repeats  map[string]int // of each path in the record so far
	size     int            // of the record so far
	records  int
	// around is called for texts that belong to no record, if it is not nil.
	around func(text string)
}

func (d *document) open() (*reader, error) {
	content, err := d.source.Open()
	if err != nil {
		return nil, importers.ReadIssue(d.source.Name(), err)
	}
	source, err := plainText(content)
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	return &reader{document: d, content: content, walker: walker{tokens: tags.New(source)}, repeats: map[string]int{}}, nil
}

// learn finds out which kinds of records there are, and their columns.
func (d *document) learn() (err error) {
	content, err := d.source.Open()
	if err != nil {
		return importers.ReadIssue(d.source.Name(), err)
	}
	source, err := plainText(content)
	if err != nil {
		return errors.Join(err, content.Close())
	}
	found, err := survey(source)
	if err := errors.Join(err, content.Close()); err != nil {
		return err
	}
	if !found.isList() {
		return table.Failed("file-not-a-table", table.Where{File: d.source.Name()}, "This is an XML file, and no plain list of records.", "If a spreadsheet program can open it, save it there as .xlsx; otherwise export it as .csv.", nil)
	}
	d.depth = found.depth()
	if len(found.level[d.depth].names) == 0 {
		return table.Failed("file-empty", table.Where{File: d.source.Name()}, "There is no record in this file.", "Check that the export has finished and that it is the right file.", nil)
	}
	if len(found.level[d.depth].names) > mostKinds {
		return errTooMany
	}
	byName := map[string]*kind{}
	for _, name := range found.level[d.depth].names {
		one := &kind{name: name}
		d.kinds, byName[name] = append(d.kinds, one), one
	}
	records, err := d.open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, records.content.Close()) }()
	records.around = func(text string) {
		if len(d.around) < mostAround {
			d.around = append(d.around, text)
		}
	}
	for {
		name, err := records.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		one := byName[name.name]
		if err := records.read(name, func(path string, _ []byte) { one.columns.add(path) }); err != nil {
			return err
		}
		if len(one.columns.paths) > rows.MostColumns {
			return table.Failed("table-too-wide", table.Where{File: d.source.Name(), Sheet: one.name}, "A record has more values than any table's.", "Check that it is the right file.", nil)
		}
	}
	for _, one := range d.kinds {
		one.columns.name(one.name)
	}
	return nil
}

// begun is a record whose first tag has been read.
type begun struct {
	name  string
	tag   tags.Token // valid until the next is read
	empty bool
}

// next goes on to the next record.
func (r *reader) next() (begun, error) {
	for {
		tok, depth, err := r.walker.next()
		if err != nil {
			return begun{}, err
		}
		switch {
		case tok.Kind == tags.Close:
		case tok.Kind == tags.Text:
			if text := strings.TrimSpace(string(tags.AppendText(nil, tok))); text != "" && r.around != nil {
				r.around(text)
			}
		case depth == r.document.depth:
			if r.records++; r.records%checkEvery == 0 {
				if err := r.document.ctx.Err(); err != nil {
					return begun{}, err
				}
			}
			return begun{name: string(tok.Name), tag: tok, empty: tok.Kind == tags.Empty}, nil
		case r.around != nil:
			eachAttribute(tok, func(name string, value []byte) {
				r.around(string(tok.Name) + " " + name + ": " + string(value))
			})
		}
	}
}

// read goes through a record to its end and calls visit for each text in it,
// with the path of elements to it.
func (r *reader) read(record begun, visit func(path string, text []byte)) error {
	clear(r.repeats)
	r.size = 0
	emit := func(path string, text []byte) { visit(path, text) }
	eachAttribute(record.tag, func(name string, value []byte) { emit(attributeMark+name, value) })
	if record.empty {
		return nil
	}
	paths := []string{""}
	texts := [][]byte{nil}
	for {
		tok, _, err := r.walker.next()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = errCutOff
			}
			return err
		}
		last := len(paths) - 1
		switch tok.Kind {
		case tags.Text:
			texts[last] = tags.AppendText(texts[last], tok)
			if r.size += len(tok.Text); r.size > largestRecord {
				return errLarge
			}
		case tags.Open, tags.Empty:
			path := r.step(paths[last], string(tok.Name))
			eachAttribute(tok, func(name string, value []byte) { emit(path+attributeMark+name, value) })
			if tok.Kind == tags.Open {
				paths, texts = append(paths, path), append(texts, nil)
			}
		case tags.Close:
			if text := bytes.TrimSpace(texts[last]); len(text) > 0 {
				emit(paths[last], text)
			}
			if paths, texts = paths[:last], texts[:last]; last == 0 {
				return nil
			}
		}
	}
}

// step is the path to an element inside another: a repeated one has its number
// in it.
func (r *reader) step(path, name string) string {
	if path != "" {
		path += pathMark
	}
	path += name
	r.repeats[path]++
	if n := min(r.repeats[path], mostRepeats); n > 1 {
		path += numberMark + strconv.Itoa(n)
	}
	return path
}

// eachAttribute visits the attributes that are no matter of XML itself, with
// their decoded values.
func eachAttribute(tok tags.Token, visit func(name string, value []byte)) {
	tags.EachQualified(tok.Attributes, func(prefix, name, value []byte) {
		switch plain := string(name); {
		case string(prefix) == "xmlns" || len(prefix) == 0 && plain == "xmlns":
		case len(prefix) > 0 && (plain == "schemaLocation" || plain == "noNamespaceSchemaLocation" || plain == "nil"):
		case len(value) > 0:
			visit(strings.ToValidUTF8(plain, "\uFFFD"), tags.AppendDecoded(nil, value))
		}
	})
}
