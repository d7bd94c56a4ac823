#!/bin/bash
# Makes a folder of scripts that run the programs under valgrind.
# usage: valgrind-wrap.sh BIN OUT
set -eu
bin=$(cd "$1" && pwd)
mkdir -p "$2"
for p in "$bin"/*; do
	w=$2/$(basename "$p")
	printf '#!/bin/sh\nexec valgrind -q --error-exitcode=99 --leak-check=full --trace-children=yes "%s" "$@"\n' "$p" >"$w"
	chmod +x "$w"
done
