#!/bin/bash
# The dictionary at full scale, on real names and real text: building, opening,
# matching, annotating; and ripgrep with the same names on the same text, when
# it is installed.
# usage: bench_dict.sh BUILD SHARED [NAMES]
set -eu
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
vocab=$2/vocab
xml=$2/pubmed/pubmed_mix5k.xml.gz
want=${3:-1600000}
[ -d "$vocab" ] && [ -f "$xml" ] || { echo "bench dict: no $vocab"; exit 0; }
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export PATH="$build/bin:$build/bench:$PATH" LC_ALL=C

row() { printf '| %-52s | %9s | %9s | %6s |\n' "$1" "$2" "$3" "${4:-}"; }
# processor seconds and peak MB of the best of three runs
best() { for _ in 1 2 3; do measure "$1" | cut -d' ' -f2,3; done | sort -g | head -n 1; }
rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.1f", n / 1e6 / s }'; }

VOCAB_DIR=$vocab dictionaries/vocabularies.sh "$build/bin" "$tmp/v" 2>/dev/null
# more real names: other lists of cells and phenotypes, labels of processes;
# each once, as a concept has it
for list in cell:cell phenotype:disease; do
	gzip -dcf "$vocab/biolexica_${list%:*}.ssslm.tsv.gz" 2>/dev/null | awk -F'\t' -v type="${list#*:}" '
		NR > 1 && length($1) > 3 && length($1) < 200 && $1 ~ /[A-Za-z]/ && $1 !~ /[|{}]/ && !seen[tolower($1)]++ { print type "\t-\t" $1 "\t" $1 "\t-" }
	' >"$tmp/v/more_${list%:*}.tsv"
done
gzip -dcf "$vocab/go_id_label.tsv.gz" 2>/dev/null |
	awk -F'\t' 'length($2) < 200 && $2 ~ /[A-Za-z]/ && $2 !~ /[|{}]/ { print "effect\t-\t" $2 "\t" $2 "\t-" }' >"$tmp/v/more_go.tsv"
# and longer forms of the same names where these are not enough
awk -F'\t' -v want="$want" '
	/^#/ || NF < 5 { next }
	{ n += split($4, a, "|"); sub(/\{[a-z,]*\}$/, "", a[1]); line[++lines] = $1 "\t-\t" $3 "\t" a[1] }
	END { for (k = 1; n < want && k < 9; k++)
		for (i = 1; i <= lines && n < want; i++) { print line[i] " variant " k "\t-"; n++ } }
' dictionaries/*.tsv "$tmp"/v/*.tsv >"$tmp/v/zfill.tsv"

evm-ingest -q "$xml" >"$tmp/i.evm"
awk -F'\t' '$1 == "T" { print $7 }' "$tmp/i.evm" >"$tmp/text"
bytes=$(wc -c <"$tmp/text")
filled=$(wc -l <"$tmp/v/zfill.tsv")

echo
echo "Dictionary: $want names ($filled of them longer forms of the others), $bytes bytes of text, one thread, processor time"
echo
echo "| what                                                 |    figure |      unit | floor |"
echo "|------------------------------------------------------|----------:|----------:|-------:|"
read -r s peak < <(best "evm-dict build -q -o $tmp/all.evd dictionaries/*.tsv $tmp/v/*.tsv")
row "build the image" "$s" s "< 15"
row "build: peak memory" "$peak" MB
bench_match "$tmp/all.evd" "$tmp/text" >"$tmp/said"
row "open the image" "$(sed -n 's/^open: \([0-9.]*\) ms.*/\1/p' "$tmp/said")" ms "< 20"
row "names in it" "$(sed -n 's/.* ms, \([0-9]*\) names.*/\1/p' "$tmp/said")" names
row "image" "$(sed -n 's/.*, \([0-9.]*\) bytes a name.*/\1/p' "$tmp/said")" "B a name" "<= 120"
row "match, all names" "$(sed -n 's/.* MB, \([0-9.]*\) MB.s.*/\1/p' "$tmp/said")" MB/s ">= 120"
read -r s _ < <(best "evm-annotate -q -j1 $tmp/i.evm >/dev/null")
row "evm-annotate, shipped vocabularies, whole program" "$(rate "$bytes" "$s")" MB/s
evm-dict build -q -o "$tmp/shipped.evd"
read -r s peak < <(best "evm-annotate -q -j1 --image $tmp/shipped.evd $tmp/i.evm >/dev/null")
row "evm-annotate, image of the shipped vocabularies" "$(rate "$bytes" "$s")" MB/s ">= 20"
row "evm-annotate: peak memory" "$peak" MB
read -r s _ < <(best "evm-annotate -q -j1 --image $tmp/v/evmine.evd $tmp/i.evm >/dev/null")
row "evm-annotate, image of the imported vocabularies" "$(rate "$bytes" "$s")" MB/s
command -v rg >/dev/null || { echo "ripgrep is not installed: no comparison"; exit 0; }
awk -F'\t' '!/^#/ { n = split($4, a, "|"); for (i = 1; i <= n; i++) { sub(/\{[a-z,]*\}$/, "", a[i]); if (a[i] != "") print a[i] } }' \
	dictionaries/*.tsv "$tmp"/v/*.tsv >"$tmp/names"
read -r ours _ < <(best "bench_match --once $tmp/all.evd $tmp/text >/dev/null")
read -r theirs _ < <(measure "rg -F -o -f $tmp/names $tmp/text >/dev/null || true" | cut -d' ' -f2,3)
row "match, whole program, once" "$ours" s
row "ripgrep -F -o -f, the same names and text" "$theirs" s
row "times as fast as ripgrep" "$(awk -v a="$theirs" -v b="$ours" 'BEGIN { printf "%.1f", a / b }')" "" ">= 10"
