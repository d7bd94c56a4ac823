#!/bin/bash
# Which folder may include which, and the one user of each library.
# usage: check-includes.sh (from the project's root)
set -u
bad=0
fault() { echo "not ok includes: $*"; bad=1; }

# own headers: folder -> folders that it may include
check() {	# FOLDER PATTERN-OF-ALLOWED
	while IFS=: read -r file line inc; do
		inc=${inc#*\"}; inc=${inc%%\"*}
		case $inc in
		*/*) [[ $inc =~ $2 ]] || fault "$file:$line: $inc" ;;
		*) [ -f "$(dirname "$file")/$inc" ] || fault "$file:$line: $inc (write its folder)" ;;
		esac
	done < <(grep -n '^#include "' "$1"/*.[ch] /dev/null)
}
check pipeline/core '^core/'
check corpus '^(core|corpus)/'
check dictionaries '^(core|dictionaries)/'
check extractors '^(core|dictionaries|extractors)/'
check pipeline/store '^(core|store)/'
check pipeline/review '^(core|store|review)/'
check pipeline/curate '^(core|review|export|curate)/'
check pipeline/export '^(core|store|export)/'
check pipeline/run '^(core|corpus|dictionaries|extractors|store|run)/'
check pipeline/wanted '^(core|store|export|review|wanted)/'
check pipeline/report '^(core|store|export|report)/|^web/html\.h$'	# escaping
check pipeline/web '^(core|store|export|review|web)/'

# libraries: header -> the only places that use it
only() {	# HEADER PATTERN-OF-FILES
	while IFS=: read -r file line _; do
		[[ $file =~ $2 ]] || fault "$file:$line: $1"
	done < <(grep -rn "^#include <$1" --include='*.[ch]' pipeline corpus dictionaries extractors)
}
only libxml/ '^corpus/'
only json-c/ '^corpus/bioc_json\.c$'
only pcre2 '^extractors/rx\.[ch]$'
only sqlite3 '^pipeline/store/'
only microhttpd '^pipeline/web/http\.c$'
only zlib '^pipeline/core/(io|inflate)\.c$'
only isa-l '^pipeline/core/inflate\.c$'
only nettle/ '^pipeline/core/digest\.c$'
only utf8proc '^pipeline/core/utf8\.c$|^dictionaries/|^extractors/token\.c$'
[ $bad -eq 0 ] && echo "includes: ok"
exit $bad
