#!/bin/bash
# Imports the official releases and builds them, with the shipped vocabularies,
# into one image: OUT/evmine.img, and OUT/*.tsv to look at.
# VOCAB_DIR=FOLDER takes the releases from there instead of downloading them
# (plain or .gz; what is missing is left out and said). SOURCES.md has licences.
# usage: vocabularies.sh BIN OUT
set -eu
bin=$(cd "$1" && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C PATH="$bin:$PATH"
releases=${VOCAB_DIR:-$out/releases}
mkdir -p "$out/releases"

# name, file, address, options of evm-dict import
table() { cat <<END
doid      doid.obo                  https://purl.obolibrary.org/obo/doid.obo                                            --from obo --prefix DOID
cl        cl.obo                    https://purl.obolibrary.org/obo/cl.obo                                              --from obo --prefix CL
go        go-basic.obo              https://purl.obolibrary.org/obo/go/go-basic.obo                                     --from obo --prefix GO
hgnc      hgnc_complete_set.txt     https://storage.googleapis.com/public-download-files/hgnc/tsv/tsv/hgnc_complete_set.txt  --from hgnc
human     Homo_sapiens.gene_info    https://ftp.ncbi.nlm.nih.gov/gene/DATA/GENE_INFO/Mammalia/Homo_sapiens.gene_info.gz  --from gene_info
mouse     Mus_musculus.gene_info    https://ftp.ncbi.nlm.nih.gov/gene/DATA/GENE_INFO/Mammalia/Mus_musculus.gene_info.gz  --from gene_info
mirbase   miRNA.dat                 https://www.mirbase.org/download/miRNA.dat                                          --from mirbase
mesh      desc.xml                  https://nlmpubs.nlm.nih.gov/projects/mesh/MESH_FILES/xmlmesh/desc2025.gz            --from mesh
go_slice  go_slice.obo              -                                                                                   --from obo --prefix GO
mesh_tsv  mesh_id_label_synonyms.tsv  -                                                                                 --from mesh --type disease --only $out/releases/mesh_ids
groups    hgnc_genegroup.obo        -                                                                                   --from obo
famplex   grounding_map.csv         https://raw.githubusercontent.com/sorgerlab/famplex/master/grounding_map.csv        --from famplex
END
}

# The release FILE, in the folder or one below it, gzipped or not.
find_release() { find -L "$releases" -maxdepth 2 \( -name "$1" -o -name "$1.gz" \) | sort | head -n 1; }

images=()
while read -r name file address options; do
	path=$(find_release "$file")
	if [ -z "$path" ] && [ -z "${VOCAB_DIR:-}" ] && [ "$address" != - ]; then
		echo "vocabularies: downloading $address"
		curl -fsSL --retry 3 -o "$releases/$file.part" "$address" && mv "$releases/$file.part" "$releases/$file"
		path=$(find_release "$file")
	fi
	[ -n "$path" ] || { echo "vocabularies: no $file: left out"; continue; }
	# MeSH lines do not say what they are: those that DOID calls diseases
	[ "$name" = mesh_tsv ] && gzip -dcf "$(find_release doid.obo)" | grep -o 'MESH:D[0-9]*' | sort -u >"$out/releases/mesh_ids"
	# shellcheck disable=SC2086 # the options are words
	evm-dict import $options -o "$out/$name.tsv" "$path"
	sha256sum "$path" | sed "s|$releases/||"
	images+=("$out/$name.tsv")
done < <(table)
evm-dict build -o "$out/evmine.img" "$here"/*.tsv "${images[@]}"
