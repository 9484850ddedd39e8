// Package smoke drives the real window, on a screen of its own, from a file to
// a saved report. Its test is the proof that the parts which are each tested
// without pixels work together for a person with a mouse and a keyboard. See
// docs/testing.md.
package smoke
