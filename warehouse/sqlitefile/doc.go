// Package sqlitefile writes SQLite database files from scratch, without
// SQLite. Rows must arrive in the order of their numbers and there are no
// indices, so that every page is written once and in one go.
//
// It is for loading: handing rows to SQLite value by value costs several times
// what it takes to write down the pages that SQLite would make of them. A file
// made here is attached to the real database, and one statement copies its
// rows over. The format is the one documented as "Database File Format", in
// its plainest form: UTF-8, pages of 64 KiB, no journal, no free pages.
package sqlitefile
