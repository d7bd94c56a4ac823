#!/bin/bash
# Abbreviations, microRNA names, normal forms, against the shared corpora.
# usage: extra_mentions.sh SHARED OUT; called by eval.sh, programs on PATH
set -eu
shared=$1 out=$2
score="python3 tests/eval/mentions.py"
corpora=$shared/corpora
echo "## Abbreviations, microRNAs, normal forms"
if [ -f "$corpora/med1250_dev.jsonl.gz" ]; then
	$score tsv "$corpora/med1250_dev.jsonl.gz" | evm-ingest --format tsv - | evm-annotate >"$out/med1250.evm"
	$score pairs "$corpora/med1250_dev.jsonl.gz" "$out/med1250.evm"
fi
if [ -f "$corpora/mirna_train_fixed.jsonl.gz" ]; then
	$score tsv "$corpora/mirna_train_fixed.jsonl.gz" | evm-ingest --format tsv - | evm-annotate |
		evm-export --format mentions >"$out/scai.jsonl"
	$score mirna "$corpora/mirna_train_fixed.jsonl.gz" "$out/scai.jsonl"
fi
[ -f "$out/gold_mentions.jsonl" ] && $score norms "$out/gold_mentions.jsonl" "$out/mentions.jsonl"
exit 0
