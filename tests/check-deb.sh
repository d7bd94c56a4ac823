#!/bin/bash
# The Debian packages: they build, lintian finds no error, they install into a
# root of their own and work from there, with the library beside them, and go
# away again. Left out where Debian's tools are missing.
# usage: check-deb.sh (from the project's root)
set -eu
for tool in dpkg-buildpackage dh lintian; do
	command -v $tool >/dev/null || { echo "deb: left out, no $tool here"; exit 0; }
done
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset EVMINE_DATA
fault() { echo "not ok deb: $*"; exit 1; }
DEB_BUILD_OPTIONS="nocheck noautodbgsym parallel=2" bash pipeline/debian/build.sh "$tmp/out" >"$tmp/log" 2>&1 || { tail -40 "$tmp/log"; fault "it does not build"; }
lintian --allow-root --fail-on error --no-tag-display-limit "$tmp"/out/*.changes >"$tmp/lintian" 2>&1 || { cat "$tmp/lintian"; fault "lintian has errors"; }
grep -c '^W:' "$tmp/lintian" >"$tmp/warnings" || true

root=$tmp/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
touch "$root/var/lib/dpkg/status" "$root/var/lib/dpkg/available"
# the libraries are this system's: they are not in the new root
into=(dpkg --root="$root" --log=/dev/null --force-not-root --force-depends --force-script-chrootless)
PATH="$PATH:/usr/sbin:/sbin" "${into[@]}" --install "$tmp"/out/*.deb >"$tmp/log" 2>&1 || { cat "$tmp/log"; fault "it does not install"; }
bin=$root/usr/bin
cp corpus/samples/abstracts.xml "$tmp"
(cd "$tmp" && "$bin/evmine" run -q -d c.db abstracts.xml) || fault "the installed program does not run"
"$bin/evmine" query -q -d "$tmp/c.db" '? decreases TNF' >/dev/null || fault "the installed program finds nothing"
for page in "$root"/usr/share/man/man1/*.gz; do gzip -t "$page"; done
[ -f "$root/usr/share/man/man1/evm-run.1.gz" ] || fault "no man pages"
[ -f "$root/usr/share/zsh/vendor-completions/_evmine" ] || fault "no completion for zsh"
[ -f "$root/usr/share/bash-completion/completions/evm-run" ] || fault "no completion for bash"
export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$root" -name evmine.pc)")
read -ra flags <<<"$(PKG_CONFIG_SYSROOT_DIR=$root pkg-config --cflags evmine)"
read -ra libs <<<"$(PKG_CONFIG_SYSROOT_DIR=$root pkg-config --libs evmine)"
example=$(find "$root/usr/share/doc" -name 'claims.c*')
case $example in *.gz) gzip -dc "$example" ;; *) cat "$example" ;; esac >"$tmp/claims.c"
cc -std=c11 -D_GNU_SOURCE -o "$tmp/claims" "${flags[@]}" "$tmp/claims.c" "${libs[@]}" || fault "the example does not build"
EVMINE_DATA="$root/usr/share/evmine" "$tmp/claims" corpus/samples/review.txt | grep -q . || fault "the example finds nothing"
PATH="$PATH:/usr/sbin:/sbin" "${into[@]}" --purge libevmine-dev evmine >"$tmp/log" 2>&1 || { cat "$tmp/log"; fault "it cannot be removed"; }
left=$(find "$root" -not -type d -not -path '*/var/lib/dpkg/*')
[ -z "$left" ] || fault "left behind: $left"
echo "deb: ok, $(ls "$tmp"/out/*.deb | wc -l) packages, $(cat "$tmp/warnings") warnings of lintian"
