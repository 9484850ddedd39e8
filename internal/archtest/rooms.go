// Package archtest holds the map of the house: which package may import which.
// Its test fails on any arrow the map does not show.
package archtest

// room is one row of the map.
type room struct {
	// path is the folder, which stands for everything beneath it unless a
	// longer path has a row of its own.
	path string
	// may lists the rooms whose packages may be imported, beside its own.
	may []string
	// never lists prefixes of outside packages that may not be imported.
	never []string
}

const (
	fyne     = "fyne.io/"
	sql      = "database/sql"
	sqlite   = "modernc.org/"
	excelize = "github.com/xuri/excelize"
	gochart  = "github.com/wcharczuk/go-chart"
	fpdf     = "codeberg.org/go-pdf"
	pdfcpu   = "github.com/pdfcpu"
	gomail   = "github.com/wneessen"
	keyring  = "github.com/zalando"
)

// rooms is the map, from the innermost room outwards: a file becomes a table,
// tables are kept in a warehouse, a cross-tab turns a table into numbers, a
// report binds them into one document, and every surface is drawn from that.
func rooms() []room {
	formats := []string{excelize, gochart, fpdf, pdfcpu}
	return []room{
		// table is the vocabulary: the standard library and nothing else.
		{path: "table", never: []string{fyne, sql, "github.com/", "golang.org/x/", "codeberg.org/", sqlite}},
		{path: "importers", may: []string{"table", "internal/english", "internal/disk"}, never: []string{fyne, sql, sqlite, gochart, fpdf, pdfcpu}},
		{path: "crosstab", may: []string{"table"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "warehouse", may: []string{"table", "internal/disk"}, never: append([]string{fyne}, formats...)},
		// A document knows no file format; each format has a leaf of its own.
		{path: "reports", may: []string{"table", "crosstab", "internal/phrases"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "reports/chart", may: []string{"table", "assets", "internal/phrases"}, never: []string{fyne, sql, sqlite, excelize, fpdf, pdfcpu}},
		{path: "reports/narrative", may: []string{"table", "crosstab", "reports", "internal/phrases"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "reports/renderertest", may: []string{"table", "crosstab", "reports"}, never: []string{fyne, sql, sqlite}},
		{path: "reports/csv", may: []string{"table", "reports"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "reports/text", may: []string{"table", "reports"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "reports/html", may: []string{"table", "reports"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "reports/png", may: []string{"table", "reports", "assets"}, never: []string{fyne, sql, sqlite, excelize, fpdf, pdfcpu}},
		{path: "reports/excel", may: []string{"table", "reports"}, never: []string{fyne, sql, sqlite, gochart, fpdf, pdfcpu}},
		{path: "reports/pdf", may: []string{"table", "reports", "assets"}, never: []string{fyne, sql, sqlite, excelize}},
		// What goes out on its own: the plan speaks to no server and no system.
		{path: "reports/push", may: []string{"table", "reports"}, never: append([]string{fyne, sql, sqlite, gomail, keyring}, formats...)},
		{path: "reports/push/mail", may: []string{"table"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "reports/push/timer", never: append([]string{fyne, sql, sqlite, gomail, keyring}, formats...)},
		{path: "workbench", may: []string{"table", "importers", "warehouse", "crosstab", "reports", "internal/synth", "internal/english", "internal/disk"}, never: append([]string{fyne, sqlite}, formats...)},
		{path: "widgets", never: append([]string{sql, sqlite}, formats...)},
		{path: "app", may: []string{"workbench", "widgets", "table", "importers", "warehouse", "crosstab", "reports", "assets"}, never: append([]string{sql, sqlite}, formats...)},
		{path: "cmd/sbench", may: []string{"workbench", "table", "importers", "warehouse", "crosstab", "reports"}, never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "assets", never: []string{fyne, sql, "github.com/"}},
		{path: "internal/archtest"},
		{path: "internal/english", never: []string{fyne, sql, "github.com/", "golang.org/x/"}},
		{path: "internal/phrases", never: []string{fyne, sql, "github.com/", "golang.org/x/"}},
		{path: "internal/golden"},
		{path: "internal/disk", never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "internal/synth", may: []string{"table"}, never: []string{fyne, sql, sqlite}},
		{path: "internal/oracle", may: []string{"table", "crosstab", "internal/synth"}, never: []string{fyne, sql, sqlite}},
		{path: "internal/browsertest", never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "internal/officetest", never: append([]string{fyne, sql, sqlite}, formats...)},
		{path: "internal/mailtest", never: []string{fyne, sql, sqlite}},
		{path: "internal/pollock", never: []string{fyne, sql, sqlite}},
		{path: "internal/smoke", never: []string{sql, sqlite}},
		{path: "internal/docstest", may: []string{"importers", "workbench"}, never: []string{fyne}},
		// main.go opens the window.
		{path: "", may: []string{"app"}, never: append([]string{sql, sqlite}, formats...)},
	}
}
