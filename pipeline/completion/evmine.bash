# bash completion for evmine and its programs: each tells its own options with
# --complete (a line an option: name, tab, help, tab, choices), from the table
# that also parses them; evmine tells its commands.
_evmine()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} prog=${COMP_WORDS[0]##*/}
	local opts choices
	if [ "$prog" = evmine ]; then
		if [ "$COMP_CWORD" -eq 1 ]; then
			mapfile -t COMPREPLY < <(compgen -W "$(evmine --complete | cut -f1) --help --version" -- "$cur")
			return
		fi
		prog=evm-${COMP_WORDS[1]}
	fi
	opts=$("$prog" --complete 2>/dev/null) || return
	# "--format=x" comes as three words
	if [ "$prev" = = ]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	elif [ "$cur" = = ]; then
		cur=
	fi
	choices=$(awk -F'\t' -v o="$prev=" '$1 == o { gsub(/\|/, " ", $3); print $3 }' <<<"$opts")
	if [ -n "$choices" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$cur")
	elif [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(cut -f1 <<<"$opts" | tr -d =)" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}
complete -o filenames -F _evmine evmine $(compgen -c evm- | sort -u)
