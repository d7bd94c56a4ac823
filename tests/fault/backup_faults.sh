#!/bin/bash
# Copies of a database with decisions: before loads and at a day's start, told
# with their path; killed, on a full disk, two at once: the load is as without,
# and no half copy stays. A copy that is put back takes the journal in again.
# usage: backup_faults.sh BIN
set -u
bin=$(cd "$1" && pwd) || exit 2
export PATH="$bin:$PATH" LC_ALL=C
scratch=$(mktemp -d)
mounted=
trap '[ -z "$mounted" ] || umount "$mounted"; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
bad=0
fault() { echo "not ok backup_faults: $*"; bad=1; }
copies() { ls "${1%.db}".backup-*Z.db 2>/dev/null | wc -l; }
newest() { ls "${1%.db}".backup-*Z.db | tail -n 1; }
vote() { printf '%b' "$2" | evm-curate -q --backups 0 -d "$1" -u ann --plain >/dev/null || fault "a vote on $1"; }

for ((i = 1; i <= 2000; i++)); do
	printf 'a%d\tBM-MSC exosomes reduced fibrosis in mice of group %d.\n' $i $i
done >in.tsv

# ---- when, and what is said -----------------------------------------------------
evm-run -q -d c.db in.tsv
evm-run -d c.db --again 2>err
[ "$(copies c.db)" = 0 ] && [ ! -s err ] || fault "without decisions: $(copies c.db) copies, $(cat err)"
vote c.db 'a\nr p\n'
evm-run -d c.db --again --backups 0
evm-run -q -d c.db --dry-run in.tsv >/dev/null 2>&1
evm-stats -d c.db >/dev/null
[ "$(copies c.db)" = 0 ] || fault "where none is to be made"
evm-stats -d c.db --dump >want.txt
evm-run -d c.db --again 2>err
[ "$(copies c.db)" = 1 ] || fault "before evm-run: $(copies c.db)"
grep -qxF "evm-run: a copy of c.db with its decisions: $(newest c.db)" err || fault "not told: $(cat err)"
evm-stats -d "$(newest c.db)" --dump | cmp -s - want.txt || fault "the copy is not what was"
evm-ingest in.tsv | evm-annotate | evm-extract >in.evm
evm-load -d c.db in.evm 2>err
[ "$(copies c.db)" = 1 ] || fault "the same decisions were copied again"
vote c.db 'a\n'
sleep 1.1
evm-load -d c.db in.evm in.evm 2>err
[ "$(copies c.db)" = 2 ] && grep -qF "$(newest c.db)" err || fault "before evm-load: $(copies c.db), $(cat err)"
# a day's start: of what was done before it, and for those who decide
cp c.db d.db
vote d.db 'a\n'
printf 'q\n' | evm-curate -d d.db -u ann --plain >/dev/null 2>err
[ "$(copies d.db)" = 0 ] && [ ! -s err ] || fault "a copy of the same day"
age() { sqlite3 $1 "DROP TRIGGER IF EXISTS audit_nu; UPDATE audit SET at = '$2' || substr(at, 11)"; }
age d.db 2020-01-01
evm-curate -d d.db -u ann stats >/dev/null
[ "$(copies d.db)" = 0 ] || fault "stats copies"
printf 'q\n' | evm-curate -d d.db -u ann --plain >/dev/null 2>err
[ "$(copies d.db)" = 1 ] && grep -qF "$(newest d.db)" err || fault "a day's start: $(copies d.db), $(cat err)"
vote d.db 'a\n'
age d.db 2020-01-02
sleep 1.1
evm-serve --backups 1 -d d.db -u ann:admin -p 0 >links 2>err &
pid=$!
for ((i = 0; i < 100; i++)); do grep -q 'a copy of d.db' err && break; sleep 0.1; done
kill $pid
wait $pid || fault "evm-serve: $?"
[ "$(copies d.db)" = 1 ] && grep -qF "$(newest d.db)" err || fault "one is kept: $(copies d.db), $(cat err)"

# ---- put back ---------------------------------------------------------------------
evm-stats -d c.db --dump >want.txt
cp "$(newest c.db)" old.db
vote c.db 'a\na\n'
evm-stats -d c.db --dump >later.txt
rm c.db c.db-* 2>/dev/null
mv old.db c.db
evm-stats -d c.db --dump | cmp -s - want.txt || fault "what was put back"
evm-curate -d c.db verify >out 2>&1 && fault "a journal with more than the database is taken: $(cat out)"
mv c.decisions.jsonl journal.jsonl
evm-curate -q -d c.db merge journal.jsonl >/dev/null || fault "the journal is not merged: $?"
evm-stats -d c.db --dump | cmp -s - later.txt || fault "decisions behind the copy are lost"
evm-curate -q -d c.db verify >/dev/null || fault "what was put back is not sound"

# ---- two at once, and killed -----------------------------------------------------------
rm -f c.backup-*
for n in 1 2 3 4; do evm-load -q -d c.db in.evm & done
wait
[ "$(copies c.db)" = 1 ] || fault "four loads at once: $(copies c.db) copies"
kills=0
for ((i = 0; i < 12; i++)); do
	rm -f c.backup-*
	evm-load -q -d c.db in.evm &
	pid=$!
	sleep 0.0$((RANDOM % 4))$((RANDOM % 10))
	kill -9 $pid 2>/dev/null && kills=$((kills + 1))
	wait $pid 2>/dev/null
	for f in c.backup-*Z.db; do
		[ ! -f "$f" ] || evm-stats -d "$f" --dump | cmp -s - later.txt || fault "kill $i: a copy that is not whole"
	done
done
rm -f c.backup-*Z.db
evm-load -q -d c.db in.evm || fault "behind kills: $?"
[ "$(copies c.db)" = 1 ] && [ ! -e c.backup-part.db ] || fault "behind kills: $(ls c.backup-*)"

# ---- a full disk -----------------------------------------------------------------------
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=200m none small 2>/dev/null; then
	mounted=$scratch/small
	cp c.db small/c.db
	used=$(stat -c %s small/c.db)
	mount -o remount,size=$((used * 3 / 2)) "$mounted"
	evm-load -d small/c.db in.evm 2>err
	[ $? = 0 ] && grep -q 'no copy of small/c.db was made: no space' err || fault "no room: $(cat err)"
	# room at the start, and filled by another meanwhile: files that take what is asked for
	mount -o remount,size=$((used * 9 / 4)) "$mounted"
	(cd small && for ((i = 0; i < 400; i++)); do head -c 65536 /dev/zero >fill$i 2>/dev/null || break; done) &
	filler=$!
	evm-load -q -d small/c.db in.evm 2>err
	[ $? = 0 ] || grep -Eq 'full|space' err || fault "filled: $(cat err)"
	wait $filler
	rm -f small/fill*
	[ ! -e small/c.backup-part.db ] || fault "a half copy stays on a full disk"
	for f in small/c.backup-*Z.db; do
		[ ! -f "$f" ] || evm-stats -d "$f" --dump | cmp -s - later.txt || fault "a copy on a full disk that is not whole"
	done
	[ "$(sqlite3 small/c.db 'PRAGMA integrity_check')" = ok ] || fault "the database on a full disk"
	umount "$mounted" && mounted=
else
	echo "backup_faults: no small file system could be mounted, left out"
fi

[ $bad -eq 0 ] && echo "backup_faults: ok, $kills kills"
exit $bad
