# Files that change the samples' records: to be sourced, in the project's root.
# write_updates FOLDER YEAR...: updateYEAR.xml, the first record as it was revised
# in that year, and deleted.xml, a deletion of the last one.
write_updates() {
	local dir=$1 year pmid
	shift
	for year in "$@"; do
		{ echo '<PubmedArticleSet>'
		  sed -n '/<PubmedArticle>/,/<\/PubmedArticle>/p;/<\/PubmedArticle>/q' corpus/samples/abstracts.xml |
			sed "s|</PMID>|</PMID><DateRevised><Year>$year</Year><Month>01</Month><Day>01</Day></DateRevised>|; s|<AbstractText>|<AbstractText>Seen in $year. |"
		  echo '</PubmedArticleSet>'; } >"$dir/update$year.xml"
	done
	pmid=$(grep -o '<PMID[^>]*>[0-9]*' corpus/samples/abstracts.xml | tail -1 | sed 's/.*>//')
	echo "<PubmedArticleSet><DeleteCitation><PMID>$pmid</PMID></DeleteCitation></PubmedArticleSet>" >"$dir/deleted.xml"
}
