#!/bin/bash
# Trials table, confidences, and pairs with microRNAs where mentions are given.
# usage: extra_claims.sh SHARED OUT; called by eval.sh, programs on PATH
set -eu
shared=$1 out=$2
echo "## Trials table against the review's Table 1"
evm-ingest "$shared/corpus/review.txt" | evm-annotate | evm-extract | evm-table trials --format jsonl >"$out/trials.jsonl"
python3 tests/eval/trials_table.py "$shared/gold/review_table1.jsonl" "$out/trials.jsonl"
echo
echo "## Confidence, development gold"
evm-explain --features "$out/annotated.evm" >"$out/features.tsv"
python3 tests/eval/calibrate.py "$shared/tools" "$out/gold_claims.jsonl" "$out/claims.jsonl" "$out/features.tsv"
echo
echo "## Errors of claims by first cause, development gold"
python3 tests/eval/errors.py "$shared/tools" "$out/gold_claims.jsonl" "$out/claims.jsonl" "$out/mentions.jsonl" "$out/gold_mentions.jsonl"
corpus=$shared/corpora/mirna_train_fixed.jsonl.gz
[ -f "$corpus" ] || exit 0
echo
echo "## Pairs of microRNA and gene or disease, mentions given"
python3 tests/eval/mentions.py tsv "$corpus" | evm-ingest --format tsv - | evm-annotate |
	python3 tests/eval/gold_stream.py "$corpus" | evm-extract >"$out/pairs.evm"
python3 tests/eval/pairs.py "$corpus" "$out/pairs.evm"
