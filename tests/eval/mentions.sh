#!/bin/bash
# Mentions against the shared corpora and the own gold, with the shipped
# vocabularies and with the imported ones behind them: one table.
# usage: mentions.sh BIN SHARED OUT
set -eu
bin=$(cd "$1" && pwd)
shared=$2 out=$3
cd "$(dirname "$0")/../.."
mkdir -p "$out"
export PATH="$bin:$PATH" LC_ALL=C.UTF-8

python3 tests/eval/corpora.py texts "$shared" >"$out/texts.tsv"
evm-ingest -q --format tsv "$out/texts.tsv" >"$out/texts.evm"
annotate() { # NAME [OPTION...]
	evm-annotate -q -o "$out/$1.evm" "${@:2}" "$out/texts.evm"
	evm-export --format mentions -o "$out/$1.jsonl" "$out/$1.evm"
	sets+=("$1=$out/$1.evm=$out/$1.jsonl")
}
sets=()
annotate shipped
if [ -d "$shared/vocab" ]; then
	VOCAB_DIR="$shared/vocab" dictionaries/vocabularies.sh "$bin" "$out/vocabularies" 2>"$out/vocabularies.log" ||
		{ cat "$out/vocabularies.log"; exit 1; }
	annotate imported --image "$out/vocabularies/evmine.evd"
fi
echo "## Mentions: corpora and own gold, with shipped and with imported vocabularies"
python3 tests/eval/corpora.py table "$shared" "${sets[@]}"
