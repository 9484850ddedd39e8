// Package oracle evaluates cross-tabs the slow way, over plain rows, and makes
// up the random tables and specs that package crosstab is checked with. It
// shares no code with the engine beyond the vocabulary: what a spec says, and
// how measures are written.
//
// Start reading at Oracle. RandomTable and DistrictTable make rows, RandomSpec
// a cross-tab of them, and Compare says where a result differs. A program that
// evaluates the same cases in SQL puts its numbers in the place of Evaluate.
package oracle
