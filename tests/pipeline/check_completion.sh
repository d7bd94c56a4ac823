#!/bin/bash
# Completion in bash and zsh, both from the programs' own options: commands,
# options, values of choices, files. zsh is left out where it is missing.
# usage: check_completion.sh BIN
set -u
bin=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.." || exit 2
export PATH="$bin:$PATH" LC_ALL=C.UTF-8
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
touch "$tmp/unusual.evm"
checks=0
has() {	# NAME WHAT LIST...: is WHAT in the list?
	local name=$1 what=$2
	shift 2
	checks=$((checks + 1))
	printf '%s\n' "$@" | grep -qxF -e "$what" && return
	echo "not ok completion: $name: '$what' is not in: $*"
	exit 1
}

# --- bash -------------------------------------------------------------------------
source pipeline/completion/evmine.bash
in_bash() {	# the last word is completed
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
	_evmine
}
for prog in "$bin"/evm-*; do
	name=$(basename "$prog")
	in_bash "$name" -
	while IFS=$'\t' read -r option _ choices; do
		has "bash $name" "${option%=}" "${COMPREPLY[@]}"
		[ -n "$choices" ] || continue
		in_bash "$name" "${option%=}" ""
		has "bash $name $option" "${choices##*|}" "${COMPREPLY[@]}"
		in_bash "$name" "${option%=}" = ""
		has "bash $name $option" "${choices%%|*}" "${COMPREPLY[@]}"
		in_bash "$name" -
	done < <("$prog" --complete)
	in_bash evmine "${name#evm-}"
	has "bash evmine" "${name#evm-}" "${COMPREPLY[@]}"
	complete -p "$name" >/dev/null || { echo "not ok completion: bash does not complete $name"; exit 1; }
done
in_bash evmine export --format bio
has "bash evmine export" bioc-json "${COMPREPLY[@]}"
cd "$tmp" && in_bash evmine extract unus
has "bash files" unusual.evm "${COMPREPLY[@]}"
cd "$OLDPWD" || exit 2

# --- zsh: typed into a terminal ---------------------------------------------------------
if ! command -v zsh >/dev/null; then
	echo "completion: ok, $checks checks; zsh is not installed: left out"
	exit 0
fi
cp pipeline/completion/_evmine "$tmp"
cat >"$tmp/type.zsh" <<'Z'
zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "PROMPT=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -d $1/dump"
zpty -w z "zstyle ':completion:*' list-colors ''; LISTMAX=10000; unsetopt beep; setopt noautomenu; cd $1; TERM=dumb; stty cols 300 rows 200"
zpty -w z "comppostfuncs=(); bindkey '^I' complete-word; print READ''Y"
zpty -m -r z out '*READY*'
zpty -n -w z "$2"$'\t'
sleep $3
zpty -n -w z $'\t'
sleep $3
while zpty -t -r z out; do print -r -- "$out"; done
zpty -d z
Z
in_zsh() { zsh -f "$tmp/type.zsh" "$tmp" "$1" "$2" 2>&1 | tr -d '\r\a\b' | sed 's/\x1b\[[0-9;?]*[a-zA-Z]//g'; }
typed() {	# LINE WHAT: what comes of LINE and tabs holds WHAT
	local got
	checks=$((checks + 1))
	# how long to wait cannot be known: a busy machine gets more
	for wait in 0.5 2 6; do
		got=$(in_zsh "$1" $wait)
		grep -qF -e "$2" <<<"$got" && return
	done
	echo "not ok completion: zsh: '$1' does not bring '$2' but: $got"
	exit 1
}
typed 'evmine ' 'exchange formats'
typed 'evmine exp' 'export'
typed 'evmine export --form' 'format='
typed 'evmine export --format bio' 'bioc-json'
typed 'evm-export --offset-unit=' 'utf16'
typed 'evm-query -' 'at most N results'
typed 'evm-extract unus' 'unusual.evm'
echo "completion: ok, $checks checks"
