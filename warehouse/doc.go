// Package warehouse keeps datasets in one .schoolbench file, which is a SQLite
// database that any SQLite tool can open.
//
// Each dataset is an ordinary typed table, and beside it, written in the same
// transaction, compressed column segments from which cross-tabs are computed.
// The rows are the truth; the segments can always be rebuilt from them. An
// import is a batch: one transaction, undoable, with the file's name, hash,
// time and plan.
//
// The package knows package table and SQLite, and nothing of importers,
// cross-tabs, reports or screens.
package warehouse
