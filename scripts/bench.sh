#!/bin/sh
# Runs the benchmarks and prints what docs/benchmarks.md holds. Seconds depend
# on the machine and on what else it does; the ratios are what to compare.
set -eu
folder=build/bench
mkdir -p "$folder"

echo "Machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(go version | cut -d' ' -f3)"
echo

echo "Import of 1,000,000 rows x 20 columns of CSV, whole program, typed, with rows, segments and originals:"
csv="$folder/million.csv"
if [ ! -f "$csv" ]; then
	awk -v rows=1000000 -f scripts/bench-students.awk >"$csv.part"
	mv "$csv.part" "$csv"
fi
CGO_ENABLED=0 go build -o "$folder/" ./cmd/sbench

seconds() { # seconds COMMAND...: wall time of a command
	start=$(date +%s.%N)
	"$@" >/dev/null 2>&1
	end=$(date +%s.%N)
	echo "$start $end" | awk '{printf "%.2f", $2 - $1}'
}
ours() { rm -f "$folder"/w.schoolbench*; "$folder/sbench" import -w "$folder/w.schoolbench" "$csv"; }
peer() { rm -f "$folder/peer.db"; sqlite3 "$folder/peer.db" -cmd "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL" ".mode csv" ".import $csv million"; }
a=$(seconds ours)
echo "  sbench import            $a s"
if command -v sqlite3 >/dev/null 2>&1; then
	b=$(seconds peer)
	echo "  sqlite3 .import, untyped $b s"
	echo "$a $b" | awk '{printf "  ratio                    %.2f\n", $1 / $2}'
else
	echo "  (sqlite3 is not installed: no peer)"
fi
crosstab() { "$folder/sbench" crosstab -w "$folder/w.schoolbench" million --rows "School Code" --cols Grade --measures "count, mean(Score)" --format json; }
echo "  open that workspace and cross-tabulate it, cold: $(seconds crosstab) s"
echo

if [ -x /usr/bin/time ]; then
	rm -f "$folder"/w.schoolbench*
	/usr/bin/time -f "  memory of the import      %M KB at most" "$folder/sbench" import -w "$folder/w.schoolbench" "$csv" 2>&1 >/dev/null | tail -n 1
fi
echo

echo "Go benchmarks:"
go test -run '^$' -bench Rows200k20 -benchtime 1x ./importers/excel
go test -run '^$' -bench Rows60k12 -benchtime 3x ./importers/xls
go test -run '^$' -bench 'Benchmark(Import1M8|Open|FrameCold)' -benchtime 1x ./warehouse
go test -run '^$' -bench . -benchtime 5x ./crosstab
go test -run '^$' -bench 'BenchmarkGrid' -benchtime 50x ./widgets
echo

echo "Cross-tabs beside others on the same data (bench/ is a module of its own and needs a C compiler):"
(cd bench && GOFLAGS='' CGO_ENABLED=1 go run . peers)
