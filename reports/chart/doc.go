// Package chart lays charts out and draws them on a Canvas, so that one layout
// serves pictures (through go-chart's rasteriser), SVG, PDF and the screen.
//
// The layout is our own, because go-chart's bars do not start at zero, hang on
// numbers that are not finite, and fail when all values are equal. Here, bars
// always stand on zero, what is not known is a gap and what is withheld has a
// mark of its own; labels are measured and never overlap.
package chart
