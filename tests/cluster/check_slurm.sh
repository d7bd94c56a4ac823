#!/bin/bash
# The array job of pipeline/cluster on a Slurm of one node: two killed tasks, one
# whose program dies and one that dies whole, are tried again, and the database
# is that of one run; a shard of bad input is tried no more and nothing is loaded.
# usage: check_slurm.sh BIN
set -u
bin=$(cd "$1" && pwd) || exit 2
cd "$(dirname "$0")/../.." || exit 2
export PATH="$bin:$PATH" LC_ALL=C
for program in slurmctld slurmd munged; do
	command -v $program >/dev/null || { echo "slurm: no $program, left out"; exit 0; }
done
[ "$(id -u)" = 0 ] || { echo "slurm: its daemons want root, left out"; exit 0; }
. tests/cluster/slurm.sh
. tests/cluster/files.sh
tmp=$(mktemp -d)
trap 'slurm_stop; rm -rf "$tmp"' EXIT
fault() { echo "not ok slurm: $*"; cat "$tmp"/shards/log-* 2>/dev/null; exit 1; }

make_files "$tmp"
make_shim "$tmp" 2 self
make_shim "$tmp" 3 task
slurm_start "$tmp/slurm" || fault "Slurm does not start"
ended() { [ -z "$(squeue -h -o %i)" ]; }

pipeline/cluster/slurm-submit "$tmp/list.txt" "$tmp/shards" 4 "$tmp/many.db" -v || fault "not submitted"
slurm_wait 120 ended || fault "no end: $(squeue)"
[ -e "$tmp/killed-2" ] && [ -e "$tmp/killed-3" ] || fault "nothing was killed"
[ -e "$tmp/many.db" ] || fault "nothing was loaded"
evm-stats -d "$tmp/many.db" --dump | cmp -s - "$tmp/one.dump" || fault "not the database of one run"

echo '<PubmedArticleSet><PubmedArticle>' >"$tmp/bad.xml"
echo "$tmp/bad.xml" >>"$tmp/list.txt"
pipeline/cluster/slurm-submit --rounds 1 "$tmp/list.txt" "$tmp/bad" 7 "$tmp/bad.db" >/dev/null || fault "not submitted"
slurm_wait 120 ended || fault "no end of a bad list: $(squeue)"
[ ! -e "$tmp/bad.db" ] || fault "half a list was loaded"
grep -q 'missing: shards 7' "$tmp/bad/log-load.txt" || fault "what is missing is not said"
echo "slurm: ok, 4 tasks, 2 killed"
