#!/bin/sh
# Converts every file of the import development set and scores the result by
# hazard: import-corpus.sh SBENCH OUT
set -eu
sbench=$1
out=$2
set=$(dirname "$0")/../../shared/import-dev
if [ ! -d "$set/files" ]; then
	echo "There is no import development set beside the checkout (shared/import-dev); nothing to score."
	exit 0
fi
rm -rf "$out"
mkdir -p "$out/tables"
for file in "$set"/files/*; do
	# A file that is refused says so in its status.txt; that is no failure here.
	timeout 60 "$sbench" convert "$file" --dir "$out/tables/$(basename "$file")" >"$out/last.log" 2>&1 || true
	if grep -q -e '^panic:' -e '^fatal error:' "$out/last.log"; then
		echo "crashed: $file"
		rm -rf "$out/tables/$(basename "$file")"
	fi
done
python3 "$set/check_import.py" --set "$set" --outputs "$out/tables" --csv "$out/files.csv" --verbose
python3 - "$out/files.csv" <<'PY'
import csv
import sys
from collections import defaultdict

hazards = defaultdict(lambda: [0, 0])
with open(sys.argv[1], newline="", encoding="utf-8") as f:
    for row in csv.DictReader(f):
        for hazard in row["hazards"].split(","):
            hazards[hazard][0] += row["ok"] == "True"
            hazards[hazard][1] += 1
print()
print(f"{'hazard':24} passed")
for hazard, (passed, files) in sorted(hazards.items(), key=lambda item: (item[1][0] / item[1][1], -item[1][1], item[0])):
    print(f"{hazard:24} {passed} of {files}")
PY
