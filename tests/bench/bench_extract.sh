#!/bin/bash
# Speed of evm-extract in one core: text dense in claims (a review, repeated under other
# ids), PubMed at large (real records, repeated), and a mix of biomedical abstracts under
# real records' metadata. MB of text by user processor time, best of five.
# usage: bench_extract.sh BUILD SHARED
set -eu
build=$(cd "$1" && pwd)
review=$2/corpus/review.txt
real=$2/pubmed/real_records.xml.gz
mix=$2/pubmed/pubmed_mix5k.xml.gz
export PATH="$build/bin:$PATH" LC_ALL=C
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
TIMEFORMAT=%U

row() {	# NAME FLOOR STREAM
	local best=99 t text
	text=$(awk -F'\t' '$1 == "T" { n += length($7) } END { print n }' "$3")
	for _ in 1 2 3 4 5; do
		t=$( { time evm-extract -q "$3" >"$tmp/out"; } 2>&1)
		best=$(printf '%s\n%s\n' "$best" "$t" | sort -n | head -1)
	done
	awk -v name="$1" -v floor="$2" -v t="$best" -v n="$text" \
		-v claims="$(grep -c '^R' "$tmp/out")" 'BEGIN {
		printf "| %-32s | %9d | %7d | %6.2f | %6.1f | %s |\n", name, n, claims, t, n / 1e6 / t, floor }'
}

# a stream's documents N times, each time under other ids
times() {	# N STREAM
	awk -F'\t' -v OFS='\t' -v times="$1" '/^#end/ { next } /^#/ { print; next } { line[n++] = $0; docs += $1 == "." }
		END { for (k = 1; k <= times; k++) for (i = 0; i < n; i++) {
			$0 = line[i]; $2 = $2 "-" k; print }
			print "#end", "docs=" docs * times }' "$2"
}

annotated() {	# FILE
	evm-ingest -q "$1" | evm-annotate -q
}

echo "| evm-extract -j1                  | text, bytes | claims | user s | MB/s | floor |"
echo "|---|---:|---:|---:|---:|---:|"
if [ -f "$review" ]; then
	annotated "$review" >"$tmp/one.evm"
	times 100 "$tmp/one.evm" >"$tmp/dense.evm"
	row "a review, 100 times" ">= 20" "$tmp/dense.evm"
fi
if [ -f "$real" ]; then
	annotated "$real" >"$tmp/real.evm"
	times 8 "$tmp/real.evm" >"$tmp/large.evm"
	row "PubMed at large, 8 times" ">= 100" "$tmp/large.evm"
fi
if [ -f "$mix" ]; then
	annotated "$mix" >"$tmp/mix.evm"
	row "biomedical abstracts" "" "$tmp/mix.evm"
fi
