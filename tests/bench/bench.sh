#!/bin/bash
# Speed and peak memory of the stages on PubMed XML, in one run on one file.
# usage: bench.sh BUILD SHARED [FILE.xml.gz]
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
shared=$2
file=${3:-$2/pubmed/pubmed_mix5k.xml.gz}
[ -f "$file" ] || { echo "bench: no $file"; exit 0; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export PATH="$build/bin:$build/bench:$PATH" LC_ALL=C
cp "$file" "$tmp/a.xml.gz"
bytes=$(inflate_alone "$tmp/a.xml.gz")
gzip -dc "$file" >"$tmp/a.xml"

row() {	# NAME COMMAND [BYTES]: the best of three runs
	local best= line n=${3:-$bytes}
	for _ in 1 2 3; do
		line=$(cd "$tmp" && rm -f c.db* && measure "$2") || { echo "bench: failed: $2"; exit 1; }
		if [ -z "$best" ] || [ "$(echo "${line%% *} < ${best%% *}" | bc)" = 1 ]; then best=$line; fi
	done
	awk -v name="$1" -v line="$best" -v n="$n" 'BEGIN { split(line, f, " ")
		printf "| %-44s | %7.1f | %6.2f | %6.2f | %6.1f |\n", name, n / 1e6 / f[1], f[1], f[2], f[3] }'
}

echo "$(basename "$file"): $bytes bytes of XML; $(nproc) processors; best of three"
echo
echo "| what                                         |    MB/s | wall s |  cpu s | peak MB |"
echo "|----------------------------------------------|--------:|-------:|-------:|-------:|"
row "inflate alone (zlib)" "inflate_alone a.xml.gz >/dev/null"
row "libxml2 SAX alone, from .xml" "sax_alone a.xml"
row "inflate + SAX, from .xml.gz" "sax_alone a.xml.gz"
row "ingest" "evm-ingest -q a.xml.gz >/dev/null"
evm-ingest -q "$tmp/a.xml.gz" >"$tmp/i.evm"
evm-annotate -q "$tmp/i.evm" >"$tmp/n.evm"
text=$(awk -F'\t' '$1 == "T" { n += length($7) } END { print n }' "$tmp/i.evm")
row "annotate (MB of text: $text bytes)" "evm-annotate -q i.evm >/dev/null" "$text"
row "extract (MB of text)" "evm-extract -q n.evm >/dev/null" "$text"
row "run --topic all -j1" "evm-run -q --topic all -j1 -d c.db a.xml.gz"
row "run --topic all -j2" "evm-run -q --topic all -j2 -d c.db a.xml.gz"
row "run --topic all -j2, five copies" "evm-run -q --topic all -j2 -d c.db a.xml.gz a.xml.gz a.xml.gz a.xml.gz a.xml.gz" $((bytes * 5))
row "run --topic mscev -j1" "evm-run -q --topic mscev -j1 -d c.db a.xml.gz"
row "run --topic mscev -j2" "evm-run -q --topic mscev -j2 -d c.db a.xml.gz"
# the same records under other numbers, so that each copy is loaded
for i in 1 2 3 4 5 6 7 8; do
	sed "s|\(<PMID[^>]*>\)|\1$i|g" "$tmp/a.xml" | gzip -1 >"$tmp/n$i.xml.gz"
done
row "inflate alone, 8 files, two processes" "inflate_alone n[1-4].xml.gz >/dev/null & inflate_alone n[5-8].xml.gz >/dev/null; wait" $((bytes * 8))
row "run --topic mscev -j2, 8 files" "evm-run -q --topic mscev -j2 -d c.db n?.xml.gz" $((bytes * 8))
for n in 1 2 4 8; do
	row "run --topic all -j2, $n files" "evm-run -q --topic all -j2 -d c.db n[1-$n].xml.gz" $((bytes * n))
done

bash tests/bench/bench_dict.sh "$build" "$shared"

echo
review_bench "$tmp/review.db" 50000

echo
python3 tests/bench/serve.py "$build/bin" 100000 1000
