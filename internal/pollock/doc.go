// Package pollock spoils a clean CSV file in the 2,290 ways of the Pollock
// benchmark (Vitagliano and others, "Pollock: A Data Loading Benchmark", VLDB
// 2023), and measures how much of the clean table a program gets back out of
// each.
//
// The files and the measures are written from the published description and
// from the published files, so that scores can be compared; the table that is
// spoilt is one of ours. Command pollock in cmd runs the real conversion on
// every file and prints the scores.
package pollock
