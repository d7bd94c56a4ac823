#!/bin/bash
# A dump in many files: killed and gone on, files that are damaged or cut,
# records in quarantine, changed rules, updates in any order.
# usage: dump_faults.sh BIN	(KILLS=50: more kills)
. "$(dirname "$0")/../begin.sh"
root=$PWD
dump() { evm-stats -d "$1" --dump; }
# the documents and claims alone, not the runs they come from
content() { dump "$1" | grep -v '^run	'; }
runs() {	# EXIT COMMAND...: it ends so
	local want=$1 code=0
	shift
	"$@" 2>"$tmp/said" || code=$?
	[ $code = "$want" ] || fault "$*: exit $code, not $want: $(cat "$tmp/said")"
}
said() { grep -q "$1" "$tmp/said" || fault "'$1' was not said: $(cat "$tmp/said")"; }

# 12 files of the sample records, ten times over under numbers of their own
mkdir "$tmp/in"
python3 tests/fault/many.py 92000000 10 "$tmp"/in/d{00..11}.xml.gz
in=$tmp/in
runs 0 evm-run -q -d "$tmp/whole.db" "$in"
dump "$tmp/whole.db" >"$tmp/whole.dump"
[ "$(grep -c '^evidence' "$tmp/whole.dump")" -gt 100 ] || fault "no claims"
same() { dump "$1" | cmp -s - "$tmp/whole.dump" || fault "$2: another database than undisturbed"; }

# ---- killed ------------------------------------------------------------------
half=0
before=$(date +%s%N)
evm-run -q -j2 -d "$tmp/k.db" "$in"
took=$((($(date +%s%N) - before) / 1000000))
for i in $(seq 1 "${KILLS:-10}"); do
	rm -f "$tmp"/k.db*
	evm-run -q -j 2 -d "$tmp/k.db" "$in" &
	sleep "$(awk -v i="$i" -v t=$took 'BEGIN { srand(i); printf "%.3f", 0.02 + rand() * t / 1000 }')"
	kill -9 $! 2>/dev/null || true
	wait $! 2>/dev/null || true
	if [ -f "$tmp/k.db" ]; then
		[ "$(sqlite3 "$tmp/k.db" 'PRAGMA integrity_check')" = ok ] || fault "kill $i: integrity"
		n=$(sqlite3 "$tmp/k.db" 'SELECT count(*) FROM input' 2>/dev/null || echo 0)
		[ "$n" -gt 0 ] && [ "$n" -lt 12 ] && half=$((half + 1))
	fi
	runs 0 evm-run -q -d "$tmp/k.db" "$in"
	same "$tmp/k.db" "kill $i"
done

# ---- done is done ---------------------------------------------------------------
runs 0 evm-run -d "$tmp/k.db" "$in"
said '12 of 12 files are done already'
evm-run --dry-run -q -d "$tmp/k.db" "$in" | grep -vq '^done' && fault "the plan of a finished run"
touch "$in/d03.xml.gz"
runs 0 evm-run -d "$tmp/k.db" "$in"
said '12 of 12 files are done already'
gzip -dc "$in/d04.xml.gz" | sed 's/vesicle/vesicula/' | gzip >"$tmp/d04.xml.gz"
cp "$in/d04.xml.gz" "$tmp/keep.gz"
cp "$tmp/d04.xml.gz" "$in/d04.xml.gz"
runs 0 evm-run -d "$tmp/k.db" "$in"
said '11 of 12 files are done already'
cp "$tmp/keep.gz" "$in/d04.xml.gz"
runs 0 evm-run -q --force -d "$tmp/k2.db" "$in"
runs 0 evm-run -q --force -d "$tmp/k2.db" "$in"
same "$tmp/k2.db" "--force"

# ---- damaged and cut files ----------------------------------------------------------
cp -r "$in" "$tmp/bad"
size=$(stat -c %s "$in/d02.xml.gz")
head -c $((size * 2 / 3)) "$in/d02.xml.gz" >"$tmp/bad/d02.xml.gz"
runs 4 evm-run -j2 -d "$tmp/bad.db" "$tmp/bad"
said 'failed: .*d02.xml.gz'
said '1 of 12 files failed'
printf 'xxxxxxxx' | dd of="$tmp/bad/d05.xml.gz" bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
runs 1 evm-run -j2 -d "$tmp/bad.db" "$tmp/bad"
said 'failed: .*d05.xml.gz'
[ "$(sqlite3 "$tmp/bad.db" "SELECT group_concat(substr(path, -10, 3)) FROM input WHERE state = 'failed'")" = d02,d05 ] ||
	fault "the manifest of failed files"
evm-stats -d "$tmp/bad.db" --report runs | grep -q unfinished || fault "a failed file, and the run looks finished"
cp "$in"/d0[25].xml.gz "$tmp/bad"
runs 0 evm-run -d "$tmp/bad.db" "$tmp/bad"
said '10 of 12 files are done already'
same "$tmp/bad.db" "mended files"
head -c $((size - 4)) "$in/d02.xml.gz" >"$tmp/tail.xml.gz"
runs 4 evm-run -q -d "$tmp/tail.db" "$tmp/tail.xml.gz"
runs 1 evm-run -q -d "$tmp/tail.db" "$tmp/nowhere.xml" "$in/d00.xml.gz"
[ "$(sqlite3 "$tmp/tail.db" "SELECT state FROM input WHERE path LIKE '%d00%'")" = done ] || fault "the file behind a missing one"

# ---- quarantine ----------------------------------------------------------------------
cat >"$tmp/q.xml" <<'X'
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>MSC exosomes.</ArticleTitle></Article></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>x2</PMID><Article><ArticleTitle>MSC exosomes.</ArticleTitle></Article></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>3</PMID><Article><ArticleTitle>MSC exosomes.</ArticleTitle></Article></MedlineCitation></PubmedArticle>
</PubmedArticleSet>
X
runs 1 evm-run -q -d "$tmp/q.db" "$tmp/q.xml"
runs 3 evm-run -d "$tmp/q.db" --on-error=skip "$tmp/q.xml"
said '1 records are in quarantine'
[ "$(sqlite3 "$tmp/q.db" 'SELECT count(*) FROM document')" = 2 ] || fault "documents beside a broken one"
sqlite3 "$tmp/q.db" 'SELECT CAST(bytes AS TEXT) FROM quarantine' | cmp -s - <(grep x2 "$tmp/q.xml") || fault "the bytes of a record in quarantine"
runs 3 evm-run -d "$tmp/q.db" --retry
said 'still: '
# the reader has learnt: the same bytes can be read now
sqlite3 "$tmp/q.db" "UPDATE quarantine SET bytes = CAST(replace(CAST(bytes AS TEXT), 'x2', '2') AS BLOB)"
runs 0 evm-run -d "$tmp/q.db" --retry
[ "$(sqlite3 "$tmp/q.db" "SELECT group_concat(ext_id) FROM (SELECT ext_id FROM document ORDER BY ext_id)")" = 1,2,3 ] || fault "--retry"
[ "$(sqlite3 "$tmp/q.db" 'SELECT count(*) FROM quarantine')" = 0 ] || fault "--retry leaves the record"
runs 3 evm-run -q -d "$tmp/q.db" --on-error=skip --force "$tmp/q.xml"
sed -i s/x2/2/ "$tmp/q.xml"
runs 0 evm-run -q -d "$tmp/q.db" --on-error=skip "$tmp/q.xml"

# ---- other rules -----------------------------------------------------------------------
mkdir "$tmp/data"
cp -r dictionaries extractors corpus "$tmp/data"
rm -rf "$tmp/data/corpus/samples"
printf 'disease\tX:1\tscar of tests\tfibrosis\t-\n' >"$tmp/words.tsv"
cp "$tmp/whole.db" "$tmp/r.db"
runs 0 evm-run -q -d "$tmp/other.db" --vocabulary "$tmp/words.tsv" "$in"
runs 0 evm-run -d "$tmp/r.db" --vocabulary "$tmp/words.tsv" --limit 1 "$in"
said '12 files were read with other rules'
runs 0 evm-run -q -j2 -d "$tmp/r.db" --vocabulary "$tmp/words.tsv" --again
content "$tmp/r.db" >"$tmp/a"
content "$tmp/other.db" >"$tmp/b"
cmp -s "$tmp/a" "$tmp/b" || fault "--again is not a run from the start"
cmp -s "$tmp/a" <(content "$tmp/whole.db") && fault "other words change nothing"
runs 0 evm-run -q -d "$tmp/r.db" --again
content "$tmp/r.db" | cmp -s - <(content "$tmp/whole.db") || fault "--again and back"

# ---- updates, in any order ------------------------------------------------------------------
article() {	# PMID VERSION DATE TYPE TITLE
	echo "<PubmedArticle><MedlineCitation><PMID Version=\"$2\">$1</PMID><DateRevised><Year>${3%-*}</Year><Month>${3#*-}</Month><Day>01</Day></DateRevised><Article><ArticleTitle>$5</ArticleTitle><PublicationTypeList><PublicationType>$4</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle>"
}
mkdir "$tmp/up"
a='BM-MSC-derived exosomes reduced fibrosis in mice.' b='UC-MSC-derived exosomes increased angiogenesis in rats.'
{ echo '<PubmedArticleSet>'; article 11 1 2020-01 Journal "$a"; article 12 1 2020-01 Journal "$a"; article 13 1 2020-01 Journal "$a"; article 14 1 2020-01 Journal "BM-MSC-derived exosomes were stored at -80 C."; echo '</PubmedArticleSet>'; } >"$tmp/up/a.xml"
{ echo '<PubmedArticleSet>'; article 11 1 2021-03 Journal "$b"; article 12 2 2021-01 Journal "$b"; echo '</PubmedArticleSet>'; } >"$tmp/up/b.xml"
{ echo '<PubmedArticleSet>'; article 11 1 2022-01 'Retracted Publication' "This paper is retracted."; echo '<DeleteCitation><PMID>13</PMID></DeleteCitation></PubmedArticleSet>'; } >"$tmp/up/c.xml"
documents() { sqlite3 "$tmp/u.db" 'SELECT group_concat(v) FROM (SELECT ext_id || version || deleted || retracted AS v FROM document ORDER BY ext_id)'; }
for keep in all topic claims; do
	rm -f "$tmp/want"
	for order in 'a b c' 'a c b' 'b a c' 'b c a' 'c a b' 'c b a'; do
		rm -f "$tmp"/u.db*
		for f in $order; do
			runs 0 evm-run -q --keep $keep -d "$tmp/u.db" "$tmp/up/$f.xml"
		done
		content "$tmp/u.db" >"$tmp/got"
		[ -f "$tmp/want" ] || cp "$tmp/got" "$tmp/want"
		cmp -s "$tmp/got" "$tmp/want" || fault "updates in the order $order, --keep $keep"
	done
	case $keep in
	all) want=11101,12200,13110,14100 ;;
	topic) want=12200,13110,14100 ;;	# 14 names cells and vesicles, and claims nothing
	claims) want=12200,13110 ;;
	esac
	[ "$(documents)" = $want ] || fault "--keep $keep: $(documents), not $want"
done
[ "$(sqlite3 "$tmp/u.db" 'SELECT count(*) FROM sentence WHERE doc_id NOT IN (SELECT doc_id FROM document)')" = 0 ] || fault "--keep: sentences are left"
echo "dump faults: ok, ${KILLS:-10} kills, $half of them between two files"
