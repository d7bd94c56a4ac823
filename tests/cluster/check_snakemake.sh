#!/bin/bash
# The Snakemake workflow of pipeline/cluster: a killed task is tried again, the
# database is that of one run, and nothing is mined twice.
# usage: check_snakemake.sh BIN
set -u
bin=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/../.." || exit 2
export PATH="$bin:$PATH" LC_ALL=C
command -v snakemake >/dev/null || { echo "snakemake: not here, left out"; exit 0; }
. tests/cluster/files.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
fault() { echo "not ok snakemake: $*"; cat "$tmp/log"; exit 1; }

make_files "$tmp"
make_shim "$tmp" 2 task
mine() {
	XDG_CACHE_HOME=$tmp/cache snakemake -s pipeline/cluster/Snakefile -d "$tmp/work" --cores 2 --config \
		list="$tmp/list.txt" db="$tmp/many.db" shards=3 dir=shards options="-v --topic all" >"$tmp/log" 2>&1
}
mine || fault "it ends with $?"
[ -e "$tmp/killed-2" ] || fault "nothing was killed"
evm-stats -d "$tmp/many.db" --dump | cmp -s - "$tmp/one.dump" || fault "not the database of one run"
mine || fault "again: $?"
grep -q 'Nothing to be done' "$tmp/log" || fault "it mined again"
echo "snakemake: ok, 3 tasks, 1 killed"
