// Package reports binds a cross-tab, a chart and words into one Document, from
// which every surface is drawn: screen, Excel, PDF, HTML, CSV, PNG, clipboard.
//
// Each file format has a folder of its own, the only place that may import the
// library for it. Reports know tables and cross-tabs and neither the database
// nor the screen.
package reports
