// Package narrative puts in words what a table or a tile shows: how to read it,
// what it shows, and what to do next.
//
// The sentences are templates, one file a language; what they say comes from
// the cells of a document. Every number in a sentence is bound to the cell it
// is the text of, so that a surface can open it and a test can check it. A
// withheld value is never said. Two numbers are said to differ only where a
// test has found that they do.
//
// The same input always gives the same sentences, and nothing is looked up
// anywhere. Everything here is safe for any number of goroutines.
package narrative
