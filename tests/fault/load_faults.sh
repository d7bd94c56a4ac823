#!/bin/bash
# evm-load under faults: killed at random moments, on a full disk, fed streams
# that stop or lie, twice at once. Afterwards the database opens, is sound,
# holds whole batches, and the same command completes it.
# usage: load_faults.sh BIN (EVM_SLOW=1: more kills)
set -u
bin=$(cd "$1" && pwd) || exit 2
export PATH="$bin:$PATH" LC_ALL=C
scratch=$(mktemp -d)
mounted=
trap '[ -z "$mounted" ] || umount "$mounted"; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
bad=0
fault() { echo "not ok load_faults: $*"; bad=1; }

docs=2600 batch=500
# documents of two sentences, a claim each
awk -v docs=$docs 'BEGIN {
	print "#evm\t1\n#pg\tevm-extract\t0.1.0\trules=1"
	for (i = 1; i <= docs; i++) {
		s = "Vesicles number " i " reduced scars."
		t = "They also raised survival in group " i "."
		n = length(s)
		printf "D\t%d\tsource=pubmed\n", i
		printf "T\t%d\tabstract\t0\t\t\t%s %s\n", i, s, t
		printf "S\t%d\t0\t%d\nS\t%d\t%d\t%d\n", i, n, i, n + 1, n + 1 + length(t)
		printf "E\t%d\tvesicle\t0\t8\tVesicles\tEV\n", i
		o = index(s, "scars") - 1
		printf "R\t%d\t1\t0\tdecreases\t0\tasserted\t0.800\tr1\t0\t0\n", i
		printf "P\t%d\t1\tsubject\t0\t8\tvesicle\tVesicles\tEV\t\t\n", i
		printf "P\t%d\t1\tobject\t%d\t%d\teffect\tscars\tscar\t\t\n", i, o, o + 5
		printf "R\t%d\t2\t%d\tincreases\t0\tasserted\t0.700\tr2\t%d\t%d\n", i, n + 1, n + 1, n + 1
		printf "P\t%d\t2\tsubject\t%d\t%d\tvesicle\tThey\tEV\t\tanaphor\n", i, n + 1, n + 5
		o = n + 1 + index(t, "survival") - 1
		printf "P\t%d\t2\tobject\t%d\t%d\teffect\tsurvival\tsurvival\t\t\n", i, o, o + 8
		printf ".\t%d\n", i
	}
	print "#end\tdocs=" docs
}' >whole.evm

count() { sqlite3 "$1" 'SELECT count(*) FROM document'; }
sound() {	# DB WHAT
	local n
	n=$(sqlite3 "$1" 'PRAGMA integrity_check; PRAGMA foreign_key_check;
		INSERT INTO sentence_fts (sentence_fts) VALUES ("integrity-check")' 2>&1)
	[ "$n" = ok ] || fault "$2: $n"
	n=$(count "$1")
	[ $((n % batch)) -eq 0 ] || [ "$n" = $docs ] ||
		fault "$2: $n documents are no whole batches"
}
completes() {	# DB WHAT
	evm-load -q -d "$1" whole.evm || fault "$2: the second run gives $?"
	evm-stats -d "$1" --dump | cmp -s - want.txt || fault "$2: not what an undisturbed load gives"
	rm -f "$1" "$1"-*
}

before=$(date +%s%N)
evm-load -q -d want.db whole.evm || fault "the undisturbed load gives $?"
took=$((($(date +%s%N) - before) / 1000000))
evm-stats -d want.db --dump >want.txt
[ "$(grep -c ^evidence want.txt)" = $((docs * 2)) ] || fault "evidence is missing"

# ---- killed ---------------------------------------------------------------------
kills=12
[ -n "${EVM_SLOW:-}" ] && kills=50
RANDOM=7 half=0
for ((i = 0; i < kills; i++)); do
	evm-load -q -d kill.db whole.evm &
	pid=$!
	sleep "$(awk -v r=$RANDOM -v t=$took 'BEGIN { printf "%.3f", r / 32768 * t / 1000 }')"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	if [ -f kill.db ] && [ "$(sqlite3 kill.db "SELECT count(*) FROM sqlite_schema WHERE name = 'run'")" = 1 ]; then
		sound kill.db "kill $i"
		n=$(count kill.db)
		[ "$n" -gt 0 ] && [ "$n" -lt $docs ] && {
			half=$((half + 1))
			[ "$(sqlite3 kill.db 'SELECT count(*) FROM run WHERE finished_at IS NULL')" = 1 ] ||
				fault "kill $i: half a load, and no run says unfinished"
		}
	fi
	# half of them go on from where they were, half from a second kill
	[ $((i % 2)) -eq 0 ] || completes kill.db "kill $i"
done
[ -f kill.db ] && completes kill.db "last kill"
ls .evm-load-* >/dev/null 2>&1 && fault "temporary files are left"

# ---- full disks -------------------------------------------------------------------
for prog in "evm-export" "evm-table effects" "evm-report" "evm-stats --dump"; do
	$prog -d want.db >/dev/full 2>err
	[ $? = 1 ] && grep -q 'No space left' err || fault "$prog on a full device: $(cat err)"
done
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=3m none small 2>/dev/null; then
	mounted=$scratch/small
	evm-load -q -d small/c.db whole.evm 2>err
	[ $? = 1 ] && grep -Eq 'full|space' err || fault "full disk: $(cat err)"
	if [ -s small/c.db ]; then
		mount -o remount,size=200m "$mounted"
		[ "$(sqlite3 small/c.db 'SELECT count(*) FROM sqlite_schema')" = 0 ] ||
			sound small/c.db "full disk"
	fi
	mount -o remount,size=200m "$mounted"
	completes small/c.db "full disk"
	# room for the temporary file, not for the whole database
	mount -o remount,size=5m "$mounted"
	evm-load -q -d small/c.db whole.evm 2>err
	[ $? = 1 ] && grep -Eq 'full|space' err || fault "disk full in a batch: $(cat err)"
	mount -o remount,size=200m "$mounted"
	sound small/c.db "disk full in a batch"
	completes small/c.db "disk full in a batch"
	# a database on a medium that cannot be written
	cp want.db small/ro.db
	mount -o remount,ro "$mounted"
	evm-stats -d small/ro.db --dump | cmp -s - want.txt || fault "a read-only medium"
	evm-load -q -d small/ro.db whole.evm 2>err
	[ $? = 1 ] && grep -q 'Read-only' err || fault "loading on a read-only medium: $(cat err)"
	umount "$mounted" && mounted=
else
	echo "load_faults: no small file system could be mounted, left out"
fi

# ---- streams that stop or lie --------------------------------------------------------
size=$(stat -c %s whole.evm)
evm-load -q -d cut.db want.evm 2>/dev/null
sqlite3 cut.db .dump >cut.before
for ((i = 1; i <= 20; i++)); do
	head -c $((size * i / 21)) whole.evm | evm-load -q -d cut.db 2>err
	got=$?
	[ $got = 4 ] || fault "cut at $i/21: exit $got"
	[ -s err ] || fault "cut at $i/21: no message"
done
awk '/^#end/ { print "#end\tdocs=1"; next } { print }' whole.evm | evm-load -q -d cut.db 2>/dev/null
[ $? = 4 ] || fault "a wrong count"
awk '/^E\t2000\t/ { sub(/Vesicles/, "Vesicle_") } { print }' whole.evm | evm-load -q -d cut.db 2>err
[ $? = 1 ] && grep -q 'document 2000' err || fault "a quote that does not slice: $(cat err)"
sqlite3 cut.db .dump | cmp -s - cut.before || fault "something of a bad stream was loaded"

# ---- several at once, into a file that is not there yet ----------------------------------
head -n 1000 whole.evm | sed '/^D.60\t/,$d' >few.evm
echo "#end	docs=$(grep -c ^D few.evm)" >>few.evm
for ((i = 0; i < 8; i++)); do
	pids=
	for k in 1 2 3; do
		evm-load -q -d two.db few.evm & pids="$pids $!"
	done
	for pid in $pids; do wait $pid || fault "one of several at once gives $?"; done
	[ "$(count two.db)" = "$(grep -c ^D few.evm)" ] || fault "several at once: $(count two.db) documents"
	rm -f two.db two.db-*
done
evm-load -q -d two.db whole.evm & a=$!
evm-load -q -d two.db whole.evm & b=$!
wait $a || fault "the first of two at once gives $?"
wait $b || fault "the second of two at once gives $?"
sound two.db "two at once"
completes two.db "two at once"

# ---- a first load, and somebody who reads for long -------------------------------------
evm-load -q -d read.db few.evm
[ "$(sqlite3 read.db 'PRAGMA journal_mode')" = wal ] || fault "no log behind a first load"
# as a killed first load leaves it
sqlite3 read.db 'PRAGMA journal_mode = DELETE' >/dev/null
(echo 'BEGIN; SELECT count(*) FROM document;'; sleep 1; echo 'SELECT count(*) FROM document; COMMIT;') |
	sqlite3 read.db >seen & reader=$!
until [ -s seen ]; do sleep 0.01; done
evm-load -q -d read.db whole.evm || fault "a load while somebody reads gives $?"
wait $reader || fault "who reads during a first load gives $?"
[ "$(sort -u seen)" = "$(grep -c ^D few.evm)" ] || fault "who reads sees a batch half way: $(cat seen)"
[ "$(sqlite3 read.db 'PRAGMA journal_mode')" = wal ] || fault "no log behind a first load that somebody read"
sound read.db "a reader"
completes read.db "a reader"

[ $bad -eq 0 ] && echo "load_faults: ok, $kills kills, $half of them half way"
exit $bad
