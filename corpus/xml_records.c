#include "corpus/xml_records.h"

#include "corpus/xml_tags.h"

static const char *const pubmed_sets[] = {
	"PubmedArticleSet", "MedlineCitationSet", "PubmedBookArticleSet",
	"BookDocumentSet", NULL,
};
static const char *const jats_sets[] = { "pmc-articleset", NULL };
/* a MedlineCitation inside of it is no record of its own */
static const char *const article_set_name[] = { "PubmedArticleSet", NULL };
static const char *const article_set[] = {
	"PubmedArticle", "PubmedBookArticle", "DeleteCitation",
	"DeleteDocument", NULL,
};
static const char *const pubmed_records[] = {
	"PubmedArticle", "MedlineCitation", "PubmedBookArticle",
	"BookDocument", "DeleteCitation", "DeleteDocument", NULL,
};
static const char *const jats_records[] = { "article", NULL };

/* A BioC collection holds other things besides documents: it is no set. */
static const char *const bioc_root[] = { "collection", NULL };
static const char *const bioc_records[] = { "document", NULL };
static const char *const no_sets[] = { NULL };

bool evm_xml_in(struct evm_str name, const char *const *list)
{
	size_t colon = evm_str_find(name, EVM_LIT(":"), 0);

	if (colon != SIZE_MAX)
		name = evm_str_sub(name, colon + 1, name.n);
	for (; *list; list++)
		if (evm_str_eqz(name, *list))
			return true;
	return false;
}

const char *const *evm_xml_sets(enum evm_format format)
{
	return format == EVM_FORMAT_JATS ? jats_sets :
	       format == EVM_FORMAT_BIOC ? no_sets : pubmed_sets;
}

const char *const *evm_xml_records(enum evm_format format)
{
	return format == EVM_FORMAT_JATS ? jats_records :
	       format == EVM_FORMAT_BIOC ? bioc_records : pubmed_records;
}

const char *const *evm_xml_records_in(struct evm_str set,
				      const char *const *known)
{
	return evm_xml_in(set, article_set_name) ? article_set : known;
}

int evm_xml_sniff(struct evm_str s, struct evm_str *root)
{
	size_t i = evm_str_starts(s, "\xEF\xBB\xBF") ? 3 : 0;
	struct evm_str name;

	*root = EVM_LIT("");
	for (;;) {
		while (i < s.n && evm_is_space(s.p[i]))
			i++;
		if (i + 1 >= s.n || s.p[i] != '<')
			return -1;
		if (evm_str_starts(evm_str_sub(s, i, s.n), "<!DOCTYPE")) {
			size_t end = evm_xml_doctype_end(evm_str_sub(s, i, s.n));

			if (end == SIZE_MAX)
				return -1;
			i += end;
			continue;
		}
		if (evm_xml_hidden_end(s, i) == i)
			break;
		if ((i = evm_xml_hidden_end(s, i)) == SIZE_MAX)
			return -1;
	}
	name = evm_xml_name(s, i + 1);
	if (evm_xml_in(name, pubmed_sets) || evm_xml_in(name, pubmed_records))
		return EVM_FORMAT_PUBMED;
	if (evm_xml_in(name, jats_sets) || evm_xml_in(name, jats_records))
		return EVM_FORMAT_JATS;
	if (evm_xml_in(name, bioc_root))
		return EVM_FORMAT_BIOC;
	*root = name;
	return -1;
}
