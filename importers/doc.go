// Package importers turns files into tables: it finds the importer for a file,
// which makes a Plan and reads by it.
//
// Each format has a folder of its own. The finding of types, which all formats
// share, is in folder typing. Importers know package table and nothing else of
// ours: no database, no screen.
package importers
