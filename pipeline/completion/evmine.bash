# bash completion for evmine and its programs: every program tells its own
# options with --complete (a line an option: name, tab, help, tab, choices).
_evmine()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} prog=${COMP_WORDS[0]##*/}
	local opts choices
	if [ "$prog" = evmine ]; then
		if [ "$COMP_CWORD" -eq 1 ]; then
			mapfile -t COMPREPLY < <(compgen -W "$(evmine --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')" -- "$cur")
			return
		fi
		prog=evm-${COMP_WORDS[1]}
	fi
	opts=$("$prog" --complete 2>/dev/null) || return
	choices=$(awk -F'\t' -v o="$prev=" '$1 == o { gsub(/\|/, " ", $3); print $3 }' <<<"$opts")
	if [ -n "$choices" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur")
	elif [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(cut -f1 <<<"$opts" | tr -d =)" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}
complete -o filenames -F _evmine evmine evm-ingest evm-annotate evm-extract evm-load evm-run evm-table evm-export evm-dict evm-rules evm-stats evm-serve evm-curate evm-explain
