// Package sheets is what the importers of workbooks share: which sheets are
// tables, what a number format makes of a number, and how a damaged workbook is
// spoken of.
package sheets
