#!/bin/bash
# Quality against the development gold: claims, mentions, the effects table.
# usage: eval.sh BIN SHARED
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
shared=$2
[ -d "$shared/gold" ] || { echo "eval: no gold in $shared"; exit 0; }
out=build/eval
mkdir -p $out
export PATH="$bin:$PATH" LC_ALL=C.UTF-8
gold=$shared/gold corpus=$shared/corpus tools=$shared/tools

evm-ingest --format tsv "$corpus/review_part.tsv" "$corpus/abstracts.tsv" | evm-annotate >$out/annotated.evm
evm-extract $out/annotated.evm >$out/claims.evm
evm-export --format jsonl $out/claims.evm >$out/claims.jsonl
evm-export --format mentions $out/claims.evm >$out/mentions.jsonl
cat "$gold"/review_claims.jsonl "$gold"/abstract_claims.jsonl >$out/gold_claims.jsonl
cat "$gold"/review_mentions.jsonl "$gold"/abstract_mentions.jsonl >$out/gold_mentions.jsonl

echo "## Claims, development gold (all, then the review and the abstracts apart)"
python3 "$tools/score_claims.py" --boot 200 $out/gold_claims.jsonl $out/claims.jsonl
python3 "$tools/score_claims.py" "$gold/review_claims.jsonl" $out/claims.jsonl | sed -n 1,2p
python3 "$tools/score_claims.py" "$gold/abstract_claims.jsonl" $out/claims.jsonl | sed -n 1,2p
echo
echo "## Claims with confidence >= 0.8"
python3 "$tools/score_claims.py" --min-confidence 0.8 $out/gold_claims.jsonl $out/claims.jsonl | sed -n 1,2p
echo
echo "## Mentions, own gold"
python3 "$tools/score_mentions.py" $out/gold_mentions.jsonl $out/mentions.jsonl
echo
echo "## Effects table against the review's Table 2"
evm-ingest "$corpus/review.txt" | evm-annotate | evm-extract | evm-table effects --format jsonl >$out/effects.jsonl
python3 "$tools/score_table.py" "$gold/review_table2.jsonl" $out/effects.jsonl
echo
bash tests/eval/mentions.sh "$bin" "$shared" $out
for extra in tests/eval/extra_*.sh; do
	[ -x "$extra" ] || continue
	echo
	bash "$extra" "$shared" $out
done
