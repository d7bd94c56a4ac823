#!/bin/bash
# Runs each fuzz target for some seconds, seeded with the goldens' inputs.
# usage: [TARGETS="import image"] fuzz.sh FOLDER-OF-TARGETS SECONDS
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
seeds=$build/seeds
mkdir -p "$seeds"/{stream,ingest,dict,import,image}
for f in tests/golden/*/*/*; do
	case $f in
	*.evm) cp "$f" "$seeds/stream/$(echo "$f" | tr / _)" ;;
	*.xml | *.nxml | *.txt | *.json) cp "$f" "$seeds/ingest/$(echo "$f" | tr / _)" ;;
	esac
done
for f in dictionaries/*.tsv; do (printf 0; head -40 "$f") >"$seeds/dict/$(basename "$f")"; done
# the importers' goldens, behind the number of their format
n=0
for t in obo hgnc gene_info mirbase mesh famplex mesh_xml; do
	(printf $n; cat tests/golden/dict/import_$t.d/input) >"$seeds/import/$t"
	n=$((n + 1))
done
# small lists for all dictionaries, and small images
lists=$build/data/dictionaries/lists
mkdir -p "$lists" "$build/data/extractors"
export EVMINE_DATA=$build/data
printf 'the\tfunction\nmice\n' >"$lists/english.tsv"
printf '*\tII{case}\ta numeral\nprotein\tIL-6 receptor\ta test\n' >"$lists/block.tsv"
for n in 1 2 5 20 40; do
	for f in vesicles proteins; do
		head -n $((n + 20)) dictionaries/$f.tsv | tail -n $n | grep -v '^#' >"$build/few.$$.tsv"
		"$build/bin/evm-dict" build -q -o "$seeds/image/$f.$n" "$build/few.$$.tsv"
	done
done
for t in ${TARGETS:-stream ingest dict import image}; do
	"$build/fuzz_$t" -max_total_time="$2" -max_len=20000 -timeout=20 -print_final_stats=1 \
		-artifact_prefix="$build/" "$seeds/$t" 2>&1 | grep -E 'stat::number_of_executed|ERROR|SUMMARY|Test unit' | sed "s/^/fuzz_$t: /"
	[ "${PIPESTATUS[0]}" -eq 0 ] || { echo "not ok fuzz_$t"; exit 1; }
done
