// Package phrases has the sentences of the packages without a window in other
// languages: what an import found, why something cannot be done, what a report
// says of itself.
//
// These packages write English, and most know nothing of languages: an issue is
// the same for the command line, for a log and for a window. Whoever shows a
// text has it translated at the edge, with Translate, which recognises the
// sentence it was made from; what is written anew in a chosen language, as the
// words of a document are, is said with Say. es.json has the texts. A test
// collects what the code of those packages tells people and fails on a text
// without an entry.
//
// The texts of the window are in assets/translations, and whole narratives,
// which need grammar, in reports/narrative/words.
package phrases
