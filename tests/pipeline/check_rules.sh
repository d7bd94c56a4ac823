#!/bin/bash
# The examples of the shipped rules pass, and a verb that is taken out of the
# lexicon is told with the claims that it loses.
# usage: check_rules.sh BIN
. "$(dirname "$0")/../begin.sh"

evm-dict check || fault "evm-dict check"
evm-rules check || fault "evm-rules check"

mkdir "$tmp/rules"
cp extractors/rules/* "$tmp/rules/"
printf '1\tMSC-EVs attenuated renal fibrosis.\n2\tExosomes promoted angiogenesis.\n' |
	evm-ingest --format tsv - | evm-annotate | evm-extract >"$tmp/a.evm"
evm-rules check -q "$tmp/a.evm" >"$tmp/same"
[ ! -s "$tmp/same" ] || fault "the same rules differ"
sed -i '/^verb *attenuate /d' "$tmp/rules/lexicon.rules"
evm-rules check -q --rules "$tmp/rules" "$tmp/a.evm" | grep '^lost' >"$tmp/lost" || true
evm-rules check -q --against "$tmp/rules" "$tmp/a.evm" | grep '^gained' >"$tmp/gained" || true
[ "$(cut -f2,4-6 "$tmp/lost")" = $'1\tdecreases\tMSC-EVs\trenal fibrosis' ] ||
	{ cat "$tmp/lost"; fault "a verb less"; }
cmp -s <(cut -f2- "$tmp/lost") <(cut -f2- "$tmp/gained") || fault "--against"

# a rule whose example fails is a fault
cat >>"$tmp/rules/patterns.rules" <<'R'

rule wrong_example
match: <s:AGENT> wholly governs <o:TARGET>
claim: increases(s, o)
ex: "MSC-EVs are white." increases(MSC-EVs, white)
not: "MSC-EVs."
R
if evm-rules check -q --rules "$tmp/rules" >"$tmp/out"; then
	fault "a failing example passes"
fi
grep -q 'wrong_example: no increases(MSC-EVs, white)' "$tmp/out"
cp extractors/rules/patterns.rules "$tmp/rules/"
cp extractors/rules/lexicon.rules "$tmp/rules/"
sed '/^frame passive/,/^not:/{/^not:/d}' extractors/rules/examples.rules >"$tmp/rules/examples.rules"
if evm-rules check -q --rules "$tmp/rules" >"$tmp/out" || ! grep -q 'frame passive: has no not: line' "$tmp/out"; then
	fault "a construction without a not: line passes"
fi
cp extractors/rules/examples.rules "$tmp/rules/"

# so are those of mentions
sed '/^gram route/,/^not:/{/^not:/d}' extractors/rules/mentions.rules >"$tmp/rules/mentions.rules"
if evm-rules check -q --rules "$tmp/rules" >"$tmp/out" || ! grep -q 'gram route: has no not: line' "$tmp/out"; then
	fault "a grammar without a not: line passes"
fi
sed 's/norm=intravenous$/norm=oral/; s/^not: "The hippocampus.*/not: "They got oral administration."/' \
	extractors/rules/mentions.rules >"$tmp/rules/mentions.rules"
if evm-rules check -q --rules "$tmp/rules" >"$tmp/out" ||
   ! grep -q 'part way: no route(retro-orbital injection) norm=oral' "$tmp/out"; then
	fault "an example with a wrong normal form passes"
fi
if grep -n '"gram:[a-z]' extractors/*.c; then
	fault "a grammar that EVM_GRAMMARS does not name"
fi
if grep -n 'rule = "[a-z]' extractors/*frame*.c; then
	fault "a construction that EVM_RULES does not name"
fi
echo "rules: ok"
