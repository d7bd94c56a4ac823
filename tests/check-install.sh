#!/bin/bash
# What make install puts down works from there, and make uninstall takes all
# of it away again.
# usage: check-install.sh BUILD
set -eu
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset EVMINE_DATA
fault() { echo "not ok install: $*"; exit 1; }
"$1/bin/evm-run" -q --to "$tmp/tree.evm" corpus/samples/lines.tsv
make -s B="$1" install DESTDIR="$tmp/root" PREFIX=/opt/evmine
(cd "$tmp" && cp "$OLDPWD/corpus/samples/lines.tsv" . && "$tmp/root/opt/evmine/bin/evmine" run -q --to inst.evm lines.tsv)
cmp "$tmp/tree.evm" "$tmp/inst.evm" || fault "the installed programs say something else"
"$tmp/root/opt/evmine/bin/evmine" ingest --topic mscev corpus/samples/abstracts.xml >/dev/null || fault "the topic's words are missing"
make -s B="$1" uninstall DESTDIR="$tmp/root" PREFIX=/opt/evmine
left=$(find "$tmp/root" -type f)
[ -z "$left" ] || fault "left behind: $left"
echo "install: ok"
