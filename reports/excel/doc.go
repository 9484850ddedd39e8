// Package excel draws documents as Excel workbooks.
//
// A workbook holds what the document shows and nothing else: the table with
// real numbers under number formats, a native chart, and a sheet that says how
// to read them. It has no hidden sheets, no pivot cache and no rows that the
// table does not show, so a workbook can be passed on as freely as a printout
// of it.
//
// The table is streamed, so that a table of any length that Excel can open is
// written in little memory. Start reading at Renderer.
package excel
