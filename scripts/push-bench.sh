#!/bin/sh
# Times the sending of a page to every school of a large district into folders,
# as docs/benchmarks.md quotes it, and leaves the workspace and the files for the
# search that `make packets` does after it: push-bench.sh [FOLDER]
set -eu
folder=${1:-build/push-bench}
students=${STUDENTS:-34000} schools=${SCHOOLS:-86}
mkdir -p "$folder"
CGO_ENABLED=0 go build -trimpath -o "$folder/sbench" ./cmd/sbench
if [ ! -f "$folder/oak.schoolbench" ]; then
	"$folder/sbench" sample -w "$folder/oak.schoolbench" --students "$students" --schools "$schools" --years 1
fi
rm -rf "$folder/out"
begin=$(date +%s)
"$folder/sbench" push send -w "$folder/oak.schoolbench" "Monday packets" --out "$folder/out" --formats xlsx,pdf,html >"$folder/sent.txt"
end=$(date +%s)
files=$(find "$folder/out" -type f | wc -l)
echo "$files files for $schools schools in $((end - begin)) s"
test "$files" -eq $((3 * schools))
