#!/bin/sh
# The main job, headless: a sample district, imported; a cross-tab of it, with
# a chart; and the same document as Excel, PDF, HTML, CSV and a picture.
#   demo.sh SBENCH FOLDER WORKSPACE
set -eu
sbench=$1
folder=$2
workspace=$3

mkdir -p "$folder"
rm -rf "$workspace" "$workspace"-* "$folder/files"

echo "1. The sample district's files, written and imported into $workspace"
"$sbench" sample -w "$workspace" --files "$folder/files"
echo
echo "2. What is in the workspace"
"$sbench" datasets -w "$workspace"
echo
echo "3. A cross-tab: attendance by school and status"
"$sbench" crosstab -w "$workspace" attendance --rows "School Code" --cols "Status" --measures "count" --save "Attendance by school" --title "Attendance by school" --chart stacked
echo
echo "4. The same, exported"
for format in xlsx pdf html csv png; do
	"$sbench" report run -w "$workspace" "Attendance by school" -o "$folder/attendance.$format"
done
echo
echo "5. The workspace, checked"
"$sbench" check -w "$workspace"
