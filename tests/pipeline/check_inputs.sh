#!/bin/bash
# Folders, --limit, --since, --dry-run and the signals of evm-run.
# usage: check_inputs.sh BIN
. "$(dirname "$0")/../begin.sh"
docs() { grep -c '^D' || true; }

mkdir -p "$tmp/in/b" "$tmp/empty"
cp corpus/samples/abstracts.xml "$tmp/in/c.xml"
gzip -c corpus/samples/article.nxml >"$tmp/in/b/a.nxml.gz"
echo "not literature" >"$tmp/in/readme.txt"
evm-run --dry-run --to - "$tmp/in/" >"$tmp/plan"
printf 'read\t%s\n' "$tmp/in/b/a.nxml.gz" "$tmp/in/c.xml" | cmp - "$tmp/plan" || fault "the plan of a folder"
evm-ingest --topic mscev "$tmp/in/b/a.nxml.gz" "$tmp/in/c.xml" | cmp - <(evm-ingest "$tmp/in") ||
	fault "a folder is not its files with --topic mscev"
evm-run -q --to - "$tmp/in" | cmp - <(evm-ingest "$tmp/in" | evm-annotate | evm-extract) || fault "a folder, run and pipe"
echo "$tmp/in" >"$tmp/list"
evm-ingest --files-from "$tmp/list" | cmp - <(evm-ingest "$tmp/in") || fault "a folder in a list"
evm-ingest "$tmp/empty" >/dev/null 2>&1 && fault "an empty folder is no error"

[ "$(evm-ingest --limit 2 "$tmp/in/c.xml" | docs)" = 2 ] || fault "--limit 2"
cat >"$tmp/dates.xml" <<'X'
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID>1</PMID><DateRevised><Year>2020</Year><Month>03</Month><Day>05</Day></DateRevised></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>2</PMID><DateRevised><Year>2021</Year><Month>01</Month><Day>01</Day></DateRevised></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>3</PMID></MedlineCitation></PubmedArticle>
</PubmedArticleSet>
X
for t in 2019:3 2020-03:3 2020-03-06:2 2021:2 2022:1; do
	[ "$(evm-ingest --since "${t%:*}" "$tmp/dates.xml" | docs)" = "${t#*:}" ] || fault "--since ${t%:*}"
done
evm-ingest --since soon "$tmp/dates.xml" 2>/dev/null && fault "--since soon"

# it waits on a pipe: what it tells, and how it stops
mkfifo "$tmp/pipe"
evm-run -q -d "$tmp/s.db" "$tmp/pipe" 2>"$tmp/said" &
pid=$!
exec 3>"$tmp/pipe"
{ sed '/<\/PubmedArticleSet>/d' "$tmp/in/c.xml"; head -c 300000 /dev/zero | tr '\0' ' '; } >&3
for _ in $(seq 50); do [ -f "$tmp/s.db" ] && break; sleep 0.1; done
kill -USR1 $pid
kill -TERM $pid
sed -n '/<PubmedArticle>/,$p' "$tmp/in/c.xml" >&3 || true
exec 3>&-
code=0
wait $pid || code=$?
[ $code = 1 ] || fault "stopped by SIGTERM: exit $code"
grep -q 'stopped by a signal' "$tmp/said" || fault "SIGTERM: $(cat "$tmp/said")"
grep -q 'documents, .* file 1 of 1, ' "$tmp/said" || fault "SIGUSR1: $(cat "$tmp/said")"
[ "$(sqlite3 "$tmp/s.db" 'PRAGMA integrity_check')" = ok ] || fault "integrity"
echo "inputs: ok"
