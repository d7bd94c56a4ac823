#!/bin/bash
# Runs each fuzz target for some seconds, seeded with the goldens' inputs.
# usage: fuzz.sh FOLDER-OF-TARGETS SECONDS
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
seeds=$build/seeds
mkdir -p "$seeds/stream" "$seeds/ingest" "$seeds/dict"
for f in tests/golden/*/*/*; do
	case $f in
	*.evm) cp "$f" "$seeds/stream/$(echo "$f" | tr / _)" ;;
	*.xml | *.nxml | *.txt | *.json) cp "$f" "$seeds/ingest/$(echo "$f" | tr / _)" ;;
	esac
done
for f in dictionaries/*.tsv; do (printf 0; head -40 "$f") >"$seeds/dict/$(basename "$f")"; done
for t in stream ingest dict; do
	"$build/fuzz_$t" -max_total_time="$2" -max_len=20000 -timeout=20 -print_final_stats=1 \
		-artifact_prefix="$build/" "$seeds/$t" 2>&1 | grep -E 'stat::number_of_executed|ERROR|SUMMARY|Test unit' | sed "s/^/fuzz_$t: /"
	[ "${PIPESTATUS[0]}" -eq 0 ] || { echo "not ok fuzz_$t"; exit 1; }
done
