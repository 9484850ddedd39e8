#!/bin/sh
# How long the window takes from its start to the first useful picture, and how
# much memory it holds with the sample district open.
#   start-memory.sh SBENCH SCHOOLBENCH [RUNS]
#
# The time ends when the window says where its buttons are, which it does when
# two looks 0.1 s apart have found the same: up to 0.2 s after the picture. PSS
# counts pages that are shared with other programs in part, RSS in full; under
# Xvfb the picture is drawn by the processor and its memory counts as the
# program's.
set -eu
sbench=$1
window=$2
runs=${3:-5}

command -v Xvfb >/dev/null || { echo "Xvfb is not installed: nothing is measured."; exit 0; }
folder=$(mktemp -d)
server=""
program=""
trap 'kill $program 2>/dev/null || true; kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT INT TERM

mkfifo "$folder/display"
Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$folder/display" 2>/dev/null &
server=$!
read -r number <"$folder/display"
"$sbench" sample -w "$folder/district.schoolbench" >/dev/null 2>&1

now() { date +%s%N; }

# kilobytes FIELD: of the running program.
kilobytes() { awk -v field="$1:" '$1 == field {print $2}' "/proc/$program/smaps_rollup"; }

run=0
while [ "$run" -lt "$runs" ]; do
	run=$((run + 1))
	rm -f "$folder/targets.json"
	began=$(now)
	HOME=$folder XDG_CONFIG_HOME=$folder/config XDG_CACHE_HOME=$folder/cache DISPLAY=:$number WAYLAND_DISPLAY= \
		LANG=en_US.UTF-8 FYNE_SCALE=1 SCHOOLBENCH_TARGETS=$folder/targets.json "$window" "$folder/district.schoolbench" 2>/dev/null &
	program=$!
	until grep -q '"side:dataset:students"' "$folder/targets.json" 2>/dev/null; do
		if ! kill -0 "$program" 2>/dev/null; then
			echo "the window did not open"
			exit 1
		fi
		sleep 0.01
	done
	shown=$((($(now) - began) / 1000000))
	sleep 3
	echo "run $run: first useful picture after $shown ms; with the sample open PSS $(($(kilobytes Pss) / 1024)) MB, RSS $(($(kilobytes Rss) / 1024)) MB"
	kill "$program"
	wait "$program" 2>/dev/null || true
	program=""
done
