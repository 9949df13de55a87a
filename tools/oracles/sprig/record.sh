#!/bin/sh
# Asks real sprig every case in packages/gotemplate/testdata/sprig again and keeps its answers in the same files.
# To add a case, write {"template": "{{ … }}", "values": {…}} at the end of a list and run this. Needs Go.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
answers="$here/../../../packages/gotemplate/testdata/sprig"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$here" && go build -o "$work/sprig" .)
for cases in "$answers"/*.json; do
	TZ=UTC "$work/sprig" "$cases" >"$work/answers.json"
	mv "$work/answers.json" "$cases"
	echo "recorded $(basename "$cases")"
done
