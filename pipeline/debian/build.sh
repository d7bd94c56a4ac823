#!/bin/bash
# Builds the Debian packages from a copy of the tree, without what is no part
# of it, into OUT.
# usage: build.sh OUT (from the project's root; DEB_BUILD_OPTIONS as usual)
set -eu
out=$1
version=$(sed -n 's/^#define EVM_VERSION "\(.*\)"/\1/p' pipeline/core/stream.h)
said=$(sed -n '1s/^evmine (\(.*\)) .*/\1/p' pipeline/debian/changelog)
[ "$version" = "$said" ] || { echo "deb: the changelog says $said, the programs $version"; exit 1; }
rm -rf "$out"
mkdir -p "$out/evmine-$version"
tar -c --exclude=./build --exclude=./.git --exclude=__pycache__ . | tar -x -C "$out/evmine-$version"
cd "$out/evmine-$version"
mv pipeline/debian debian
rm debian/build.sh
dpkg-buildpackage --build=binary --no-sign "${@:2}"
