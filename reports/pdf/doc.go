// Package pdf draws documents as PDF files on Letter paper: title, sentence,
// a chart of vectors, the table with its headers on every page, and at the end
// what a reader must know.
//
// A document is first laid out, which settles every line, row and page, and
// then painted; so a page knows how many pages there are. No text is ever cut:
// words wrap, and a table that is wider than the paper goes on in panels that
// each repeat the row labels.
//
// Start reading at Renderer; composer lays out, painter paints.
package pdf
