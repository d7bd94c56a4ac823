#!/bin/bash
# Mines the sample corpus into a database and shows what came of it.
# usage: demo.sh BIN OUT
set -eu
bin=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
db=$2/claims.db
rm -f "$db" "$db"-*
"$bin/evmine" run -d "$db" "$here"/*.xml "$here"/*.nxml "$here"/*.txt "$here"/*.tsv
echo "Therapeutic effects by MSC-EV type, mined from corpus/samples (fictional documents):"
echo
"$bin/evmine" table effects -d "$db"
echo
"$bin/evmine" stats -d "$db" --report summary
echo
echo "The database is $db. Look further:"
echo "  $1/evmine table trials -d $db"
echo "  $1/evmine table cargo -d $db"
echo "  $1/evmine export -d $db --format jsonl | head -1"
echo
echo "Judge its claims in a browser (the link to log in is printed) or in the terminal:"
echo "  $1/evmine serve -d $db"
echo "  $1/evmine curate -d $db"
