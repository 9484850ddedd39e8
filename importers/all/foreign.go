package all

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/schoolbench/schoolbench/importers"
	"github.com/schoolbench/schoolbench/importers/interchange"
	"github.com/schoolbench/schoolbench/importers/markup"
	"github.com/schoolbench/schoolbench/importers/ods"
	"github.com/schoolbench/schoolbench/table"
)

// foreign returns an issue for a file that is plainly something Schoolbench
// does not read, going by its first bytes; nil if it may be a table.
func foreign(name string, head []byte) *table.Issue {
	where := table.Where{File: name}
	if len(head) > 0 && len(bytes.Trim(head, "\x00")) == 0 {
		return table.Failed("file-damaged", where, "This file holds nothing but zero bytes: what was in it has been lost, as happens when copying or saving is cut off.", "Copy or download it again, or restore an earlier version of it.", nil)
	}
	if len(bytes.Trim(head, "\x00 \t\r\n\xEF\xBB\xBF\xFE\xFF")) == 0 {
		return table.Failed("file-empty", where, "There is nothing in this file.", "Check that the export has finished and that it is the right file.", nil)
	}
	for _, known := range signatures() {
		if bytes.HasPrefix(head, []byte(known.prefix)) {
			return table.Failed("file-not-a-table", where, "This is "+known.what+disguise(name, known.endings)+".", known.remedy, nil)
		}
	}
	text := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 512)], "\xEF\xBB\xBF \t\r\n")))
	if strings.HasPrefix(text, "<?xml") && markup.Importer().Sniff(name, head) == importers.No && ods.Importer().Sniff(name, head) == importers.No && interchange.New().Sniff(name, head) == importers.No {
		return table.Failed("file-not-a-table", where, "This is an XML file"+disguise(name, ".xml")+".", "If a spreadsheet program can open it, save it there as .xlsx; otherwise export it as .csv.", nil)
	}
	return nil
}

// signature is how files of one kind begin.
type signature struct {
	prefix  string
	what    string
	endings string
	remedy  string
}

func signatures() []signature {
	const (
		exportAgain = "Export the data behind it as .xlsx or .csv and import that."
		unpack      = "Unpack it and import the files inside."
		saveAgain   = "Open it in the program it came from and save it as .xlsx or .csv."
	)
	return []signature{
		{"%PDF-", "a PDF document", ".pdf", exportAgain},
		{"\x89PNG\r\n", "a picture", ".png", exportAgain},
		{"\xFF\xD8\xFF", "a picture", ".jpg .jpeg", exportAgain},
		{"GIF8", "a picture", ".gif", exportAgain},
		{"II*\x00", "a picture", ".tif .tiff", exportAgain},
		{"MM\x00*", "a picture", ".tif .tiff", exportAgain},
		{"RIFF", "a sound, film or picture", ".wav .avi .webp", exportAgain},
		{"{\\rtf", "a word processor's document", ".rtf", saveAgain},
		{"BZh", "a compressed file", ".bz2", unpack},
		{"\xFD7zXZ\x00", "a compressed file", ".xz", unpack},
		{"7z\xBC\xAF\x27\x1C", "a compressed file", ".7z", unpack},
		{"Rar!", "a compressed file", ".rar", unpack},
		{"SQLite format 3\x00", "a database", ".sqlite .db .schoolbench", "If it is a Schoolbench workspace, open it instead of importing it; otherwise export its tables as .csv."},
		{"\x00\x01\x00\x00Standard", "an Access database", ".mdb .accdb", "Export its tables from Access as .xlsx or .csv."},
		{"MZ", "a program", ".exe .dll", saveAgain},
		{"\x7FELF", "a program", "", saveAgain},
	}
}

// disguise mentions the name's ending when it promises something else.
func disguise(name, endings string) string {
	ending := strings.ToLower(filepath.Ext(name))
	if ending == "" || strings.Contains(endings+" ", ending+" ") {
		return ""
	}
	return ", although its name ends in " + ending
}
