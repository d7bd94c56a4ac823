#!/bin/bash
# A list of files mined in shards (evm-run --to, one process each) and loaded
# in any order, some of them twice, is the database of one run.
# usage: check_shards.sh BIN
. "$(dirname "$0")/../begin.sh"

# a newer record, an older one and a deletion of the samples' documents
. tests/updates.sh
write_updates "$tmp" 2098 2099
files=(corpus/samples/abstracts.xml corpus/samples/article.nxml "$tmp"/{update2098,update2099,deleted}.xml)
evm-run -q -j2 -d "$tmp/one.db" "${files[@]}"
evm-stats -d "$tmp/one.db" --dump >"$tmp/one.dump"
[ "$(sqlite3 "$tmp/one.db" 'SELECT count(*) FROM document WHERE deleted')" = 1 ] || fault "no deletion"

i=0
for f in "${files[@]}"; do
	evm-run -q --to "$tmp/s$i.evm.gz" "$f"
	i=$((i + 1))
done
for order in '0 1 2 3 4' '4 3 2 1 0' '2 4 0 3 1' '3 0 4 2 1 3 0'; do
	rm -f "$tmp"/many.db*
	evm-load -q -d "$tmp/many.db" $(for s in $order; do echo "$tmp/s$s.evm.gz"; done)
	evm-stats -d "$tmp/many.db" --dump | cmp -s - "$tmp/one.dump" || fault "the order $order"
done
# two loaders at once, and a shard that a killed task left half written
rm -f "$tmp"/many.db*
evm-load -q -d "$tmp/many.db" "$tmp"/s[0-2].evm.gz & a=$!
evm-load -q -d "$tmp/many.db" "$tmp"/s[3-4].evm.gz & b=$!
wait $a || fault "the first of two loaders"
wait $b || fault "the second of two loaders"
head -c 700 "$tmp/s1.evm.gz" >"$tmp/half.evm.gz"
code=0
evm-load -q -d "$tmp/many.db" "$tmp/half.evm.gz" 2>/dev/null || code=$?
[ $code = 4 ] || fault "half a shard: exit $code"
evm-stats -d "$tmp/many.db" --dump | cmp -s - "$tmp/one.dump" || fault "two loaders at once"
echo "shards: ok, $i shards"
