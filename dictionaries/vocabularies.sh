#!/bin/bash
# Fetches the official releases of lists/releases.tsv, imports them and builds
# them, behind the shipped vocabularies, into one image.
# usage: vocabularies.sh BIN OUT
#
# Makes OUT/evmine.evd (the image), OUT/NAME.tsv (the vocabularies), and
# OUT/SOURCES.md (file, address, date, checksum, licence of each release).
# Releases are kept in OUT/releases and not fetched again. VOCAB_DIR=FOLDER
# takes them from there: packed or not, in it or one folder below; what is not
# there is left out, and said.
set -eu
bin=$(cd "$1" && pwd)
mkdir -p "$2/releases"
out=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
releases=${VOCAB_DIR:-$out/releases}
export LC_ALL=C PATH="$bin:$PATH"
tab=$'\t'

say() { echo "vocabularies: $*" >&2; }

# The release: the first file with one of these names.
find_release() { # PATTERN...
	local pattern
	for pattern in "$@"; do
		find -L "$releases" -maxdepth 2 -type f \( -name "$pattern" -o -name "$pattern.gz" \) | sort
	done | head -n 1
}

fetch() { # ADDRESS TO
	local to=$2
	say "fetching $1"
	if ! curl -fsSL --retry 3 --connect-timeout 20 -o "$to.part" "$1"; then
		rm -f "$to.part"
		say "cannot fetch $1"
		say "without a network, put the releases into a folder and say VOCAB_DIR=FOLDER"
		exit 1
	fi
	mv "$to.part" "$to"
}

# MeSH as lines does not say what a descriptor is: those that the Disease
# Ontology refers to are diseases.
mesh_of_doid() {
	local doid
	doid=$(find_release doid.obo)
	[ -n "$doid" ] || return 0
	gzip -dcf "$doid" | sed -n 's/^xref: \(MESH:D[0-9]*\).*/\1/p' | sort -u
}

[ -d "$releases" ] || { say "VOCAB_DIR: no folder $releases"; exit 1; }
cat >"$out/SOURCES.md" <<END
# What evmine.evd was built from

The shipped vocabularies, and:

| vocabulary | file | address | date of the file | licence | sha256 |
|---|---|---|---|---|---|
END
vocabularies=()
while IFS=$tab read -r name file address options image licence; do
	IFS=' ' read -ra patterns <<<"$file"
	path=$(find_release "${patterns[@]}")
	if [ -z "$path" ] && [ -z "${VOCAB_DIR:-}" ] && [ "$address" != - ]; then
		path=$out/releases/${address##*/}
		fetch "$address" "$path"
	fi
	if [ -z "$path" ]; then
		if [ "$address" != - ] || [ -n "${VOCAB_DIR:-}" ]; then
			say "no $file in $releases: $name is left out"
		fi
		continue
	fi
	if [[ $options == *@doid* ]]; then
		mesh_of_doid >"$out/doid.mesh"
		options=${options/@doid/$out/doid.mesh}
	fi
	# shellcheck disable=SC2086 # the options are words
	IFS=' ' evm-dict import $options -o "$out/$name.tsv" "$path"
	printf '| %s | %s | %s | %s | %s | `%s` |\n' "$name" "${path##*/}" "$address" \
		"$(date -u -r "$path" +%Y-%m-%d)" "$licence" "$(sha256sum <"$path" | cut -d' ' -f1)" >>"$out/SOURCES.md"
	[ "$image" = yes ] && vocabularies+=("$out/$name.tsv")
done < <(grep -v '^#' "$here/lists/releases.tsv")
[ ${#vocabularies[@]} -gt 0 ] || { say "no release in $releases"; exit 1; }
evm-dict build -o "$out/evmine.evd" "$here"/*.tsv "${vocabularies[@]}"
