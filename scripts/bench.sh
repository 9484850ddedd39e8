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

memory() { # memory COMMAND...: its peak, in KB
	/usr/bin/time -f "%M" "$@" 2>&1 >/dev/null | tail -n 1
}
if [ -x /usr/bin/time ]; then
	rm -f "$folder"/w.schoolbench*
	echo "  memory of the import      $(memory "$folder/sbench" import -w "$folder/w.schoolbench" "$csv") KB at most"
fi
rm -f "$folder"/w.schoolbench* "$folder/peer.db"*
echo

echo "Next week's file of 999,000 of these rows, one in 97 of them changed, with the key given (21 columns):"
awk 'NR == 1 { print "Record ID," $0; next } { printf "R%07d,%s\n", NR, $0 }' "$csv" >"$folder/week1.csv"
awk 'NR == 1 || NR % 1000 != 5' "$folder/week1.csv" | awk 'NR % 97 == 3 { gsub(/School/, "Sch") } { print }' >"$folder/week2.csv"
week() { "$folder/sbench" import -w "$folder/weeks.schoolbench" --dataset weeks "$@"; }
rm -f "$folder"/weeks.schoolbench*
echo "  added                    $(seconds week --key "Record ID" "$folder/week1.csv") s"
echo "  upsert                   $(seconds week --mode upsert "$folder/week2.csv") s"
echo "  replace, after that      $(seconds week --mode replace "$folder/week1.csv") s"
rm -f "$folder"/weeks.schoolbench* "$folder"/week?.csv
echo

# It takes minutes and 5 GB of disk, so it is done where asked for: LARGE=1.
if [ -n "${LARGE:-}" ] && [ -x /usr/bin/time ]; then
	echo "A csv of 2.1 GB, 14,000,000 rows x 20 columns, to its end:"
	cp "$csv" "$folder/large.csv"
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13; do tail -n +2 "$csv" >>"$folder/large.csv"; done
	/usr/bin/time -f "  %e s, %M KB of memory at most" "$folder/sbench" import -w "$folder/large.schoolbench" "$folder/large.csv" 2>&1 >/dev/null | tail -n 1
	rm -f "$folder"/large.schoolbench* "$folder/large.csv"
	echo
fi

echo "Go benchmarks:"
go test -run '^$' -bench Rows200k20 -benchtime 1x ./importers/excel
go test -run '^$' -bench Rows60k12 -benchtime 3x ./importers/xls
go test -run '^$' -bench 'Benchmark(Import1M8|Open|FrameCold)' -benchtime 1x ./warehouse
go test -run '^$' -bench . -benchtime 5x ./crosstab
go test -run '^$' -bench 'BenchmarkGrid' -benchtime 50x ./widgets
echo

echo "Cross-tabs beside others on the same data (bench/ is a module of its own and needs a C compiler):"
(cd bench && GOFLAGS='' CGO_ENABLED=1 go run . peers)
