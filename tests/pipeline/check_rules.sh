#!/bin/bash
# The examples of the shipped rules pass, and a verb that is taken out of the
# lexicon is told with the claims that it loses.
# usage: check_rules.sh BIN
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
export PATH="$bin:$PATH" LC_ALL=C
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

evm-dict check || { echo "not ok rules: evm-dict check"; exit 1; }
evm-rules check || { echo "not ok rules: evm-rules check"; exit 1; }

mkdir "$tmp/rules"
cp extractors/rules/* "$tmp/rules/"
printf '1\tMSC-EVs attenuated renal fibrosis.\n2\tExosomes promoted angiogenesis.\n' |
	evm-ingest --format tsv - | evm-annotate | evm-extract >"$tmp/a.evm"
evm-rules check -q "$tmp/a.evm" >"$tmp/same"
[ ! -s "$tmp/same" ] || { echo "not ok rules: the same rules differ"; exit 1; }
sed -i '/^verb *attenuate /d' "$tmp/rules/lexicon.rules"
evm-rules check -q --rules "$tmp/rules" "$tmp/a.evm" | grep '^lost' >"$tmp/lost" || true
evm-rules check -q --against "$tmp/rules" "$tmp/a.evm" | grep '^gained' >"$tmp/gained" || true
[ "$(cut -f2,4-6 "$tmp/lost")" = $'1\tdecreases\tMSC-EVs\trenal fibrosis' ] ||
	{ echo "not ok rules: a verb less"; cat "$tmp/lost"; exit 1; }
cmp -s <(cut -f2- "$tmp/lost") <(cut -f2- "$tmp/gained") || { echo "not ok rules: --against"; exit 1; }

# a rule whose example fails is a fault
cat >>"$tmp/rules/patterns.rules" <<'R'

rule wrong_example
match: <s:AGENT> wholly governs <o:TARGET>
claim: increases(s, o)
ex: "MSC-EVs are white." increases(MSC-EVs, white)
not: "MSC-EVs."
R
if evm-rules check -q --rules "$tmp/rules" >"$tmp/out"; then
	echo "not ok rules: a failing example passes"
	exit 1
fi
grep -q 'wrong_example: no increases(MSC-EVs, white)' "$tmp/out"
cp extractors/rules/patterns.rules "$tmp/rules/"
cp extractors/rules/lexicon.rules "$tmp/rules/"
sed '/^frame passive/,/^not:/{/^not:/d}' extractors/rules/examples.rules >"$tmp/rules/examples.rules"
if evm-rules check -q --rules "$tmp/rules" >"$tmp/out" || ! grep -q 'frame passive: has no not: line' "$tmp/out"; then
	echo "not ok rules: a construction without a not: line passes"
	exit 1
fi
if grep -n 'rule = "[a-z]' extractors/*frame*.c; then
	echo "not ok rules: a construction that EVM_RULES does not name"
	exit 1
fi
echo "rules: ok"
