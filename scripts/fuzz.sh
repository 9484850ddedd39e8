#!/bin/sh
# Fuzzes every target of the module for a short time each: fuzz.sh 15s
set -eu
time=${1:-15s}
grep -rlE '^func Fuzz' --include='*_test.go' . | while read -r file; do
	folder=$(dirname "$file")
	sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' "$file" | while read -r target; do
		echo "fuzz $folder $target for $time"
		CGO_ENABLED=0 go test "$folder" -run '^$' -fuzz "^$target\$" -fuzztime "$time" -timeout 10m
	done
done
