#!/bin/bash
# The browser test. Installs chromium (Debian) and the npm packages of
# package.json into OUT when they are missing; with SHOTS takes the README's
# pictures into that folder.
# usage: check-web.sh BIN OUT [SHOTS]
set -eu
bin=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
shots=${3:-}
browser=
for b in chromium chromium-browser google-chrome; do
	command -v "$b" >/dev/null && { browser=$(command -v "$b"); break; }
done
if [ -z "$browser" ] || ! command -v node >/dev/null || ! command -v npm >/dev/null; then
	bash "$here/../../.ci/deps" chromium nodejs npm
	browser=$(command -v chromium)
fi
if ! cmp -s "$here/package-lock.json" "$out/package-lock.json" || [ ! -d "$out/node_modules/axe-core" ]; then
	cp "$here/package.json" "$here/package-lock.json" "$out/"
	(cd "$out" && npm ci --no-audit --no-fund --loglevel=error)
fi
db=$out/claims.db
samples=$here/../../corpus/samples
# a fresh database for each of the two ways
for js in with without; do
	rm -f "$db" "$db"-* "$out/claims.decisions.jsonl"
	"$bin/evm-run" -q -d "$db" "$samples"/*.xml "$samples"/*.nxml "$samples"/*.txt "$samples"/*.tsv
	NODE_PATH="$out/node_modules" BROWSER="$browser" timeout 300 \
		node "$here/curate.mjs" "$bin/evmine" "$db" "$js" "$out" ${shots:+"$shots"}
done
# the report of the database in which a curator has just worked
"$bin/evm-report" -d "$db" -o "$out/report.html"
NODE_PATH="$out/node_modules" BROWSER="$browser" timeout 600 \
	node "$here/report.mjs" "$out/report.html" "$out" ${shots:+"$shots"}
[ -z "$shots" ] || [ "$shots" = - ] || python3 "$here/small_png.py" "$shots"/*.png
