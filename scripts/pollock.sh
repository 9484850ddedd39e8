#!/bin/sh
# Spoils a table in the ways of the Pollock benchmark, converts every file
# without a hint and prints the score: pollock.sh SBENCH OUT [SOURCE]
set -eu
cd "$(dirname "$0")/.."
go run ./internal/pollock/cmd/pollock ${3:+-source "$3"} "$1" "$2"
