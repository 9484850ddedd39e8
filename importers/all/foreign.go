package all

import (
	"bytes"
	"path/filepath"
	"regexp"
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
	if what, endings := oldKind(head); what != "" {
		return table.Failed("file-not-a-table", where, "This is "+what+disguise(name, endings)+".", "Open it in LibreOffice Calc, which reads such files, and save it as .xlsx or .csv.", nil)
	}
	text := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 512)], "\xEF\xBB\xBF \t\r\n")))
	if strings.Contains(strings.ToLower(filepath.Ext(name)), "json") && (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")) {
		return table.Failed("file-not-a-table", where, "This is a JSON file.", "Choose .csv or .xlsx where it was exported.", nil)
	}
	if strings.HasPrefix(text, "<?xml") && markup.Importer().Sniff(name, head) == importers.No && ods.Importer().Sniff(name, head) == importers.No && interchange.New().Sniff(name, head) == importers.No {
		return table.Failed("file-not-a-table", where, "This is an XML file"+disguise(name, ".xml")+".", "If a spreadsheet program can open it, save it there as .xlsx; otherwise export it as .csv.", nil)
	}
	return nil
}

// sylkCell is a cell of a SYLK spreadsheet: where it stands, by its column or row.
var sylkCell = regexp.MustCompile(`[\r\n]C;[XY][0-9]`)

// oldKind tells kinds of files that a few letters do not tell: SYLK, whose first
// letters may begin a list of IDs as well, and dBase, which begins with a date.
func oldKind(head []byte) (what, endings string) {
	if bytes.HasPrefix(head, []byte("ID;P")) && sylkCell.Match(head) {
		return "a SYLK spreadsheet", ".slk .sylk"
	}
	if len(head) < 33 || !bytes.Contains([]byte{0x03, 0x30, 0x31, 0x32, 0x83, 0x8B, 0xF5}, head[:1]) {
		return "", ""
	}
	month, day := head[2], head[3]
	length := int(head[8]) | int(head[9])<<8    // of the header: 32 bytes, 32 a field, and 1 or 264 more
	reserved := bytes.Trim(head[12:14], "\x00") // always zero
	if month >= 1 && month <= 12 && day >= 1 && day <= 31 && length > 32 && (length%32 == 1 || length%32 == 9 || length%32 == 8) && len(reserved) == 0 {
		return "a dBase table", ".dbf"
	}
	return "", ""
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
		convert     = "Open it in LibreOffice Calc, which reads such files, and save it as .xlsx or .csv."
		statistics  = "Export it from the statistics program as .csv or .xlsx."
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
		{"PAR1\x15", "a Parquet file", ".parquet", exportAgain},
		{"$FL2@(#)", "an SPSS data file", ".sav", statistics},
		{"$FL3@(#)", "an SPSS data file", ".zsav", statistics},
		{"<stata_dta>", "a Stata data file", ".dta", statistics},
		{"HEADER RECORD*******", "a SAS transport file", ".xpt", statistics},
		{"\x00\x00\x02\x00\x04\x04", "a Lotus 1-2-3 worksheet", ".wks", convert},
		{"\x00\x00\x02\x00\x06\x04", "a Lotus 1-2-3 worksheet", ".wk1", convert},
		{"\x00\x00\x1A\x00", "a Lotus 1-2-3 worksheet", ".wk3 .wk4 .123", convert},
		{"\x00\x00\x02\x00\x20\x51", "a Quattro Pro worksheet", ".wq1", convert},
		{"\x00\x00\x02\x00\x21\x51", "a Quattro Pro worksheet", ".wq2", convert},
		{"\xFF\x00\x02\x00", "a Microsoft Works spreadsheet", ".wks", convert},
		{"TABLE\r\n0,1\r\n\"", "a DIF spreadsheet", ".dif", convert},
		{"TABLE\n0,1\n\"", "a DIF spreadsheet", ".dif", convert},
		{"MZ\x90\x00", "a program", ".exe .dll", saveAgain},
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
