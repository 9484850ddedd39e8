package workbench

import (
	"net/url"
	"testing"
)

// Ensure that links to Google spreadsheets become those of their export.
func TestExportLink(t *testing.T) {
	const docs = "https://docs.google.com/spreadsheets/"
	for link, want := range map[string]string{
		docs + "d/1AbC-_9/edit#gid=0":            docs + "d/1AbC-_9/export?format=xlsx",
		docs + "d/1AbC-_9/edit?usp=sharing":      docs + "d/1AbC-_9/export?format=xlsx",
		docs + "u/1/d/1AbC-_9/view":              docs + "d/1AbC-_9/export?format=xlsx",
		docs + "d/1AbC-_9":                       docs + "d/1AbC-_9/export?format=xlsx",
		docs + "d/e/2PACX-1v/pubhtml":            docs + "d/e/2PACX-1v/pub?output=xlsx",
		docs + "d/e/2PACX-1v/pub?output=csv":     docs + "d/e/2PACX-1v/pub?output=csv",
		docs + "d/1AbC/export?format=csv&gid=12": docs + "d/1AbC/export?format=csv&gid=12",
		"https://example.org/spreadsheets/d/1/e": "https://example.org/spreadsheets/d/1/e",
	} {
		address, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		if got := exportLink(address).String(); got != want {
			t.Errorf("%s became %s, want %s", link, got, want)
		}
	}
}
