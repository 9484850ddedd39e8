package pdf

import (
	"bytes"
	"testing"

	"codeberg.org/go-pdf/fpdf"
)

// A file that has fewer pages than were painted is an error, whatever the
// library writes.
func TestStructureOfAMissingPage(t *testing.T) {
	file := fpdf.New("P", "pt", "Letter", "")
	tags := newTagger(file)
	file.AddPage()
	paragraph := tags.root.add("P")
	tags.begin(paragraph)
	tags.end()
	var written bytes.Buffer
	if err := file.Output(&written); err != nil {
		t.Fatal(err)
	}
	if _, err := withStructure(written.Bytes(), tags); err != nil {
		t.Fatal(err)
	}
	tags.owners[2] = append(tags.owners[2], paragraph)
	paragraph.marks = append(paragraph.marks, mark{2, 0})
	if _, err := withStructure(written.Bytes(), tags); err == nil {
		t.Error("the second page is taken to be there")
	}
}
