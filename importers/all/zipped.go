package all

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/archive"
	"github.com/schoolbench/schoolbench/importers/excel"
	"github.com/schoolbench/schoolbench/importers/ods"
)

// zipped returns the name of the importer for a file that is a zip archive, by
// the list of what is in it; "" for any other file and for a damaged archive.
// The first bytes alone can mislead: programs order the parts of a workbook as
// they like.
func zipped(source importers.Source, head []byte) string {
	if !bytes.HasPrefix(head, []byte("PK")) {
		return ""
	}
	content, err := source.Open()
	if err != nil {
		return ""
	}
	defer content.Close() //nolint:errcheck // nothing was written
	list, err := zip.NewReader(content, content.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return ""
	}
	names := map[string]bool{}
	for _, file := range list.File {
		names[strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(file.Name, "\\", "/")), "/")] = true
	}
	switch {
	case names["[content_types].xml"], names["_rels/.rels"], names["index/document.iwa"], names["xl/workbook.xml"], names["xl/workbook.bin"]:
		return excel.Name
	case names["content.xml"] && (names["mimetype"] || names["meta-inf/manifest.xml"]):
		return ods.Name
	}
	return archive.Name
}
