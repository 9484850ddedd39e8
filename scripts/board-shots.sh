#!/bin/sh
# Writes every dashboard of the sample district as a PDF and a workbook, with
# pictures of both, and leaves pictures of its page on a desk and on a telephone:
# board-shots.sh SBENCH [FOLDER]. LibreOffice, poppler and Chromium draw them;
# what is missing is left out, and said.
set -eu
sbench=$1
folder=${2:-build/shots}
mkdir -p "$folder/pdf" "$folder/excel" "$folder/html"
folder=$(cd "$folder" && pwd)
workspace=$folder/sample.schoolbench
[ -f "$workspace" ] || "$sbench" sample -w "$workspace" >/dev/null
"$sbench" dashboard list -w "$workspace" --json | sed -n 's/^    "name": "\(.*\)",$/\1/p' | while read -r name; do
	file=$(printf '%s' "$name" | tr 'A-Z ' 'a-z-')
	"$sbench" dashboard run -w "$workspace" "$name" -o "$folder/pdf/$file.pdf"
	"$sbench" dashboard run -w "$workspace" "$name" -o "$folder/excel/$file.xlsx"
done
if command -v pdftoppm >/dev/null 2>&1; then
	for file in "$folder"/pdf/*.pdf; do pdftoppm -r 80 -png "$file" "${file%.pdf}"; done
else
	echo "pdftoppm is not installed: no pictures of the PDF files."
fi
if command -v soffice >/dev/null 2>&1 && command -v pdftoppm >/dev/null 2>&1; then
	soffice --headless "-env:UserInstallation=file://$folder/.office" --convert-to pdf --outdir "$folder/excel" "$folder"/excel/*.xlsx >/dev/null 2>&1
	rm -rf "$folder/.office"
	for file in "$folder"/excel/*.pdf; do
		pdftoppm -r 60 -png "$file" "${file%.pdf}"
		rm "$file"
	done
else
	echo "LibreOffice is not installed: no pictures of the workbooks."
fi
[ -n "${NO_PAGES:-}" ] || SCHOOLBENCH_SHOTS=$folder/html go test ./workbench -count=1 -run TemplatePages
