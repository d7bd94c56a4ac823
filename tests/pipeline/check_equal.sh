#!/bin/bash
# The pipe of stages and evm-run, with any number of threads, give equal
# streams and equal databases; loading twice changes nothing.
# usage: check_equal.sh BIN [FILE...]	(default: the sample corpus)
. "$(dirname "$0")/../begin.sh"
shift
[ $# -gt 0 ] || set -- corpus/samples/*.xml corpus/samples/*.nxml corpus/samples/*.txt corpus/samples/*.tsv
same() { cmp "$1" "$2" || fault "$3"; }

evm-ingest "$@" | evm-annotate | evm-extract >"$tmp/pipe.evm"
evm-load -q -d "$tmp/pipe.db" "$tmp/pipe.evm"
evm-stats -d "$tmp/pipe.db" --dump >"$tmp/pipe.dump"
[ "$(grep -c '^R' "$tmp/pipe.evm")" -gt 0 ] || fault "no claims"

for j in 1 2 8; do
	evm-ingest -j $j "$@" | evm-annotate -j $j | evm-extract -j $j >"$tmp/j.evm"
	same "$tmp/pipe.evm" "$tmp/j.evm" "the pipe with -j $j"
	evm-run -q -j $j --to "$tmp/j.evm" "$@"
	same "$tmp/pipe.evm" "$tmp/j.evm" "run --to with -j $j"
	rm -f "$tmp"/j.db*
	evm-run -q -j $j -d "$tmp/j.db" "$@"
	evm-stats -d "$tmp/j.db" --dump >"$tmp/j.dump"
	same "$tmp/pipe.dump" "$tmp/j.dump" "the database of run -j $j"
done

evm-load -q -d "$tmp/pipe.db" "$tmp/pipe.evm"
evm-run -q -d "$tmp/pipe.db" "$@"
evm-stats -d "$tmp/pipe.db" --dump >"$tmp/again.dump"
same "$tmp/pipe.dump" "$tmp/again.dump" "loading again"

LC_ALL=C.UTF-8 TZ=Asia/Tokyo evm-run -q --to "$tmp/j.evm" "$@"
same "$tmp/pipe.evm" "$tmp/j.evm" "another locale"
echo "equal: ok, $(grep -c '^D' "$tmp/pipe.evm") documents, $(grep -c '^R' "$tmp/pipe.evm") claims"
