#!/bin/bash
# kill -9 at random moments of curators who vote as fast as they can, two at
# once: afterwards nothing is torn and the journal is the table.
# usage: review_kill.sh BIN
set -eu
bin=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
rounds=${ROUNDS:-12}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
"$bin/evm-load" -q -d c.db "$here/../golden/curate/plain.d/one.evm"
"$bin/evm-curate" -q -d c.db add ann
"$bin/evm-curate" -q -d c.db add bo
# votes on each claim and takes them back, over and over
for _ in $(seq 400); do printf '1\na\n2\nr p\n3\nu\nZ\nZ\nZ\n'; done >acts
killed=0
for i in $(seq "$rounds"); do
	pids=()
	for who in ann bo; do
		"$bin/evm-curate" -q -d c.db -u $who --plain <acts >/dev/null 2>&1 &
		pids+=($!)
	done
	sleep 0.$((RANDOM % 3))$((RANDOM % 10))
	for pid in "${pids[@]}"; do
		kill -9 "$pid" && killed=$((killed + 1))
		{ wait "$pid"; } 2>/dev/null || true
	done
	"$bin/evm-curate" -q -d c.db verify >found || { echo "not ok review_kill: round $i"; cat found; exit 1; }
done
n=$(sqlite3 c.db 'SELECT count(*) FROM decision')
[ "$n" -gt "$rounds" ] || { echo "not ok review_kill: only $n decisions"; exit 1; }
[ "$(grep -c '"kind":"decision"' c.decisions.jsonl)" = "$n" ] || { echo "not ok review_kill: journal and table differ"; exit 1; }
[ $killed -eq $((2 * rounds)) ] || { echo "not ok review_kill: $killed were alive to be killed"; exit 1; }
echo "review_kill: ok, $killed kills, $n decisions"
