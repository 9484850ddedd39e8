// Package warehouse keeps datasets in one .schoolbench file, which is a SQLite
// database that any SQLite tool can open.
//
// Each dataset is an ordinary typed table, and beside it, written in the same
// transaction, compressed column segments from which cross-tabs are computed.
// The rows are the truth; the segments can always be rebuilt from them. An
// import is a batch: one transaction, undoable, with the file's name, hash,
// time and plan.
//
// # The file
//
// A dataset's table is named after it and has, before the columns of the file,
// _row (its order), _batch (the import it came with) and _line (its row in the
// file). Days are ISO text, school years text such as 2018-19, yes and no are
// 1 and 0. A cell that is missing, withheld or a misfit is NULL, so that
// averages in other tools leave it out; sb_cells says which it is and keeps
// the text, and the original text of any value that does not read back as it
// was written.
//
// For each batch and column there are segments of up to 65,536 rows: codes of
// 1, 2 or 4 bytes into a dictionary of the batch, or, for numbers with very
// many distinct values, the numbers themselves. Every batch has dictionaries
// of its own, so that an import need not read those before it and an undo
// takes nothing from those after it; loading a column puts them together. All
// blocks are compressed where that pays and carry a checksum.
//
// An import may replace rows of earlier ones. The rows it replaces leave the
// dataset's table for a table of retired rows, sb_retired_N, and their segments
// stay as they are: loading a column leaves out the rows that sb_retired lists.
// A column that is given a wider type stays, out of sight, beside the new one.
// So an undo only has to put back what is there.
//
// The migrations folder has the catalogue's tables.
//
// # Processes
//
// One process writes, and any number read beside it. The writer holds a lock
// file next to the workspace that says who it is.
//
// The package knows package table and SQLite, and nothing of importers,
// cross-tabs, reports or screens. Start reading at Warehouse; Import and Frame
// are its two halves.
package warehouse
