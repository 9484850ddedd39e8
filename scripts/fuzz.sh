#!/bin/sh
# Fuzzes every target of the module for a short time each: fuzz.sh 15s
# What it finds is written to the testdata/fuzz of the package and is a case of
# every later test.
set -eu
time=${1:-15s}
grep -rlE '^func Fuzz' --include='*_test.go' . | sort | while read -r file; do
	folder=$(dirname "$file")
	case $folder in
	./app* | ./widgets*) cgo=1 ;; # the window needs C libraries
	./bench*) continue ;;         # a module of its own
	*) cgo=0 ;;
	esac
	sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$file" | while read -r target; do
		echo "fuzz $folder $target for $time"
		CGO_ENABLED=$cgo go test "$folder" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 5s -timeout 10m </dev/null
	done
done
