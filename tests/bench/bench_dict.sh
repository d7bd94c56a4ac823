#!/bin/bash
# The dictionary at full scale: importing, building, opening, matching; and
# ripgrep with the same names on the same text, when it is installed.
# usage: bench_dict.sh BUILD SHARED
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
vocab=$2/vocab
xml=$2/pubmed/pubmed_mix5k.xml.gz
[ -d "$vocab" ] && [ -f "$xml" ] || { echo "bench dict: no $vocab"; exit 0; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export PATH="$build/bin:$build/bench:$PATH" LC_ALL=C

import() { evm-dict import -q -o "$tmp/$1.tsv" "${@:2}"; }
seconds() { date +%s.%N; }
since() { echo "$(seconds) - $1" | bc; }

t=$(seconds)
import doid --from obo "$vocab/doid.obo.gz"
import cl --from obo "$vocab/cl.obo.gz"
import go --from obo "$vocab/go_slice.obo.gz"
import uberon --from obo --type effect "$vocab/uberon-basic.obo.gz"
import groups --from obo "$vocab/hgnc_genegroup.obo"
import hgnc --from hgnc "$vocab/hgnc_complete_set.txt.gz"
import human --from gene_info "$vocab/Homo_sapiens.gene_info.gz"
import mouse --from gene_info "$vocab/Mus_musculus.gene_info.gz"
import mirbase --from mirbase "$vocab/miRNA.dat.gz"
import mesh --from mesh --type disease "$vocab/mesh_id_label_synonyms.tsv.gz"
import famplex --from famplex "$vocab/famplex/grounding_map.csv"
printf 'import: %.1f s\n' "$(since "$t")"

# filled up to 1.6 million with longer forms of the same names
awk -F'\t' -v want=1600000 '
	/^#/ { next }
	{ n += split($4, a, "|"); line[++lines] = $1 "\t-\t" $3 "\t" a[1] }
	END { for (k = 1; n < want && k < 9; k++)
		for (i = 1; i <= lines && n < want; i++) { print line[i] " variant " k "\t-"; n++ } }
' "$tmp"/*.tsv >"$tmp/zfill.tsv"

t=$(seconds)
evm-dict build -q -o "$tmp/all.img" dictionaries/*.tsv "$tmp"/*.tsv
printf 'build: %.1f s\n' "$(since "$t")"

evm-ingest -q "$xml" | awk -F'\t' '$1 == "T" { print $7 }' >"$tmp/text"
t=$(seconds)
bench_match "$tmp/all.img" "$tmp/text"
command -v rg >/dev/null || { echo "ripgrep: not installed"; exit 0; }
awk -F'\t' '!/^#/ { n = split($4, a, "|"); for (i = 1; i <= n; i++) { sub(/\{[a-z,]*\}$/, "", a[i]); if (a[i] != "") print a[i] } }' \
	dictionaries/*.tsv "$tmp"/*.tsv >"$tmp/names"
t=$(seconds)
bench_match --once "$tmp/all.img" "$tmp/text" >/dev/null
printf 'whole program, once: %.2f s\n' "$(since "$t")"
t=$(seconds)
rg -F -o -f "$tmp/names" "$tmp/text" >/dev/null || true
printf 'ripgrep -F -o -f: %.2f s\n' "$(since "$t")"
