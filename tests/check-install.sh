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

# the library: every public header stands alone, the example builds and says
# what evm-run says
export PKG_CONFIG_PATH="$tmp/root/opt/evmine/lib/pkgconfig"
read -ra flags <<<"$(pkg-config --define-variable=prefix="$tmp/root/opt/evmine" --cflags evmine)"
read -ra libs <<<"$(pkg-config --define-variable=prefix="$tmp/root/opt/evmine" --libs evmine)"
[ "$(pkg-config --modversion evmine)" = "$("$1/bin/evmine" --version | cut -d' ' -f2)" ] || fault "pkg-config names another version"
headers=0
while read -r header; do
	"${CC:-cc}" -std=c11 -D_GNU_SOURCE -Wall -Werror "${flags[@]}" -include "$header" -x c -fsyntax-only /dev/null || fault "$header does not stand alone"
	headers=$((headers + 1))
done < <(cd "$tmp/root/opt/evmine/include/evmine" && find . -name '*.h' | cut -c3- | sort)
[ $headers -gt 25 ] || fault "$headers headers"
"${CC:-cc}" -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -o "$tmp/claims" "${flags[@]}" \
	"$tmp/root/opt/evmine/share/doc/evmine/examples/claims.c" "${libs[@]}" || fault "the example does not build"
for f in review.txt abstracts.xml lines.tsv; do
	EVMINE_DATA="$tmp/root/opt/evmine/share/evmine" "$tmp/claims" corpus/samples/$f | sort >"$tmp/lib.tsv" || fault "the example fails on $f"
	"$1/bin/evm-run" -q --to - corpus/samples/$f | "$1/bin/evm-export" | python3 -c '
import json, sys
for line in sys.stdin:
    c = json.loads(line)
    print(c["subject"]["quote"], ("not " if c["negated"] else "") + c["predicate"], c["object"]["quote"], "%.3f" % c["confidence"], c["evidence"], sep="\t")' | sort >"$tmp/run.tsv"
	[ -s "$tmp/run.tsv" ] || fault "no claims in $f"
	cmp "$tmp/lib.tsv" "$tmp/run.tsv" || fault "the example says something else of $f"
done
"$tmp/claims" none.txt 2>/dev/null && fault "the example reads what is not there"

make -s B="$1" uninstall DESTDIR="$tmp/root" PREFIX=/opt/evmine
left=$(find "$tmp/root" -not -type d)
[ -z "$left" ] || fault "left behind: $left"
echo "install: ok, $headers headers"
