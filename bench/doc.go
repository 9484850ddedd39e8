// Command bench compares package crosstab with others on the same data, in the
// same run, on the same machine, and prints a table for docs/benchmarks.md:
//
//	go run . peers            10 million rows, DuckDB, SQLite and pandas
//	go run . oracle           random cross-tabs, checked with DuckDB's SQL
//
// It is a module of its own, so that the program does not depend on DuckDB. It
// needs a C compiler.
package main
