#!/bin/bash
# evm-run against what happens to long runs: it is killed, its input is cut,
# its disk is full. The database must open, be whole, hold whole documents,
# and the same command must complete it.
# usage: run_faults.sh BIN
. "$(dirname "$0")/../begin.sh"

# the sample records, 60 times over under numbers of their own
python3 tests/fault/many.py 91000000 60 "$tmp/many.xml"
gzip -k "$tmp/many.xml"
evm-run -q -d "$tmp/whole.db" "$tmp/many.xml.gz"
evm-stats -d "$tmp/whole.db" --dump >"$tmp/whole.dump"

whole() {	# DB: opens, is consistent
	[ "$(sqlite3 "$1" 'PRAGMA integrity_check')" = ok ] || fault "$2: integrity_check"
}
completed() {	# DB: the same command completes it
	evm-run -q -d "$1" "$tmp/many.xml.gz" || fault "$2: the second run"
	whole "$1" "$2"
	evm-stats -d "$1" --dump | cmp - "$tmp/whole.dump" || fault "$2: another database than undisturbed"
}

for i in $(seq 1 "${KILLS:-12}"); do
	rm -f "$tmp"/k.db*
	evm-run -q -j 2 -d "$tmp/k.db" "$tmp/many.xml.gz" &
	sleep "$(awk -v i="$i" 'BEGIN { srand(i); printf "%.3f", 0.02 + rand() * 0.6 }')"
	kill -9 $! 2>/dev/null || true
	wait $! 2>/dev/null || true
	[ -f "$tmp/k.db" ] && whole "$tmp/k.db" "kill $i"
	completed "$tmp/k.db" "kill $i"
done

size=$(stat -c %s "$tmp/many.xml.gz")
head -c $((size * 2 / 3)) "$tmp/many.xml.gz" >"$tmp/cut.xml.gz"
code=0
evm-run -q -d "$tmp/cut.db" "$tmp/cut.xml.gz" 2>"$tmp/msg" || code=$?
[ $code = 4 ] || fault "a cut .gz: exit $code, not 4"
grep -q 'cut.xml.gz' "$tmp/msg" || fault "a cut .gz: the message does not name the file"
whole "$tmp/cut.db" "cut .gz"
docs=$(sqlite3 "$tmp/cut.db" 'SELECT count(*) FROM document')
[ "$docs" -gt 0 ] || fault "a cut .gz: what was read is not there"
evm-stats -d "$tmp/cut.db" --report runs | grep -q unfinished || fault "a cut .gz: the run looks finished"
completed "$tmp/cut.db" "cut .gz"

code=0
evm-run -q --to - "$tmp/many.xml.gz" >/dev/full 2>"$tmp/msg" || code=$?
[ $code = 1 ] || fault "/dev/full: exit $code, not 1"
grep -q 'No space left' "$tmp/msg" || fault "/dev/full: no message"

if [ "$(id -u)" = 0 ] && mkdir "$tmp/disk" && mount -t tmpfs -o size=1500k tmpfs "$tmp/disk" 2>/dev/null; then
	disk=$tmp/disk
	code=0
	evm-run -q -d "$disk/full.db" "$tmp/many.xml.gz" 2>"$tmp/msg" || code=$?
	[ $code = 1 ] || fault "a full disk: exit $code, not 1"
	grep -qi 'full' "$tmp/msg" || fault "a full disk: message: $(cat "$tmp/msg")"
	whole "$disk/full.db" "full disk"
	mount -o remount,size=200m "$disk"
	completed "$disk/full.db" "full disk"
fi
echo "run faults: ok"
