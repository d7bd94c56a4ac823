# How a check begins: to be sourced, with the programs' folder as $1. The project's
# root is the working folder, the programs are on PATH, $tmp goes away at the end and
# what is mounted on $disk before it; fault says what is wrong and ends the check.
set -eu
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
export PATH="$bin:$PATH" LC_ALL=C
tmp=$(mktemp -d)
disk=
trap '[ -z "$disk" ] || umount "$disk"; rm -rf "$tmp"' EXIT
title=$(basename "$0" .sh)
fault() { echo "not ok ${title#check_}: $*"; exit 1; }
