#include "corpus/bioc.h"

#include "core/utf8.h"
#include "corpus/given.h"

#define GAP_MAX 1000		/* characters between two sentences */

const char *const evm_bioc_meta[] = { "title", "author", "journal", "year", "doi",
				      "pmid", "pmcid", NULL };

void evm_bioc_mention(struct evm_doc *doc, struct evm_bioc_note *note,
		      uint64_t offset, struct evm_span in, struct evm_str text)
{
	int type = evm_given_type(note->type);
	struct evm_mention *m;
	struct evm_span span;

	for (size_t i = 0; i < note->places.n; i++) {
		if (note->places.v[i].at < offset)
			return;
		note->places.v[i].at -= offset;
	}
	if (!note->places.n || type < 0 ||
	    !evm_given_pieces(text, &note->places, note->text, &span))
		return;
	m = EVM_PUSH(&doc->arena, doc->mentions);
	m->type = (enum evm_type)type;
	m->span = (struct evm_span){ in.begin + span.begin, in.begin + span.end };
	m->norm = note->norm;
	m->name = note->name;
	m->source = note->source;
	m->species = note->species;
	m->cargo = note->cargo;
	m->modification = note->modification;
	m->sign = evm_str_eqz(note->sign, "-1") ? -1 : evm_str_eqz(note->sign, "1");
	m->by = EVM_LIT("given");
	evm_given_concept(m, note->identifier, &doc->arena);
	if (!m->norm.n)
		m->norm = note->places.n > 1 ? evm_given_name(&doc->arena, note->text) :
			  evm_str_sub(text, span.begin, span.end);
}

enum evm_region evm_bioc_region(struct evm_str type)
{
	int r = evm_region_of(type);

	if (r >= 0)
		return (enum evm_region)r;
	if (evm_str_eqz(type, "front"))
		return EVM_REGION_TITLE;
	if (evm_str_starts(type, "abstract_title") || evm_str_starts(type, "title_"))
		return EVM_REGION_HEADING;
	if (evm_str_starts(type, "abstract"))
		return EVM_REGION_ABSTRACT;
	return evm_str_find(type, EVM_LIT("caption"), 0) != SIZE_MAX ?
	       EVM_REGION_CAPTION : EVM_REGION_BODY;
}

void evm_bioc_sentence(struct evm_buf *text, uint64_t offset, uint64_t at,
		       struct evm_str sentence)
{
	uint64_t have = offset + evm_utf8_count(evm_buf_str(text));

	for (; have < at && at - have < GAP_MAX; have++)
		evm_buf_addc(text, ' ');
	evm_utf8_clean(text, sentence);
}

struct evm_str evm_bioc_source(struct evm_str said, struct evm_str id)
{
	static const char *const known[] = { "pubmed", "book", "pmc", "text", "tsv" };
	uint64_t number;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (evm_str_eqz(said, known[i]))
			return evm_str(known[i]);
	return !evm_str_u64(id, UINT32_MAX, &number) ? EVM_LIT("pubmed") :
	       evm_str_starts(id, "PMC") ? EVM_LIT("pmc") : EVM_LIT("text");
}
