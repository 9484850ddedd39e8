// Package synth makes up a school district: its schools, students and staff,
// what happens in them over some years, and the files in which a district's
// systems would hand that over. Nobody in it exists. It serves the sample
// workspace, tests, benchmarks and the demonstration.
//
// Everything is drawn from the seed by entity: what student 417 does in the
// third year depends on the seed, that student and that year, not on what was
// drawn before. So a file is written row by row in memory that does not grow
// with the number of rows, any part can be made again alone, and a longer run
// of years begins with the same years as a shorter one.
//
// The files carry the faults of real extracts on purpose, so that they have to
// be imported like any other. District.Planted lists them;
// docs/sample-district.md describes every file and column.
//
// Start reading at District and WriteFiles. The package knows the vocabulary
// of package table for its errors, and none of the other rooms.
package synth
