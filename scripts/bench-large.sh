#!/bin/sh
# Measures what a large workspace takes: bench-large.sh [ROWS], 10 million if not
# said. Prints the time and the memory, at most, of a first cross-tab from a
# workspace that was not open, of two fields and of all twenty columns.
set -eu
rows=${1:-10000000}
folder=build/bench
mkdir -p "$folder"
CGO_ENABLED=0 go build -o "$folder/" ./cmd/sbench
workspace="$folder/large-$rows.schoolbench"
if [ ! -f "$workspace" ]; then
	awk -v rows="$rows" -f scripts/bench-students.awk >"$folder/large.csv"
	"$folder/sbench" import -w "$workspace" "$folder/large.csv" --dataset large >/dev/null 2>&1
	rm -f "$folder/large.csv"
fi

cold() { # cold TITLE MEASURES
	for _ in 1 2 3; do
		/usr/bin/time -f "  $1: %e s, %U s of processor, %M KB at most" \
			"$folder/sbench" crosstab -w "$workspace" large --rows "School Code" --cols Grade --measures "$2" --format json 2>&1 >/dev/null | tail -n 1
	done
}
echo "$rows rows x 20 columns, workspace of $(du -m "$workspace" | cut -f 1) MB:"
cold "two fields and a mean" "count, mean(Score)"
cold "all twenty columns" "count, distinct(Student ID), distinct(Last Name), distinct(First Name), max(Birth Date), count(Gender), count(Ethnicity), count(School Name), max(School Year), count(English Learner), count(Course), distinct(Teacher ID), max(Date), count(Status), mean(Minutes), mean(Score), mean(Percent), mean(Fee), count(Note)"
