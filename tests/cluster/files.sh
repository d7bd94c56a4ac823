# The list of files that the cluster tests mine, and one run's database of it;
# to be sourced. make_files DIR: DIR/list.txt, DIR/one.dump. Programs are on PATH.
make_files() {
	local dir=$1 k pmid
	cp corpus/samples/abstracts.xml corpus/samples/article.nxml "$dir"
	pmid=$(grep -o '<PMID[^>]*>[0-9]*' corpus/samples/abstracts.xml | tail -1 | sed 's/.*>//')
	for k in 2097 2098 2099; do	# the first record, as it was revised then
		{ echo '<PubmedArticleSet>'
		  sed -n '/<PubmedArticle>/,/<\/PubmedArticle>/p;/<\/PubmedArticle>/q' corpus/samples/abstracts.xml |
			sed "s|</PMID>|</PMID><DateRevised><Year>$k</Year><Month>01</Month><Day>01</Day></DateRevised>|; s|<AbstractText>|<AbstractText>Seen in $k. |"
		  echo '</PubmedArticleSet>'; } >"$dir/update$k.xml"
	done
	echo "<PubmedArticleSet><DeleteCitation><PMID>$pmid</PMID></DeleteCitation></PubmedArticleSet>" >"$dir/deleted.xml"
	ls "$dir"/*.xml "$dir"/*.nxml >"$dir/list.txt"
	evm-run -q -d "$dir/one.db" --files-from "$dir/list.txt"
	evm-stats -d "$dir/one.db" --dump >"$dir/one.dump"
}

# An evm-run in DIR/shim that is killed once when it mines shard NUMBER: itself,
# or with its task's script.
make_shim() {	# DIR NUMBER self|task
	mkdir -p "$1/shim-$2"
	cat >"$1/shim-$2/evm-run" <<-EOF
		#!/bin/bash
		for a in "\$@"; do
			case \$a in *part-$2.evm.gz | *shard-$2.evm.gz)
				if [ ! -e "$1/killed-$2" ]; then
					touch "$1/killed-$2"
					[ $3 = self ] || kill -9 \$PPID
					kill -9 \$\$
				fi ;;
			esac
		done
		exec "$(command -v evm-run)" "\$@"
	EOF
	chmod +x "$1/shim-$2/evm-run"
	PATH="$1/shim-$2:$PATH"
}
