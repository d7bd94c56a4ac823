#!/bin/bash
# Golden cases: tests/golden/STAGE/CASE.d/ holds cmd (a shell line), stdout,
# and where they matter stderr and exit (default 0). Each runs in a scratch
# copy of its folder with the programs on PATH.
# usage: run-golden.sh BIN [--accept] [CASE.d ...]
set -u
bin=$(cd "$1" && pwd) || exit 2
shift
here=$(cd "$(dirname "$0")" && pwd)
accept=false
[ "${1:-}" = --accept ] && { accept=true; shift; }
[ $# -gt 0 ] || set -- "$here"/golden/*/*.d
export LC_ALL=C PATH="$bin:$PATH"
unset EVMINE_DATA
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
ok=0 bad=0
for case in "$@"; do
	name=${case#"$here"/golden/}
	rm -rf "$scratch/case"
	cp -r "$case" "$scratch/case"
	(cd "$scratch/case" && timeout "${GOLDEN_TIMEOUT:-60}" bash ./cmd >"$scratch/out" 2>"$scratch/err" </dev/null)
	got=$?
	if $accept; then
		diff -u "$case/stdout" "$scratch/out"
		cp "$scratch/out" "$case/stdout"
		[ -f "$case/stderr" ] && cp "$scratch/err" "$case/stderr"
		if [ $got -ne 0 ]; then echo $got >"$case/exit"; else rm -f "$case/exit"; fi
		continue
	fi
	want=0
	[ -f "$case/exit" ] && want=$(cat "$case/exit")
	fault=
	[ "$got" = "$want" ] || fault="exit $got, not $want"
	diff -u "$case/stdout" "$scratch/out" >"$scratch/diff" || fault="$fault stdout differs"
	if [ -f "$case/stderr" ]; then
		diff -u "$case/stderr" "$scratch/err" >>"$scratch/diff" || fault="$fault stderr differs"
	fi
	if [ -z "$fault" ]; then
		ok=$((ok + 1))
	else
		bad=$((bad + 1))
		echo "not ok $name: $fault"
		head -40 "$scratch/diff"
		[ -f "$case/stderr" ] || head -5 "$scratch/err"
	fi
done
$accept || echo "golden: $ok ok, $bad not ok"
[ $bad -eq 0 ]
