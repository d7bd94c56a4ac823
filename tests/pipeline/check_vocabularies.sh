#!/bin/bash
# vocabularies.sh on a folder of small releases: the image holds them behind
# the shipped vocabularies, its sources are written down, what is missing is
# said; evm-annotate and evm-run take the image by option and by EVMINE_DICT.
# usage: check_vocabularies.sh BIN
. "$(dirname "$0")/../begin.sh"

mkdir -p "$tmp/releases/deep"
cat >"$tmp/releases/doid.obo" <<END
format-version: 1.2
ontology: doid

[Term]
id: DOID:1
name: sample fever
xref: MESH:D000001
END
printf 'D000001\tSample Fever\tFever, Quivering\nD000002\tSample Stone\t\n' |
	gzip >"$tmp/releases/deep/mesh_id_label_synonyms.tsv.gz"
printf 'Vesicles cure quivering fever, not sample stone, in mice.\n' | sed 's/^/x\t/' >"$tmp/text.tsv"

VOCAB_DIR="$tmp/releases" dictionaries/vocabularies.sh "$bin" "$tmp/out" 2>"$tmp/said"
grep -q 'no miRNA.dat in .*: mirbase is left out' "$tmp/said" || fault "a missing release is not said"
grep -q '^| doid | doid.obo | https://.* | CC0 1.0 | `[0-9a-f]\{64\}` |$' "$tmp/out/SOURCES.md" ||
	fault "SOURCES.md does not tell the release"
image=$tmp/out/evmine.evd
evm-ingest "$tmp/text.tsv" | evm-annotate --image "$image" >"$tmp/pipe.evm"
grep '^E' "$tmp/pipe.evm" | cut -f3,6,7 >"$tmp/found"
printf 'vesicle\tVesicles\tEV\ndisease\tquivering fever\tSample Fever\nspecies\tmice\tmouse\n' >"$tmp/want"
diff "$tmp/want" "$tmp/found" || fault "not the mentions that the releases make"
evm-ingest "$tmp/text.tsv" | EVMINE_DICT=$image evm-annotate >"$tmp/env.evm"
cmp "$tmp/pipe.evm" "$tmp/env.evm" || fault "EVMINE_DICT is not --image"
evm-extract -o "$tmp/pipe2.evm" "$tmp/pipe.evm"
evm-run -q --image "$image" --to "$tmp/run.evm" "$tmp/text.tsv"
cmp "$tmp/pipe2.evm" "$tmp/run.evm" || fault "evm-run --image is not the pipe"

mkdir "$tmp/empty"
if VOCAB_DIR="$tmp/empty" dictionaries/vocabularies.sh "$bin" "$tmp/out2" 2>"$tmp/said"; then fault "an empty folder passes"; fi
grep -q 'no release in' "$tmp/said" || fault "an empty folder is not said"
head -c 100 "$image" >"$tmp/cut.evd"
if evm-run -q --image "$tmp/cut.evd" --to "$tmp/x.evm" "$tmp/text.tsv" 2>"$tmp/said"; then fault "a cut image passes"; fi
echo "vocabularies: ok"
