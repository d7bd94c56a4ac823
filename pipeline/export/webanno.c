/* W3C Web Annotation: one JSON-LD object a line, for each mention and each
 * claim. Positions count code points, whatever --offset-unit says: the model
 * wants them so. */
#include <string.h>

#include "core/json.h"
#include "export/format.h"
#include "export/markup.h"
#include "export/targets.h"
#include "store/claim.h"

#define CONTEXT 32		/* characters before and behind a quote */
#define CONTEXT_MAX 4096

struct note {
	struct evm_export *x;
	const struct evm_doc *doc;
	struct evm_buf *b;
	struct evm_buf source;	/* IRI of the document */
};

static uint32_t back(struct evm_str text, uint32_t at, int n)
{
	for (; n && at; n--)
		while (at && ((unsigned char)text.p[--at] & 0xc0) == 0x80)
			;
	return at;
}

static uint32_t forth(struct evm_str text, uint32_t at, int n)
{
	for (; n && at < text.n; n--)
		do
			at++;
		while (at < text.n && ((unsigned char)text.p[at] & 0xc0) == 0x80);
	return at;
}

/* Does the text between two places stand once in the document? */
static bool once(struct evm_str text, uint32_t from, uint32_t to)
{
	const char *p = text.p + from;
	size_t n = to - from;
	const char *first = memmem(text.p, text.n, p, n);

	return first == p && !memmem(p + 1, text.n - from - 1, p, n);
}

static void quote(struct note *n, struct evm_span s)
{
	struct evm_str text = n->doc->text;
	uint32_t from = 0, to = 0;

	for (int c = CONTEXT; c <= CONTEXT_MAX; c *= 4) {
		from = back(text, s.begin, c);
		to = forth(text, s.end, c);
		if (once(text, from, to))
			break;
	}
	evm_buf_addz(n->b, "{\"type\":\"TextQuoteSelector\"");
	evm_json_pair(n->b, "exact", evm_doc_slice(n->doc, s));
	evm_json_pair(n->b, "prefix", evm_str_sub(text, from, s.begin));
	evm_json_pair(n->b, "suffix", evm_str_sub(text, s.end, to));
	evm_buf_addz(n->b, "},");
}

static int target(struct note *n, struct evm_span span, struct evm_err *err)
{
	struct evm_span s;

	if (evm_offsets_span(&n->x->offsets, span, evm_doc_slice(n->doc, span), &s,
			     err))
		return -1;
	evm_buf_addz(n->b, ",\"target\":{");
	evm_json_pair(n->b, "source", evm_buf_str(&n->source));
	evm_buf_addz(n->b, ",\"selector\":[");
	if (!n->x->no_quote)
		quote(n, span);
	evm_buf_printf(n->b, "{\"type\":\"TextPositionSelector\",\"start\":%u,"
		       "\"end\":%u}]}}\n", s.begin, s.end);
	return 0;
}

static void head(struct note *n, const char *motivation, const char *kind,
		 struct evm_str id)
{
	struct evm_buf iri = EVM_BUF_INIT;

	evm_buf_addz(n->b, "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\"");
	evm_buf_printf(&iri, EVM_TERM_IRI "%s.%.*s", kind, EVM_ARG(id));
	evm_json_pair(n->b, "id", evm_buf_str(&iri));
	evm_buf_release(&iri);
	evm_json_pair(n->b, "type", EVM_LIT("Annotation"));
	evm_json_pair(n->b, "motivation", evm_str(motivation));
	evm_buf_printf(n->b, ",\"created\":\"%sT00:00:00Z\"", n->x->date);
	evm_buf_addz(n->b, ",\"generator\":{\"id\":\"" EVM_TERM_IRI "evmine\","
		     "\"type\":\"Software\",\"name\":\"evmine\"}");
}

static void text_body(struct evm_buf *b, const char *purpose, const char *format,
		      struct evm_str value)
{
	evm_json_item(b);
	evm_buf_addz(b, "{\"type\":\"TextualBody\"");
	evm_json_pair(b, "value", value);
	evm_json_pair(b, "format", evm_str(format));
	evm_json_pair(b, "purpose", evm_str(purpose));
	evm_buf_addc(b, '}');
}

static int mention(struct note *n, size_t i, struct evm_err *err)
{
	const struct evm_mention *m = &n->doc->mentions.v[i];
	struct evm_buf iri = EVM_BUF_INIT;

	evm_iri_part(&iri, n->doc->id);
	evm_buf_printf(&iri, ".%zu", i + 1);
	head(n, "identifying", "mention", evm_buf_str(&iri));
	evm_buf_addz(n->b, ",\"body\":[");
	text_body(n->b, "classifying", "text/plain", evm_str(evm_type_name(m->type)));
	if (m->norm.n)
		text_body(n->b, "tagging", "text/plain", m->norm);
	if (m->id.n) {
		struct evm_buf curie = EVM_BUF_INIT;

		iri.n = 0;
		evm_curie_put(&curie, m->id);
		evm_curie_iri(&iri, evm_buf_str(&curie));
		evm_buf_release(&curie);
		evm_json_item(n->b);
		evm_buf_addz(n->b, "{\"type\":\"SpecificResource\"");
		evm_json_pair(n->b, "source", evm_buf_str(&iri));
		evm_buf_addz(n->b, ",\"purpose\":\"identifying\"}");
	}
	evm_buf_addc(n->b, ']');
	evm_buf_release(&iri);
	return target(n, m->span, err);
}

/* In words, and as the record that a curator judges. */
static int claim(struct note *n, size_t i, const struct evm_fingerprint *prints,
		 struct evm_err *err)
{
	const struct evm_claim *c = &n->doc->claims.v[i];
	struct evm_buf text = EVM_BUF_INIT;
	char id[EVM_CLAIM_ID + 1];

	evm_claim_id(&prints[i], id);
	head(n, "describing", "claim", evm_str(id));
	evm_buf_addz(n->b, ",\"body\":[");
	evm_claim_key(&text, n->doc, c);
	text_body(n->b, "tagging", "text/plain", evm_buf_str(&text));
	text.n = 0;
	evm_claim_payload(&text, n->doc, c);
	text_body(n->b, "describing", "application/json", evm_buf_str(&text));
	if (n->x->status)
		text_body(n->b, "assessing", "text/plain", evm_str(n->x->status[i]));
	evm_buf_addc(n->b, ']');
	evm_buf_release(&text);
	return target(n, n->doc->sentences.v[c->sentence].span, err);
}

static int all(struct note *n, struct evm_arena *a, struct evm_err *err)
{
	const struct evm_fingerprint *prints = evm_export_prints(n->x, n->doc, a);

	for (size_t i = 0; i < n->doc->mentions.n; i++)
		if (mention(n, i, err))
			return evm_err_at(err, "mention %zu", i + 1);
	for (size_t i = 0; i < n->doc->claims.n; i++)
		if (n->doc->claims.v[i].confidence >= n->x->min_confidence &&
		    claim(n, i, prints, err))
			return evm_err_at(err, "claim %zu", i + 1);
	return 0;
}

static int document(struct evm_export *x, const struct evm_doc *doc,
		    struct evm_buf *out, struct evm_err *err)
{
	struct note n = { x, doc, out, EVM_BUF_INIT };
	struct evm_arena a;
	int rc;

	if (doc->deleted)
		return 0;
	evm_arena_init(&a);
	evm_offsets_set(&x->offsets, doc->text, EVM_UNIT_CODEPOINT);
	evm_doc_iri(&n.source, doc);
	rc = all(&n, &a, err);
	evm_buf_release(&n.source);
	evm_arena_release(&a);
	return rc ? evm_err_at(err, "document %.*s", EVM_ARG(doc->id)) : 0;
}

const struct evm_export_format evm_export_webanno = {
	"web-annotation", false, NULL, document, NULL, NULL
};
